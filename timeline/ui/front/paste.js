// The code to paste into another page: a live copy that follows the data, or a frozen one, a file of this version of it.
import { h } from "./dom.js";
import { fold } from "./fold.js";

export function pasteMenu({ embed, theme, alt }, chart) {
  const address = new URL(embed.address, document.baseURI);
  address.searchParams.set("theme", theme);
  const tall = () => Math.ceil(chart().height) + embed.room;
  const frame = (source) => `<iframe src="${quoted(source)}" title="${quoted(alt)}" width="100%" height="${tall()}" style="border:0" loading="lazy"></iframe>`;
  const status = h("span", { role: "status" });
  const live = code(embed.words.live), frozen = code(embed.words.frozen);
  const menu = fold("tl-embed", embed.words.embed,
    live.node, copyButton(live.area, embed.words, status),
    frozen.node, h("p", {}, h("a", { href: embed.file, download: true }, embed.words.file), ` ${embed.words.version}`), copyButton(frozen.area, embed.words, status), status);
  menu.addEventListener("toggle", () => {
    live.area.value = frame(address.href);
    frozen.area.value = `<!-- ${embed.words.version} -->\n${frame(embed.file_name)}`;
  });
  return menu;
}

function code(label) {
  const area = h("textarea", { readonly: true, rows: "3", spellcheck: "false", onfocus: () => area.select() });
  return { area, node: h("label", { class: "tl-code" }, h("span", {}, label), area) };
}

function copyButton(area, words, status) {
  const say = (text) => { status.textContent = text; };
  return h("button", { type: "button", onclick: () => navigator.clipboard.writeText(area.value).then(() => say(words.copied), () => { area.select(); say(words.not_copied); }) }, words.copy);
}

function quoted(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
