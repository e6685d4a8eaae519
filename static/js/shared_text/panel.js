// The sheet beside the text, or over it on a phone, in which the server shows one passage: its threads and what is said.
// Knows addresses and the focus, nothing of the text.

import { isNews } from "../behaviours/news_event.js";

const NARROW = matchMedia("(max-width: 64rem)");
const TRIES = 6;
const PAUSE = 700;
const FIELDS = {
  weave: "#say-weave input:not([type=hidden])",
  comment: "#say-comment textarea",
  suggest: "#say-suggestion textarea",
};

export class Panel {
  #sheet = document.getElementById("passage-sheet");
  #said = this.#sheet?.querySelector("[data-sheet-said]");
  #back = null;
  #asked = 0;

  // hooks: csrf, onClose(), put(words) → {fragment, letters} once stored, or null.
  constructor(hooks) {
    this.hooks = hooks;
    if (!this.there) return;
    this.#sheet.querySelector(".sheet__close").addEventListener("click", () => this.#sheet.close());
    this.#sheet.addEventListener("close", () => this.#closed());
    this.#sheet.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.#sheet.close();
    });
    this.#sheet.addEventListener("click", (event) => event.target.closest("[data-put]") && this.#put());
    // On the document: the form that was sent is gone from the page by then.
    document.addEventListener("htmx:after:swap", (event) => this.#sheet.open && !isNews(event) && this.#swapped());
  }

  get there() {
    return Boolean(this.#sheet && window.htmx);
  }

  // `back` gets the focus when the sheet closes. `about` is weave, comment or suggest: what to begin with.
  async open(address, { back, about = "", whenStored = null } = {}) {
    const url = new URL(address, location.href);
    if (about) url.searchParams.set("open", about);
    if (!this.there) return location.assign(url);
    this.#back = back;
    this.#show();
    this.#fill(this.#sheet.dataset.wait);
    const asked = (this.#asked += 1);
    await whenStored;
    for (let number = 0; number < TRIES && asked === this.#asked; number += 1) {
      const answer = await this.#ask(url);
      // The server has not got these words yet: they are on their way.
      if (answer?.status === 409 && number < TRIES - 1) {
        await new Promise((done) => setTimeout(done, PAUSE));
        continue;
      }
      if (asked === this.#asked) await this.#fillWith(answer, about);
      return;
    }
  }

  close() {
    this.#sheet?.close();
  }

  get passage() {
    return this.#sheet?.open ? this.#panel.dataset.passage : undefined;
  }

  get #panel() {
    return document.getElementById("passage-panel");
  }

  #show() {
    if (this.#sheet.open) return;
    if (NARROW.matches) this.#sheet.showModal();
    else this.#sheet.show();
  }

  #closed() {
    this.#asked += 1;
    this.#panel.replaceChildren();
    this.#panel.dataset.passage = "";
    this.hooks.onClose();
    if (this.#back?.isConnected === false) return;
    this.#back?.focus();
  }

  #ask(url, body = null) {
    const headers = { "HX-Request": "true", "HX-Target": "div#passage-panel", "X-CSRFToken": this.hooks.csrf };
    const method = body ? "POST" : "GET";
    return fetch(url, { method, body, headers, credentials: "same-origin", redirect: "error" }).catch(() => null);
  }

  async #fillWith(answer, about = "") {
    const html = answer?.headers.get("Content-Type")?.startsWith("text/html") ? await answer.text() : "";
    if (!html.includes('id="passage-panel"')) return this.#fill(this.#sheet.dataset.fault, true);
    this.#panel.outerHTML = html;
    window.htmx.process(this.#panel);
    const field = about && this.#panel.querySelector(FIELDS[about]);
    if (field) {
      field.closest("details").open = true;
      field.focus();
    } else {
      this.#panel.querySelector("#passage-title")?.focus();
    }
  }

  // A line instead of an answer.
  #fill(words, isFault = false) {
    const line = document.createElement("p");
    line.id = "passage-title";
    line.tabIndex = -1;
    line.textContent = words;
    if (isFault) line.className = "errors";
    this.#panel.replaceChildren(line);
    line.focus();
  }

  // What came back says first what happened. The page's own messages lie behind the sheet on a phone.
  #swapped() {
    const said = this.#panel.querySelector(".passage-panel__said");
    this.#said.textContent = said ? "" : (document.getElementById("messages")?.textContent.trim() ?? "");
    const held = document.activeElement;
    // The button that sent a form may be folded away with it: then nothing holds the focus in a moment.
    if (this.#sheet.contains(held) && held.checkVisibility()) return;
    (this.#panel.querySelector(".errors:not([hidden])")?.closest(".field") ?? this.#panel.querySelector("#passage-title"))
      ?.focus();
  }

  // Words of a colleague go into the text at the cursor, and the thread is tied to them at once.
  async #put() {
    const form = this.#panel.querySelector("form[data-weave]");
    const chosen = form.querySelector("[name=source]:checked");
    const error = form.querySelector("[data-put-error]");
    error.hidden = Boolean(chosen);
    if (!chosen) return;
    const about = await this.hooks.put(chosen.dataset.words);
    if (!about) return;
    const body = new FormData();
    body.set("source", chosen.value);
    body.set("why", form.elements.why?.value ?? "");
    for (const [name, value] of Object.entries(about)) body.set(name, value);
    await this.#fillWith(await this.#ask(form.action, body));
  }
}
