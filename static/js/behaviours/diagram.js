// On a drawn theory: whoever points at a statement or has the focus there sees its arrows, both those that leave and those that
// arrive; of an arrow, its two statements. Without this, those that leave still stand out (theory_diagram.css).

const PART = ".theory-statement[data-statement], .theory-arrow[data-source]";

function light(part) {
  const drawing = part.closest(".theory-drawing");
  clear(drawing);
  const { statement, source, target } = part.dataset;
  const joined = statement
    ? `[data-source="${statement}"], [data-target="${statement}"]`
    : `[data-statement="${source}"], [data-statement="${target}"], [data-source="${source}"][data-target="${target}"]`;
  for (const other of drawing.querySelectorAll(joined)) other.classList.add("is-lit");
}

function clear(drawing) {
  for (const other of drawing.querySelectorAll(".is-lit")) other.classList.remove("is-lit");
}

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest?.(PART);
    if (part) light(part);
  });
}

for (const kind of ["pointerout", "focusout"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest?.(PART);
    if (part && !part.contains(event.relatedTarget)) clear(part.closest(".theory-drawing"));
  });
}
