// Where tabs or steps are wider than the screen, the current one is brought into view.
for (const tab of document.querySelectorAll(":is(.tabs, .substeps) [aria-current]")) {
  const list = tab.closest("ul");
  list.scrollLeft = tab.offsetLeft - list.offsetLeft - list.clientWidth / 3;
}
