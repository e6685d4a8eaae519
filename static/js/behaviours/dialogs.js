// <a href="/the/page/" data-dialog="the-dialog"> opens <dialog id="the-dialog">; data-close inside closes it.
// Without script the link simply goes to its page. The browser brings the focus back by itself.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});
