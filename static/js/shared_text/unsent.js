// What was written here and is not yet confirmed by the server. Counts a change as stored only when the
// server has shown it back: inserted words by its state vector or an echo, removed words by an echo.
// Knows nothing of sockets, of the page, or of where the words are kept meanwhile.

import * as Y from "yjs";

import { Spans } from "./spans.js";

// Merged pieces stay well under what the server takes in one message.
const PIECE = 256 * 1024;
const MERGE_AFTER = 40;

function structsOf({ structs }) {
  return structs.filter((struct) => !(struct instanceof Y.Skip));
}

export class Unsent {
  #updates = [];
  #since = 0;
  #inserted = new Spans();
  #removed = new Spans();

  get empty() {
    return this.#updates.length === 0;
  }

  get size() {
    return this.#updates.reduce((sum, update) => sum + update.byteLength, 0);
  }

  // How long the oldest of it has been waiting.
  get waited() {
    return this.empty ? 0 : Date.now() - this.#since;
  }

  add(update) {
    if (this.empty) this.#since = Date.now();
    const decoded = Y.decodeUpdate(update);
    for (const { id, length } of structsOf(decoded)) this.#inserted.add(id.client, id.clock, id.clock + length);
    decoded.ds.clients.forEach((ranges, client) => {
      for (const { clock, len } of ranges) this.#removed.add(client, clock, clock + len);
    });
    this.#updates.push(update);
    if (this.#updates.length > MERGE_AFTER) this.#merge();
  }

  // An update that came back from the server. True when nothing is left to wait for.
  confirm(update) {
    if (this.empty) return true;
    const decoded = Y.decodeUpdate(update);
    for (const { id, length } of structsOf(decoded)) this.#inserted.remove(id.client, id.clock, id.clock + length);
    decoded.ds.clients.forEach((ranges, client) => {
      for (const { clock, len } of ranges) this.#removed.remove(client, clock, clock + len);
    });
    return this.#settle();
  }

  // The server said how far its own copy goes.
  confirmVector(vector) {
    if (this.empty) return true;
    Y.decodeStateVector(vector).forEach((clock, client) => this.#inserted.remove(client, 0, clock));
    return this.#settle();
  }

  pieces() {
    this.#merge();
    return [...this.#updates];
  }

  whole() {
    return this.empty ? null : Y.mergeUpdates(this.#updates);
  }

  clear() {
    this.#updates = [];
    this.#inserted.clear();
    this.#removed.clear();
  }

  #settle() {
    if (!this.#inserted.empty || !this.#removed.empty) return false;
    this.clear();
    return true;
  }

  #merge() {
    const pieces = [];
    let batch = [];
    let size = 0;
    const close = () => {
      if (batch.length) pieces.push(batch.length === 1 ? batch[0] : Y.mergeUpdates(batch));
      batch = [];
      size = 0;
    };
    for (const update of this.#updates) {
      if (size && size + update.byteLength > PIECE) close();
      batch.push(update);
      size += update.byteLength;
    }
    close();
    this.#updates = pieces;
  }
}

// The words inside an update, for showing them to a person who has to copy them by hand.
export function wordsOf(update) {
  const texts = [];
  let last = null;
  for (const struct of structsOf(Y.decodeUpdate(update))) {
    if (struct.content instanceof Y.ContentString) {
      const follows = last && struct.origin && struct.origin.client === last.id.client &&
        struct.origin.clock === last.id.clock + last.length - 1;
      if (texts.length && !follows) texts.push("\n");
      texts.push(struct.content.str);
      last = struct;
    }
  }
  return texts.join("").trim();
}
