// One chart on a page of its own, within a frame of another: made for the width of the frame; a mark opens its card in the dashboard.
import { draw } from "./chart.js";
import { h, loadFont, loadScript, widthOf } from "./dom.js";
import { figureOf } from "./picture.js";

const WAIT_MS = 150;
const { chart, query, page, theme: asked } = JSON.parse(document.body.dataset.about);
const main = document.querySelector("main"), isDark = matchMedia("(prefers-color-scheme: dark)");
const root = h("div", { class: "tl-chart" });
let shown = "", timer;
root.say = open;

async function show() {
  const width = Math.floor(main.clientWidth), theme = asked || (isDark.matches ? "dark" : "light");
  const signature = `${widthOf(main)} ${theme}`;
  if (!width || signature === shown) return;
  shown = signature;
  try {
    const [made] = await Promise.all([figureOf(chart, query, width), loadScript("plotly.min.js"), loadFont()]);
    if (!made.figure.layout.geo) made.figure.layout.dragmode = false;
    if (!root.isConnected) main.replaceChildren(root);
    if (await draw(root, made, { theme, zoom: false }, () => shown === signature)) root.dataset.painted = signature;
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
