// One chart: drawn by Plotly.react so that node, zoom and focus survive a new filter; clicks, keys, brush and downloads.
// The figure is asked for by its address. A filter that a reader changes is told here at once, so that the new figure is on its
// way while the server still counts; what the server then says of the view has the last word. At the first visit the server does
// not know yet how wide the page is: the chart is drawn as wide as it finds the page, unless a page that narrow holds none.
import { lift } from "./captions.js";
import { h, loadFont, loadScript, place, widthOf } from "./dom.js";
import { downloads } from "./downloads.js";
import { liftLabels } from "./labels.js";
import { drawLand } from "./land.js";
import { figureOf } from "./picture.js";
import { decode, unescaped } from "./values.js";
import { canonical, changed, onChange } from "./view.js";

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: "reset", showTips: false };
const PLOTLY = "plotly.min.js", TURN_MS = 2;

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-chart");
  root.say = setTriggerValue;
  const width = data.width || widthOf(root);
  const told = [canonical(data.query), data.edition, data.theme, width].join(" ");
  if (root.told === told || width < (data.width ? 1 : data.narrowest)) return;
  root.told = told;
  root.data = { ...data, width };
  show(root, canonical(data.query));
  if (root.dataset.painted === root.dataset.wanted) offer(root);
}

onChange((changes) => [...document.querySelectorAll(".tl-chart")].filter((root) => root.data).map((root) => show(root, changed(root.query, changes))));

// Asks for the figure of a view and draws it, unless another one is wanted by then. Returns what promises the figure's arrival.
function show(root, query) {
  const { name, width, edition, theme } = root.data;
  const signature = [query, edition, theme, width].join(" ");
  if (root.dataset.wanted === signature) return root.arrival;
  root.dataset.wanted = signature;
  root.query = query;
  root.arrival = figureOf(name, query, width, edition);
  drawNext(root, query, signature);
  return root.arrival;
}

// Whoever waited for the figure has a turn before the drawing, which takes the browser for a while.
async function drawNext(root, query, signature) {
  const isWanted = () => root.dataset.wanted === signature;
  try {
    const [made] = await Promise.all([root.arrival, loadScript(PLOTLY), loadFont()]);
    await new Promise((go) => setTimeout(go, TURN_MS));
    if (!(await draw(root, made, root.data, isWanted))) return;
    root.made = made;
    root.dataset.painted = signature;
    offer(root);
  } catch (error) {
    if (isWanted()) fail(root, query, root.data.failed, error);
  }
}

// The downloads belong to the view that the server has spoken of: until it has, those of the view before stay.
function offer(root) {
  if (root.query !== canonical(root.data.query)) return;
  const { alt, file_name } = root.made;
  root.view.menu.replaceChildren(...downloads({ ...root.data, alt, file_name }, () => root.view.plot.getBoundingClientRect()));
}

function fail(root, query, words, error) {
  delete root.dataset.wanted;
  const again = h("button", { type: "button", onclick: () => show(root, query) }, words.again);
  const { menu } = root.view ?? build(root);
  menu.replaceChildren(h("span", { role: "alert" }, words.text.replace("{reason}", error.message)), again);
}

// What the route of figures answers becomes the chart in `root`, if it is still wanted. Returns whether it was drawn.
export async function draw(root, { figure, templates, land, alt }, data, isWanted) {
  const view = root.view ?? build(root);
  figure.layout.template = templates[data.theme];
  await drawLand(figure, land[data.theme]);
  if (!isWanted()) return false;
  view.plot.style.minHeight = `${figure.layout.height}px`;
  view.plot.setAttribute("aria-label", alt);
  view.events = null;
  view.words.replaceChildren(...lift(figure), ...liftLabels(figure, (id) => root.say("event", id)));
  await window.Plotly.react(view.plot, figure.data, figure.layout, { ...CONFIG, scrollZoom: data.zoom });
  if (!view.isWired) wire(root, view);
  return true;
}

function build(root) {
  const plot = h("div", { class: "tl-plot", role: "img", tabindex: "0" });
  const menu = h("div", { class: "tl-downloads" });
  const live = h("div", { class: "tl-live", "aria-live": "polite" });
  const words = h("div", { class: "tl-words" });
  root.replaceChildren(words, plot, live, menu);
  root.view = { plot, words, menu, live, position: -1, events: null };
  return root.view;
}

function wire(root, view) {
  view.isWired = true;
  view.plot.on("plotly_click", (event) => {
    const id = event.points.map((point) => point.customdata?.[0]).find(Boolean);
    if (id) root.say("event", id);
  });
  view.plot.on("plotly_selected", (event) => {
    if (!event?.range?.x) return;
    const [first, last] = event.range.x.map(yearOf);
    window.Plotly.relayout(view.plot, { selections: [] });
    root.say("years", `${String(Math.min(first, last)).padStart(4, "0")}-${String(Math.max(first, last)).padStart(4, "0")}`);
  });
  view.plot.on("plotly_deselect", () => root.say("years", ""));
  view.plot.addEventListener("keydown", (event) => walk(event, root, view));
  let timer;
  new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (root.isConnected && root.clientWidth) window.Plotly.Plots.resize(view.plot); }, 120);
  }).observe(root);
}

// A brush over years gives their numbers, one over days gives dates.
function yearOf(value) {
  return typeof value === "number" && Math.abs(value) < 10_000 ? Math.round(value) : new Date(value).getUTCFullYear();
}

// Plotly was given escaped text; a screen reader is given what was meant.
function spoken(text) {
  return unescaped(text.replaceAll("<br>", ", "));
}

// Arrow keys walk the events in order of time, Enter opens the one that is spoken.
function chronological(figure) {
  const marks = [];
  figure.data.forEach((trace, curveNumber) => {
    const moments = decode(trace.base ?? trace.x);
    (trace.customdata ?? []).forEach((custom, pointNumber) => {
      const isSameLine = marks.at(-1)?.curveNumber === curveNumber && marks.at(-1).id === custom?.[0];
      if (custom?.[0] && trace.hoverinfo !== "skip" && !isSameLine) marks.push({ id: custom[0], text: custom.slice(1, 4).join(". "), moment: moments[pointNumber] ?? pointNumber, curveNumber, pointNumber });
    });
  });
  return marks.sort((a, b) => a.moment - b.moment);
}

function walk(event, root, view) {
  view.events ??= chronological(view.plot);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step && view.events.length) {
    view.position = (view.position + step + view.events.length) % view.events.length;
    const mark = view.events[view.position];
    view.live.textContent = spoken(mark.text);
    window.Plotly.Fx.hover(view.plot, [{ curveNumber: mark.curveNumber, pointNumber: mark.pointNumber }]);
    event.preventDefault();
  } else if (event.key === "Enter" && view.events[view.position]) {
    root.say("event", view.events[view.position].id);
  }
}
