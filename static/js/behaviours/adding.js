// Writing a list without waiting: <form data-adds hx-sync="queue all"> is empty again as soon as its words are on their way.
// What was refused, or was not sent, comes back before what was typed since. Nothing is lost, whatever the order of answers.

const fieldOf = (form) => form.elements.words;

function sayUnsent(form) {
  const said = form.querySelector("[data-said]");
  said.textContent = form.dataset.unsent;
  said.className = "errors"; // seen as well as heard, until the next answer
}

document.addEventListener("htmx:config:request", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-adds]")) return;
  const field = fieldOf(form);
  if (!field.value.trim()) return event.preventDefault(); // Enter once too often
  event.detail.ctx.sent = field.value;
  field.value = "";
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail ?? {};
  if (ctx?.sent !== undefined) ctx.since = fieldOf(ctx.sourceElement).value;
});

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail ?? {};
  if (ctx?.sent === undefined) return;
  const form = document.getElementById(ctx.sourceElement.id) ?? ctx.sourceElement;
  const field = fieldOf(form);
  const taken = ctx.response?.status < 400;
  const since = ctx.since ?? field.value;
  const words = taken ? since : [ctx.sent, since].filter(Boolean).join("\n");
  if (field.value !== words) field.value = words;
  if (!ctx.response) sayUnsent(form);
});
