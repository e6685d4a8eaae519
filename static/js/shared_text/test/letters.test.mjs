// Ids of letters to places on the page and back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

import { lettersBetween, placesOf } from "../letters.js";

// A page as the binding knows it: each paragraph with its node.
function page(...paragraphs) {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const fragment = doc.getXmlFragment("content");
  for (const words of paragraphs) {
    const element = new Y.XmlElement("paragraph");
    element.insert(0, [new Y.XmlText(words)]);
    fragment.push([element]);
  }
  return { doc, fragment, state: () => stateOf(fragment) };
}

function stateOf(fragment) {
  const mapping = new Map();
  let size = 0;
  for (const element of fragment.toArray()) {
    const nodeSize = 2 + element.toArray().reduce((sum, text) => sum + text.length, 0);
    mapping.set(element, { nodeSize });
    size += nodeSize;
  }
  return { [ySyncPluginKey.key]: { binding: { mapping } }, doc: { content: { size } } };
}

const wordsAt = (fragment, index) => fragment.get(index).get(0);

test("letters between two places, over paragraphs, and the places back from them", () => {
  const { fragment, state } = page("We sing.", "Then we read.");
  const letters = lettersBetween(state(), fragment, 4, 15);
  assert.equal(letters.reduce((sum, [, , length]) => sum + length, 0), "sing.".length + "Then".length);
  const [{ places, count }] = placesOf(state(), fragment, [letters]);
  assert.equal(count, 9);
  // Both halves are one passage, the step from one paragraph to the next included.
  assert.deepEqual(places, [{ from: 4, to: 15 }]);
});

test("what is typed inside belongs to it, what is typed before moves it, what is deleted is missed", () => {
  const { fragment, state } = page("Every child is known.");
  const letters = lettersBetween(state(), fragment, 7, 12);
  wordsAt(fragment, 0).insert(0, "Here. ");
  wordsAt(fragment, 0).insert(14, "!");
  assert.deepEqual(placesOf(state(), fragment, [letters])[0], { places: [{ from: 13, to: 19 }], count: 5 });
  wordsAt(fragment, 0).delete(12, 3);
  assert.equal(placesOf(state(), fragment, [letters])[0].count, 3);
});

test("far apart, the rest of a passage is two places; gone, none", () => {
  const { fragment, state } = page("Alpha omega.");
  const letters = lettersBetween(state(), fragment, 1, 13);
  wordsAt(fragment, 0).insert(6, "x".repeat(400));
  const [{ places }] = placesOf(state(), fragment, [letters]);
  assert.deepEqual(places, [{ from: 1, to: 7 }, { from: 407, to: 413 }]);
  wordsAt(fragment, 0).delete(0, 412);
  assert.deepEqual(placesOf(state(), fragment, [letters, []]), [{ places: [], count: 0 }, { places: [], count: 0 }]);
});

test("several passages over the same letters are each found", () => {
  const { fragment, state } = page("One two three.");
  const lists = [lettersBetween(state(), fragment, 1, 8), lettersBetween(state(), fragment, 5, 14)];
  assert.deepEqual(placesOf(state(), fragment, lists).map(({ places }) => places), [
    [{ from: 1, to: 8 }],
    [{ from: 5, to: 14 }],
  ]);
});
