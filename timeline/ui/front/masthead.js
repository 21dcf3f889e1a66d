// Title, the view in a sentence, and the figures that matter.
import { h, hasChanged, place } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-masthead");
  root.say = (id) => setTriggerValue("event", id);
  if (!hasChanged(root, data)) return;
  root.replaceChildren(
    h("h1", {}, data.title),
    h("p", { class: "tl-sentence" }, data.sentence),
    h("ul", { class: "tl-figures" }, ...data.figures.map((figure) => h("li", {},
      figure.event ? h("button", { type: "button", onclick: () => root.say(figure.event) }, ...inside(figure)) : h("div", {}, ...inside(figure))))));
}

function inside(figure) {
  return [h("b", {}, figure.value), h("span", {}, figure.label), figure.note ? h("small", {}, figure.note) : null];
}
