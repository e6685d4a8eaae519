// Letters that were put into another shape are still their writer's.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";

import { Carried } from "../carried.js";

const OWN = Symbol("own");

function setUp() {
  const ana = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText("Children are known here.")]);
  ana.getXmlFragment("content").push([paragraph]);
  const ben = new Y.Doc();
  Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana));
  const fragment = ben.getXmlFragment("content");
  const undo = new Y.UndoManager([fragment], { trackedOrigins: new Set([OWN]) });
  const carried = new Carried();
  carried.watch(ben, undo);
  const act = (change) => ben.transact(change, OWN);
  return { ana, ben, fragment, undo, act, carried };
}

function split(fragment, index, at) {
  const text = fragment.get(index).get(0);
  const tail = text.toString().slice(at);
  text.delete(at, tail.length);
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(tail)]);
  fragment.insert(index + 1, [paragraph]);
}

function handsIn(type, carried) {
  const hands = [];
  for (let item = type.get(0)._start; item; item = item.right) {
    if (!item.deleted) carried.writers(item.id.client, item.id.clock, item.length, (...hand) => hands.push(hand));
  }
  return hands;
}

test("both halves of a divided paragraph stay their writer's, also when divided again", () => {
  const { ana, fragment, act, carried } = setUp();
  act(() => split(fragment, 0, 9));
  assert.deepEqual(handsIn(fragment.get(1), carried), [[ana.clientID, 15]]);
  act(() => split(fragment, 1, 4));
  assert.deepEqual(handsIn(fragment.get(2), carried), [[ana.clientID, 11]]);
});

test("the others see the same from the changes they get", () => {
  const { ana, ben, fragment, act } = setUp();
  const carried = new Carried();
  carried.watch(ana, new Y.UndoManager([ana.getXmlFragment("content")]));
  act(() => split(fragment, 0, 9));
  Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben));
  assert.deepEqual(handsIn(ana.getXmlFragment("content").get(1), carried), [[ana.clientID, 15]]);
});

test("what somebody just writes or puts in the place of other words is their own", () => {
  const { ana, ben, fragment, act, carried } = setUp();
  act(() => fragment.get(0).get(0).insert(0, "known here "));
  act(() => {
    fragment.get(0).get(0).delete(0, 11);
    fragment.get(0).get(0).insert(0, "Grown-ups and ");
  });
  assert.deepEqual(handsIn(fragment.get(0), carried), [
    [ben.clientID, 14],
    [ana.clientID, 24],
  ]);
});

test("undoing a removal brings the words back as their writer's", () => {
  const { ana, fragment, undo, act, carried } = setUp();
  act(() => fragment.get(0).get(0).delete(0, 9));
  undo.undo();
  assert.equal(fragment.get(0).get(0).toString(), "Children are known here.");
  assert.ok(handsIn(fragment.get(0), carried).every(([client]) => client === ana.clientID));
});

test("what the server found out is taken over", () => {
  const carried = new Carried();
  carried.learn([[7, 0, 99, 1]]);
  carried.learn([[7, 10, 5, 3]]);
  const hands = [];
  carried.writers(7, 8, 10, (...hand) => hands.push(hand));
  assert.deepEqual(hands, [
    [7, 2],
    [3, 5],
    [7, 3],
  ]);
});
