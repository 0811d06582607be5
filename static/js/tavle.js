// The wall of a meeting by mouse and keyboard: notes are chosen, dragged and laid in groups. Letters can be switched off (WCAG 2.1.4).
"use strict";

const KEY = "tavle-hurtigtaster";
const chosen = new Set();

const board = () => document.getElementById("brett");
const column = (element) => element?.closest(".gruppekol");
const notes = () => all("button[data-innspill]", board());

function isOff() {
  return localStorage.getItem(KEY) === "av";
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input:not([type=checkbox]), select, textarea");
}

function post(handling, values) {
  const csrfmiddlewaretoken = document.querySelector("#tavlehandling [name=csrfmiddlewaretoken]").value;
  chosen.clear();
  return htmx.ajax("POST", board().dataset.adresse, {
    target: "#brett",
    swap: "outerHTML",
    values: { handling, csrfmiddlewaretoken, ...values },
  });
}

// The chosen notes, or else the one that has focus.
function picked() {
  if (chosen.size) return [...chosen];
  const note = document.activeElement?.dataset.innspill;
  return note ? [note] : [];
}

function move(target, innspill) {
  if (target && innspill.length) post("flytt", { innspill, gruppe: target.dataset.gruppe });
}

function mark() {
  const first = document.getElementById(`lapp-${picked()[0]}`) ?? document.activeElement;
  const group = column(first);
  if (group?.dataset.gruppe) post("merk", { gruppe: group.dataset.gruppe, kritisk: group.dataset.kritisk ? "" : "1" });
}

let naming = [];

function askName() {
  naming = picked();
  document.getElementById("ny-gruppe")?.showModal();
}

function focusNext(step) {
  const here = notes();
  const next = here[here.indexOf(document.activeElement) + step];
  (next ?? here[step > 0 ? 0 : here.length - 1])?.focus();
}

const ACTIONS = {
  g: askName,
  k: mark,
  s: () => picked().length && post("skjul", { innspill: picked() }),
  0: () => move(board().querySelector('.gruppekol[data-gruppe=""]'), picked()),
  arrowdown: () => focusNext(1),
  arrowup: () => focusNext(-1),
};

function press(key) {
  if (ACTIONS[key]) return ACTIONS[key]() ?? true;
  const button = board().querySelector(`[data-tast="${CSS.escape(key)}"]`);
  if (!button) return false;
  if (button.matches(".gruppenavn")) move(column(button), picked());
  else button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (isOff() || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if ((ACTIONS[key] || board()?.querySelector(`[data-tast="${CSS.escape(key)}"]`)) && press(key) !== false) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const note = event.target.closest("button[data-innspill]");
  if (note) {
    const isChosen = note.getAttribute("aria-pressed") !== "true";
    note.setAttribute("aria-pressed", isChosen);
    if (isChosen) chosen.add(note.dataset.innspill);
    else chosen.delete(note.dataset.innspill);
    return;
  }
  const name = event.target.closest(".gruppenavn");
  if (name) move(column(name), [...chosen]);
  const key = event.target.closest("#taster [data-tast]");
  if (key) press(key.dataset.tast);
  if (event.target.closest("[data-lukk]")) event.target.closest("dialog").close();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-handling]")) return;
  const navn = event.target.elements.navn;
  post(event.target.dataset.handling, { innspill: naming, navn: navn.value });
  navn.value = "";
});

// --- By mouse -------------------------------------------------------------------------------------

document.addEventListener("dragstart", (event) => {
  const note = event.target.closest?.("button[data-innspill]");
  if (note) event.dataTransfer.setData("text/plain", note.dataset.innspill);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const target = column(event.target);
    if (!target) return;
    target.classList.toggle("over", kind === "dragover");
    if (kind === "dragleave") return;
    event.preventDefault();
    const note = kind === "drop" && event.dataTransfer.getData("text/plain");
    if (note) move(target, chosen.has(note) ? [...chosen] : [note]);
  });
}

// What is chosen stays so when the wall is drawn anew.
document.addEventListener("htmx:afterSwap", () => {
  for (const note of notes()) note.setAttribute("aria-pressed", chosen.has(note.dataset.innspill));
});

document.addEventListener("DOMContentLoaded", () => {
  const on = document.querySelector("[data-hurtigtaster]");
  if (!on) return;
  on.checked = !isOff();
  on.addEventListener("change", () => localStorage.setItem(KEY, on.checked ? "paa" : "av"));
});
