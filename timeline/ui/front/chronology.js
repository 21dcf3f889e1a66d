// The vertical timeline for narrow screens: years, dates, marks, titles; the card opens on touch.
import { h, hasChanged, place, symbol } from "./dom.js";

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-chronology");
  root.say = (id) => setTriggerValue("event", id);
  if (!hasChanged(root, data)) return;
  root.replaceChildren(...data.years.map((year) => h("section", { "aria-label": year.year }, h("h3", {}, year.year), h("ol", {}, ...year.events.map((event) =>
    h("li", { class: `tl-importance-${event.importance}` }, h("button", { type: "button", onclick: () => root.say(event.event_id) },
      symbol(event.symbol, event.colour, event.status), h("span", {}, h("small", {}, event.when), h("span", {}, event.title), event.note ? h("small", {}, event.note) : null))))))),
    data.advice ? h("p", {}, data.advice) : "");
}
