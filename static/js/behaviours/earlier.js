// Told last. What was typed or ticked on a slow line before these scripts came is told to them as if it were done now.
// Where a browser's own memory of a form must not count as typed, the form says autocomplete="off".
const TYPED_IN = "textarea, input:not([type]), input[type=text], input[type=search]";
const TICKED = "input[type=checkbox], input[type=radio]";

function tell(field) {
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

for (const field of document.querySelectorAll(TYPED_IN)) if (field.value !== field.defaultValue) tell(field);
for (const box of document.querySelectorAll(TICKED)) if (box.checked !== box.defaultChecked) tell(box);
