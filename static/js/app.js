// Makes pages quicker and kinder. Everything here also works without it.
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- Errors: say it in the tab's title; move to a summary that arrives later -------------------
// (On a fresh page the summary's own autofocus does it.)

function showErrors(root) {
  const summary = root.querySelector("[data-feilliste]");
  if (!summary) return;
  if (root !== document) summary.focus();
  if (!document.title.startsWith("Feil: ")) document.title = `Feil: ${document.title}`;
}

// --- Letters left -------------------------------------------------------------------------------

function countLetters(teller) {
  const field = document.getElementById(teller.dataset.teller);
  if (!field) return;
  const left = Number(field.dataset.maks) - field.value.length;
  const text = left < 0 ? teller.dataset.over : teller.dataset.igjen;
  teller.textContent = text.replace("%d", Math.abs(left));
  teller.classList.toggle("over", left < 0);
}

// --- Live sums of amounts as Norwegians write them ------------------------------------------------

// The rule of the server (`BelopField`). What it refuses counts as nothing.
function amount(text) {
  const plain = text
    .replace(/[\s']+/g, "")
    .replace(/^(?:kr\.?|nok)|(?:kr\.?|nok)$/gi, "")
    .replace(/[,.][-–—]$/, "");
  const ungrouped = /^\d{1,3}(\.\d{3})+(,\d{1,2})?$/.test(plain) ? plain.replaceAll(".", "") : plain;
  const number = /^\d+([,.]\d{1,2})?$/.test(ungrouped) ? Number(ungrouped.replace(",", ".")) : 0;
  return number < 1e10 ? number : 0;
}

function writeKroner(number) {
  const decimals = Number.isInteger(number) ? 0 : 2;
  const format = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return `${number.toLocaleString("nb-NO", format)}\u00a0kr`;
}

function isDeleted(field) {
  return Boolean(field.closest(".radkort")?.querySelector('input[name$="-DELETE"]:checked'));
}

function updateSums(form) {
  for (const output of all("output[data-sum-av]", form)) {
    const fields = all(`[name$="-${output.dataset.sumAv}"]`, form).filter((field) => !isDeleted(field));
    const less = form.elements[output.dataset.minus];
    const sum = fields.reduce((total, field) => total + amount(field.value), less ? -amount(less.value) : 0);
    output.textContent = writeKroner(Math.round(sum * 100) / 100);
  }
}

// --- One more row in a form set -----------------------------------------------------------------

function addRow(button) {
  const rows = button.closest("[data-rader]");
  const total = rows.querySelector(`input[name="${rows.dataset.rader}-TOTAL_FORMS"]`);
  const template = rows.querySelector("template");
  const html = template.innerHTML.replaceAll("__prefix__", total.value).replaceAll("__nr__", Number(total.value) + 1);
  template.insertAdjacentHTML("beforebegin", html);
  total.value = Number(total.value) + 1;
  const row = template.previousElementSibling;
  window.htmx?.process(row);
  row.querySelector(".radfelter :is(input, select, textarea)")?.focus();
}

// --- Saving while typing: say it when it fails ------------------------------------------------------

function tellFailure() {
  const message = document.getElementById("ikke-lagret").content.cloneNode(true);
  document.querySelector(".meldinger").replaceChildren(message);
}

// A whole page where a piece was asked for means that the session has ended: load this page, which leads to the login.
function guardSwap(event) {
  if (!/^\s*<!doctype html/i.test(event.detail.serverResponse ?? "")) return;
  event.detail.shouldSwap = false;
  window.location.reload();
}

// --- Wiring -------------------------------------------------------------------------------------

function prepare(root) {
  all("[data-teller]", root).forEach(countLetters);
  all("form:has(output[data-sum-av])", root).forEach(updateSums);
  showErrors(root);
}

document.addEventListener("DOMContentLoaded", () => prepare(document));

document.addEventListener("htmx:afterSwap", (event) => prepare(event.target));
document.addEventListener("htmx:beforeSwap", guardSwap);
document.addEventListener("htmx:responseError", tellFailure);
document.addEventListener("htmx:sendError", tellFailure);

document.addEventListener("input", (event) => {
  const field = event.target.matches("form") ? { dataset: {}, form: event.target } : event.target;
  if (field.dataset.maks) all(`[data-teller="${field.id}"]`).forEach(countLetters);
  if (field.form) updateSums(field.form);
});

document.addEventListener("change", (event) => {
  const filter = event.target.closest("form[data-filter]");
  if (filter && event.target.matches("select, [type=checkbox], [type=radio]")) filter.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-nytt-rad]");
  if (button) {
    event.preventDefault();
    addRow(button);
  }
  for (const menu of all("details:is(.meg, .meny)[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details:is(.meg, .meny)[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
