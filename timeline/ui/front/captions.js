// Title, subtitle and source line of a chart, on screen as text of the page: a browser sets them much faster than Plotly,
// they can be selected and found, and a screen reader meets them as what they are. A picture keeps them as annotations.
import { h } from "./dom.js";
import { unescaped } from "./values.js";

const TAGS = { title: "h2", subtitle: "p", source: "p" };

export function lift(figure) {
  const { annotations = [], margin, height } = figure.layout;
  const own = annotations.filter((annotation) => annotation.name in TAGS);
  figure.layout.annotations = annotations.filter((annotation) => !(annotation.name in TAGS));
  const tall = height - margin.t - margin.b;
  return own.filter((words) => words.text).map((words) => node(words, margin.t + (1 - words.y) * tall - words.yshift));
}

function node({ name, text, font, opacity }, top) {
  const lines = plain(text).split("<br>");
  return h(TAGS[name], { class: `tl-${name}`, style: { top: `${top}px`, fontSize: `${font.size}px`, opacity: opacity ?? 1 } },
    ...lines.flatMap((line, number) => [number ? h("br") : null, unescaped(line)]));
}

function plain(text) {
  return text.replace(/^<b>|<\/b>$/g, "");
}
