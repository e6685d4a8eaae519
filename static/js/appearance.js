// Sets the chosen theme before the first paint. Runs alone and early, so that nothing flashes.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = "";
  try {
    const chosen = localStorage.getItem("appearance");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage can be forbidden: the device's own choice stands.
  }
})();
