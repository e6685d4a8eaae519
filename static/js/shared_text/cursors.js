// Where the others are in the text: a thin line with their initials, and their name while it moves.
// For the eye only; presence.js tells the same to a screen reader in words.

import { yCursorPlugin } from "y-prosemirror";

import { applyStyle, element, initials, personStyle } from "./dom.js";

function cursor(user) {
  // The name is drawn by the style sheet, so it is never part of the text, of a copy or of what is read out.
  const flag = element("span", { class: "remote-cursor-flag", "data-name": user.name, "data-initials": initials(user.name) });
  const line = element("span", { class: "remote-cursor", "aria-hidden": "true", contenteditable: "false" }, flag);
  return applyStyle(line, personStyle(user));
}

function selection(user) {
  const style = Object.entries(personStyle(user)).map(([name, value]) => `${name}: ${value}`).join("; ");
  return { class: "remote-selection", style };
}

export function cursors(awareness, ownPerson) {
  const others = (ownClient, client, state) => client !== ownClient && state.user?.id !== ownPerson.id;
  return yCursorPlugin(awareness, {
    cursorBuilder: cursor,
    selectionBuilder: selection,
    awarenessStateFilter: others,
  });
}
