// Keeps unsent words on this device until the server has shown them back, and finds them again after a
// reload or a crash. One entry per text, person and client id, so that two tabs never overwrite each
// other. Knows nothing of the connection.

import { fromBase64, toBase64 } from "lib0/buffer";
import * as Y from "yjs";

const PREFIX = "throughline.unsent";
// While connected an echo nearly always comes sooner than this; writing each letter down would be waste.
const GRACE = 250;
const SOON = 20;

export class Keeping {
  #prefix;
  #unsent;
  #key = null;
  #timer = null;
  #full = false;

  constructor({ id, person }, unsent) {
    this.#prefix = `${PREFIX}.${id}.${person.id}.`;
    this.#unsent = unsent;
    addEventListener("pagehide", () => this.write());
    document.addEventListener("visibilitychange", () => document.hidden && this.write());
  }

  // False when this device could not take the words (storage full or switched off).
  get works() {
    return !this.#full;
  }

  use(clientId) {
    this.#key = this.#prefix + clientId;
  }

  changed(connected) {
    if (this.#unsent.empty && !this.#timer) return this.write();
    const pause = connected ? GRACE : Math.max(SOON, Math.min(1000, this.#unsent.size / 100));
    this.#timer ??= setTimeout(() => this.write(), pause);
  }

  write() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#key) return;
    try {
      if (this.#unsent.empty) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, toBase64(this.#unsent.whole()));
      this.#full = false;
    } catch {
      this.#full = true;
    }
  }

  // What earlier pages of this person left here: [{ key, value, update }].
  found() {
    const entries = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(this.#prefix) || key === this.#key) continue;
        const value = localStorage.getItem(key);
        try {
          const update = fromBase64(value);
          Y.decodeUpdate(update);
          entries.push({ key, value, update });
        } catch {
          localStorage.removeItem(key);
        }
      }
    } catch {
      // No storage here: nothing was kept.
    }
    return entries;
  }

  // Another tab may still be writing under that key: only what we read is ours to remove.
  forget({ key, value }) {
    try {
      if (localStorage.getItem(key) === value) localStorage.removeItem(key);
    } catch {
      // Nothing to do: it will be found and recognised as stored next time.
    }
  }

  put(clientId, update) {
    try {
      localStorage.setItem(this.#prefix + clientId, toBase64(update));
    } catch {
      this.#full = true;
    }
  }
}
