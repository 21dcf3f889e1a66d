// The strip of years beneath the timeline: events by year, dragged over (or moved by arrow keys) to choose years.
import { h, hasChanged, place } from "./dom.js";
import { tellChange } from "./view.js";

const HEIGHT = 74, TOP = 6, BOTTOM = 22, LABEL_PX = 46, GAP = 0.16;

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-strip");
  root.say = (years) => {
    tellChange({ years: years ? [years] : [] }, () => setTriggerValue("years", years));
  };
  if (!hasChanged(root, data)) return;
  root.data = data;
  root.view ??= build(root);
  draw(root.view, data);
}

function build(root) {
  const bars = s("g"), labels = s("g"), brush = s("rect", { class: "tl-brush" });
  const svg = s("svg", { class: "tl-strip-plot", role: "group", tabindex: "0" }, bars, labels, brush);
  const hint = h("span", { class: "tl-strip-hint" });
  svg.addEventListener("pointerdown", (event) => drag(event, root));
  svg.addEventListener("keydown", (event) => step(event, root));
  root.replaceChildren(hint, svg);
  return { svg, bars, labels, brush, hint };
}

function draw(view, data) {
  const { first, counts, left, right, width } = data;
  const room = (width - left - right) / counts.length, most = Math.max(1, ...counts);
  const [from, to] = data.chosen.length ? data.chosen : [first, first + counts.length - 1];
  view.svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  view.svg.setAttribute("aria-label", data.alt);
  view.hint.textContent = data.hint;
  view.hint.style.width = `${left - 8}px`;
  view.bars.replaceChildren(...counts.map((count, index) => {
    const year = first + index, tall = (HEIGHT - TOP - BOTTOM) * count / most, x = left + index * room;
    return s("g", {}, s("title", {}, `${year}: ${count.toLocaleString("en")}`),
      s("rect", { x, y: TOP, width: room, height: HEIGHT - TOP - BOTTOM, fill: "transparent" }),
      s("rect", { class: "tl-bar", "data-year": year, x: x + room * GAP / 2, y: HEIGHT - BOTTOM - tall, width: room * (1 - GAP), height: tall, fill: year >= from && year <= to ? data.colours[0] : data.colours[1] }));
  }));
  const every = [1, 2, 5, 10, 20, 50, 100, 500].find((years) => years * room >= LABEL_PX) ?? 1000;
  view.labels.replaceChildren(...counts.map((_, index) => first + index).filter((year) => year % every === 0)
    .map((year) => s("text", { x: left + (year - first + 0.5) * room, y: HEIGHT - 7, "text-anchor": "middle" }, String(year))));
}

// Drag from year to year; a click takes one year, a click on the only chosen year lets all of them back in.
function drag(event, root) {
  if (event.button) return;
  event.preventDefault();
  root.view.svg.focus();
  const start = yearAt(event, root);
  const show = (moved) => cover(root, start, yearAt(moved, root));
  const drop = (moved) => {
    stop();
    choose(root, start, yearAt(moved, root));
  };
  const stop = () => {
    window.removeEventListener("pointermove", show);
    window.removeEventListener("pointerup", drop);
    window.removeEventListener("pointercancel", stop);
    root.view.brush.setAttribute("width", 0);
  };
  window.addEventListener("pointermove", show);
  window.addEventListener("pointerup", drop);
  window.addEventListener("pointercancel", stop);
  show(event);
}

function yearAt(event, root) {
  const { first, counts, left, right, width } = root.data;
  const box = root.view.svg.getBoundingClientRect();
  const share = ((event.clientX - box.left) * width / box.width - left) / (width - left - right);
  return first + Math.min(counts.length - 1, Math.max(0, Math.floor(share * counts.length)));
}

function cover(root, one, other) {
  const { first, counts, left, right, width } = root.data, { brush } = root.view;
  const room = (width - left - right) / counts.length;
  brush.setAttribute("x", left + (Math.min(one, other) - first) * room);
  brush.setAttribute("width", (Math.abs(one - other) + 1) * room);
  brush.setAttribute("y", TOP);
  brush.setAttribute("height", HEIGHT - TOP - BOTTOM);
}

function choose(root, one, other) {
  const { chosen } = root.data, first = Math.min(one, other), last = Math.max(one, other);
  root.say(chosen[0] === first && chosen[1] === last ? "" : `${String(first).padStart(4, "0")}-${String(last).padStart(4, "0")}`);
}

function step(event, root) {
  const { first, counts, chosen } = root.data, end = first + counts.length - 1;
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape" && chosen.length) root.say("");
  if (!move) return;
  event.preventDefault();
  const [from, to] = chosen.length ? chosen : move > 0 ? [first - 1, first - 1] : [end + 1, end + 1];
  const next = event.shiftKey && chosen.length ? [from, to + move] : [from + move, to + move];
  if (next[0] >= first && next[1] <= end && next[0] <= next[1]) choose(root, ...next);
}

function s(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
