// How a pilot's goal will read, while somebody writes its four parts. <form data-aim-form> holds the fields and [data-aim], whose
// value is the sentence with {day}, {who}, {what} and {how}. Nothing is said until one of them is filled in.
const PARTS = { day: "ends_on", who: "who", what: "what", how: "measured_how" };

const dayOf = (value) => {
  const day = new Date(`${value}T12:00:00`);
  if (!value || Number.isNaN(day.valueOf())) return "";
  return day.toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric" });
};

function read(form) {
  const place = form.querySelector("[data-aim]");
  const said = Object.entries(PARTS).map(([name, field]) => {
    const value = form.elements[field].value.trim().replace(/\.$/, "");
    return [name, name === "day" ? dayOf(value) : value];
  });
  if (said.every(([, value]) => !value)) return;
  const words = Object.fromEntries(said);
  place.textContent = place.dataset.aim.replace(/\{(\w+)\}/g, (_all, name) => words[name] || "…");
}

for (const form of document.querySelectorAll("[data-aim-form]")) {
  read(form);
  form.addEventListener("input", () => read(form));
}
