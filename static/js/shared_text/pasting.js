// What comes in by paste or drop: words in our own shapes and nothing else.
// The schema drops foreign elements; this drops what text itself may not hold.

import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";

// Signs that no screen reader can speak and no PDF may hold; a tab or a line end is a space here.
const UNWANTED = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF\u{1FFFE}\u{1FFFF}]/gu;
const SPACES = /[\t\r\n]+/g;

// One message to the server holds about four times this in the worst case.
export const PASTE_AT_MOST = 200_000;

export function clean(text) {
  return text.replace(UNWANTED, "").replace(SPACES, " ");
}

function cleanFragment(fragment) {
  const kept = [];
  fragment.forEach((node) => {
    if (!node.isText) {
      kept.push(node.copy(cleanFragment(node.content)));
      return;
    }
    const text = clean(node.text);
    if (text) kept.push(text === node.text ? node : node.type.schema.text(text, node.marks));
  });
  return Fragment.fromArray(kept);
}

export function cleanSlice(slice) {
  return new Slice(cleanFragment(slice.content), slice.openStart, slice.openEnd);
}

// A strict site forbids style attributes even while a paste is being read. Under another name the schema
// can still see what they said (schema.js).
function hideStyles(html) {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-pasted-style="));
}

function onlyFiles(data) {
  return Boolean(data?.files?.length) && !data.getData("text/plain") && !data.getData("text/html");
}

export function pasting(onRefused) {
  const refuseTooLarge = (slice) => {
    if (slice.content.size <= PASTE_AT_MOST) return false;
    onRefused("pasteTooLarge");
    return true;
  };
  const refuseFiles = (data, event) => {
    if (!onlyFiles(data)) return false;
    event.preventDefault();
    onRefused("filesNotHere");
    return true;
  };
  return new Plugin({
    props: {
      transformPastedHTML: hideStyles,
      transformPastedText: (text) => text.replace(UNWANTED, ""),
      transformPasted: cleanSlice,
      handlePaste: (_view, event, slice) => refuseFiles(event.clipboardData, event) || refuseTooLarge(slice),
      handleDrop: (_view, event, slice, moved) => !moved && refuseTooLarge(slice),
      handleDOMEvents: {
        // Without this the browser would leave the page to show the dropped file.
        drop: (_view, event) => refuseFiles(event.dataTransfer, event),
      },
    },
  });
}
