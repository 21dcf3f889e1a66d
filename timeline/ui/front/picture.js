// Pictures of charts, drawn off screen: any chart of any view by the route of figures, with its words and its address in it.
import { asset, h, loadFont, loadScript } from "./dom.js";
import { drawLand } from "./land.js";

const FONTS = { normal: "fonts/inter-regular.ttf", bold: "fonts/inter-semibold.ttf" };
const AIR_PX = 18, LINE_PX = 15, LETTER_PX = 6.5, RIM_PX = 2.5, PLOTLY = "plotly.min.js";
const POINTS_PER_PX = 0.75, PX_PER_METRE = 96 / 0.0254;

// Formats with a height of their own are kept whole: the chart is scaled and stands in the middle, nothing is cut or stretched.
// 680 px are 180 mm, the width of a printed page's text; A4 is 297 × 210 mm.
const SIZES = { article: [680], slide: [1280, 720], square: [1080, 1080], a4: [297 / 25.4 * 96, 210 / 25.4 * 96] };
const NARROWEST = 320, WIDEST = 2000, TRIES = 3;

// The chart as an SVG element that is as large as it is drawn, captions and address inside; its fonts are those of the page (see `withFonts`).
export async function drawn(chart, query, { width, theme }) {
  return sketched(await framedFigure(chart, query, width - 2 * AIR_PX), theme);
}

// The chart in a size that people need: `screen` (as wide as `width`) or one of SIZES.
export async function pictureOf(chart, query, { size, width, theme }) {
  const [wide, tall] = SIZES[size] ?? [width + 2 * AIR_PX];
  if (!tall) return drawn(chart, query, { width: wide, theme });
  const { picture, width: natural, height } = await sketched(await bestFitting(chart, query, wide, tall), theme);
  return centred(picture, natural, height, wide, tall);
}

// What the route of figures answers: figure, templates, land, alt, link, file_name. A browser keeps what is asked for with its edition.
export async function figureOf(chart, query, width, edition) {
  const parts = [...new URLSearchParams(query), ["width", Math.round(width)], ...(edition ? [["edition", edition]] : [])];
  const answer = await fetch(new URL(`figure/${chart}.json?${new URLSearchParams(parts)}`, document.baseURI));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export async function svgOf({ picture }) {
  return new Blob([await withFonts(picture)], { type: "image/svg+xml" });
}

export async function pngOf({ picture, width, height }, scale) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withFonts(picture))}`;
  await image.decode();
  const canvas = h("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve, reject) => canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("no picture"))), "image/png"));
  return withDensity(blob, Math.round(scale * PX_PER_METRE));
}

export async function pdfOf({ picture, width, height }) {
  await loadScript("vendor/jspdf.umd.min.js");
  await loadScript("vendor/svg2pdf.umd.min.js");
  const [wide, tall] = [width * POINTS_PER_PX, height * POINTS_PER_PX];
  const page = new window.jspdf.jsPDF({ orientation: wide > tall ? "landscape" : "portrait", unit: "pt", format: [wide, tall], compress: true, putOnlyUsedFonts: true });
  for (const [weight, path] of Object.entries(FONTS)) {
    page.addFileToVFS(path, await base64(path));
    page.addFont(path, "Inter", weight);
  }
  const holder = h("div", { style: { position: "absolute", left: "-99999px" } }, picture);
  document.body.append(holder);
  try {
    flatten(picture);
    outline(picture);
    await window.svg2pdf.svg2pdf(picture, page, { width: wide, height: tall });
  } finally {
    holder.remove();
  }
  return page.output("blob");
}

// svg2pdf misplaces parts of a line that have a look of their own in a text of several lines: each becomes a text where the browser has set it.
function flatten(picture) {
  for (const text of picture.querySelectorAll("text:has(tspan tspan)")) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), pieces = [];
    for (let node = walker.nextNode(), first = 0; node; first += node.data.length, node = walker.nextNode()) {
      if (!node.data.trim()) continue;
      const { x, y } = text.getStartPositionOfChar(first + node.data.search(/\S/));
      const { fill, fontWeight, fontSize, opacity } = getComputedStyle(node.parentNode);
      const piece = element(picture, "text", { x, y, fill, opacity, "font-family": "Inter", "font-size": fontSize, "font-weight": fontWeight < 600 ? "normal" : "bold" });
      if (text.hasAttribute("transform")) piece.setAttribute("transform", text.getAttribute("transform"));
      piece.textContent = node.data.trim();
      pieces.push(piece);
    }
    text.replaceWith(...pieces);
  }
}

// svg2pdf knows no shadows: what lies over lines is given a rim in the colour of its shadow instead.
function outline(picture) {
  for (const text of picture.querySelectorAll("text")) {
    const [colour] = getComputedStyle(text).textShadow.match(/rgba?\([^)]*\)/) ?? [];
    if (!colour) continue;
    const rim = text.cloneNode(true);
    for (const node of [rim, ...rim.querySelectorAll("tspan")]) Object.assign(node.style, { fill: colour, stroke: colour, strokeWidth: `${RIM_PX}px`, strokeLinejoin: "round" });
    text.before(rim);
  }
}

// The answer of the route, its layout with air around it and, under the source line, the address of the view.
async function framedFigure(chart, query, width) {
  const made = await figureOf(chart, query, width);
  const { layout } = made.figure, { margin, annotations } = layout;
  const room = Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)));
  const address = new URL(made.link || ".", document.baseURI).href.match(new RegExp(`.{1,${Math.floor(room / LETTER_PX)}}`, "g"));
  const source = annotations.find(({ name }) => name === "source");
  source.text = [source.text, ...address.map(escaped)].filter(Boolean).join("<br>");
  layout.margin = { ...margin, l: margin.l + AIR_PX, r: margin.r + AIR_PX, t: margin.t + AIR_PX, b: margin.b + AIR_PX + address.length * LINE_PX };
  layout.width = room + 2 * AIR_PX;
  layout.height += 2 * AIR_PX + address.length * LINE_PX;
  return made;
}

// A chart made narrower is taller or as tall: the width whose shape comes nearest to that of the format is looked for.
async function bestFitting(chart, query, wide, tall) {
  let best, width = wide - 2 * AIR_PX;
  const tried = new Set();
  for (let attempt = 0; attempt < TRIES && !tried.has(width); attempt += 1) {
    tried.add(width);
    const made = await framedFigure(chart, query, width);
    const { layout } = made.figure, shape = (layout.width / layout.height) / (wide / tall);
    const filled = Math.min(shape, 1 / shape);
    if (!best || filled > best.filled) best = { made, filled };
    width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, layout.height * wide / tall - 2 * AIR_PX)));
  }
  return best.made;
}

async function sketched({ figure, templates, land, alt }, theme) {
  const { width, height, meta } = figure.layout;
  figure.layout.template = templates[theme];
  await drawLand(figure, land[theme]);
  await Promise.all([loadScript(PLOTLY), loadFont()]);
  const url = await window.Plotly.toImage(figure, { format: "svg", width, height });
  const picture = new DOMParser().parseFromString(decodeURIComponent(url.slice(url.indexOf(",") + 1)), "image/svg+xml").documentElement;
  picture.dataset.background = templates[theme].layout.paper_bgcolor;
  return { picture, width, height, alt, isEmpty: meta.is_empty };
}

function centred(picture, width, height, wide, tall) {
  const scale = Math.min(wide / width, tall / height);
  const sheet = element(picture, "svg", { width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}`, class: picture.getAttribute("class") });
  const ground = element(picture, "rect", { width: wide, height: tall, fill: picture.dataset.background });
  const chart = element(picture, "g", { transform: `translate(${(wide - width * scale) / 2} ${(tall - height * scale) / 2}) scale(${scale})` });
  chart.append(...picture.childNodes);
  sheet.append(ground, chart);
  return { picture: sheet, width: wide, height: tall, scale };
}

function element(picture, tag, attributes) {
  const node = picture.ownerDocument.createElementNS(picture.namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

// A picture cannot see the fonts of the page: one that leaves has to carry them. Returned as text.
export async function withFonts(picture) {
  const rules = await Promise.all(Object.entries(FONTS).map(async ([weight, path]) =>
    `@font-face{font-family:Inter;font-weight:${weight === "bold" ? "600 900" : "100 500"};src:url(data:font/ttf;base64,${await base64(path)})}`));
  const style = element(picture, "style", {});
  style.textContent = rules.join("");
  const whole = picture.cloneNode(true);
  whole.prepend(style);
  return new XMLSerializer().serializeToString(whole);
}

async function base64(path) {
  const bytes = new Uint8Array(await (await fetch(asset(path))).arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}

// The chunk pHYs says how large a PNG is on paper; it stands behind the first chunk, IHDR, which ends at byte 33.
async function withDensity(blob, perMetre) {
  const chunk = new Uint8Array(21), view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4);
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  chunk[16] = 1;
  view.setUint32(17, checksum(chunk.subarray(4, 17)));
  return new Blob([blob.slice(0, 33), chunk, blob.slice(33)], { type: "image/png" });
}

function checksum(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}
