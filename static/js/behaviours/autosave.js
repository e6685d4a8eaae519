// <form data-autosave data-kept="…person…">: saves a second after the last letter and on leaving. What is not saved
// yet lies on this device, under its author's number, and goes as soon as it is saved or its author signs out.
// With data-kept-choice the same form asks which of two texts to keep: nothing is saved before its author chose.
const PAUSE = 1000;
const NOTE = 200;
const AGAIN = 8000;

class Autosave {
  #timer = null;
  #noting = null;
  #under = null;
  #dirty = false;
  #stopped = false;

  constructor(form) {
    this.form = form;
    this.state = form.querySelector("#save-state");
    this.edition = form.elements.edition;
    this.fields = [...form.querySelectorAll("textarea")];
    this.takeBack();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", () => this.note({ sent: true }));
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.#dirty && this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
  }

  get words() {
    return this.fields.map((field) => field.value);
  }

  say(key) {
    this.state.textContent = this.form.dataset[`say${key}`];
  }

  changed() {
    if (!this.#dirty && !this.#stopped) this.say("Waiting");
    this.#dirty = true;
    this.#noting ??= setTimeout(() => this.note(), NOTE);
    this.wait(PAUSE);
  }

  wait(pause) {
    clearTimeout(this.#timer);
    if (!this.#stopped) this.#timer = setTimeout(() => this.save(), pause);
  }

  // Saves what is there now; true once nothing waits any more. One request at a time.
  async save({ leaving = false } = {}) {
    clearTimeout(this.#timer);
    if (this.#under) await this.#under;
    if (!this.#dirty) return true;
    if (this.#stopped) return false;
    this.#under = this.send(leaving);
    const done = await this.#under;
    this.#under = null;
    return done;
  }

  async send(leaving) {
    const sent = this.words;
    if (!leaving) this.say("Saving");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        credentials: "same-origin",
        redirect: "manual",
        keepalive: leaving,
        headers: { "HX-Request": "true", "HX-Target": "p#save-state" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const state = page.getElementById("save-state");
      if (answer.status === 409) return this.stop("Stale");
      if (answer.status === 422) return this.say("Refused") ?? false;
      if (!answer.ok || !state) throw new Error(answer.status);
      this.edition.value = state.dataset.edition;
      return this.saved(sent, state);
    } catch {
      this.say("Offline");
      this.note();
      this.wait(AGAIN);
      return false;
    }
  }

  saved(sent, state) {
    const time = state.querySelector("time");
    if (time) time.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (sent.join("\0") !== this.words.join("\0")) {
      this.wait(PAUSE);
      return false;
    }
    this.#dirty = false;
    this.state.textContent = state.textContent;
    forget(this.form);
    return true;
  }

  stop(why) {
    this.#stopped = true;
    this.note();
    this.say(why);
    return false;
  }

  leave() {
    if (!this.#dirty) return;
    this.note();
    this.save({ leaving: true });
  }

  // Notes the words on this device. `sent`: the whole form is on its way, so a newer edition means that it arrived.
  note({ sent = false } = {}) {
    clearTimeout(this.#noting);
    this.#noting = null;
    if (this.#dirty || sent) remember(this.form, { edition: this.edition.value, words: this.words, sent });
  }

  // Words from an earlier visit that never arrived. Saved over the edition they belong to: if another came since, both show.
  takeBack() {
    const kept = recall(this.form);
    if (!kept) return;
    if (kept.sent && Number(this.edition.value) > Number(kept.edition)) return forget(this.form);
    // They did arrive, but nobody was left to hear it; or they are typed again already.
    const arrived = this.fields.map((field) => field.defaultValue);
    if ([arrived, this.words].some((words) => words.join("\0") === kept.words.join("\0"))) return forget(this.form);
    this.fields.forEach((field, place) => {
      field.value = withTypedEarly(kept.words[place] ?? "", field);
    });
    this.edition.value = kept.edition;
    this.#dirty = true;
    this.say("Back");
    this.wait(PAUSE);
  }
}

// Words come back to a field in which somebody typed before this script came: those letters go behind them.
function withTypedEarly(words, field) {
  const [now, sent] = [[...field.value], [...field.defaultValue]];
  let same = 0;
  while (same < now.length && now[same] === sent[same]) same += 1;
  let after = 0;
  while (after < Math.min(now.length, sent.length) - same && now.at(-1 - after) === sent.at(-1 - after)) after += 1;
  const typed = now.slice(same, now.length - after).join("");
  return words.includes(typed) ? words : [words, typed].filter(Boolean).join("\n");
}

function remember(form, entry) {
  try {
    localStorage.setItem(form.dataset.kept, JSON.stringify(entry));
  } catch {
    // No storage here: the words are on the page alone until they are saved.
  }
}

function recall(form) {
  try {
    const entry = JSON.parse(localStorage.getItem(form.dataset.kept));
    return Array.isArray(entry?.words) ? entry : null;
  } catch {
    return null;
  }
}

const forget = (form) => drop(form.dataset.kept);

function drop(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

// Where the server has just let go of the words, this device does too.
const gone = document.querySelector("[data-forgets]");
if (gone) drop(gone.dataset.forgets);

const form = document.querySelector("form[data-kept]");
const autosave = form?.matches("[data-autosave]") ? new Autosave(form) : null;

if (form && !autosave) {
  // Both texts are in view. Until one is chosen what was typed stays on this device as well.
  const words = () => [...form.querySelectorAll("textarea")].map((field) => field.value);
  const note = (sent) => remember(form, { edition: form.elements.edition.value, words: words(), sent });
  note(false);
  form.addEventListener("input", () => note(false));
  form.addEventListener("submit", () => note(true));
  form.querySelector("[data-kept-drop]").addEventListener("click", () => forget(form));
}

// Going on with these words, or signing out: first save them.
document.addEventListener("click", async (event) => {
  const link = autosave && event.target.closest("a[data-after-save]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  await autosave.save();
  location.assign(link.href);
});

document.addEventListener("submit", async (event) => {
  if (!autosave || !event.target.action.endsWith("/logout/") || event.target.dataset.saved) return;
  event.preventDefault();
  event.target.dataset.saved = "1";
  if (await autosave.save()) forget(form);
  event.target.submit();
});
