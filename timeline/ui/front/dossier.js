// A brief of the view: its charts are drawn here, one after the other, and sent to the server, which sets the pages.
import { h, hasChanged, place } from "./dom.js";
import { drawn } from "./picture.js";
import { changed } from "./view.js";

const WIDTH_PX = 900;

export function render({ data, parentElement }) {
  const root = place(parentElement, "tl-dossier");
  if (!hasChanged(root, data)) return;
  const status = h("span", { class: "tl-download-status", role: "status" });
  const progress = h("progress", { max: data.charts.length + 1, value: 0, hidden: true, "aria-label": data.words.dossier });
  const buttons = data.forms.map(([code, label, address]) => h("button", { type: "button", "data-dossier": code, onclick: () => make(data, address, { status, progress, buttons }) }, label));
  root.replaceChildren(h("div", { class: "tl-downloads" }, h("span", { class: "tl-download-label", title: data.words.hint }, data.words.dossier), ...buttons, progress, status));
}

async function make(data, address, { status, progress, buttons }) {
  buttons.forEach((button) => { button.disabled = true; });
  progress.hidden = false;
  try {
    const charts = {};
    for (const [place, [name, title]] of data.charts.entries()) {
      progress.value = place;
      status.textContent = data.words.drawing.replace("{chart}", title);
      const made = await telling(name, data.query);
      if (made) charts[name] = { svg: new XMLSerializer().serializeToString(made.picture), alt: made.alt };
    }
    progress.value = data.charts.length;
    status.textContent = data.words.setting;
    const answer = await fetch(new URL(address, document.baseURI), { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ charts }) });
    if (!answer.ok) throw new Error(await answer.text());
    await save(answer);
    status.textContent = "";
  } catch (error) {
    status.textContent = `${data.words.failed} (${error.message})`;
  } finally {
    progress.hidden = true;
    buttons.forEach((button) => { button.disabled = false; });
  }
}

// The chart, if it shows something of the view; a map without a line of its layer is that of all events.
async function telling(name, query) {
  for (const asked of name === "map" ? [query, changed(query, { layer: ["all"] })] : [query]) {
    const made = await drawn(name, asked, { width: WIDTH_PX, theme: "light" });
    if (!made.isEmpty) return made;
  }
  return null;
}

async function save(answer) {
  const [, name] = answer.headers.get("Content-Disposition").match(/filename="([^"]+)"/);
  const link = h("a", { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
