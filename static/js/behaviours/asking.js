// <details data-ask> below a field of a comment. The names stand once on the page, in [data-ask-people], and come into the list
// when it is opened or somebody types @: then it shows only the names that go on so, and a name that is ticked takes the place
// of what was typed. Without script a button asks for the form with its names.
const TYPED = /@([^\s@]{0,30}(?: [^\s@]{1,30})?)$/u;

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const nameOf = (row) => row.textContent.trim();
const rowsOf = (list) => [...list.querySelectorAll("fieldset > div")];

function fill(list) {
  const people = document.querySelector("[data-ask-people]");
  if (!people || rowsOf(list).length) return;
  list.querySelector("fieldset").append(...people.cloneNode(true).children);
}

// What is ticked is not taken away by news.
function hold(list) {
  list.toggleAttribute("data-busy", Boolean(list.querySelector(":checked")));
}

// Opened or ticked before this script came.
for (const list of document.querySelectorAll("[data-ask]")) {
  if (list.open) fill(list);
  hold(list);
}

document.addEventListener("toggle", (event) => event.target.matches?.("[data-ask][open]") && fill(event.target), true);

document.addEventListener("input", (event) => {
  const field = event.target;
  const list = field instanceof HTMLTextAreaElement && field.form?.querySelector("[data-ask]");
  if (!list) return;
  const typed = TYPED.exec(field.value.slice(0, field.selectionStart));
  if (typed) fill(list);
  const start = typed && fold(typed[1]);
  const fits = (row) => fold(nameOf(row)).split(/\s/).some((_word, index, words) => words.slice(index).join(" ").startsWith(start));
  const rows = rowsOf(list);
  const any = typed && rows.some(fits);
  for (const row of rows) row.hidden = any ? !fits(row) : false;
  if (any) list.open = true;
});

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-ask]");
  if (!list) return;
  hold(list);
  const field = event.target.form.querySelector("textarea");
  if (!field || !event.target.checked) return;
  const before = field.value.slice(0, field.selectionStart);
  const typed = TYPED.exec(before);
  if (!typed) return;
  const name = nameOf(event.target.closest("div"));
  field.setRangeText(`${name} `, typed.index, before.length, "end");
  field.focus();
  for (const row of rowsOf(list)) row.hidden = false;
});

document.addEventListener("reset", (event) => {
  const list = event.target.querySelector("[data-ask]");
  if (list) setTimeout(() => hold(list));
});

// Another form of the part was sent, or it was brought up to date: open lists have their names again, and what was ticked.
let ticked = [];

document.addEventListener("htmx:before:swap", (event) => {
  const sent = event.detail?.ctx?.sourceElement;
  const boxes = [...document.querySelectorAll("[data-ask] :checked")].filter((box) => !sent?.contains(box));
  ticked = boxes.map((box) => [box.closest("[data-ask]").id, box.value]);
});

document.addEventListener("htmx:after:swap", () => {
  for (const [id, value] of ticked) {
    const list = document.getElementById(id);
    if (!list) continue;
    fill(list);
    const box = list.querySelector(`[value="${CSS.escape(value)}"]`);
    if (box) box.checked = list.open = true;
    hold(list);
  }
  document.querySelectorAll("[data-ask][open]").forEach(fill);
});
