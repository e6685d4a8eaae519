// The line that says whether the words are safe, and the voice that tells a screen reader.
// Says "Saved" only when told so; decides nothing about the connection.

import { element } from "./dom.js";

// The eye should not be flickered at and the ear not be talked over while somebody types.
const CALM = 350;
const SPEAK_AFTER = 1200;

export class Status {
  #label;
  #shown;
  #voice;
  #key = null;
  #calmTimer = null;
  #voiceTimer = null;
  #spoken = null;

  constructor(label) {
    this.#label = label;
    this.#shown = element("p", { class: "shared-text-state", "data-state": "connecting" });
    this.#voice = element("p", { class: "visually-hidden shared-text-voice", role: "status" });
    this.#display("connecting");
  }

  // For the eye: may stand wherever it stays in sight.
  get shown() {
    return this.#shown;
  }

  get voice() {
    return this.#voice;
  }

  // `key` is one of connecting, saved, saving, offline, offlineNotKept, offlineReading, readOnly, or a stop.
  show(key) {
    if (key === this.#key) return;
    const calm = key === "saved" && this.#key === "saving";
    this.#key = key;
    clearTimeout(this.#calmTimer);
    if (calm) this.#calmTimer = setTimeout(() => this.#display(key), CALM);
    else this.#display(key);
    clearTimeout(this.#voiceTimer);
    // "Saving…" passes too quickly to be worth a word, unless it does not pass.
    const pause = key === "saving" ? SPEAK_AFTER * 3 : SPEAK_AFTER;
    this.#voiceTimer = setTimeout(() => this.#speakState(key), pause);
  }

  // A message beside the state, such as who joined.
  say(text) {
    this.#voice.textContent = text;
  }

  #display(key) {
    this.#shown.dataset.state = key;
    this.#shown.textContent = this.#label(key);
  }

  #speakState(key) {
    if (this.#spoken === key) return;
    // Saved after saved is no news; the first one and every one after trouble is.
    this.#spoken = key;
    this.say(this.#label(key));
  }
}
