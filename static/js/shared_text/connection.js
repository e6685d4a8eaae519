// Keeps the conversation going: by socket, by plain HTTP where sockets are blocked, and back again.
// Decides when to try and when to give up; what is said is conversation.js, how it looks status.js.

import { exchange, Refusal } from "./exchange.js";
import { Socket } from "./socket.js";

const SOCKET_TRIES = 2;
const LONGEST_WAIT = 15000;
const TRY_SOCKET_AGAIN = 30000;
const AWARENESS_PAUSE = 60;
const PATIENCE = 8000;
const SILENCE = 45000;
const FLOOD_WAIT = 6000;
const STRIKES = 3;

const FINAL = new Set([4401, 4403, 4404, 4409, 4413]);
const wait = (tries) => Math.min(LONGEST_WAIT, 400 * 2 ** tries) * (0.5 + Math.random());

export class Connection {
  #config;
  #talk;
  #socket = null;
  #way = "none";
  #stopped = null;
  #blocked = 0;
  #failures = 0;
  #strikes = 0;
  #lastHeard = Date.now();
  #asked = false;
  #active = Date.now();
  #presenceAt = 0;
  #timers = {};
  #polling = false;
  #pollAt = null;

  constructor(config, talk, onState) {
    this.#config = config;
    this.#talk = talk;
    this.onState = onState;
  }

  get way() {
    return this.#way;
  }

  start() {
    this.#openSocket();
    this.#timers.watch = setInterval(() => this.#watch(), 2000);
    addEventListener("online", this.#onOnline);
    addEventListener("offline", this.#onOffline);
  }

  // For good, or until resume().
  stop(code = null, reason = "") {
    this.#stopped = { code, reason };
    Object.values(this.#timers).forEach(clearTimeout);
    this.#timers = {};
    this.#socket?.drop();
    this.#socket = null;
    this.#polling = false;
    removeEventListener("online", this.#onOnline);
    removeEventListener("offline", this.#onOffline);
    this.#set("none");
  }

  resume() {
    if (this.#stopped?.code) return;
    this.#stopped = null;
    this.start();
  }

  // A change made here. Goes out at once; before the two sides are level it waits in the outbox.
  say(message) {
    this.#active = Date.now();
    if (this.#way === "socket" && this.#talk.caughtUp) this.#socket.send(message);
    else if (this.#polling) this.#pollIn(500, "sooner");
  }

  sayPresence() {
    this.#timers.presence ??= setTimeout(() => {
      this.#timers.presence = undefined;
      if (this.#way === "socket") this.#socket.send(this.#talk.presence());
    }, AWARENESS_PAUSE);
  }

  #openSocket() {
    if (this.#socket || this.#stopped) return;
    const socket = new Socket(this.#config.socket, {
      onOpen: () => {
        if (this.#polling) return socket.send(this.#talk.question());
        this.#talk.begin().forEach((message) => socket.send(message));
      },
      onMessage: (bytes) => {
        if (this.#way !== "socket") this.#switchToSocket(socket);
        this.#hear(bytes).forEach((reply) => socket.send(reply));
      },
      onEnd: (how) => this.#socketEnded(socket, how),
    });
    this.#socket = socket;
  }

  #switchToSocket(socket) {
    if (this.#polling) this.#talk.begin().forEach((message) => socket.send(message));
    this.#polling = false;
    clearTimeout(this.#timers.poll);
    this.#blocked = 0;
    this.#failures = 0;
    this.#set("socket");
  }

  #socketEnded(socket, { code, reason }) {
    if (this.#socket === socket) this.#socket = null;
    if (!socket.heard) this.#blocked += 1;
    this.#failures += 1;
    if (this.#isFinal(code, reason)) return;
    if (!this.#polling) this.#set("none");
    if (this.#blocked >= SOCKET_TRIES && !this.#polling) {
      this.#polling = true;
      this.#pollIn(0);
    }
    const pause = code === 4429 ? FLOOD_WAIT : this.#blocked >= SOCKET_TRIES ? TRY_SOCKET_AGAIN : wait(this.#failures);
    this.#socketIn(pause);
  }

  // Refused for a reason that trying again would not change.
  #isFinal(code, reason) {
    if (code === 4400) this.#strikes += 1;
    if (!FINAL.has(code) && this.#strikes < STRIKES) return false;
    this.stop(code, reason);
    return true;
  }

  #socketIn(pause) {
    clearTimeout(this.#timers.socket);
    this.#timers.socket = setTimeout(() => this.#openSocket(), pause);
  }

  #pollIn(pause, sooner) {
    // While a question is on its way its answer decides when the next one goes.
    if (sooner && (this.#pollAt === null || this.#pollAt < Date.now() + pause)) return;
    clearTimeout(this.#timers.poll);
    this.#pollAt = Date.now() + pause;
    this.#timers.poll = setTimeout(() => this.#poll(), pause);
  }

  async #poll() {
    this.#pollAt = null;
    const fresh = this.#way !== "http";
    const opening = fresh ? this.#talk.begin() : [this.#talk.question()];
    if (!fresh) opening.push(this.#talk.presence());
    try {
      const answers = await exchange(this.#config.exchange, this.#config.csrf, [...opening, ...this.#talk.outbox()]);
      if (!this.#polling || this.#stopped) return;
      this.#set("http");
      this.#failures = 0;
      const before = this.#active;
      answers.forEach((bytes) => this.#hear(bytes));
      this.#pollIn(this.#active === before && this.#talk.unsent.empty ? this.#pace() : 300);
    } catch (error) {
      if (!this.#polling || this.#stopped) return;
      if (error instanceof Refusal && this.#isFinal(error.code, error.message)) return;
      this.#failures += 1;
      this.#set("none");
      this.#pollIn(error.code === 4429 ? FLOOD_WAIT : wait(this.#failures));
      // Perhaps the whole server was away, and the socket is the better way again.
      if (!this.#socket) this.#socketIn(wait(this.#failures));
    }
  }

  // Quick while somebody writes, slow while nobody does.
  #pace() {
    if (document.hidden) return 10000;
    return Date.now() - this.#active < 20000 ? 1000 + Math.random() * 400 : 4000;
  }

  #hear(bytes) {
    this.#lastHeard = Date.now();
    this.#asked = false;
    return this.#talk.hear(bytes);
  }

  // The others wrote: ask again soon.
  noticeActivity() {
    this.#active = Date.now();
  }

  // A socket can be dead for minutes before the browser notices.
  #watch() {
    if (this.#way !== "socket") return;
    const quiet = Date.now() - this.#lastHeard;
    const waiting = this.#asked || this.#talk.unsent.waited > PATIENCE;
    if (waiting && quiet > PATIENCE) this.#socket.close();
    else if (quiet > SILENCE && !this.#asked) {
      this.#asked = true;
      this.#lastHeard = Date.now();
      this.#socket.send(this.#talk.question());
    }
  }

  #set(way) {
    if (this.#way === way && !this.#stopped) return;
    this.#way = way;
    if (way === "none") this.#talk.forgetOthers();
    this.onState({ way, stopped: this.#stopped });
  }

  #onOnline = () => {
    this.#failures = 0;
    this.#socketIn(0);
    if (this.#polling) this.#pollIn(0);
  };

  #onOffline = () => {
    if (this.#socket) this.#socket.close();
    else this.#set("none");
  };
}
