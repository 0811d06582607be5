// Keeps what is typed in a form with data-bevar="key" when the session ends before it is sent.
// It stays in this tab (session storage), for this user, until the server has received the form.
"use strict";

(() => {
  const SENT = "bevart-sendt";
  const user = document.body.dataset.bruker;
  const forms = () => [...document.querySelectorAll("form[data-bevar]")];
  const keyOf = (form) => `bevart:${user}:${form.dataset.bevar}`;
  const isCount = (field) => field.name.endsWith("-TOTAL_FORMS");
  const isToggle = (field) => ["checkbox", "radio"].includes(field.type);
  const unkept = ["hidden", "file", "password", "submit", "button", "select-multiple"];

  function fieldsOf(form) {
    return [...form.elements].filter((field) => field.name && (isCount(field) || !unkept.includes(field.type)));
  }

  function keep(form) {
    const values = fieldsOf(form).map((field) => [field.name, field.value, field.checked ?? false]);
    sessionStorage.setItem(keyOf(form), JSON.stringify(values));
  }

  function addMissingRows(form, kept) {
    for (const [name, count] of kept.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
      const total = form.elements[name];
      const button = total?.closest("[data-rader]")?.querySelector("[data-nytt-rad]");
      for (let left = Number(count) - Number(total?.value); button && left > 0; left -= 1) button.click();
    }
  }

  function setValue(form, name, value, checked) {
    const fields = fieldsOf(form).filter((field) => field.name === name);
    const field = fields.find((one) => isToggle(one) && one.value === value) ?? fields[0];
    if (!field || isCount(field)) return false;
    const changes = isToggle(field) ? field.checked !== checked : field.value !== value;
    if (isToggle(field)) field.checked = checked;
    else field.value = value;
    return changes;
  }

  function restore(form) {
    const stored = sessionStorage.getItem(keyOf(form));
    if (!stored || form.querySelector("[data-feilliste]")) return;
    const kept = JSON.parse(stored);
    addMissingRows(form, kept);
    const changed = kept.filter(([name, value, checked]) => setValue(form, name, value, checked)).length;
    if (!changed) return;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const message = document.getElementById("bevart-melding").content.cloneNode(true);
    message.querySelector("[data-forkast]").addEventListener("click", () => {
      sessionStorage.removeItem(keyOf(form));
      window.location.reload();
    });
    form.prepend(message);
  }

  // A form that was sent is received when the next page is not the login, and does not show its errors.
  function settleSent() {
    const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
    if (!sent) return;
    if (!user) {
      sessionStorage.setItem(SENT, JSON.stringify({ ...sent, lost: true }));
      return;
    }
    sessionStorage.removeItem(SENT);
    const refused = forms().some((form) => keyOf(form) === sent.key && form.querySelector("[data-feilliste]"));
    if (!sent.lost && !refused) sessionStorage.removeItem(sent.key);
  }

  document.addEventListener("DOMContentLoaded", () => {
    settleSent();
    if (user) forms().forEach(restore);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-bevar]");
    if (form && user && event.target !== form) keep(form);
  });

  // Saved while typing: nothing is left to keep, unless more was typed before the answer came.
  const underway = new WeakMap();
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("form[data-bevar]");
    if (form) underway.set(form, sessionStorage.getItem(keyOf(form)));
  });
  document.addEventListener("lagret", (event) => {
    const form = event.target.closest("form[data-bevar]");
    if (form && underway.get(form) === sessionStorage.getItem(keyOf(form))) sessionStorage.removeItem(keyOf(form));
  });

  // The server need not hold what this tab keeps.
  document.addEventListener("formdata", (event) => {
    if (event.target.matches("form[data-bevar]") && user) event.formData.set("bevart_i_nettleseren", "1");
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-bevar]") && user) {
      keep(event.target);
      sessionStorage.setItem(SENT, JSON.stringify({ key: keyOf(event.target) }));
    }
    if (event.target.matches("form[data-logg-ut]")) sessionStorage.clear();
  });
})();
