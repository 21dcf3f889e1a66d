// The files of a table: links made by the server.
import { fileLinks } from "./downloads.js";
import { h, hasChanged, place } from "./dom.js";

export function render({ data, parentElement }) {
  const root = place(parentElement, "tl-files");
  if (hasChanged(root, data)) root.replaceChildren(h("div", { class: "tl-downloads" }, h("span", { class: "tl-download-label" }, data.words.download), ...fileLinks(data)));
}
