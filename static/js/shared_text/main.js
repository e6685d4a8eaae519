// The live editor of a page. Finds #shared-text, reads its config, and turns every [data-fragment] in it
// from readable HTML into a live text. Without this script the page stays what the server sent.
//
// <div id="shared-text"> … <div data-fragment="content" data-label="…">HTML</div> … </div>
// Who is here and the buttons go before the first part, or before the [data-head] it stands in.
// A part may also have data-placeholder="…" (shown while empty) and data-heading-base="3" (its first heading level).
// {{ config|json_script:"shared-text-config" }} with id, socket, exchange, authors, canWrite, person, csrf, labels.

import { AuthorshipSwitch } from "./authorship_switch.js";
import { commands, linkAround, removeLink, setLink } from "./commands.js";
import { element } from "./dom.js";
import { KEYS_HINT } from "./editor.js";
import { haltPanel, whyKey } from "./halt.js";
import { labelsFrom } from "./labels.js";
import { LinkDialog } from "./link_dialog.js";
import { Presence } from "./presence.js";
import { Session } from "./session.js";
import { Speaking } from "./speaking.js";
import { Status } from "./status.js";
import { dock, Toolbar } from "./toolbar.js";

class Page {
  #session = null;
  #active = null;
  #tries = 0;
  #editors = [];

  constructor(root, config) {
    this.root = root;
    this.config = config;
    this.label = labelsFrom(config);
    this.places = [...root.querySelectorAll("[data-fragment]")];
    this.status = new Status(this.label);
    this.head = element("div", { class: "shared-text-head" }, this.status.shown, this.status.voice);
    (this.places[0].closest("[data-head]") ?? this.places[0]).before(this.head);
    root.classList.add("shared-text");
    if (config.canWrite) {
      this.dialog = new LinkDialog(this.label);
      root.append(this.dialog.element);
    }
    addEventListener("beforeunload", (event) => {
      if (this.#session.unsent.empty) return;
      event.preventDefault();
      event.returnValue = true; // Safari before 17
    });
    addEventListener("pagehide", () => this.#session.pause());
    addEventListener("pageshow", (event) => event.persisted && this.#session.resume());
  }

  begin() {
    const { label, status } = this;
    this.#session = new Session(this.config, this.places, {
      label,
      keys: (session) => this.#keys(session),
      passages: this.config.passages && {
        open: (passage, view) => this.speaking.open(passage, view),
        onMissing: () => this.speaking?.missing(),
      },
      onState: (state) => state !== "stopped" && status.show(state),
      onConnection: (up) => (up ? this.presence?.settle() : this.presence?.pause()),
      onReady: (session) => this.#ready(session),
      onRestored: () => this.#tell("restored"),
      onRefused: (key) => this.#tell(key),
      onFocus: (editor) => this.#attend(editor),
      onEdit: () => {
        this.toolbar?.refresh();
        this.authorship?.notice();
      },
      onHalted: (how) => this.#halted(how),
      mayTryAgain: () => this.#tries++ === 0,
      onMoved: () => this.begin(),
    });
    this.#session.start();
  }

  #ready(session) {
    this.#editors.splice(0, Infinity, ...session.editors);
    this.#active = this.#editors[0];
    const sections = new Map(this.#editors.map(({ name, label }) => [name, label]));
    this.presence = new Presence({
      awareness: session.awareness,
      person: this.config.person,
      label: this.label,
      sections,
      say: (text) => this.status.say(text),
    });
    this.presence.settle();
    this.authorship = new AuthorshipSwitch({ editors: this.#editors, authors: session.authors, label: this.label });
    const { status, presence, authorship } = this;
    this.head.replaceChildren(status.shown, status.voice, presence.element, authorship.button, authorship.panel);
    this.bar?.remove();
    if (this.config.passages) this.speaking = new Speaking(this.#speakers(), session);
    const tools = { ...(this.config.canWrite ? this.#tools(session) : {}), ...this.speaking?.tools };
    if (!Object.keys(tools).length) return;
    this.toolbar = new Toolbar({ commands: tools, active: () => this.#active, label: this.label });
    session.history.onChange(() => this.toolbar.refresh());
    this.head.append(element("p", { class: "visually-hidden", id: KEYS_HINT }, this.label("keysHint")));
    // Whether the words are safe stays in sight with the buttons.
    this.bar = element("div", { class: "shared-text-bar" }, status.shown, this.toolbar.element);
    dock(this.bar, this.root, this.head);
  }

  #speakers() {
    return {
      config: this.config,
      editors: this.#editors,
      active: () => this.#active,
      tell: (key) => this.#tell(key),
    };
  }

  #attend(editor) {
    this.#active = editor;
    this.toolbar?.refresh();
    this.authorship?.notice();
  }

  #keys({ history }) {
    return {
      undo: history.undo,
      redo: history.redo,
      openLink: (state, dispatch, view) => {
        if (dispatch) this.#link(view);
        return true;
      },
      toToolbar: (state, dispatch) => {
        if (dispatch) this.toolbar.focus();
        return true;
      },
      speak: (state, dispatch) => {
        if (dispatch && this.speaking) this.speaking.speak();
        return Boolean(this.speaking);
      },
    };
  }

  #tools({ history }) {
    const tools = Object.fromEntries(
      Object.entries(commands).map(([name, { run, isOn }]) => [
        name,
        { isOn, can: (state) => run(state), run: (view) => run(view.state, view.dispatch, view) },
      ]),
    );
    return {
      ...tools,
      link: { isOn: (state) => Boolean(linkAround(state).href), run: (view) => this.#link(view) },
      undo: { can: history.canUndo, run: history.undo },
      redo: { can: history.canRedo, run: history.redo },
    };
  }

  async #link(view) {
    const around = linkAround(view.state);
    const { doc } = view.state;
    const answer = await this.dialog.ask({ href: around.href, askWords: around.from === around.to });
    view.focus();
    // Others may have written meanwhile: then the place is looked up anew.
    const place = view.state.doc.eq(doc) ? around : linkAround(view.state);
    if (answer?.remove) removeLink(view, place);
    else if (answer) setLink(view, place, answer.href, answer.words);
  }

  // A passing note under the status, for the eye and the ear.
  #tell(key) {
    this.note?.remove();
    this.note = element("p", { class: "shared-text-note" }, this.label(key));
    this.head.append(this.note);
    this.status.say(this.label(key));
    setTimeout(() => this.note?.remove(), 12000);
  }

  #halted({ code, words }) {
    this.status.show(whyKey(code));
    this.presence?.pause();
    this.head.prepend(this.status.shown);
    this.bar?.remove();
    this.head.after(haltPanel({ code, words, label: this.label }));
  }
}

const root = document.getElementById("shared-text");
const config = document.getElementById("shared-text-config");
if (root && config) new Page(root, JSON.parse(config.textContent)).begin();
