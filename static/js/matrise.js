// The matrix (moved about in by `rutenett.js`): what the cell in focus says in words. And the boxes of
// «what if»: who is ticked is struck through at once, wherever the name stands.
"use strict";

// --- In words -----------------------------------------------------------------------------------

const text = (element) => element?.innerText.replace(/\s+/g, " ").trim() ?? "";

function describe(table, cell) {
  const row = cell.parentElement;
  const head = table.querySelector("tr.navn").cells[cell.cellIndex];
  if (row.matches(".navn")) return [text(head), head.dataset.krav].filter(Boolean).join(": ");
  if (cell.cellIndex === 0) return text(cell);
  const label = cell.querySelector("[aria-label]")?.getAttribute("aria-label");
  return `${text(row.cells[0])} · ${text(head)}: ${label ?? (text(cell) || table.dataset.tom)}`;
}

function onFocus(event) {
  const cell = event.target.closest("th, td");
  if (cell) document.getElementById(event.currentTarget.dataset.matrise).textContent = describe(event.currentTarget, cell);
}

function onClick(event) {
  const cell = event.target.closest("td");
  if (cell && rutenett.rowsOf(event.currentTarget).includes(cell.parentElement)) rutenett.moveTo(event.currentTarget, cell);
}

// --- On a phone ---------------------------------------------------------------------------------

// What is in order is folded away until one asks for it; without this script it stands open.
function fold(table) {
  const original = table.querySelector("template").content.firstElementChild;
  table.classList.add("foldes");
  for (const row of table.querySelectorAll("tr[data-person]")) {
    const button = original.cloneNode(true);
    button.lastElementChild.append(text(row.cells[0]));
    button.addEventListener("click", () => button.setAttribute("aria-expanded", row.classList.toggle("apen")));
    row.lastElementChild.append(button);
  }
}

function start(table) {
  fold(table);
  rutenett.start(table, table.querySelector("tr[data-person] > th"));
  table.addEventListener("focusin", onFocus);
  table.addEventListener("click", onClick);
}

// --- What if ------------------------------------------------------------------------------------

document.addEventListener("change", (event) => {
  if (event.target.name !== "borte") return;
  for (const place of document.querySelectorAll(`[data-person="${event.target.value}"]`)) {
    place.classList.toggle("borte", event.target.checked);
  }
});

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-matrise]").forEach(start));
