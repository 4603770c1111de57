// Comforts on the chronology, whose pages already work without any script.

function lineKeys(row, rows) {
  // Single keys work only while a line itself has the focus (WCAG 2.1.4).
  row.tabIndex = 0;
  row.addEventListener("keydown", (event) => {
    if (event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { j: 1, k: -1 }[event.key];
    if (step) {
      const other = rows[rows.indexOf(row) + step];
      if (!other) return;
      event.preventDefault();
      other.focus();
    } else if (event.key === "o" || event.key === "Enter") {
      event.preventDefault();
      row.querySelector("[data-open]").click();
    } else if (event.key === "x") {
      event.preventDefault();
      row.querySelector("[data-tick]").click();
    }
  });
}

function brush(strip) {
  // Dragging over several slices shows all of their lines; a click on one is its own link.
  const slices = [...strip.querySelectorAll("a[data-first]")];
  let from = null;
  let to = null;

  function mark() {
    const [a, b] = [from, to].sort((x, y) => x - y);
    slices.forEach((slice, at) => slice.classList.toggle("irw-strip__held", from !== null && at >= a && at <= b));
  }

  function place(event) {
    const box = strip.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * slices.length);
    return Math.min(Math.max(at, 0), slices.length - 1);
  }

  strip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
    from = to = place(event);
    strip.setPointerCapture(event.pointerId);
    event.preventDefault();
    mark();
  });
  strip.addEventListener("pointermove", (event) => {
    if (from === null) return;
    to = place(event);
    mark();
  });
  strip.addEventListener("pointerup", (event) => {
    if (from === null) return;
    to = place(event);
    const [a, b] = [from, to].sort((x, y) => x - y);
    const address = new URL(slices[a].getAttribute("href"), location.href);
    address.searchParams.set("end", new URL(slices[b].getAttribute("href"), location.href).searchParams.get("end"));
    location.assign(address);
  });
  strip.addEventListener("pointercancel", () => {
    from = to = null;
    mark();
  });
  slices.forEach((slice) => slice.addEventListener("dragstart", (event) => event.preventDefault()));
}

const rows = [...document.querySelectorAll("[data-line]")];
rows.forEach((row) => lineKeys(row, rows));
document.querySelectorAll("[data-brush]").forEach(brush);
document.querySelectorAll("[data-brush-help]").forEach((help) => { help.hidden = false; });
