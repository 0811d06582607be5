// A table as one stop for Tab: the arrow keys move between the cells, Home and End to the ends of the row.
// A cell with a link or a control lends its place to that.
"use strict";

const rutenett = (() => {
  // On a phone each row is a list, without the headings and what is empty.
  const isShown = (element) => element.getClientRects().length > 0;
  const cellsOf = (row) => [...row.cells].filter(isShown);
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const action = "a, input, button, select, textarea";
  const actionIn = (cell) => [...cell.querySelectorAll(action)].find(isShown);

  // Rows of whole width stand between the others, and are passed over.
  const rowsOf = (table) => [...table.rows].filter((row) => !row.matches(".kolgruppe, .skille") && isShown(row));

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

  // Only one cell is a stop for Tab: `first` to begin with.
  function start(table, first) {
    for (const target of table.querySelectorAll(`th, td, ${action}`)) target.tabIndex = -1;
    if (first) (actionIn(first) ?? first).tabIndex = 0;
    table.addEventListener("keydown", onKey);
  }

  return { action, isShown, moveTo, next, rowsOf, start };
})();
