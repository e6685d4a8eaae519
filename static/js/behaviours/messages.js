// After an htmx change the words about it may stand far above: bring them down for some seconds.
// They stay at the top of the page for ever after, and the region speaks by itself (role=status).
import { isNews } from "./news_event.js";

const SECONDS = 8;
const messages = document.getElementById("messages");
let timer;

document.addEventListener("htmx:after:swap", (event) => {
  if (isNews(event)) return;
  clearTimeout(timer);
  const seen = messages.getBoundingClientRect().bottom > 0;
  const floating = messages.childElementCount > 0 && !seen;
  messages.classList.toggle("is-floating", floating);
  if (floating) timer = setTimeout(() => messages.classList.remove("is-floating"), SECONDS * 1000);
});
