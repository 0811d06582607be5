// The matrix: one stop for Tab, arrow keys between the cells, and what the cell in focus says in words. And the boxes of
// «what if»: who is ticked is struck through at once, wherever the name stands.
"use strict";

// On a phone each person is a list, without the headings and what is empty.
const isShown = (element) => element.getClientRects().length > 0;
const cellsOf = (row) => [...row.cells].filter(isShown);
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const action = "a, input, button";
const actionIn = (cell) => [...cell.querySelectorAll(action)].find(isShown);

// --- Moving -------------------------------------------------------------------------------------

// Rows of whole width stand between the people, and are passed over.
function rowsOf(table) {
  return [...table.rows].filter((row) => !row.matches(".kolgruppe, .skille") && isShown(row));
}

function moveTo(table, cell) {
  for (const old of table.querySelectorAll('[tabindex="0"]')) old.tabIndex = -1;
  const target = actionIn(cell) ?? cell;
  target.tabIndex = 0;
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function next(table, cell, event) {
  const rows = rowsOf(table);
  const row = rows.indexOf(cell.parentElement);
  if (event.key === "Home") return cellsOf(event.ctrlKey ? rows[0] : rows[row])[0];
  if (event.key === "End") return cellsOf(event.ctrlKey ? rows.at(-1) : rows[row]).at(-1);
  const [down, right] = steps[event.key];
  if (right) return cellsOf(rows[row])[cellsOf(rows[row]).indexOf(cell) + right];
  const target = rows[row + down]?.cells[cell.cellIndex];
  return target && (isShown(target) ? target : target.parentElement.cells[0]);
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
  for (const target of table.querySelectorAll(`th, td, ${action}`)) target.tabIndex = -1;
  const first = table.querySelector("tr[data-person] > th");
  if (first) (actionIn(first) ?? first).tabIndex = 0;
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
