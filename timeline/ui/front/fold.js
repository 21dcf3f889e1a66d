// A small part that opens above or below its button and closes by Escape, by a click elsewhere, or when the focus leaves it.
import { h } from "./dom.js";

export function fold(name, label, ...content) {
  const summary = h("summary", {}, ...[label].flat());
  const menu = h("details", { class: `tl-fold ${name}` }, summary, h("div", {}, ...content));
  const close = () => { menu.open = false; };
  const closeOutside = (event) => { if (!menu.contains(event.target)) close(); };
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { close(); summary.focus(); } });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(); });
  menu.addEventListener("toggle", () => document[menu.open ? "addEventListener" : "removeEventListener"]("pointerdown", closeOutside));
  return menu;
}
