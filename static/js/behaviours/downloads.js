// <a data-download-now href="…" download>: a file that somebody asked for and waited for is saved as soon as it is
// there. The link stays, for those whose browser refuses.
const begun = new WeakSet();

function saveNow() {
  for (const link of document.querySelectorAll("[data-download-now]")) {
    if (begun.has(link)) continue;
    begun.add(link);
    link.focus();
    link.click();
  }
}

for (const name of ["htmx:afterSwap", "htmx:after:swap"]) {
  document.addEventListener(name, saveNow);
}
