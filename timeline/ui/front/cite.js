// Cite this view: the text is fetched when the place is opened, and again when the view changes under it.
import { h, hasChanged, place } from "./dom.js";

export function render({ data, parentElement }) {
  const root = place(parentElement, "tl-citation");
  if (!hasChanged(root, data)) return;
  root.view ??= build(root);
  root.view.data = data;
  root.view.chosen = data.forms.some(([code]) => code === root.view.chosen) ? root.view.chosen : data.forms[0][0];
  draw(root);
}

function build(root) {
  const summary = h("summary", {}), body = h("div", { class: "tl-citation-body" });
  const details = h("details", {}, summary, body);
  details.addEventListener("toggle", () => { if (details.open) show(root); });
  root.replaceChildren(details);
  return { details, summary, body };
}

function draw(root) {
  const { data, summary, body, details, chosen } = root.view;
  const { words } = data;
  const text = h("pre", { tabindex: "0", "aria-label": words.title, "aria-live": "polite" }), status = h("span", { role: "status" });
  const forms = data.forms.map(([code, label]) => h("button", { type: "button", "aria-pressed": String(code === chosen), "data-cite": code,
    onclick: () => { root.view.chosen = code; draw(root); root.view.body.querySelector(`[data-cite="${code}"]`).focus(); } }, label));
  const [, , viewUrl] = data.forms.find(([code]) => code === chosen);
  const copy = () => navigator.clipboard.writeText(text.textContent).then(() => { status.textContent = words.copied; }, () => { status.textContent = words.not_copied; });
  summary.textContent = words.title;
  body.replaceChildren(
    h("div", { class: "tl-citation-forms", role: "group", "aria-label": words.forms }, ...forms), text,
    h("div", { class: "tl-downloads" }, h("button", { type: "button", "data-copy": "", onclick: copy }, words.copy), h("a", { href: viewUrl, download: true, "data-save": "" }, words.download), status),
    h("div", { class: "tl-downloads" }, h("span", { class: "tl-download-label" }, words.sources), ...data.forms.map(([code, label, , url]) => h("a", { href: url, download: true, "data-sources": code }, label))));
  root.view.text = text;
  root.view.url = viewUrl;
  if (details.open) show(root);
}

async function show(root) {
  const { text, url, data } = root.view;
  if (text.dataset.url === url) return;
  text.dataset.url = url;
  try {
    const answer = await fetch(new URL(url, document.baseURI));
    if (!answer.ok) throw new Error(String(answer.status));
    text.textContent = (await answer.text()).trim();
  } catch (error) {
    delete text.dataset.url;
    text.textContent = `${data.words.failed} (${error.message})`;
  }
}
