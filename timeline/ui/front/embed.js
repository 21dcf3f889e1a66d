// One chart on a page of its own, within a frame of another: made for the width of the frame; a mark opens its card in the dashboard.
import { render } from "./chart.js";
import { figureOf } from "./picture.js";

const STEP_PX = 16, WAIT_MS = 150;
const { chart, query, page, theme: asked } = JSON.parse(document.body.dataset.about);
const main = document.querySelector("main"), isDark = matchMedia("(prefers-color-scheme: dark)");
let shown = "", timer;

async function show() {
  const width = Math.floor(main.clientWidth), theme = asked || (isDark.matches ? "dark" : "light");
  const signature = `${Math.round(width / STEP_PX)} ${theme}`;
  if (!width || signature === shown) return;
  shown = signature;
  try {
    const { figure, templates, land, alt } = await figureOf(chart, query, width);
    if (!figure.layout.geo) figure.layout.dragmode = false;
    await render({ data: { figure: JSON.stringify(figure), signature, template: templates[theme], land: land[theme], alt, plotly: "plotly.min.js", zoom: false, files: [] }, parentElement: main, setTriggerValue: open });
  } catch (error) {
    main.textContent = error.message;
  }
  window.parent.postMessage({ timeline: chart, height: document.documentElement.offsetHeight }, "*");
}

// Only a single event can be opened by its address; a mark of several leads to the view.
function open(part, value) {
  if (part !== "event") return;
  const address = new URL(page, document.baseURI);
  if (!value.includes(";")) address.searchParams.set("event", value);
  window.open(address, "_blank", "noopener");
}

show();
isDark.addEventListener("change", show);
new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(show, WAIT_MS); }).observe(main);
