// What a person sees when writing has stopped for good: why, and their unsaved words to take along.

import { element } from "./dom.js";

const WHY = { 4401: "signedOut", 4403: "noAccess", 4404: "gone", 4409: "otherPerson", 4413: "tooLarge" };

export function whyKey(code) {
  return WHY[code] ?? "refused";
}

export function haltPanel({ code, words, label }) {
  const parts = [element("p", { class: "shared-text-halt-why" }, label(whyKey(code)))];
  let copy = null;
  if (words) {
    const area = element("textarea", { readonly: true, rows: "6", id: "shared-text-unsaved" });
    area.value = words;
    copy = element("button", { type: "button", class: "button is-primary" }, label("copyWords"));
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words);
      } catch {
        area.select();
        document.execCommand("copy");
      }
      copy.textContent = label("copied");
    });
    parts.push(element("label", { for: "shared-text-unsaved" }, label("wordsKept")), area);
  }
  const again = element("button", { type: "button", class: "button is-quiet" }, label("reload"));
  again.addEventListener("click", () => location.reload());
  parts.push(element("div", { class: "actions" }, copy, again));
  return element("div", { class: "shared-text-halt", role: "alert" }, ...parts);
}
