// The meeting page by keyboard: a letter moves to the button, Enter presses it. Can be switched off (WCAG 2.1.4).
"use strict";

const KEY = "mote-hurtigtaster";

function isOff() {
  return localStorage.getItem(KEY) === "av";
}

function isTyping(element) {
  return element.isContentEditable || element.matches("input, select, textarea");
}

document.addEventListener("keydown", (event) => {
  if (isOff() || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  const button = document.querySelector(`[data-tast="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) {
    event.preventDefault();
    button.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => {
  const help = document.querySelector("[data-hurtigtaster]");
  if (!help) return;
  help.hidden = false;
  const off = help.querySelector("[data-hurtigtaster-av]");
  off.checked = isOff();
  off.addEventListener("change", () => localStorage.setItem(KEY, off.checked ? "av" : "paa"));
});
