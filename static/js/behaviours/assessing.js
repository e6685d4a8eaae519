// <form data-assessing="…round…person…">: what is ticked and noted lies on this device until the form is sent. Nothing goes to the
// server before: a draft there would lead from a person to what they answered. The page after sending lets go of it
// ([data-forgets], autosave.js); so does the button [data-assessing-forget]. Also says how many of all are answered.
const NOTE = 200;

class Assessing {
  #noting = null;

  constructor(form) {
    this.form = form;
    this.state = form.querySelector("#assessing-state");
    this.items = [...form.querySelectorAll("[data-item]")];
    if (!("cameBack" in form.dataset)) this.takeBack();
    this.count();
    form.addEventListener("input", () => this.changed());
    form.querySelector("[data-assessing-forget]").addEventListener("click", () => this.forget());
    addEventListener("pagehide", () => this.#noting && this.note());
    addEventListener("pageshow", () => this.count());
  }

  get fields() {
    return [...this.form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
  }

  changed() {
    this.count();
    this.#noting ??= setTimeout(() => this.note(), NOTE);
  }

  count() {
    const done = this.items.filter((item) => item.querySelector("input:checked")).length;
    this.form.querySelector("progress").value = done;
    this.form.querySelector("#assessing-count").textContent = this.form.dataset.sayProgress
      .replace("%(done)s", done)
      .replace("%(all)s", this.items.length);
  }

  note() {
    clearTimeout(this.#noting);
    this.#noting = null;
    const kept = this.fields
      .filter((one) => (one.type === "radio" ? one.checked : one.value))
      .map((one) => [one.name, one.value]);
    try {
      localStorage.setItem(this.form.dataset.assessing, JSON.stringify(kept));
    } catch {
      // No storage here: it is on the page alone until it is sent.
    }
  }

  takeBack() {
    let kept;
    try {
      kept = new Map(JSON.parse(localStorage.getItem(this.form.dataset.assessing)));
    } catch {
      return;
    }
    if (!kept.size) return;
    // Who ticked or typed before this script came has said so later than what is kept.
    const touched = new Set(this.fields.filter((one) => isTouched(one)).map((one) => one.name));
    for (const field of this.fields) {
      if (!kept.has(field.name) || touched.has(field.name)) continue;
      if (field.type === "radio") field.checked = field.value === kept.get(field.name);
      else field.value = kept.get(field.name);
      if (field.value && field.type !== "radio") field.closest("details")?.setAttribute("open", "");
    }
    this.state.textContent = this.form.dataset.sayBack;
  }

  forget() {
    clearTimeout(this.#noting);
    this.#noting = null;
    try {
      localStorage.removeItem(this.form.dataset.assessing);
    } catch {
      // Nothing was kept.
    }
    for (const field of this.fields) {
      if (field.type === "radio") field.checked = field.defaultChecked && !("cameBack" in this.form.dataset);
      else field.value = "cameBack" in this.form.dataset ? "" : field.defaultValue;
    }
    this.count();
    this.state.textContent = this.form.dataset.sayForgotten;
    this.state.scrollIntoView({ block: "center" });
  }
}

function isTouched(field) {
  return field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

const form = document.querySelector("form[data-assessing]");
if (form) new Assessing(form);
