// The switch "Who wrote what", the legend under it, and the sentence about the words at the cursor.
// Names people in the order of the text; counts nothing and ranks nobody.

import { authorAt, authorRuns, redrawAuthors, showAuthors } from "./authorship.js";
import { applyStyle, element, personStyle } from "./dom.js";

const LOOK_AGAIN = 400;

export class AuthorshipSwitch {
  #editors;
  #authors;
  #label;
  #on = false;
  #timer = null;
  #here;
  #legend;

  constructor({ editors, authors, label }) {
    this.#editors = editors;
    this.#authors = authors;
    this.#label = label;
    this.button = element(
      "button",
      { type: "button", class: "shared-text-switch", "aria-pressed": "false", onclick: () => this.toggle() },
      label("whoWrote"),
    );
    this.#here = element("p", { class: "author-here", role: "status" });
    this.#legend = element("ul", { class: "author-legend" });
    this.panel = element(
      "div",
      { class: "author-panel", hidden: true },
      element("p", { class: "author-help" }, label("whoWroteHelp")),
      this.#legend,
      this.#here,
    );
    authors.onChange(() => this.#editors.forEach(({ view }) => redrawAuthors(view)));
  }

  toggle() {
    this.#on = !this.#on;
    this.button.setAttribute("aria-pressed", String(this.#on));
    this.panel.hidden = !this.#on;
    if (this.#on) this.#authors.ask(true);
    this.apply();
  }

  // Also for editors that were made after the switch was set.
  apply() {
    this.#editors.forEach(({ view }) => showAuthors(view, this.#on));
    this.#look();
  }

  // Something moved or changed in one of the parts.
  notice() {
    if (!this.#on) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#look();
    }, LOOK_AGAIN);
  }

  #look() {
    if (!this.#on) return;
    this.#drawLegend();
    const editor = this.#editors.find(({ view }) => view.hasFocus());
    if (!editor) return;
    const author = authorAt(editor.view.state, editor.fragment, this.#authors);
    const sentence = author ? this.#label("wroteThis", { name: this.#nameOf(author) }) : "";
    if (this.#here.textContent !== sentence) this.#here.textContent = sentence;
  }

  #nameOf({ name, own }) {
    return own ? `${name} (${this.#label("you")})` : name;
  }

  #drawLegend() {
    const people = new Map();
    for (const { view, fragment } of this.#editors) {
      for (const { author } of authorRuns(view.state, fragment, this.#authors)) people.set(author.key, author);
    }
    this.#legend.replaceChildren(...[...people.values()].map((author) => this.#entry(author)));
  }

  #entry(author) {
    const sample = element("span", { class: "author-initials", "aria-hidden": "true", "data-initials": author.initials });
    const name = element("span", { class: `author-run author-pattern-${author.pattern}` }, this.#nameOf(author));
    return applyStyle(element("li", {}, sample, " ", name), personStyle(author));
  }
}
