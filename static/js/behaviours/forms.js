// <form data-clears hx-post=…>: once the change is in, the form is empty again for the next one.
// (Morphing keeps what was typed, which is right only while something is wrong with it.)
document.addEventListener("htmx:after:swap", (event) => {
  const status = event.detail?.ctx?.response?.status;
  if (status < 400 && event.target.matches?.("form[data-clears]")) event.target.reset();
});
