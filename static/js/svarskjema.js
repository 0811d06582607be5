// Counts what is answered of what must be, and keeps the form on the screen when the line is down. Without it the form works too.
"use strict";

(() => {
  const form = document.querySelector("[data-svarskjema]");
  if (!form) return;
  const counter = form.querySelector("[data-besvart]");
  const asked = [...form.querySelectorAll("fieldset")];
  const offline = form.querySelector("[data-uten-nett]");

  function count() {
    const answered = asked.filter((one) => one.querySelector(":checked")).length;
    counter.textContent = counter.dataset.besvart.replace("%a", answered).replace("%b", asked.length);
    counter.hidden = asked.length === 0;
  }

  form.addEventListener("input", count);
  form.addEventListener("submit", (event) => {
    offline.hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
  window.addEventListener("online", () => {
    offline.hidden = true;
  });
  count();
})();
