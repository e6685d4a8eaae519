// <form data-visit hidden method="post" action="…"> notes that its reader has seen the page: once it has been in view
// for a while, and now and then while it stays open. Quietly: nobody is sent elsewhere, whatever the answer.
const READ_AFTER = 20_000;
const AGAIN_AFTER = 300_000;

const form = document.querySelector("form[data-visit]");

function note() {
  if (document.visibilityState !== "visible") return;
  fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    credentials: "same-origin",
    redirect: "manual",
    headers: { "HX-Request": "true" },
  }).catch(() => {
    // Offline: the next time will do.
  });
}

if (form) {
  setTimeout(() => {
    note();
    setInterval(note, AGAIN_AFTER);
  }, READ_AFTER);
}
