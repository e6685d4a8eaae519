// Dragging a phrase by its grip to another theme of the weaving table, with mouse, pen or finger.
// The link "Lay under…" and the button "Take out" do the same without dragging.
const EDGE = 72; // this close to the edge of the screen the page moves along
let held = null;

function themeAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-theme]") ?? null;
}

function hold(event) {
  const grip = event.target.closest?.("[data-grip]");
  if (!grip || event.button > 0 || held) return;
  event.preventDefault();
  const phrase = grip.closest("[data-phrase]");
  const ghost = document.createElement("p");
  ghost.className = "phrase-ghost";
  ghost.textContent = phrase.querySelector(".phrase__words").textContent;
  document.body.append(ghost);
  phrase.classList.add("is-held");
  phrase.dataset.busy = ""; // news wait until it is let go
  held = { phrase, ghost, from: phrase.closest("[data-theme]"), over: null, pointer: event.pointerId };
  move(event);
}

function move(event) {
  if (!held || event.pointerId !== held.pointer) return;
  event.preventDefault();
  const { clientX: x, clientY: y } = event;
  held.ghost.style.transform = `translate(${x + 12}px, ${y + 12}px)`;
  const step = y < EDGE ? -12 : y > innerHeight - EDGE ? 12 : 0;
  if (step) for (const one of [window, document.getElementById("themes")]) one.scrollBy(0, step);
  const over = themeAt(x, y);
  if (over === held.over) return;
  held.over?.classList.remove("is-target");
  held.over = over === held.from ? null : over;
  held.over?.classList.add("is-target");
}

function letGo() {
  held.ghost.remove();
  held.phrase.classList.remove("is-held");
  delete held.phrase.dataset.busy;
  held.over?.classList.remove("is-target");
  held = null;
}

function drop(event) {
  if (!held || event.pointerId !== held.pointer) return;
  const { phrase, from, over } = held;
  letGo();
  if (!over) return;
  const table = document.getElementById("weaving");
  const base = document.getElementById("pick").dataset.base;
  const act = over.dataset.theme ? "themes/" : "out/";
  const values = over.dataset.theme
    ? { theme: over.dataset.theme, instead_of: from.dataset.theme }
    : { theme: from.dataset.theme };
  htmx.ajax("POST", `${base}${phrase.dataset.phrase}/${act}${table.dataset.query}`, {
    source: "#act",
    target: "#weaving",
    swap: "outerMorph",
    values,
  });
}

if (document.getElementById("weaving")) {
  document.addEventListener("pointerdown", hold);
  document.addEventListener("pointermove", move, { passive: false });
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", () => held && letGo());
  document.addEventListener("keydown", (event) => event.key === "Escape" && held && letGo());
}
