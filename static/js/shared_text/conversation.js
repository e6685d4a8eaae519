// What to say to the server and what its words mean, the same over a socket and over HTTP.
// Knows nothing of how the bytes travel or when.

import * as Y from "yjs";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";

import * as wire from "./wire.js";

export const FROM_SERVER = Symbol("from the server");

export class Conversation {
  #answered = false;
  #vectorHeard = false;
  // Before the two sides have compared notes, an update could arrive without the ones it builds on.
  #caughtUp = false;

  constructor({ doc, awareness, unsent, inbox, canWrite, onChange, onSynced }) {
    Object.assign(this, { doc, awareness, unsent, inbox, canWrite, onChange, onSynced });
  }

  get caughtUp() {
    return this.#caughtUp;
  }

  begin() {
    this.#answered = false;
    this.#vectorHeard = false;
    this.#caughtUp = false;
    // The others may have been told that we left: only a newer state counts again.
    for (let twice = 0; twice < 2; twice += 1) this.awareness.setLocalState(this.awareness.getLocalState());
    return [this.question(), this.presence()];
  }

  question() {
    return wire.step1(Y.encodeStateVector(this.doc));
  }

  presence() {
    return wire.awareness(encodeAwarenessUpdate(this.awareness, [this.awareness.clientID]));
  }

  outbox() {
    return this.canWrite ? this.unsent.pieces().map(wire.update) : [];
  }

  // Returns what has to be said in return.
  hear(bytes) {
    const replies = [];
    wire.read(bytes, {
      onAwareness: (states) => applyAwarenessUpdate(this.awareness, states, FROM_SERVER),
      onUpdate: (update) => this.#take(update),
      onAnswer: (update) => {
        this.#take(update);
        this.#answered = true;
      },
      onVector: (vector) => {
        this.unsent.confirmVector(vector);
        this.#vectorHeard = true;
        // The protocol wants an answer. What we have to say goes out as updates below.
        replies.push(wire.step2(wire.EMPTY_UPDATE));
      },
    });
    if (this.#answered && this.#vectorHeard && !this.#caughtUp) {
      this.#caughtUp = true;
      this.inbox.flush();
      this.onSynced();
      replies.push(...this.outbox());
    }
    this.onChange();
    return replies;
  }

  // Everybody else is out of sight while there is no connection; forgetting their clocks lets them come
  // back at once.
  forgetOthers() {
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, FROM_SERVER);
    for (const id of [...this.awareness.meta.keys()]) {
      if (id !== this.awareness.clientID) this.awareness.meta.delete(id);
    }
  }

  #take(update) {
    this.unsent.confirm(update);
    this.inbox.push(update);
  }
}
