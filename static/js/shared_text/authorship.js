// Draws who wrote which words, when the switch is on: a colour and a line pattern, the author's initials
// before each part for the eye, and the name in words for a screen reader. Reads the hands from the Yjs
// items themselves. Stores nothing.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

import { applyStyle, element, personStyle } from "./dom.js";

const key = new PluginKey("authorship");
const AFTER_TYPING = 150;

// Calls visit(client, from, to) for each stretch of text, in order; the binding knows which Yjs element
// became which node, so positions need no guessing.
function eachStretch(type, { mapping, carried }, position, visit) {
  for (const child of type.toArray()) {
    if (child instanceof Y.XmlText) {
      for (let item = child._start; item; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        carried.writers(item.id.client, item.id.clock, item.length, (client, length) => {
          visit(client, position, position + length);
          position += length;
        });
      }
    } else {
      const node = mapping.get(child);
      if (!node || Array.isArray(node)) continue;
      eachStretch(child, { mapping, carried }, position + 1, visit);
      position += node.nodeSize;
    }
  }
}

// Neighbouring stretches of one person become one; a new block starts a new one.
function runsIn(state, fragment, authors) {
  const { binding } = ySyncPluginKey.getState(state);
  const runs = [];
  eachStretch(fragment, { mapping: binding.mapping, carried: authors.carried }, 0, (client, from, to) => {
    const author = authors.of(client);
    const last = runs.at(-1);
    if (last && last.author.key === author.key && last.to === from) last.to = to;
    else runs.push({ author, from, to });
  });
  return runs.filter(({ to }) => to <= state.doc.content.size);
}

function tag(author, spoken) {
  const shown = element("span", { class: "author-initials", "aria-hidden": "true", "data-initials": author.initials });
  const read = element("span", { class: "visually-hidden" }, `${spoken} `);
  const node = element("span", { class: "author-tag", contenteditable: "false", title: author.name }, shown, read);
  return applyStyle(node, personStyle(author));
}

function draw(state, fragment, authors, label) {
  const decorations = runsIn(state, fragment, authors).flatMap(({ author, from, to }) => [
    Decoration.widget(from, () => tag(author, label("wroteStart", { name: author.name })), {
      side: -1,
      marks: [],
      ignoreSelection: true,
      key: `${author.key}-${author.name}`,
    }),
    Decoration.inline(from, to, {
      class: `author-run author-pattern-${author.pattern}`,
      "data-author": author.name,
      style: Object.entries(personStyle(author)).map(([name, value]) => `${name}: ${value}`).join("; "),
    }),
  ]);
  return DecorationSet.create(state.doc, decorations);
}

export function authorship(fragment, { authors, label }) {
  const off = { on: false, set: DecorationSet.empty };
  return new Plugin({
    key,
    state: {
      init: () => off,
      apply(transaction, before, _old, state) {
        const asked = transaction.getMeta(key);
        const on = asked?.on ?? before.on;
        if (!on) return off;
        const remote = ySyncPluginKey.getState(state).isChangeOrigin;
        if (asked || remote) return { on, set: draw(state, fragment, authors, label) };
        // Yjs learns of a local change only after this: move along now, look again in a moment.
        return { on, set: before.set.map(transaction.mapping, transaction.doc) };
      },
    },
    props: { decorations: (state) => key.getState(state).set },
    view: () => {
      let timer = null;
      return {
        update: (view, before) => {
          if (!key.getState(view.state).on || view.state.doc === before.doc) return;
          clearTimeout(timer);
          timer = setTimeout(() => redrawAuthors(view), AFTER_TYPING);
        },
        destroy: () => clearTimeout(timer),
      };
    },
  });
}

export function showAuthors(view, on) {
  view.dispatch(view.state.tr.setMeta(key, { on }).setMeta("addToHistory", false));
}

export function redrawAuthors(view) {
  if (!view.isDestroyed && key.getState(view.state).on) showAuthors(view, true);
}

export function authorRuns(state, fragment, authors) {
  return runsIn(state, fragment, authors);
}

export function authorAt(state, fragment, authors) {
  const { head } = state.selection;
  const runs = runsIn(state, fragment, authors);
  return (runs.find(({ from, to }) => from < head && head <= to) ?? runs.find(({ from }) => from === head))?.author;
}
