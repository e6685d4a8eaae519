// Parts of a page that keep up: fetched anew when their topic is told, never under the hands of somebody who writes there.
// Markup and manners: templates/parts/_news.html. Knows no topic's meaning; the line itself is news_line.js.
import { isNews } from "./news_event.js";
import { listen } from "./news_line.js";

const SPREAD = 400; // so that a whole staff does not ask in the same moment
const LEAST_PAUSE = 800;
const LONGEST_PAUSE = 15000;
const LEFT_ALONE = 20000; // after this long nobody is writing in a field that is as it came
const SAY_AGAIN = 20000;
const BUSY = "[data-busy], dialog[open], [data-menu][open], .htmx-request";
const FIELDS = "input, select, textarea, [contenteditable]";

const place = document.querySelector("[data-news]");
const stale = new Set(); // ids of parts to fetch
let timer;
let touched = 0;
let said = -SAY_AGAIN;
let notBefore = 0;

function busy(part) {
  if (part.matches("[data-busy]") || part.querySelector(BUSY)) return true;
  const field = document.activeElement;
  if (part.contains(field) && field.matches(FIELDS)) {
    const unsaved = "defaultValue" in field ? field.value !== field.defaultValue : field.isContentEditable;
    if (unsaved || performance.now() - touched < LEFT_ALONE) return true;
  }
  const marked = getSelection();
  return !marked.isCollapsed && marked.containsNode(part, true);
}

function soon(pause) {
  timer ??= setTimeout(fetchAnew, Math.max(pause, notBefore - performance.now()));
}

function fetchAnew() {
  timer = undefined;
  if (document.hidden) return; // a page that nobody looks at may wait
  for (const id of [...stale]) {
    const part = document.getElementById(id);
    if (part && busy(part)) continue;
    stale.delete(id);
    part?.dispatchEvent(new CustomEvent("news", { detail: { asked: performance.now() } }));
  }
  if (stale.size) soon(500);
}

function hear(parts) {
  document.querySelectorAll(parts).forEach((part) => part.id && stale.add(part.id));
  if (stale.size) soon(Math.random() * SPREAD);
}

const hearAll = () => hear("[data-topic]");

function sayOnce() {
  if (performance.now() - said < SAY_AGAIN) return;
  said = performance.now();
  place.textContent = place.dataset.newsWords;
  setTimeout(() => place.replaceChildren(), 5000);
}

// An answer that cannot be shown in the part changes nothing, and never moves the page away from unsaved words.
document.addEventListener("htmx:before:response", (event) => {
  if (!isNews(event)) return;
  const { status, headers } = event.detail.ctx.response;
  if (status >= 300 || headers.has("HX-Redirect")) event.preventDefault();
});

document.addEventListener("htmx:before:swap", (event) => {
  if (!isNews(event)) return;
  const { ctx, tasks } = event.detail;
  const part = event.target;
  if (part === document) return event.preventDefault(); // the part went while it was asked for
  if (busy(part)) {
    stale.add(part.id);
    soon(500);
    event.preventDefault();
    return;
  }
  // What else came along, such as messages, is for whoever did something.
  tasks.splice(0, tasks.length, ...tasks.filter((task) => task.type === "main"));
  ctx.words = part.textContent;
  ctx.opened = [...part.querySelectorAll("details[open]")];
});

document.addEventListener("htmx:after:swap", (event) => {
  if (!isNews(event)) return;
  const { words, opened } = event.detail.ctx;
  opened?.forEach((details) => (details.open = true));
  if (words !== undefined && event.target.textContent !== words) sayOnce();
});

// The slower the answers come, the more seldom we ask.
document.addEventListener("htmx:finally:request", (event) => {
  if (!isNews(event)) return;
  const now = performance.now();
  const took = now - (event.detail.ctx.sourceEvent.detail?.asked ?? now);
  notBefore = now + Math.min(LONGEST_PAUSE, Math.max(LEAST_PAUSE, took * 3));
});

if (place) {
  for (const name of ["focusin", "input", "keydown", "pointerdown"]) {
    document.addEventListener(name, () => (touched = performance.now()), true);
  }
  document.addEventListener("visibilitychange", () => stale.size && soon(Math.random() * SPREAD));
  listen(place.dataset.news, (topic) => hear(`[data-topic~="${CSS.escape(topic)}"]`), hearAll);
}
