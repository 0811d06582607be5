// The matrix: one stop for Tab, arrow keys between the cells, and what the cell in focus says in words. And the boxes of
// «what if»: who is ticked is struck through at once, wherever the name stands.
"use strict";

const cellsOf = (row) => [...row.querySelectorAll("th, td")];
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const action = "a, input";

// --- Moving -------------------------------------------------------------------------------------

// Rows of whole width stand between the people, and are passed over.
function rowsOf(table) {
  return [...table.rows].filter((row) => !row.matches(".kolgruppe, .skille"));
}

function moveTo(table, cell) {
  for (const old of table.querySelectorAll('[tabindex="0"]')) old.tabIndex = -1;
  const target = cell.querySelector(action) ?? cell;
  target.tabIndex = 0;
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function next(table, cell, event) {
  const rows = rowsOf(table);
  const row = rows.indexOf(cell.parentElement);
  const column = cell.cellIndex;
  if (event.key === "Home") return cellsOf(event.ctrlKey ? rows[0] : rows[row])[0];
  if (event.key === "End") return cellsOf(event.ctrlKey ? rows.at(-1) : rows[row]).at(-1);
  const [down, right] = steps[event.key];
  return rows[row + down] && cellsOf(rows[row + down])[column + right];
}

function onKey(event) {
  const cell = event.target.closest("th, td");
  if (!cell || !(event.key in steps || event.key === "Home" || event.key === "End")) return;
  event.preventDefault();
  const target = next(event.currentTarget, cell, event);
  if (target) moveTo(event.currentTarget, target);
}

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
  if (cell && rowsOf(event.currentTarget).includes(cell.parentElement)) moveTo(event.currentTarget, cell);
}

function start(table) {
  for (const target of table.querySelectorAll(action)) target.tabIndex = -1;
  for (const cell of table.querySelectorAll("th, td")) cell.tabIndex = -1;
  const first = rowsOf(table)[1]?.cells[0];
  if (first) (first.querySelector(action) ?? first).tabIndex = 0;
  table.addEventListener("keydown", onKey);
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
