// Holds a person's cursor to their own last letter while other people's changes come in. Left alone, two
// people who write at the same spot push each other along and mix their words letter by letter.

import { absolutePositionToRelativePosition, getRelativeSelection, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

// The same place, tied to the letter before it instead of the one after it.
function afterLetter(position, binding) {
  const place = Y.createAbsolutePositionFromRelativePosition(position, binding.doc);
  if (!(place?.type instanceof Y.XmlText) || place.index === 0) return position;
  return Y.createRelativePositionFromTypeIndex(place.type, place.index, -1);
}

export function holdCaret(state) {
  const { binding } = ySyncPluginKey.getState(state);
  const { selection } = state;
  if (!binding || selection.jsonID !== "text") return;
  const held = getRelativeSelection(binding, state);
  const end = afterLetter(absolutePositionToRelativePosition(selection.to, binding.type, binding.mapping), binding);
  if (selection.empty || selection.anchor > selection.head) held.anchor = end;
  if (selection.empty || selection.head > selection.anchor) held.head = end;
  // The binding keeps a selection that is already there.
  binding.beforeTransactionSelection = held;
}
