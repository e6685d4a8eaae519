// What counts as stored: the arithmetic behind the word "Saved".

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";

import { Spans } from "../spans.js";
import { Unsent, wordsOf } from "../unsent.js";

function writer(act) {
  const doc = new Y.Doc();
  const updates = [];
  doc.on("update", (update) => updates.push(update));
  act(doc.getText("t"), doc);
  return { doc, updates };
}

test("spans keep what is left after removing the middle", () => {
  const spans = new Spans();
  spans.add(1, 0, 4);
  spans.add(1, 4, 10);
  spans.remove(1, 3, 5);
  spans.remove(1, 0, 3);
  assert.equal(spans.empty, false);
  spans.remove(1, 5, 9);
  assert.equal(spans.empty, false);
  spans.remove(2, 0, 100);
  spans.remove(1, 0, 100);
  assert.equal(spans.empty, true);
});

test("words are unsent until every one of them came back", () => {
  const { updates } = writer((text) => {
    text.insert(0, "one ");
    text.insert(4, "two");
  });
  const unsent = new Unsent();
  updates.forEach((update) => unsent.add(update));
  assert.equal(unsent.confirm(updates[1]), false);
  assert.equal(unsent.confirm(updates[0]), true);
  assert.equal(unsent.empty, true);
});

test("another person's echo confirms nothing of ours", () => {
  const unsent = new Unsent();
  writer((text) => text.insert(0, "mine")).updates.forEach((update) => unsent.add(update));
  assert.equal(unsent.confirm(writer((text) => text.insert(0, "theirs")).updates[0]), false);
});

test("the server's vector confirms insertions, but not removals", () => {
  const { doc, updates } = writer((text) => {
    text.insert(0, "one");
    text.delete(1, 1);
  });
  const unsent = new Unsent();
  updates.forEach((update) => unsent.add(update));
  assert.equal(unsent.confirmVector(Y.encodeStateVector(doc)), false);
  assert.equal(unsent.confirm(Y.encodeStateAsUpdate(doc)), true);
});

test("what is unsent arrives whole, also in pieces and after merging", () => {
  const { doc, updates } = writer((text) => {
    for (let count = 0; count < 120; count += 1) text.insert(text.length, `w${count} `);
    text.delete(0, 3);
  });
  const unsent = new Unsent();
  updates.forEach((update) => unsent.add(update));
  const copy = new Y.Doc();
  unsent.pieces().forEach((piece) => Y.applyUpdate(copy, piece));
  assert.equal(copy.getText("t").toString(), doc.getText("t").toString());
  assert.ok(wordsOf(unsent.whole()).endsWith("w118 w119"));
});
