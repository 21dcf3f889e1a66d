// One chart: drawn by Plotly.react so that node, zoom and focus survive a new filter; clicks, keys, brush and downloads.
import { h, loadScript, place } from "./dom.js";
import { downloads } from "./downloads.js";
import { lift } from "./captions.js";
import { drawLand } from "./land.js";

const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: "reset", showTips: false };

export async function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-chart");
  root.say = setTriggerValue;
  if (root.dataset.signature === data.signature) return;
  root.dataset.signature = data.signature;
  const view = root.view ?? build(root);
  view.data = data;
  const figure = JSON.parse(data.figure);
  view.plot.style.minHeight = `${figure.layout.height}px`;
  figure.layout.template = data.template;
  await drawLand(figure, data.land);
  view.plot.setAttribute("aria-label", data.alt);
  view.events = null;
  await loadScript(data.plotly);
  await document.fonts.ready;
  view.words.replaceChildren(...lift(figure));
  await window.Plotly.react(view.plot, figure.data, figure.layout, { ...CONFIG, scrollZoom: data.zoom });
  if (!view.isWired) wire(root, view);
  view.menu.replaceChildren(...downloads(data, () => view.plot.getBoundingClientRect()));
  root.dataset.painted = data.signature;
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
  return text.replaceAll("<br>", ", ").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

// Arrow keys walk the events in order of time, Enter opens the one that is spoken.
function chronological(figure) {
  const marks = [];
  figure.data.forEach((trace, curveNumber) => {
    const moments = decode(trace.base ?? trace.x);
    (trace.customdata ?? []).forEach((custom, pointNumber) => {
      const isSameLine = marks.at(-1)?.curveNumber === curveNumber && marks.at(-1).id === custom?.[0];
      if (custom?.[0] && trace.hoverinfo !== "skip" && trace.meta !== "wars" && !isSameLine) marks.push({ id: custom[0], text: custom.slice(1, 4).join(". "), moment: moments[pointNumber] ?? pointNumber, curveNumber, pointNumber });
    });
  });
  return marks.sort((a, b) => a.moment - b.moment);
}

const ARRAYS = { f8: Float64Array, f4: Float32Array, i4: Int32Array, u4: Uint32Array, i2: Int16Array, u2: Uint16Array, i1: Int8Array, u1: Uint8Array };

function decode(values) {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return values;
  if (!values?.bdata) return [];
  return new ARRAYS[values.dtype](Uint8Array.from(atob(values.bdata), (character) => character.charCodeAt(0)).buffer);
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
