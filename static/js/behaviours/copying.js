// <button data-copy="#invite-link" data-copied="Copied">Copy</button> copies the words of that element.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    const messages = document.getElementById("messages");
    const said = document.createElement("div");
    said.className = "message";
    said.textContent = button.dataset.copied;
    messages.replaceChildren(said);
  } catch {
    // No clipboard here: select the words, so that one key copies them.
    if (source.select) source.select();
    else getSelection().selectAllChildren(source);
  }
});
