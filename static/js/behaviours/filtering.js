// <input data-filters="list-id"> shows only those [data-item] of a list that hold what is typed. A status beside it, told
// data-none and data-some, says how many. Every word typed must be there; signs over letters do not matter.
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const PAUSE = 600;
let timer;

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset?.filters ?? "");
  if (!list) return;
  const words = fold(event.target.value).split(/\s+/).filter(Boolean);
  const items = [...list.querySelectorAll("[data-item]")];
  for (const item of items) {
    const chosen = item.querySelector(":checked");
    const text = fold(item.textContent);
    item.hidden = !chosen && !words.every((word) => text.includes(word));
  }
  const status = event.target.parentElement.querySelector("[data-filtered]");
  const shown = items.filter((item) => !item.hidden).length;
  clearTimeout(timer);
  timer = setTimeout(() => {
    status.textContent = !words.length ? "" : shown ? `${status.dataset.some} ${shown}` : status.dataset.none;
  }, PAUSE);
});

// Enter in such a field sends no form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset?.filters) event.preventDefault();
});
