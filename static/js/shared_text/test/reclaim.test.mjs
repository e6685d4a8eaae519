// Unsent changes under a new client id: the same text, and nothing under the old id.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as Y from "yjs";

import { withNewClient } from "../reclaim.js";

function paragraph(doc, words) {
  const element = new Y.XmlElement("paragraph");
  element.insert(0, [new Y.XmlText(words)]);
  doc.getXmlFragment("content").push([element]);
  return element.get(0);
}

test("changes move to the new id with their order, their places and their removals", () => {
  const server = new Y.Doc();
  const theirs = paragraph(server, "Theirs stays.");
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const updates = [];
  local.on("update", (update) => updates.push(update));
  const first = local.getXmlFragment("content").get(0).get(0);
  first.insert(6, " really");
  first.delete(0, 2);
  const own = paragraph(local, "Mine, too.");
  own.delete(0, 4);
  own.insert(0, "Ours");

  const moved = withNewClient(Y.mergeUpdates(updates), local.clientID, 77);
  Y.applyUpdate(server, moved);
  assert.equal(server.getXmlFragment("content").toString(), local.getXmlFragment("content").toString());
  assert.deepEqual([...Y.decodeStateVector(Y.encodeStateVector(server)).keys()].sort(), [server.clientID, 77].sort());
  assert.equal(theirs.toString(), "eirs really stays.");
});

test("stored changes keep the old id, later ones follow them under the new", () => {
  const local = new Y.Doc();
  const text = local.getText("t");
  text.insert(0, "stored ");
  const server = new Y.Doc();
  Y.applyUpdate(server, Y.encodeStateAsUpdate(local));
  const updates = [];
  local.on("update", (update) => updates.push(update));
  text.insert(7, "later");
  text.delete(0, 1);
  Y.applyUpdate(server, withNewClient(Y.mergeUpdates(updates), local.clientID, 5));
  assert.equal(server.getText("t").toString(), "tored later");
  assert.equal(Y.decodeStateVector(Y.encodeStateVector(server)).get(5), 5);
});
