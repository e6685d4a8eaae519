// <details data-ask> below a field of a comment: typing @ and a few letters opens it and shows only the names that go on so;
// a name that is ticked then takes the place of what was typed. Without script the list is simply opened.
const TYPED = /@([^\s@]{0,30}(?: [^\s@]{1,30})?)$/u;

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function parts(field) {
  const list = field.form?.querySelector("[data-ask]");
  return list && field.matches("textarea") ? { list, rows: [...list.querySelectorAll("fieldset > div")] } : null;
}

const nameOf = (row) => row.textContent.trim();

document.addEventListener("input", (event) => {
  const found = event.target instanceof HTMLTextAreaElement && parts(event.target);
  if (!found) return;
  const typed = TYPED.exec(event.target.value.slice(0, event.target.selectionStart));
  const start = typed && fold(typed[1]);
  const fits = (row) => fold(nameOf(row)).split(/\s/).some((_word, index, words) => words.slice(index).join(" ").startsWith(start));
  const any = typed && found.rows.some(fits);
  for (const row of found.rows) row.hidden = any ? !fits(row) : false;
  if (any) found.list.open = true;
});

document.addEventListener("change", (event) => {
  const list = event.target.closest?.("[data-ask]");
  const field = list && event.target.form.querySelector("textarea");
  if (!field || !event.target.checked) return;
  const before = field.value.slice(0, field.selectionStart);
  const typed = TYPED.exec(before);
  if (!typed) return;
  const name = nameOf(event.target.closest("div"));
  field.setRangeText(`${name} `, typed.index, before.length, "end");
  field.focus();
  for (const row of list.querySelectorAll("fieldset > div")) row.hidden = false;
});
