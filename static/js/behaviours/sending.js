// <form data-enter-sends>: Enter in its fields of several lines sends it, as it does in a field of one line.
// Escape in <… data-shuts="id"> presses the link that shuts it.

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
