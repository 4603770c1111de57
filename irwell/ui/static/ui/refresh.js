// Keeps a [data-refresh="seconds"] part of a page up to date. A person can stop it; without scripts a link does it.
const part = document.querySelector("[data-refresh]");
const note = document.querySelector("[data-refresh-note]");

if (part && note) {
  const seconds = Number(part.dataset.refresh);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  note.replaceChildren(button);
  const words = document.createElement("span");
  words.textContent = ` Refreshes every ${seconds} seconds.`;
  note.append(words);

  let timer = null;

  async function refresh() {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
      // A redirect means that the session has ended.
      if (!answer.ok) throw new Error(answer.type);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-refresh]");
      if (fresh) part.replaceChildren(...fresh.childNodes);
      words.textContent = ` Refreshes every ${seconds} seconds.`;
    } catch {
      words.textContent = " Could not refresh just now. If it stays so, reload the page and sign in again.";
    }
  }

  function run(on) {
    clearInterval(timer);
    timer = on ? setInterval(refresh, seconds * 1000) : null;
    button.textContent = on ? "Stop refreshing" : "Start refreshing";
  }

  button.addEventListener("click", () => run(timer === null));
  run(true);
}
