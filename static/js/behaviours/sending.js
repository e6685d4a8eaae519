// <form data-enter-sends>: Enter in its fields of several lines sends it, as it does in a field of one line.
// <div data-shuts="id" data-unsaved="Save it first."> is a form that was opened in a part of the page: Escape presses the link
// that shuts it, and no other answer takes the place of what is typed there.
// <form data-unsent="It was not sent."> says so in its [data-said] where the line was down.
import { isNews } from "./news_event.js";

document.addEventListener("beforeinput", (event) => {
  const form = event.target.closest?.("form[data-enter-sends]");
  if (!form || event.inputType !== "insertLineBreak" || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
  const open = event.target.closest?.("[data-shuts]");
  if (open) document.getElementById(open.dataset.shuts)?.click();
});

const elementOf = (target) => (typeof target === "string" ? document.querySelector(target) : target);

// The field with words that nobody has saved, in a form that is open inside of this part.
function unsavedIn(part) {
  const fields = [...(part?.querySelectorAll?.("[data-shuts] textarea") ?? [])];
  return fields.find((field) => field.value !== field.defaultValue);
}

document.addEventListener("htmx:config:request", (event) => {
  if (isNews(event)) return;
  const field = unsavedIn(elementOf(event.detail.ctx.target));
  const open = field?.closest("[data-shuts]");
  if (!open || open.contains(event.target)) return;
  event.preventDefault();
  open.querySelector("[data-said]").textContent = open.dataset.unsaved;
  field.focus();
});

// What was sent without a line stays in the form, and the form says so.
document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail ?? {};
  const open = !ctx?.response && ctx?.sourceElement.closest("[data-shuts], form[data-unsent]:not([data-adds])");
  if (open) open.querySelector("[data-said]").textContent = open.dataset.unsent;
});

document.addEventListener("htmx:before:swap", (event) => {
  const { tasks } = event.detail;
  const kept = tasks.filter((task) => task.type === "main" || !unsavedIn(elementOf(task.target)));
  tasks.splice(0, tasks.length, ...kept);
});
