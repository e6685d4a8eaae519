// Splitting a paragraph or making a list of it takes letters out and puts the same letters in again, now
// under the id of whoever pressed the key. This remembers where they came from, so that "who wrote what"
// follows them home: first as the server found out (visioning/live/carried.py), then by watching. For
// showing only; on the next visit the server's finding counts.

import * as Y from "yjs";

// Fewer letters prove nothing: anybody may write "the".
const LEAST = 4;
const GAP = "\u0000";
const DEEPEST = 50;

const isLetters = (item) => item instanceof Y.Item && item.content instanceof Y.ContentString;

// The letters this transaction removed, in the order they stood, and where each stretch of them is from.
function removedIn(transaction) {
  const removed = new Set();
  const parents = new Set();
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    if (!isLetters(item) || item.id.clock >= (transaction.beforeState.get(item.id.client) ?? 0)) return;
    removed.add(item);
    parents.add(item.parent);
  });
  let text = "";
  const sources = [];
  for (const parent of parents) {
    for (let item = parent._start; item; item = item.right) {
      if (removed.has(item)) {
        sources.push({ at: text.length, item });
        text += item.content.str;
      } else if (!item.deleted) {
        text += GAP;
      }
    }
    text += GAP;
  }
  return { text, sources };
}

function insertedIn({ doc, beforeState, afterState }) {
  const found = [];
  afterState.forEach((end, client) => {
    const from = beforeState.get(client) ?? 0;
    if (end === from) return;
    const structs = doc.store.clients.get(client);
    for (let index = structs.length - 1; index >= 0 && structs[index].id.clock >= from; index -= 1) {
      if (isLetters(structs[index]) && !structs[index].deleted && structs[index].length >= LEAST) {
        found.unshift(structs[index]);
      }
    }
  });
  return found;
}

// [client, first clock, letters, client and first clock of where they stood] for each stretch.
export function movesIn(transaction) {
  if (!transaction.deleteSet.clients.size) return [];
  const inserted = insertedIn(transaction);
  if (!inserted.length) return [];
  let { text, sources } = removedIn(transaction);
  return inserted.flatMap((item) => {
    const at = text.indexOf(item.content.str);
    if (at < 0) return [];
    const end = at + item.length;
    // The same letters are not found twice.
    text = text.slice(0, at) + GAP.repeat(item.length) + text.slice(end);
    return sources.flatMap((source) => {
      const from = Math.max(at, source.at);
      const to = Math.min(end, source.at + source.item.length);
      if (from >= to) return [];
      const { client, clock } = source.item.id;
      return [[item.id.client, item.id.clock + from - at, to - from, client, clock + from - source.at]];
    });
  });
}

// What undo or redo brought back under our own id.
export function movesInUndo(transaction, deletions) {
  const moves = [];
  Y.iterateDeletedStructs(transaction, deletions, (item) => {
    if (!isLetters(item) || !item.redone) return;
    moves.push([item.redone.client, item.redone.clock, item.length, item.id.client, item.id.clock]);
  });
  return moves;
}

export class Carried {
  #clients = new Map();

  watch(doc, undoManager) {
    doc.on("afterTransaction", (transaction) => this.add(movesIn(transaction)));
    undoManager.on("stack-item-popped", ({ stackItem }) => {
      this.add(doc.transact((transaction) => movesInUndo(transaction, stackItem.deletions)));
    });
  }

  // What the server found out: [client, first clock, letters, client id of the writer].
  learn(found) {
    this.#clients.forEach((spans, client) => this.#clients.set(client, spans.filter(({ at }) => at !== null)));
    this.add(found);
  }

  // A move without a clock to come from is the server's: it names the writer at once.
  add(moves) {
    for (const [client, clock, length, source, at = null] of moves) {
      if (!this.#clients.has(client)) this.#clients.set(client, []);
      this.#clients.get(client).push({ from: clock, to: clock + length, source, at });
    }
    for (const [client] of moves) this.#clients.get(client).sort((one, other) => one.from - other.from);
  }

  // Calls visit(client, length) for each stretch of these letters, with the id they were written under first.
  writers(client, clock, length, visit, depth = 0) {
    const end = clock + length;
    for (const { from, to, source, at } of (depth < DEEPEST && this.#clients.get(client)) || []) {
      if (to <= clock || from >= end) continue;
      if (from > clock) visit(client, from - clock);
      const start = Math.max(from, clock);
      const stop = Math.min(to, end);
      if (at === null) visit(source, stop - start);
      else this.writers(source, at + start - from, stop - start, visit, depth + 1);
      clock = stop;
    }
    if (clock < end) visit(client, end - clock);
  }
}
