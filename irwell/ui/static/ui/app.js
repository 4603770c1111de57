// Small comforts on pages that already work without any script.
import { initAll } from "./built/govuk-frontend.min.js";

const PAUSE = 1200; // milliseconds of stillness before what was typed is kept

function keepTyping(form) {
  // Sends the form as typed to data-autosave-url. A failed save says so and is tried again.
  const notice = form.querySelector("[data-autosave-note]") ?? addNotice(form);
  let timer = null;
  let sent = snapshot(form);

  async function save() {
    timer = null;
    const now = snapshot(form);
    if (now === sent) return;
    try {
      const answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: typedFields(form),
        credentials: "same-origin",
        headers: { "X-Requested-With": "autosave" },
        redirect: "manual",
        keepalive: true, // goes out even when the page is being left
      });
      // A redirect means that the session has ended: nothing was kept.
      if (!answer.ok) throw new Error(answer.type);
      sent = now;
      notice.textContent = `Draft kept at ${clock()}`;
    } catch {
      notice.textContent =
        "Your draft could not be kept just now. Leave this page open: we will try again.";
      timer = setTimeout(save, PAUSE * 8);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sent = snapshot(form);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
}

function typedFields(form) {
  // Files are sent once, with the form itself.
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function snapshot(form) {
  return typedFields(form).toString();
}

function addNotice(form) {
  const notice = document.createElement("p");
  notice.className = "irw-autosave";
  notice.setAttribute("role", "status");
  form.append(notice);
  return notice;
}

function clock() {
  return new Date().toLocaleTimeString("en-GB", {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "Europe/London",
  });
}

function submitOnce(form) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.submitted) {
      event.preventDefault();
      return;
    }
    form.dataset.submitted = "yes";
    form.setAttribute("aria-busy", "true");
  });
  // The back button may bring the page back as it was left.
  window.addEventListener("pageshow", () => {
    delete form.dataset.submitted;
    form.removeAttribute("aria-busy");
  });
}

function printOnClick(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function copyOnClick(button) {
  const source = document.getElementById(button.dataset.copyFrom);
  if (!source || !navigator.clipboard) return;
  button.hidden = false;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}

function mentionKeys(card) {
  // Single keys work only while a mention itself has the focus (WCAG 2.1.4).
  card.addEventListener("keydown", (event) => {
    if (event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...document.querySelectorAll("[data-mention]")];
    const step = { j: 1, k: -1 }[event.key];
    const target = step
      ? all[all.indexOf(card) + step]
      : ["a", "l", "o"].includes(event.key) && card.querySelector(`[data-key="${event.key}"]`);
    if (!target) return;
    event.preventDefault();
    step ? target.focus() : target.click();
  });
}

function selectInto(text) {
  // What is selected in the text stands in the box that is named.
  const box = document.getElementById(text.dataset.selectInto);
  if (!box) return;
  text.addEventListener("mouseup", () => {
    const words = document.getSelection().toString().replace(/\s+/g, " ").trim();
    if (words && words.length <= 200) box.value = words;
  });
}

initAll();
document.querySelectorAll("[data-mention]").forEach(mentionKeys);
document.querySelectorAll("[data-select-into]").forEach(selectInto);
document.querySelectorAll("[data-key-help], [data-select-help]").forEach((help) => { help.hidden = false; });
document.querySelectorAll("form[data-autosave-url]").forEach(keepTyping);
document.querySelectorAll('form[method="post"]:not([data-many])').forEach(submitOnce);
document.querySelectorAll("[data-print]").forEach(printOnClick);
document.querySelectorAll("[data-copy-from]").forEach(copyOnClick);
