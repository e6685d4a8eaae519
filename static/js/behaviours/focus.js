// Where the reader lands: on the summary of errors after a form came back, and inside a field it links to.
import { isNews } from "./news_event.js";

// Once: what took it before does not take it again when another part of the page is filled.
function takeFocus(root) {
  const found = root.querySelector?.("[data-takes-focus]");
  found?.focus();
  found?.removeAttribute("data-takes-focus");
}

// Who already types, on a slow line, is not taken away from the field.
function arrive() {
  const field = document.activeElement ?? document.body;
  if (!("defaultValue" in field) || field.value === field.defaultValue) takeFocus(document);
}

// An address with a fragment (left by the link that skips to the page) takes the focus there itself, as late as on load.
if (location.hash && document.readyState !== "complete") addEventListener("load", () => setTimeout(arrive));
else arrive();
document.addEventListener("htmx:after:swap", (event) => isNews(event) || takeFocus(document));

document.addEventListener("click", (event) => {
  const link = event.target.closest(".error-summary a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  const control = field.matches("input, select, textarea")
    ? field
    : field.querySelector("input, select, textarea, button");
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.scrollIntoView({ block: "center" });
});
