// <textarea data-letters="2000" data-letters-left="%(count)s letters left"> says below itself how much room is left.
// Letters are counted as the server counts them. Spoken aloud only when it gets tight.
const TIGHT = 100;

function lineOf(field) {
  const line = document.createElement("p");
  line.className = "help letters";
  field.after(line);
  field.lettersLine = line;
  return line;
}

function count(field) {
  const left = Number(field.dataset.letters) - [...field.value.normalize("NFC")].length;
  const line = field.lettersLine?.isConnected ? field.lettersLine : lineOf(field);
  line.textContent = field.dataset.lettersLeft.replace("%(count)s", left.toLocaleString(document.documentElement.lang));
  line.classList.toggle("is-over", left < 0);
  if (left < TIGHT) line.setAttribute("role", "status");
  else line.removeAttribute("role");
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-letters]")) count(event.target);
});
for (const field of document.querySelectorAll("textarea[data-letters]")) if (field.value) count(field);
