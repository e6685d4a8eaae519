// Words marked in a card of the weaving table: <div data-words="prompt" data-source="vision-…">. The form #pick comes up
// and carries where they stand, counted as the server counts: in signs, not in halves of an emoji.
// Without script each card has "Choose words".
const bar = document.getElementById("pick");
const said = document.getElementById("pick-said");
const CHOOSING = "choosing";

function signsBefore(words, node, offset) {
  let count = 0;
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest("[data-aside]")) continue;
    if (text === node) return count + [...text.data.slice(0, offset)].length;
    const after = document.createRange();
    after.setStart(node, offset);
    if (after.comparePoint(text, 0) >= 0) return count;
    count += [...text.data].length;
  }
  return count;
}

function wordsOf(words, range) {
  const copy = range.cloneContents();
  for (const aside of copy.querySelectorAll("[data-aside]")) aside.remove();
  return copy.textContent;
}

// The marked part of one card's words; what reaches beyond them is left out.
function marked() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const words = element(range.startContainer).closest("[data-words]") ?? element(range.endContainer).closest("[data-words]");
  if (!words) return null;
  if (!words.contains(range.startContainer)) range.setStart(words, 0);
  if (!words.contains(range.endContainer)) range.setEnd(words, words.childNodes.length);
  return wordsOf(words, range).trim() ? { words, range } : null;
}

function show({ words, range }) {
  const start = signsBefore(words, range.startContainer, range.startOffset);
  const text = wordsOf(words, range);
  const values = { source: words.dataset.source, prompt: words.dataset.words, start, end: start + [...text].length, words: text };
  for (const [name, value] of Object.entries(values)) bar.elements[name].value = value;
  bar.querySelector("[data-quote]").textContent = `“${text.trim()}”`;
  const choice = document.getElementById("pick-theme");
  const before = choice.value;
  const themes = [...document.querySelectorAll("#themes [data-name]")].map((one) => new Option(one.dataset.name, one.dataset.theme));
  choice.replaceChildren(new Option(choice.dataset.none, ""), ...themes);
  choice.value = themes.some((one) => one.value === before) ? before : "";
  bar.action = bar.dataset.base + document.getElementById("weaving").dataset.query;
  bar.setAttribute("hx-post", bar.action);
  if (bar.hidden) said.textContent = said.dataset.words;
  bar.hidden = false;
  bar.parentElement.style.paddingBlockEnd = `${bar.offsetHeight}px`; // so that the last words, too, can stand above it
  const covered = range.getBoundingClientRect().bottom - bar.getBoundingClientRect().top + 16;
  if (covered > 0) scrollBy({ top: covered, behavior: "instant" });
  globalThis.CSS?.highlights?.set(CHOOSING, new Highlight(range));
}

function hide() {
  bar.hidden = true;
  bar.parentElement.style.paddingBlockEnd = "";
  said.textContent = "";
  bar.elements.new_theme.value = "";
  globalThis.CSS?.highlights?.delete(CHOOSING);
}

let timer;
function look() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (bar.contains(document.activeElement) || document.activeElement?.closest("dialog")) return;
    const found = marked();
    if (found) show(found);
    else if (!bar.hidden) hide();
  }, 250);
}

function cancel() {
  document.getSelection().removeAllRanges();
  hide();
  document.getElementById("words-title")?.scrollIntoView({ block: "nearest" });
}

if (bar) {
  document.addEventListener("selectionchange", look);
  look(); // words may have been marked before this script came
  bar.querySelector("[data-cancel]").addEventListener("click", cancel);
  document.addEventListener("keydown", (event) => {
    if (bar.hidden) return;
    if (event.key === "Escape") cancel();
    if (event.altKey && event.code === "KeyT") {
      event.preventDefault();
      document.getElementById("pick-theme").focus();
    }
  });
}

// What was just done stays in view for a while, wherever on the table the reader is.
let fresh;
function stay() {
  const region = document.getElementById("weaving-said");
  clearTimeout(fresh);
  region.classList.add("is-fresh");
  fresh = setTimeout(() => region.classList.remove("is-fresh"), 12_000);
}

// What the server answered: a picked phrase closes the bar, a phrase that was asked for opens its dialog.
document.addEventListener("htmx:after:swap", (event) => {
  const ok = (event.detail?.ctx?.response?.status ?? 200) < 400;
  const source = event.detail?.ctx?.sourceElement;
  const dialog = document.getElementById("phrase-dialog");
  if (!dialog || !source) return;
  // Something was wrong in the dialog: it says so itself.
  if (event.detail.ctx.response?.headers?.get("HX-Retarget") === "#phrase") return;
  if (source.getAttribute("hx-target") === "#phrase" && ok) {
    if (!dialog.open) dialog.showModal();
  } else if (source.id === "weaving") {
    return; // fetched because somebody else changed something: nobody is interrupted
  } else if (dialog.open) {
    dialog.close();
  } else if (source === bar && ok) {
    document.getSelection().removeAllRanges();
    hide();
  }
  if (source.id !== "show-more") stay();
  // What was pressed may be gone, or shut away with the dialog; then the reader goes to the words about it, where "Undo" is.
  const pressed = document.activeElement;
  if (!dialog.open && (!pressed || pressed === document.body || !pressed.checkVisibility())) {
    document.querySelector("#weaving-said [data-said]")?.focus({ preventScroll: true });
  }
});
