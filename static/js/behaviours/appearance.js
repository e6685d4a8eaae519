// The light / dark choice in the footer, kept on this device only.
const select = document.querySelector("[data-appearance]");

function choose() {
  const chosen = select.value;
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
  try {
    if (chosen) localStorage.setItem("appearance", chosen);
    else localStorage.removeItem("appearance");
  } catch {
    // Storage can be forbidden: the choice then lasts for this page.
  }
}

if (select) {
  if (select.value) choose(); // before this script came
  else select.value = document.documentElement.dataset.theme ?? "";
  select.addEventListener("change", choose);
}
