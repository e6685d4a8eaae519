// Which person is behind a Yjs client id: from the server's record, and from who is here right now.
// Knows nothing of the text.

import { Carried } from "./carried.js";
import { initials } from "./dom.js";

const ASK_AGAIN = 4000;
const PATTERNS = 5;

export class Authors {
  #config;
  #awareness;
  #label;
  #clients = new Map();
  #people = new Map();
  #asking = null;
  #askedAt = 0;
  #listeners = new Set();

  constructor(config, awareness, label) {
    this.#config = config;
    this.#awareness = awareness;
    this.#label = label;
  }

  // Where moved letters came from.
  carried = new Carried();

  onChange(listener) {
    this.#listeners.add(listener);
  }

  // { key, name, initials, color, colorLight, pattern, own }
  of(client) {
    const present = this.#awareness.getStates().get(client)?.user;
    if (client === this.#awareness.clientID) return this.#person(this.#config.person);
    const known = this.#clients.get(client);
    if (known) return this.#person(known);
    if (present) return this.#person(present);
    this.ask();
    return this.#person({ id: undefined, name: this.#label("somebody") });
  }

  async ask(now = false) {
    if (this.#asking || (!now && Date.now() - this.#askedAt < ASK_AGAIN)) return;
    this.#askedAt = Date.now();
    try {
      this.#asking = fetch(this.#config.authors, { credentials: "same-origin", redirect: "error" });
      const answer = await (await this.#asking).json();
      for (const [client, { person, ...rest }] of Object.entries(answer.clients)) {
        this.#clients.set(Number(client), { id: person, ...rest });
      }
      this.carried.learn(answer.carried ?? []);
      this.#listeners.forEach((listener) => listener());
    } catch {
      // The next unknown hand asks again.
    } finally {
      this.#asking = null;
    }
  }

  // Whose the client id is by the server's record alone; undefined when it has none.
  async ownerOf(client) {
    await this.ask(true);
    return this.#clients.get(client)?.id;
  }

  #person({ id, name, color, colorLight }) {
    const key = id === undefined ? "unknown" : (id ?? "former");
    const shown = name || this.#label("formerColleague");
    if (!this.#people.has(key)) this.#people.set(key, { key, pattern: this.#people.size % PATTERNS });
    const own = id === this.#config.person.id;
    return Object.assign(this.#people.get(key), { name: shown, initials: initials(shown), color, colorLight, own });
  }
}
