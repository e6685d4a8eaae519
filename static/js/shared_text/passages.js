// Draws the passages that carry threads, comments or suggestions: a line under the words and a knot behind them.
// The server says which letters they are; here is found where those letters stand. Puts nothing into the text.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";

import { element } from "./dom.js";
import { placesOf } from "./letters.js";

const key = new PluginKey("passages");
const AFTER_TYPING = 200;
const ASK_AGAIN = 1500;
const SPREAD = 800; // so that a whole staff does not ask in the same moment
const NOTHING = { list: [], chosen: null, set: DecorationSet.empty, missing: false };

const kindsOf = ({ kinds }) => kinds.map((kind) => ` is-${kind}`).join("");

function knot(passage, editable, open) {
  const words = element("span", { class: "visually-hidden" }, ` (${passage.label}) `);
  const button = element("button", {
    type: "button",
    class: `passage-knot${kindsOf(passage)}`,
    contenteditable: "false",
    tabindex: editable ? "-1" : "0",
    title: passage.label,
    onmousedown: (event) => event.preventDefault(),
    onclick: () => open(passage),
  }, words);
  return button;
}

function draw(state, fragment, { list, chosen }, options) {
  const all = chosen ? [...list, chosen] : list;
  if (!all.length) return { list, chosen, set: DecorationSet.empty, missing: false };
  const found = placesOf(state, fragment, all.map(({ letters }) => letters));
  let missing = false;
  const decorations = found.flatMap(({ places, count }, number) => {
    const passage = all[number];
    if (count < passage.letters.reduce((sum, [, , length]) => sum + length, 0)) missing = true;
    const classes = passage === chosen ? "passage is-chosen" : `passage${kindsOf(passage)}`;
    const drawn = places.map(({ from, to }) => Decoration.inline(from, to, { class: classes }, { passage }));
    if (passage === chosen || !places.length) return drawn;
    return [
      ...drawn,
      Decoration.widget(places.at(-1).to, () => knot(passage, options.editable(), options.open), {
        side: 1,
        marks: [],
        ignoreSelection: true,
        stopEvent: () => true,
        key: `${passage.id} ${passage.label} ${passage.kinds}`,
      }),
    ];
  });
  return { list, chosen, set: DecorationSet.create(state.doc, decorations), missing };
}

// options: editable(), open(passage), onMissing() when letters of a passage are no longer there.
export function passages(fragment, options) {
  return new Plugin({
    key,
    state: {
      init: () => NOTHING,
      apply(transaction, before, _old, state) {
        const asked = transaction.getMeta(key);
        const next = { ...before, ...asked };
        if (asked || (ySyncPluginKey.getState(state).isChangeOrigin && transaction.docChanged)) {
          return draw(state, fragment, next, options);
        }
        // Yjs learns of a local change only after this: move along now, look again in a moment.
        return { ...before, set: before.set.map(transaction.mapping, transaction.doc) };
      },
    },
    props: { decorations: (state) => key.getState(state).set },
    view: () => {
      let timer = null;
      return {
        update: (view, before) => {
          const now = key.getState(view.state);
          if (now.missing) options.onMissing();
          if (now === NOTHING || !(now.list.length || now.chosen) || view.state.doc === before.doc) return;
          clearTimeout(timer);
          timer = setTimeout(() => !view.isDestroyed && tell(view, {}), AFTER_TYPING);
        },
        destroy: () => clearTimeout(timer),
      };
    },
  });
}

function tell(view, meta) {
  view.dispatch(view.state.tr.setMeta(key, meta).setMeta("addToHistory", false));
}

// Words somebody is about to say something about stay marked while the panel is open.
export function choose(view, letters) {
  if (!view.isDestroyed) tell(view, { chosen: letters && { letters, kinds: [] } });
}

// The passage at the cursor, the shortest where several lie over each other.
export function passageAt(state) {
  const { from, to } = state.selection;
  const found = key.getState(state).set.find(from, to, ({ passage }) => passage?.id !== undefined);
  return found.sort((one, other) => one.to - one.from - (other.to - other.from))[0]?.spec.passage;
}

// Asks the server which passages there are: at the start, when told that some changed, and when letters went.
export class Passages {
  #url;
  #editors;
  #timer = null;
  #asking = false;

  constructor({ url, editors }) {
    this.#url = url;
    this.#editors = editors;
  }

  start() {
    this.ask();
    // The page's news say when somebody ties, comments, suggests or withdraws (templates/visioning/passages/_sheet.html).
    document.getElementById("passage-news")?.addEventListener("news", () => this.soon(Math.random() * SPREAD));
  }

  soon(pause = ASK_AGAIN) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    if (this.#asking) return this.soon();
    this.#asking = true;
    try {
      const answer = await fetch(this.#url, { credentials: "same-origin", redirect: "error" });
      if (answer.ok) this.#show((await answer.json()).passages);
    } catch {
      // No connection: what is drawn stays; the next news ask again.
    } finally {
      this.#asking = false;
    }
  }

  #show(list) {
    for (const { view, name } of this.#editors) {
      if (!view.isDestroyed) tell(view, { list: list.filter(({ fragment }) => fragment === name) });
    }
  }
}
