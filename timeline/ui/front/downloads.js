// What a reader takes away: pictures made here, tables and pages made by the server.
import { h } from "./dom.js";
import { fold } from "./fold.js";
import { pasteMenu } from "./paste.js";
import { pictureButtons } from "./pictures.js";

export function downloads(data, chart) {
  const status = h("span", { class: "tl-download-status", role: "status" });
  return [h("span", { class: "tl-download-label" }, data.words.download), ...pictureButtons(data, status), ...fileLinks(data), pasteMenu(data, chart), status];
}

// The common formats beside each other, the others in a menu that says what each is for.
export function fileLinks(data) {
  const files = data.files.map(([code, label, url, hint]) => h("a", { href: url, download: true, title: hint, "data-format": code }, label));
  const menu = fold("tl-more", data.words.more,
    h("ul", {}, ...data.more.map(([code, label, url, hint]) => h("li", {}, h("a", { href: url, download: true, "data-more": code, onclick: () => { menu.open = false; } }, h("b", {}, label), h("small", {}, hint))))));
  return [...files, menu];
}
