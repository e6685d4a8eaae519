// From words in the text to the panel that speaks of them: weave, comment, suggest. Works with the selection, or with
// the passage or paragraph at the cursor. Knows the editors and the panel, not how passages are drawn.

import { lettersBetween } from "./letters.js";
import { Panel } from "./panel.js";
import { choose, passageAt, Passages } from "./passages.js";

const about = (fragment, letters) => {
  const [client, clock] = letters[0];
  const [lastClient, lastClock, length] = letters.at(-1);
  return {
    fragment,
    start_client: client,
    start_clock: clock,
    end_client: lastClient,
    end_clock: lastClock + length - 1,
  };
};

export class Speaking {
  #page;
  #session;
  #passages;
  #panel;
  #marked = null;

  // page: { config, active(), editors, tell(key) }
  constructor(page, session) {
    this.#page = page;
    this.#session = session;
    this.#passages = new Passages({ url: page.config.passages, editors: page.editors });
    this.#panel = new Panel({ csrf: page.config.csrf, onClose: () => this.#unmark(), put: (words) => this.#put(words) });
    this.#passages.start();
  }

  // Which buttons there are for this person.
  get tools() {
    const { canWeave, canComment } = this.#page.config;
    const tool = (kind) => ({ run: () => this.speak(kind) });
    return {
      ...(canWeave ? { weave: tool("weave") } : {}),
      ...(canComment ? { comment: tool("comment"), suggest: tool("suggest") } : {}),
    };
  }

  missing() {
    this.#passages?.soon();
  }

  open(passage, view) {
    this.#mark(view, passage.letters);
    this.#panel.open(passage.url, { back: view });
  }

  // kind "" opens what is there already, or everything that can be said of the words.
  speak(kind = "") {
    const editor = this.#chosen() ?? this.#page.active();
    editor.catchUp();
    const { view } = editor;
    const range = this.#range(view);
    const here = range.from === range.to && passageAt(view.state);
    if (here) {
      this.#mark(view, here.letters);
      return this.#panel.open(here.url, { back: view, about: kind });
    }
    if (range.from === range.to && kind === "weave") {
      return this.#panel.open(this.#page.config.passageNew, { back: view, about: kind });
    }
    const letters = this.#lettersOf(editor, range);
    if (!letters.length) return this.#page.tell("chooseWords");
    this.#mark(view, letters);
    const query = new URLSearchParams({ ...about(editor.name, letters), open: kind });
    const url = `${this.#page.config.passageNew}?${query}`;
    return this.#panel.open(url, { back: view, about: kind, whenStored: this.#session.stored() });
  }

  // Somebody who only reads has chosen words in one of the parts.
  #chosen() {
    const marked = getSelection();
    if (marked.isCollapsed) return null;
    return this.#page.editors.find(({ view }) => !view.editable && view.dom.contains(marked.anchorNode));
  }

  #range(view) {
    if (view.editable) return view.state.selection;
    const marked = getSelection();
    if (marked.isCollapsed || !view.dom.contains(marked.anchorNode) || !view.dom.contains(marked.focusNode)) {
      return { from: 0, to: 0 };
    }
    const ends = [
      view.posAtDOM(marked.anchorNode, marked.anchorOffset),
      view.posAtDOM(marked.focusNode, marked.focusOffset),
    ];
    return { from: Math.min(...ends), to: Math.max(...ends) };
  }

  // The selection, or the paragraph at the cursor.
  #lettersOf({ view, fragment }, { from, to }) {
    if (from === to && view.editable) {
      const { $from } = view.state.selection;
      [from, to] = [$from.start(), $from.end()];
    }
    return from < to ? lettersBetween(view.state, fragment, from, to) : [];
  }

  #mark(view, letters) {
    this.#unmark();
    this.#marked = view;
    choose(view, letters);
  }

  #unmark() {
    if (this.#marked) choose(this.#marked, null);
    this.#marked = null;
  }

  // Words of somebody go in behind the cursor. What to tie, once the server has them; null where that cannot be.
  async #put(words) {
    const editor = this.#page.active();
    const { view } = editor;
    if (!view.editable) return null;
    const { doc, selection } = view.state;
    let at = selection.to;
    if (!doc.resolve(at).parent.isTextblock) at = doc.content.size - 1;
    const place = doc.resolve(at);
    if (!place.parent.isTextblock) return null;
    const before = place.parent.textBetween(0, place.parentOffset, undefined, " ").at(-1);
    const after = place.parent.textBetween(place.parentOffset, place.parent.content.size, undefined, " ").at(0);
    const said = words.replace(/\s+/g, " ").trim();
    const lead = before && !/\s/.test(before) ? " " : "";
    const tail = after && !/\s/.test(after) ? " " : "";
    view.dispatch(view.state.tr.insertText(lead + said + tail, at).scrollIntoView());
    const from = at + lead.length;
    const letters = lettersBetween(view.state, editor.fragment, from, from + said.length);
    if (!letters.length) return null;
    this.#mark(view, letters);
    await this.#session.stored();
    return about(editor.name, letters);
  }
}
