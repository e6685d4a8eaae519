// Asks for the address of a link. Knows nothing of what happens with the answer.

import { element } from "./dom.js";
import { safeHref } from "./schema.js";

// People write addresses as they say them.
function completed(value) {
  const typed = value.trim();
  if (!typed || /\s/.test(typed)) return null;
  if (safeHref(typed)) return typed;
  if (/^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[^:]+:\d+/.test(typed)) return null;
  if (/^[^@/]+@[^@/]+\.[^@/]+$/.test(typed)) return `mailto:${typed}`;
  return /^[^/]+\.[^/]{2,}/.test(typed) ? `https://${typed}` : null;
}

export class LinkDialog {
  #dialog;
  #address;
  #words;
  #wordsField;
  #error;
  #remove;
  #answer = null;
  #result = null;

  constructor(label) {
    this.#error = element("p", { class: "errors", id: "shared-text-link-error", hidden: true }, label("linkError"));
    this.#address = element("input", {
      type: "text",
      inputmode: "url",
      id: "shared-text-link-address",
      autocomplete: "url",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-describedby": "shared-text-link-help shared-text-link-error",
    });
    this.#words = element("input", { type: "text", id: "shared-text-link-words", autocomplete: "off" });
    this.#wordsField = element(
      "div",
      { class: "field" },
      element("label", { for: "shared-text-link-words" }, label("linkText")),
      this.#words,
    );
    this.#remove = element(
      "button",
      { type: "button", class: "button is-quiet", onclick: () => this.#close({ remove: true }) },
      label("linkRemove"),
    );
    this.#dialog = element(
      "dialog",
      { class: "dialog", "aria-labelledby": "shared-text-link-title" },
      element(
        "form",
        { method: "dialog", novalidate: true, onsubmit: (event) => this.#submit(event) },
        element("h2", { id: "shared-text-link-title" }, label("linkTitle")),
        element(
          "div",
          { class: "field" },
          element("label", { for: "shared-text-link-address" }, label("linkAddress")),
          element("p", { class: "help", id: "shared-text-link-help" }, label("linkHelp")),
          this.#address,
          this.#error,
        ),
        this.#wordsField,
        element(
          "div",
          { class: "actions" },
          element("button", { type: "submit", class: "button is-primary" }, label("linkSave")),
          this.#remove,
          element("button", { type: "button", class: "button is-quiet", onclick: () => this.#close(null) }, label("cancel")),
        ),
      ),
    );
    this.#dialog.addEventListener("close", () => this.#answer?.(this.#result));
  }

  get element() {
    return this.#dialog;
  }

  // Resolves to { href, words }, { remove: true }, or null when the person changed their mind.
  ask({ href, askWords }) {
    this.#address.value = href;
    this.#words.value = "";
    this.#wordsField.hidden = !askWords;
    this.#remove.hidden = !href;
    this.#result = null;
    this.#complain(false);
    this.#dialog.showModal();
    this.#address.focus();
    this.#address.select();
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  #submit(event) {
    event.preventDefault();
    const href = completed(this.#address.value);
    this.#complain(!href);
    if (href) this.#close({ href, words: this.#words.value.trim() });
    else this.#address.focus();
  }

  #complain(wrong) {
    this.#error.hidden = !wrong;
    if (wrong) this.#address.setAttribute("aria-invalid", "true");
    else this.#address.removeAttribute("aria-invalid");
  }

  #close(result) {
    this.#result = result;
    this.#dialog.close();
  }
}
