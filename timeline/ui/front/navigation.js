// The pages, as links to their addresses with the view carried along; a plain click stays in the running app.
import { h, place } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-navigation");
  root.say = (page) => setTriggerValue("page", page);
  root.links ??= build(root, data);
  for (const [name, , address] of data.pages) {
    const link = root.links.get(name);
    link.href = new URL(address, document.baseURI).href;
    link.toggleAttribute("data-current", name === data.page);
    if (name === data.page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function build(root, data) {
  const links = new Map(data.pages.map(([name, title]) => [name, h("a", { onclick: (event) => follow(event, root, name) }, title)]));
  root.replaceChildren(h("nav", { "aria-label": data.label }, ...links.values()));
  return links;
}

function follow(event, root, name) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
  event.preventDefault();
  root.say(name);
}
