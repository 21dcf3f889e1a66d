// What a reader takes away: pictures made here from the chart on screen, tables and pages made by the server.
import { asset, h, loadScript } from "./dom.js";

const FONTS = { normal: "fonts/inter-regular.ttf", bold: "fonts/inter-semibold.ttf" };
const SCALE = 2, AIR_PX = 18, LINE_PX = 15;

export function downloads(view, data) {
  if (!data.files.length) return [];
  const status = h("span", { class: "tl-download-status", role: "status" });
  const pictures = [["PNG", png], ["SVG", svg], ["PDF", pdf]].map(([label, make]) =>
    h("button", { type: "button", "data-format": label.toLowerCase(), onclick: () => save(view, data, make, label, status) }, label));
  return [h("span", { class: "tl-download-label" }, data.words.download), ...pictures, ...fileLinks(data), status];
}

// The common formats beside each other, the others in a menu that says what each is for.
export function fileLinks(data) {
  const files = data.files.map(([code, label, url, hint]) => h("a", { href: url, download: true, title: hint, "data-format": code }, label));
  const menu = h("details", { class: "tl-more" }, h("summary", {}, data.words.more),
    h("ul", {}, ...data.more.map(([code, label, url, hint]) => h("li", {}, h("a", { href: url, download: true, "data-more": code }, h("b", {}, label), h("small", {}, hint))))));
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.firstChild.focus(); } });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  menu.addEventListener("click", (event) => { if (event.target.closest("a")) menu.open = false; });
  const closeOutside = (event) => { if (!menu.contains(event.target)) menu.open = false; };
  menu.addEventListener("toggle", () => document[menu.open ? "addEventListener" : "removeEventListener"]("pointerdown", closeOutside));
  return [...files, menu];
}

async function save(view, data, make, label, status) {
  status.textContent = `${data.words.making} ${label} …`;
  try {
    const blob = await make(view);
    const link = h("a", { href: URL.createObjectURL(blob), download: `${data.file_name}.${label.toLowerCase()}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    status.textContent = "";
  } catch (error) {
    status.textContent = `${label} ${data.words.failed} (${error.message}). ${data.words.instead}`;
  }
}

// The chart on screen with air around it and, under its source line, the address of the view it shows.
function framed({ plot, captions }) {
  const { width, height } = plot.getBoundingClientRect();
  const { margin, annotations } = plot.layout;
  const [source] = captions.slice(-1);
  const lines = location.href.match(new RegExp(`.{1,${Math.max(40, Math.floor(width / 6.5))}}`, "g"));
  const signed = { ...source, text: [source.text, ...lines.map(escaped)].join("<br>") };
  const room = lines.length * LINE_PX;
  return {
    figure: {
      data: plot.data,
      layout: {
        ...plot.layout,
        annotations: [...annotations, ...captions.slice(0, -1), signed],
        margin: { ...margin, l: margin.l + AIR_PX, r: margin.r + AIR_PX, t: margin.t + AIR_PX, b: margin.b + AIR_PX + room },
      },
    },
    width: Math.round(width) + 2 * AIR_PX,
    height: Math.round(height) + 2 * AIR_PX + room,
  };
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function markup(view) {
  const { figure, width, height } = framed(view);
  const url = await window.Plotly.toImage({ ...figure, layout: { ...figure.layout, width, height } }, { format: "svg", width, height });
  const text = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return { picture, width, height };
}

// A picture cannot see the fonts of the page: it has to carry them.
async function withFonts(picture) {
  const rules = await Promise.all(Object.entries(FONTS).map(async ([weight, path]) =>
    `@font-face{font-family:Inter;font-weight:${weight === "bold" ? "600 900" : "100 500"};src:url(data:font/ttf;base64,${await base64(path)})}`));
  const style = document.createElementNS(picture.namespaceURI, "style");
  style.textContent = rules.join("");
  picture.prepend(style);
  return new XMLSerializer().serializeToString(picture);
}

async function base64(path) {
  const bytes = new Uint8Array(await (await fetch(asset(path))).arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(text);
}

async function svg(view) {
  const { picture } = await markup(view);
  return new Blob([await withFonts(picture)], { type: "image/svg+xml" });
}

async function png(view) {
  const { picture, width, height } = await markup(view);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await withFonts(picture))}`;
  await image.decode();
  const canvas = h("canvas", { width: width * SCALE, height: height * SCALE });
  canvas.getContext("2d").drawImage(image, 0, 0, width * SCALE, height * SCALE);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

async function pdf(view) {
  await loadScript("vendor/jspdf.umd.min.js");
  await loadScript("vendor/svg2pdf.umd.min.js");
  const { picture, width, height } = await markup(view);
  const page = new window.jspdf.jsPDF({ orientation: width > height ? "landscape" : "portrait", unit: "pt", format: [width, height], compress: true });
  for (const [weight, path] of Object.entries(FONTS)) {
    page.addFileToVFS(path, await base64(path));
    page.addFont(path, "Inter", weight);
  }
  const holder = h("div", { style: { position: "absolute", left: "-99999px" } }, picture);
  document.body.append(holder);
  try {
    await window.svg2pdf.svg2pdf(picture, page, { width, height });
  } finally {
    holder.remove();
  }
  return page.output("blob");
}
