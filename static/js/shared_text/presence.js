// Who is here and in which part, as a list everybody can read, and a quiet word when somebody comes or
// goes. Knows nothing of cursors.

import { applyStyle, element, initials, personStyle } from "./dom.js";

const REDRAW = 300;
const GATHER = 2500;
const SHOWN = 8;
const NAMED = 4;

export class Presence {
  #awareness;
  #person;
  #label;
  #sections;
  #say;
  #list;
  #title;
  #present = null;
  #timer = null;
  #news = null;

  constructor({ awareness, person, label, sections, say }) {
    this.#awareness = awareness;
    this.#person = person;
    this.#label = label;
    this.#sections = sections;
    this.#say = say;
    this.#title = element("p", { class: "presence-title", id: "shared-text-here" });
    this.#list = element("ul", { class: "presence-list", "aria-labelledby": "shared-text-here" });
    this.element = element("div", { class: "presence" }, this.#title, this.#list);
    awareness.on("change", () => {
      this.#timer ??= setTimeout(() => this.#redraw(), REDRAW);
    });
    this.#redraw();
  }

  // Called when the connection comes up: who is here by then is no news.
  settle() {
    this.pause();
    this.#news = setTimeout(() => {
      this.#news = null;
      this.#present = this.#others();
    }, GATHER);
  }

  pause() {
    clearTimeout(this.#news);
    this.#news = null;
    this.#present = null;
  }

  // One entry per person, however many tabs: id -> { name, section, … }.
  #others() {
    const people = new Map();
    for (const [client, { user, section }] of this.#awareness.getStates()) {
      if (client === this.#awareness.clientID || !user?.name || user.id === this.#person.id) continue;
      const key = user.id ?? user.name;
      if (!people.get(key)?.section) people.set(key, { ...user, section });
    }
    return people;
  }

  #redraw() {
    this.#timer = null;
    const others = this.#others();
    const sorted = [...others.values()].sort((one, other) => one.name.localeCompare(other.name));
    const entries = sorted.slice(0, SHOWN).map((user) => this.#entry(user));
    if (sorted.length > SHOWN) {
      entries.push(element("li", { class: "presence-more" }, this.#label("more", { count: sorted.length - SHOWN })));
    }
    this.#title.textContent = this.#label(others.size ? "hereNow" : "alone");
    const own = element("li", {}, this.#badge(this.#person), ` ${this.#person.name} (${this.#label("you")})`);
    this.#list.replaceChildren(applyStyle(own, personStyle(this.#person)), ...entries);
    this.#list.hidden = !others.size;
    if (this.#present) this.#gatherNews();
  }

  #badge({ name }) {
    return element("span", { class: "presence-badge", "aria-hidden": "true" }, initials(name));
  }

  #entry(user) {
    const section = this.#sections.get(user.section);
    const where = section ? element("span", { class: "presence-where" }, ` ${this.#label("inSection", { section })}`) : null;
    return applyStyle(element("li", {}, this.#badge(user), ` ${user.name}`, where), personStyle(user));
  }

  // Someone whose page reloads leaves and comes back: only what is still true after a pause is said.
  #gatherNews() {
    this.#news ??= setTimeout(() => {
      this.#news = null;
      const before = this.#present;
      const now = this.#others();
      this.#present = now;
      const came = [...now].filter(([key]) => !before.has(key)).map(([, user]) => user.name);
      const went = [...before].filter(([key]) => !now.has(key)).map(([, user]) => user.name);
      const news = [this.#sentence(came, "joined", "manyJoined"), this.#sentence(went, "left", "manyLeft")];
      const text = news.filter(Boolean).join(". ");
      if (text) this.#say(text);
    }, GATHER);
  }

  #sentence(names, few, many) {
    if (!names.length) return "";
    if (names.length > NAMED) return this.#label(many, { count: names.length });
    const language = document.documentElement.lang || "en";
    return this.#label(few, { names: new Intl.ListFormat(language, { type: "conjunction" }).format(names) });
  }
}
