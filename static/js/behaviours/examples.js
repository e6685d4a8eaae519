// <button data-example="<id of a field>">: its words go into the field, below what is there; nothing is lost or sent.
// Without script the button sends the form, and the server does the same.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-example]");
  const field = button && document.getElementById(button.dataset.example);
  if (!field) return;
  event.preventDefault();
  field.value = [field.value.trimEnd(), button.textContent.trim()].filter(Boolean).join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
});
