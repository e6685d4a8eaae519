// Dragging a condition by its grip to another place in the team's order, with mouse, pen or finger.
// The buttons "Move up" and "Move down" do the same without dragging.
const EDGE = 72; // this close to the edge of the screen the page moves along
let held = null;

function rows() {
  return [...document.querySelectorAll("[data-ranked] > [data-rank]")];
}

function hold(event) {
  const grip = event.target.closest?.("[data-ranked] [data-grip]");
  if (!grip || event.button > 0 || held) return;
  event.preventDefault();
  const row = grip.closest("[data-rank]");
  row.classList.add("is-held");
  row.dataset.busy = ""; // news wait until it is let go
  held = { row, from: rows().indexOf(row), to: rows().indexOf(row), pointer: event.pointerId };
}

// Where it would land: before the first row whose middle is below the pointer.
function placeAt(y) {
  const others = rows().filter((row) => row !== held.row);
  const next = others.findIndex((row) => {
    const box = row.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return next < 0 ? others.length : next;
}

function mark() {
  const others = rows().filter((row) => row !== held.row);
  for (const [number, row] of others.entries()) {
    row.classList.toggle("is-before", held.to !== held.from && number === held.to);
    row.classList.toggle("is-after", held.to !== held.from && held.to === others.length && number === held.to - 1);
  }
}

function move(event) {
  if (!held || event.pointerId !== held.pointer) return;
  event.preventDefault();
  const y = event.clientY;
  const step = y < EDGE ? -12 : y > innerHeight - EDGE ? 12 : 0;
  if (step) window.scrollBy(0, step);
  held.to = placeAt(y);
  mark();
}

function letGo() {
  held.to = held.from;
  mark();
  held.row.classList.remove("is-held");
  delete held.row.dataset.busy;
  held = null;
}

function drop(event) {
  if (!held || event.pointerId !== held.pointer) return;
  const { row, from, to } = held;
  letGo();
  if (to === from) return;
  htmx.ajax("POST", row.dataset.rank, {
    source: "#ranking-act",
    target: "#ranking",
    swap: "outerMorph",
    values: { to: String(to) },
  });
}

if (document.getElementById("ranking")) {
  document.addEventListener("pointerdown", hold);
  document.addEventListener("pointermove", move, { passive: false });
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", () => held && letGo());
  document.addEventListener("keydown", (event) => event.key === "Escape" && held && letGo());
}
