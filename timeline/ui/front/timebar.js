// The day of the map: a slider over years, with play. Each step is an address of its own.
import { h, hasChanged, place } from "./dom.js";

const STEP_MS = 900;

export function render({ data, parentElement, setTriggerValue }) {
  const root = place(parentElement, "tl-timebar");
  root.say = (day) => setTriggerValue("as_of", day);
  root.data = data;
  if (!hasChanged(root, data)) return;
  if (!root.view) build(root);
  const { slider, label } = root.view;
  slider.min = data.first;
  slider.max = data.last;
  slider.value = data.year;
  slider.setAttribute("aria-valuetext", data.label);
  label.textContent = data.label;
}

function build(root) {
  const label = h("output", {});
  const slider = h("input", { type: "range", step: "1", "aria-label": root.data.words.as_of, onchange: () => { stop(root); tell(root, Number(slider.value)); }, oninput: () => { label.textContent = `${slider.value}`; } });
  const play = h("button", { type: "button", onclick: () => (root.timer ? stop(root) : start(root)) }, root.data.words.play);
  root.view = { slider, label, play };
  root.replaceChildren(play, slider, label);
}

function tell(root, year) {
  root.say(year >= root.data.last ? "" : `${year}-12-31`);
}

function start(root) {
  if (Number(root.view.slider.value) >= root.data.last) root.view.slider.value = root.data.first;
  root.view.play.textContent = root.data.words.pause;
  root.timer = setInterval(() => {
    if (!root.isConnected) return stop(root);
    const next = Number(root.view.slider.value) + 1;
    root.view.slider.value = next;
    root.view.label.textContent = String(next);
    tell(root, next);
    if (next >= root.data.last) stop(root);
  }, STEP_MS);
}

function stop(root) {
  clearInterval(root.timer);
  root.timer = 0;
  root.view.play.textContent = root.data.words.play;
}
