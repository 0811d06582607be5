// Keeps what is typed in any form that writes, in case it is lost on the way: the session ends, or the line is down.
// It stays in this tab (session storage), for this user, until the server has received it or the user has said no to it,
// and for an hour after the session ended. Passwords, codes, files and hidden fields are never kept.
"use strict";

(() => {
  const HOUR = 3600 * 1000;
  const PREFIX = "bevart:";
  const ENDED = "bevart-slutt";
  const RECEIVED = "bevart_mottatt";
  const user = document.body.dataset.bruker;
  const unkept = ["hidden", "file", "password", "submit", "button", "select-multiple"];
  const isCount = (field) => field.name.endsWith("-TOTAL_FORMS");
  const isToggle = (field) => ["checkbox", "radio"].includes(field.type);

  // --- The forms and their places ------------------------------------------------------------------

  function fieldsOf(form) {
    return [...form.elements].filter((field) => field.name && (isCount(field) || !unkept.includes(field.type)));
  }

  function isSecret(form) {
    return [...form.elements].some((field) => field.type === "password" || field.autocomplete === "one-time-code");
  }

  function isKept(form) {
    return Boolean(user && form?.method === "post" && !isSecret(form) && fieldsOf(form).length);
  }

  const forms = () => [...document.forms].filter(isKept);
  const pathOf = (form) => new URL(form.getAttribute("action") || window.location.href, window.location.href).pathname;

  // The address that the form is sent to, and its number among those of the page that are sent there.
  function keyOf(form) {
    const alike = forms().filter((other) => pathOf(other) === pathOf(form));
    return `${PREFIX}${user}:${pathOf(form)}:${alike.indexOf(form)}`;
  }

  function kept(key) {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  }

  function keep(form, more = {}) {
    const values = fieldsOf(form).map((field) => [field.name, field.value, field.checked ?? false]);
    sessionStorage.setItem(keyOf(form), JSON.stringify({ values, ...more }));
  }

  function forget(mayGo = () => true) {
    const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && mayGo(key));
    keys.forEach((key) => sessionStorage.removeItem(key));
  }

  // --- Putting it back -----------------------------------------------------------------------------

  function addMissingRows(form, values) {
    for (const [name, count] of values.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
      const total = form.elements[name];
      const button = total?.closest("[data-rader]")?.querySelector("[data-nytt-rad]");
      for (let left = Number(count) - Number(total?.value); button && left > 0; left -= 1) button.click();
    }
  }

  function setValue(form, name, value, checked) {
    const fields = fieldsOf(form).filter((field) => field.name === name);
    const field = fields.find((one) => isToggle(one) && one.value === value) ?? fields.find((one) => !isToggle(one));
    if (!field || isCount(field)) return false;
    const changes = isToggle(field) ? field.checked !== checked : field.value !== value;
    if (isToggle(field)) field.checked = checked;
    else field.value = value;
    return changes;
  }

  function restore(form) {
    const key = keyOf(form);
    const { values } = kept(key) ?? {};
    if (!values || form.querySelector("[data-feilliste]")) return;
    addMissingRows(form, values);
    const changed = values.filter(([name, value, checked]) => setValue(form, name, value, checked)).length;
    if (!changed) return;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    const message = document.getElementById("bevart-melding").content.cloneNode(true);
    message.querySelector("[data-forkast]").addEventListener("click", () => {
      sessionStorage.removeItem(key);
      window.location.reload();
    });
    form.prepend(message);
  }

  // --- Letting it go -------------------------------------------------------------------------------

  // The server names the last form of this browser that it received.
  function forgetReceived() {
    const received = document.cookie.match(new RegExp(`${RECEIVED}=([a-z0-9]+)`))?.[1];
    if (received) forget((key) => kept(key).sent === received);
  }

  function forgetOthers() {
    forget((key) => !key.startsWith(`${PREFIX}${user}:`));
  }

  // On a page without a user the session has ended; from then on an hour is left.
  function countDown() {
    const ended = Number(sessionStorage.getItem(ENDED) ?? Date.now());
    sessionStorage.setItem(ENDED, ended);
    setTimeout(forget, Math.max(0, ended + HOUR - Date.now()));
  }

  function isTooOld() {
    const ended = sessionStorage.getItem(ENDED);
    return ended !== null && Date.now() - Number(ended) >= HOUR;
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (isTooOld()) forget();
    forgetReceived();
    if (!user) {
      countDown();
      const waits = Object.keys(sessionStorage).some((key) => key.startsWith(PREFIX));
      document.querySelectorAll("[data-bevart-venter]").forEach((message) => (message.hidden = !waits));
      return;
    }
    sessionStorage.removeItem(ENDED);
    forgetOthers();
    forms().forEach(restore);
  });

  document.addEventListener("input", (event) => {
    const { form } = event.target;
    if (isKept(form)) keep(form);
  });

  // Saved while typing: nothing is left to keep, unless more was typed before the answer came.
  const underway = new WeakMap();
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isKept(event.target)) underway.set(event.target, sessionStorage.getItem(keyOf(event.target)));
  });
  document.addEventListener("lagret", (event) => {
    const form = event.target.closest("form");
    if (isKept(form) && underway.get(form) === sessionStorage.getItem(keyOf(form))) {
      sessionStorage.removeItem(keyOf(form));
    }
  });

  // What is sent from this page has a name, by which the server says that it was received.
  // (The browser may ask for the values of one form twice.)
  const sent = Date.now().toString(36) + Math.random().toString(36).slice(2);
  document.addEventListener("formdata", (event) => {
    if (!isKept(event.target)) return;
    keep(event.target, { sent });
    event.formData.set("bevart", sent);
  });

  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-logg-ut]")) sessionStorage.clear();
  });
})();
