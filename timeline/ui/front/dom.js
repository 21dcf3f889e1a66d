// Small helpers that every part of the interface uses. Text from the data only ever becomes text nodes.

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function asset(path) {
  return new URL(`assets/${path}`, document.baseURI).href;
}

// Plotly measures words as they are drawn, so the font has to be there first; a chart without it is better than none.
export const loadFont = () => document.fonts.load("13px Inter").catch(() => []);

const loading = new Map();

// The start page may have begun to load a script already; one that failed there fails here too.
export function loadScript(path) {
  if (!loading.has(path)) {
    loading.set(path, new Promise((resolve, reject) => {
      const started = document.querySelector(`script[src="assets/${path}"]`);
      if (started && window.Plotly) return resolve();
      const isComing = started && document.readyState !== "complete";
      const script = isComing ? started : h("script", { src: asset(path) });
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(`could not load ${path}`)));
      if (!isComing) document.head.append(script);
    }));
  }
  return loading.get(path);
}

// Charts are made for a width of the page, in steps so that a few pixels more or less ask for nothing new.
const STEP_PX = 16;

export function widthOf(node) {
  return Math.round(node.clientWidth / STEP_PX) * STEP_PX;
}

export function externalLink(url, ...children) {
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

// Draw new content only when the data changed, so that focus and open menus survive a rerun that changes nothing here.
export function hasChanged(root, data) {
  const signature = JSON.stringify(data);
  if (root.dataset.signature === signature) return false;
  root.dataset.signature = signature;
  return true;
}

export function place(parentElement, className) {
  let root = parentElement.querySelector(`:scope > .${className}`);
  if (!root) {
    root = h("div", { class: className });
    parentElement.append(root);
  }
  return root;
}

export function symbol(code, colour, status = "confirmed") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "-7 -7 14 14");
  svg.setAttribute("class", "tl-symbol");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(svg.namespaceURI, "path");
  shape.setAttribute("d", SHAPES[code] ?? SHAPES.circle);
  const isSolid = status === "confirmed";
  shape.setAttribute("fill", isSolid ? colour : "none");
  shape.setAttribute("stroke", colour);
  shape.setAttribute("stroke-width", "1.5");
  if (status === "planned") shape.setAttribute("stroke-dasharray", "2 1.6");
  svg.append(shape);
  if (status === "denied" || status === "cancelled") {
    const strike = document.createElementNS(svg.namespaceURI, "path");
    strike.setAttribute("d", "M-7 0H7");
    strike.setAttribute("stroke", colour);
    strike.setAttribute("stroke-width", "1.5");
    svg.append(strike);
  }
  return svg;
}

const SHAPES = {
  circle: "M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0Z",
  square: "M-4.5 -4.5H4.5V4.5H-4.5Z",
  diamond: "M0 -6L6 0L0 6L-6 0Z",
  "triangle-up": "M0 -5.5L5.5 4.5H-5.5Z",
  "triangle-down": "M0 5.5L5.5 -4.5H-5.5Z",
  star: "M0 -6.2L1.6 -2.1L6 -1.9L2.5 0.9L3.7 5.1L0 2.7L-3.7 5.1L-2.5 0.9L-6 -1.9L-1.6 -2.1Z",
  hexagon: "M-5 -2.9L0 -5.8L5 -2.9V2.9L0 5.8L-5 2.9Z",
  pentagon: "M0 -5.8L5.5 -1.8L3.4 4.7H-3.4L-5.5 -1.8Z",
  "star-square": "M-5.5 -5.5L0 -3L5.5 -5.5L3 0L5.5 5.5L0 3L-5.5 5.5L-3 0Z",
  cross: "M-5.5 -2H-2V-5.5H2V-2H5.5V2H2V5.5H-2V2H-5.5Z",
};
