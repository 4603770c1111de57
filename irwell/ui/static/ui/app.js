// Irwell's own behaviour. Every page works without it.
import { initAll } from "./built/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A second press of the same button sends nothing twice.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}

// What is typed is kept while it is typed.
for (const form of document.querySelectorAll("form[data-autosave-url]")) {
  const note = form.querySelector("[data-autosave-note]");
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const body = new FormData(form);
      for (const [key, value] of [...body]) if (value instanceof File) body.delete(key);
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body }).catch(() => null);
      if (note) note.textContent = answer && answer.ok ? "Draft kept" : "Not kept yet: check your connection";
    }, 1500);
  });
}
