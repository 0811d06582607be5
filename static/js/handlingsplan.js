// The handlingsplan: a cell is opened, saved and left by the keyboard. Without this, its link leads to a page with the field.
"use strict";

(() => {
  const table = () => document.querySelector("[data-rutenett]");
  // Where to go once the row is back: the cell that was saved, and the key that moves on from it.
  let after = null;

  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  function save(form, key) {
    after = { id: form.closest("td").id, key };
    form.requestSubmit();
  }

  // In the field the keys are the text's own, but for those that save and undo. In a conflict only the buttons save.
  function onKey(event) {
    const form = event.target.closest(".celleskjema");
    if (!form) return;
    event.stopPropagation();
    const isField = event.target.matches("[name=verdi]");
    if (event.key === "Escape") {
      stop(event);
      after = { id: form.closest("td").id };
      form.querySelector("[data-avbryt]").click();
    } else if (form.matches("[data-konflikt]")) {
      if (event.key === "Enter" && isField) stop(event);
    } else if (isField && event.key === "Tab") {
      stop(event);
      save(form, event.shiftKey ? "ArrowLeft" : "ArrowRight");
    } else if (isField && event.key === "Enter" && (event.ctrlKey || !event.target.matches("textarea"))) {
      stop(event);
      save(form, "ArrowDown");
    }
  }

  // The form has come into the cell, or the row is back.
  function onSettle() {
    const field = table().querySelector(".celleskjema [name=verdi]");
    if (field) {
      field.focus();
      field.select?.();
      return;
    }
    for (const target of table().querySelectorAll(`tbody :is(th, td, ${rutenett.action}):not([tabindex])`)) target.tabIndex = -1;
    const cell = after && document.getElementById(after.id);
    if (cell) rutenett.moveTo(table(), (after.key && rutenett.next(table(), cell, after)) || cell);
    after = null;
  }

  document.addEventListener("DOMContentLoaded", () => {
    table().addEventListener("keydown", onKey, true);
    rutenett.start(table(), table().querySelector("tbody td"));
    document.body.addEventListener("htmx:afterSettle", onSettle);
  });
})();
