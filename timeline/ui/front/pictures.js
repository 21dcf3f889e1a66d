// The buttons for pictures: one click each, with the reader's last choice of size, theme and scale beside them.
import { h } from "./dom.js";
import { fold } from "./fold.js";
import { pdfOf, pictureOf, pngOf, svgOf } from "./picture.js";

const KEPT = "timeline-picture";
const USUAL = { size: "screen", theme: "page", scale: "2" };
const SCALES = { 1: 1, 2: 2, print: 300 / 96 };
const SMALL = 0.6;
const MAKERS = { png: (made, { scale }) => pngOf(made, SCALES[scale]), svg: svgOf, pdf: pdfOf };

let chosen;

export function pictureButtons(data, status) {
  chosen ??= offered(kept(), data.pictures.options);
  const buttons = Object.keys(MAKERS).map((kind) => h("button", { type: "button", "data-format": kind, onclick: () => save(data, kind, status) }, kind.toUpperCase()));
  return [...buttons, choices(data.pictures)];
}

async function save(data, kind, status) {
  const { words } = data.pictures, label = kind.toUpperCase();
  status.textContent = words.making.replace("{kind}", label);
  try {
    const theme = chosen.theme === "page" ? data.theme : chosen.theme;
    const made = await pictureOf(data.name, data.query, { size: chosen.size, theme, width: data.width });
    const link = h("a", { href: URL.createObjectURL(await MAKERS[kind](made, chosen)), download: `${data.file_name}.${kind}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    status.textContent = made.scale < SMALL ? words.small : "";
  } catch (error) {
    status.textContent = words.failed.replace("{kind}", label).replace("{reason}", error.message);
  }
}

function choices({ words, options }) {
  const said = h("span", { class: "tl-size-said" });
  const show = () => { said.textContent = Object.keys(USUAL).filter((part) => chosen[part] !== USUAL[part]).map((part) => ` · ${options[part].find(([code]) => code === chosen[part])[1]}`).join(""); };
  const selects = Object.entries(options).map(([part, terms]) => {
    const select = h("select", { name: part, onchange: () => choose(part, select.value) }, ...terms.map(([code, label]) => h("option", { value: code }, label)));
    return h("label", {}, h("span", {}, words[part]), select);
  });
  const menu = fold("tl-size", [words.size, said], ...selects, h("p", {}, words.note));
  menu.show = () => {
    show();
    for (const select of menu.querySelectorAll("select")) select.value = chosen[select.name];
  };
  menu.show();
  return menu;
}

// One choice for all charts of the page, kept for the next visit where the browser lets us.
function choose(part, value) {
  chosen = { ...chosen, [part]: value };
  try { localStorage.setItem(KEPT, JSON.stringify(chosen)); } catch { /* a reader who forbids it chooses anew at the next visit */ }
  for (const menu of document.querySelectorAll(".tl-size")) menu.show();
}

function kept() {
  try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; }
}

function offered(found, options) {
  return Object.fromEntries(Object.entries(USUAL).map(([part, usual]) => [part, options[part].some(([code]) => code === found[part]) ? found[part] : usual]));
}
