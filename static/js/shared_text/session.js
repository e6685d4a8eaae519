// One stay in one shared text: a Yjs document, its connection, what is unsent, and an editor for each part.
// Wires the pieces together; each piece is its own file. Ends by leave(), or by being halted by the server.

import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

import { Authors } from "./authors.js";
import { Connection } from "./connection.js";
import { Conversation, FROM_SERVER } from "./conversation.js";
import { Editor } from "./editor.js";
import { Inbox } from "./inbox.js";
import { Keeping } from "./keeping.js";
import { withNewClient } from "./reclaim.js";
import { History } from "./undo.js";
import { Unsent, wordsOf } from "./unsent.js";
import * as wire from "./wire.js";

// After this long without a first answer the page says that there is no connection yet.
const PATIENCE = 3000;

export class Session {
  #places;
  #inbox;
  #stopped = null;
  #mounted = false;
  #late = false;
  #whenStored = [];

  constructor(config, places, hooks) {
    this.config = config;
    this.hooks = hooks;
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.awareness.setLocalState({ user: config.person });
    this.unsent = new Unsent();
    this.keeping = new Keeping(config, this.unsent);
    this.keeping.use(this.doc.clientID);
    this.authors = new Authors(config, this.awareness, hooks.label);
    this.editors = [];
    this.#places = places;
    this.#inbox = new Inbox(this.doc, FROM_SERVER);
    this.#inbox.isComposing = () => this.editors.some(({ view }) => view.composing);
    this.#inbox.beforeChange = () => this.editors.forEach((editor) => editor.makeReady());
    this.#inbox.lastInput = () => Math.max(0, ...this.editors.map(({ lastInput }) => lastInput));
    this.history = new History(
      places.map((place) => this.doc.getXmlFragment(place.dataset.fragment)),
      this.editors,
    );
    this.talk = new Conversation({
      doc: this.doc,
      awareness: this.awareness,
      unsent: this.unsent,
      inbox: this.#inbox,
      canWrite: config.canWrite,
      onChange: () => this.#changed(),
      onSynced: () => this.#synced(),
    });
    this.connection = new Connection(config, this.talk, (state) => this.#onState(state));
    this.doc.on("update", this.#onUpdate);
    this.awareness.on("update", this.#onAwareness);
  }

  start() {
    this.connection.start();
    setTimeout(() => {
      this.#late = true;
      this.#changed();
    }, PATIENCE);
  }

  // The page is going away, perhaps only into the browser's memory of pages.
  pause() {
    this.keeping.write();
    this.connection.stop();
  }

  resume() {
    this.connection.resume();
  }

  // When everything typed so far is with the server; also when that takes too long, for then the server will say so.
  async stored() {
    const patience = Date.now() + 10_000;
    while (!this.unsent.empty && Date.now() < patience) await new Promise((done) => setTimeout(done, 60));
  }

  get state() {
    const { way } = this.connection;
    const connected = way !== "none" && this.talk.caughtUp;
    if (this.#stopped) return "stopped";
    if (!connected) return this.#offlineState();
    if (!this.config.canWrite) return "readOnly";
    return this.unsent.empty ? "saved" : "saving";
  }

  #offlineState() {
    if (!this.#mounted && !this.#late) return "connecting";
    if (!this.#mounted) return this.config.canWrite && this.keeping.found().length ? "waitingKept" : "waiting";
    if (!this.config.canWrite) return "offlineReading";
    return this.keeping.works ? "offline" : "offlineNotKept";
  }

  // Every local change passes here at once; the others' changes only move the page.
  #onUpdate = (update, origin) => {
    if (origin === FROM_SERVER) return this.connection.noticeActivity();
    if (!this.config.canWrite || this.#stopped) return;
    this.unsent.add(update);
    this.connection.say(wire.update(update));
    this.#changed();
  };

  #onAwareness = (_changes, origin) => {
    if (origin === "local") this.connection.sayPresence();
  };

  #changed() {
    if (this.doc.isDestroyed) return;
    if (this.unsent.empty && this.#mounted) this.#whenStored.splice(0).forEach((forget) => forget());
    this.keeping.changed(this.talk.caughtUp && this.connection.way !== "none");
    this.hooks.onState(this.state);
  }

  #onState({ way, stopped }) {
    if (stopped?.code) return this.#halted(stopped);
    this.hooks.onConnection(way !== "none");
    this.#changed();
  }

  #synced() {
    if (this.#mounted) return;
    this.#mounted = true;
    this.authors.carried.watch(this.doc, this.history.manager);
    const restored = this.#restore();
    this.#places.forEach((place) => this.editors.push(this.#edit(place)));
    this.hooks.onReady(this);
    if (restored) this.hooks.onRestored();
  }

  #edit(place) {
    const { doc, awareness, history, authors, config, hooks } = this;
    return new Editor(place, {
      doc,
      awareness,
      history,
      canWrite: config.canWrite,
      person: config.person,
      authors: { authors, label: hooks.label },
      keys: hooks.keys(this),
      passages: hooks.passages,
      onRefused: hooks.onRefused,
      onChange: hooks.onEdit,
      onFocus: (editor) => {
        awareness.setLocalStateField("section", editor.name);
        hooks.onFocus(editor);
      },
    });
  }

  // Words that an earlier page of this person could not send. Called while the document is exactly what the
  // server has: what is in there already is forgotten here, the rest comes back and goes out at once.
  #restore() {
    const entries = this.config.canWrite ? this.keeping.found() : [];
    if (!entries.length) return false;
    const stored = Y.encodeStateAsUpdate(this.doc);
    const before = Y.snapshot(this.doc);
    for (const { update } of entries) {
      if (Y.snapshotContainsUpdate(before, update)) continue;
      Y.applyUpdate(this.doc, update, FROM_SERVER);
      this.unsent.add(update);
    }
    const restored = !this.unsent.empty;
    if (restored) this.unsent.confirm(stored);
    this.#whenStored = entries.map((entry) => () => this.keeping.forget(entry));
    return restored;
  }

  async #halted({ code, reason }) {
    this.#stopped = { code, reason };
    this.editors.forEach((editor) => editor.stopWriting());
    this.keeping.write();
    if (code === 4409 && (await this.#movedToNewClient())) return;
    const words = this.unsent.empty ? "" : wordsOf(this.unsent.whole());
    this.hooks.onHalted({ code, reason, words });
    this.hooks.onState(this.state);
  }

  // The server knows our client id as somebody else's. If it is our own person's, then another person has
  // signed in on this device, and these words must not go out under the wrong name.
  async #movedToNewClient() {
    const owner = await this.authors.ownerOf(this.doc.clientID);
    if (owner === this.config.person.id || !this.hooks.mayTryAgain()) return false;
    const client = new Y.Doc().clientID;
    if (!this.unsent.empty) {
      this.keeping.put(client, withNewClient(this.unsent.whole(), this.doc.clientID, client));
      this.unsent.clear();
      this.keeping.write();
    }
    this.leave();
    this.hooks.onMoved();
    return true;
  }

  leave() {
    this.connection.stop();
    this.#inbox.drop();
    this.editors.splice(0).forEach((editor) => editor.destroy());
    this.awareness.destroy();
    this.doc.destroy();
  }
}
