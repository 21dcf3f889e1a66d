// The words inside a timeline, on screen as one layer over the marks: a browser sets them in a fraction of the time that
// Plotly takes, and the name of a war is a button. Pictures and pages that leave keep them as traces.
import { h } from "./dom.js";
import { decode, unescaped } from "./values.js";

const ANCHORS = { "middle right": "start", "middle left": "end" };
const BASELINE = 0.25; // as Plotly sets words that stand in the middle
const SVG = "http://www.w3.org/2000/svg";

export function liftLabels(figure, open) {
  const [words, wars] = ["words", "wars"].map((meta) => figure.data.filter((trace) => trace.meta === meta));
  if (!words.length && !wars.length) return [];
  figure.data = figure.data.filter((trace) => !words.includes(trace) && !wars.includes(trace));
  const place = placing(figure.layout);
  const svg = document.createElementNS(SVG, "svg");
  svg.append(...words.flatMap((trace) => texts(trace, place)));
  const { l, r, t } = figure.layout.margin;
  const style = { left: `${l}px`, right: `${r}px`, top: `${t}px`, height: `${place.tall}px` };
  return [h("div", { class: "tl-labels", style }, svg, wars.flatMap((trace) => buttons(trace, place, open)))];
}

// Across in per cent, so that the words follow when the page grows; down in pixels, for a chart keeps its height.
function placing({ height, margin, xaxis, yaxis }) {
  const tall = height - margin.t - margin.b;
  const [first, last] = xaxis.range, [bottom, top] = yaxis.range;
  return { tall, x: (value) => `${100 * (value - first) / (last - first)}%`, y: (value) => tall * (value - top) / (bottom - top) };
}

function texts(trace, place) {
  const xs = decode(trace.x), ys = decode(trace.y), { size } = trace.textfont;
  return trace.text.map((text, index) => {
    const node = document.createElementNS(SVG, "text");
    node.setAttribute("x", place.x(xs[index]));
    node.setAttribute("y", place.y(ys[index]) + BASELINE * size);
    node.setAttribute("font-size", size);
    node.setAttribute("text-anchor", ANCHORS[trace.textposition?.[index]] ?? "middle");
    node.textContent = unescaped(text);
    return node;
  });
}

function buttons(trace, place, open) {
  const xs = decode(trace.x), ys = decode(trace.y), { color, size } = trace.textfont;
  return trace.text.map((text, index) => text && h("button", {
    type: "button", class: "tl-war", title: unescaped(trace.customdata[index][1]), onclick: () => open(trace.customdata[index][0]),
    style: { left: place.x(xs[index]), top: `${place.y(ys[index])}px`, color, fontSize: `${size}px` },
  }, unescaped(text))).filter(Boolean);
}
