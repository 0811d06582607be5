// A button that copies what a field holds. Without JavaScript the field can be marked and copied.
"use strict";

for (const button of document.querySelectorAll("[data-kopier]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.kopier);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.kopiert;
    button.setAttribute("role", "status");
  });
}
