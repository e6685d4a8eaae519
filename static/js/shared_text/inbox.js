// Brings the others' changes into the document: together, once per drawn frame, and never in the middle
// of a character that somebody is still composing. Knows nothing of where they come from.

import * as Y from "yjs";

const FRAME = 16;
// Phone keyboards keep a whole word "in composition": wait for a pause, not for its end.
const COMPOSING_PAUSE = 700;
const COMPOSING_AT_MOST = 3000;

export class Inbox {
  #doc;
  #origin;
  #waiting = [];
  #since = 0;
  #timer = null;
  isComposing = () => false;
  lastInput = () => 0;
  beforeChange = () => {};

  constructor(doc, origin) {
    this.#doc = doc;
    this.#origin = origin;
  }

  push(update) {
    if (!this.#waiting.length) this.#since = Date.now();
    this.#waiting.push(update);
    this.#timer ??= setTimeout(() => this.#try(), FRAME);
  }

  flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting;
    this.#waiting = [];
    if (!waiting.length) return;
    this.beforeChange();
    Y.transact(this.#doc, () => {
      for (const update of waiting) Y.applyUpdate(this.#doc, update, this.#origin);
    }, this.#origin, false);
  }

  drop() {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #try() {
    const now = Date.now();
    const busy = this.isComposing() && now - this.lastInput() < COMPOSING_PAUSE;
    if (busy && now - this.#since < COMPOSING_AT_MOST) {
      this.#timer = setTimeout(() => this.#try(), 100);
    } else {
      this.flush();
    }
  }
}
