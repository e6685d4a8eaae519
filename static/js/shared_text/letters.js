// Where letters stand in a part of the page, by the ids they have in the log: from ProseMirror places to ids and back.
// Reads the Yjs items themselves; the binding knows which element became which node, so nothing is guessed.

import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

// What somebody types in the middle of a passage belongs to it, up to so many letters (visioning/live/finding.py).
const NEAR = 300;

// Calls visit(client, clock, length, place) for each stretch of text in sight, in order.
export function eachLetters(type, mapping, visit, place = 0) {
  for (const child of type.toArray()) {
    if (child instanceof Y.XmlText) {
      for (let item = child._start; item; item = item.right) {
        if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
        visit(item.id.client, item.id.clock, item.length, place);
        place += item.length;
      }
    } else {
      const node = mapping.get(child);
      if (!node || Array.isArray(node)) continue;
      eachLetters(child, mapping, visit, place + 1);
      place += node.nodeSize;
    }
  }
}

const mappingOf = (state) => ySyncPluginKey.getState(state).binding.mapping;

// The letters between two places, as [[client, first clock, how many], …].
export function lettersBetween(state, fragment, from, to) {
  const found = [];
  eachLetters(fragment, mappingOf(state), (client, clock, length, place) => {
    const first = Math.max(from, place);
    const last = Math.min(to, place + length);
    if (first < last) found.push([client, clock + first - place, last - first]);
  });
  return found;
}

// For each of these lists of letters: the places [from, to) where they stand, and how many of them do.
export function placesOf(state, fragment, lists) {
  const spans = new Map();
  lists.forEach((letters, number) => {
    for (const [client, clock, length] of letters) {
      if (!spans.has(client)) spans.set(client, []);
      spans.get(client).push({ from: clock, to: clock + length, number });
    }
  });
  const found = lists.map(() => ({ places: [], count: 0 }));
  if (!spans.size) return found;
  eachLetters(fragment, mappingOf(state), (client, clock, length, place) => {
    for (const { from, to, number } of spans.get(client) ?? []) {
      const first = Math.max(from, clock);
      const last = Math.min(to, clock + length);
      if (first >= last) continue;
      const one = found[number];
      one.count += last - first;
      const start = place + first - clock;
      const before = one.places.at(-1);
      if (before && start >= before.to && start - before.to <= NEAR) before.to = start + last - first;
      else one.places.push({ from: start, to: start + last - first });
    }
  });
  const { size } = state.doc.content;
  for (const one of found) one.places = one.places.filter(({ to }) => to <= size);
  return found;
}
