// Told last. What was typed on a slow line before these scripts came is told to them as if it were typed now.
// Where a browser's own memory of a form must not count as typed, the form says autocomplete="off".
const TYPED_IN = "textarea, input:not([type]), input[type=text], input[type=search]";

for (const field of document.querySelectorAll(TYPED_IN)) {
  if (field.value !== field.defaultValue) field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
