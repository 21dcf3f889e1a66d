"""A chart as SVG, PDF or PNG without the dashboard: drawn by a Chromium of this machine, which is asked and told nothing else."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from timeline.charts.request import WIDTH
from timeline.exports.pages import ASSETS
from timeline.exports.safety import in_script, straight_json
from timeline.figures.style import SIZE_SMALL, wrapped

SCALE = 2
AIR = 18
LINE = 15
SECONDS = 120
FONTS = {"100 500": ASSETS / "fonts" / "inter-regular.ttf", "600 900": ASSETS / "fonts" / "inter-semibold.ttf"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
NO_BROWSER = (
    "Pictures are drawn by a browser, and none was found. Install Chromium or Chrome (Debian: apt-get install chromium), or name one in CHROME_PATH. "
    "Without: --format html makes a page of the same chart that opens offline, and the dashboard makes PNG, SVG and PDF in the reader's browser."
)
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
_DRAW = """
const send = (bytes) => { document.body.innerHTML = ""; const out = document.createElement("pre"); out.id = "picture"; out.textContent = bytes; document.body.append(out); };
const fonts = document.querySelector("style").textContent.match(/@font-face\\{[^}]*\\}/g).join("");
Promise.all(["14px Inter", "bold 14px Inter"].map((font) => document.fonts.load(font))).then(async () => {
  const url = await Plotly.toImage(figure, { format: "svg", width, height });
  const svg = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  if (kind === "pdf") { document.body.innerHTML = svg; return; }
  const whole = svg.replace(/>/, `><style>${fonts}</style>`);
  if (kind === "svg") return send(btoa(Array.from(new TextEncoder().encode(whole), (byte) => String.fromCharCode(byte)).join("")));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(whole)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
  canvas.getContext("2d").drawImage(image, 0, 0, width * scale, height * scale);
  send(canvas.toDataURL("image/png").split(",")[1]);
});
"""


class NoBrowserError(RuntimeError):
    """No picture could be drawn on this machine; the message says why and what works instead."""


def find_browser() -> str:
    """Return the path of a Chromium of this machine: `CHROME_PATH`, else one of the usual names and places; empty if there is none."""
    named = os.environ.get("CHROME_PATH", "")
    if named:
        return named if Path(named).exists() else ""
    return next((found for found in [*map(shutil.which, BROWSERS), *PLACES] if found and Path(found).exists()), "")


def picture(figure: go.Figure, kind: str, link: str, *, width: int = WIDTH) -> bytes:
    """Return the picture of a chart that stands alone, `width` pixels wide and air around it, the address of its view under the source line.

    Raises:
        NoBrowserError: if there is no browser, or it draws nothing.
    """
    browser = find_browser()
    if not browser:
        raise NoBrowserError(NO_BROWSER)
    framed = _framed(figure, link, width)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "chart.html"
        page.write_text(_page(framed, kind, width + 2 * AIR), "utf-8")
        return _printed(browser, page) if kind == "pdf" else _dumped(browser, page)


def _framed(figure: go.Figure, link: str, width: int) -> go.Figure:
    """A copy with air, and the address as last lines of the source."""
    lines = [part for line in wrapped(link, width, SIZE_SMALL) for part in re.findall(f".{{1,{max(40, width // 7)}}}", line)]
    whole = go.Figure(figure)
    for note in whole.layout.annotations:
        if note.name == "source":
            note.text = "<br>".join([note.text, *lines])
    room, margin = len(lines) * LINE, whole.layout.margin
    return whole.update_layout(
        width=width + 2 * AIR,
        height=figure.layout.height + 2 * AIR + room,
        margin={"l": margin.l + AIR, "r": margin.r + AIR, "t": margin.t + AIR, "b": margin.b + AIR + room},
    )


def _page(figure: go.Figure, kind: str, width: int) -> str:
    faces = "".join(
        f'@font-face{{font-family:Inter;font-weight:{weight};src:url("data:font/ttf;base64,{base64.b64encode(path.read_bytes()).decode()}")}}' for weight, path in FONTS.items()
    )
    height = int(figure.layout.height)
    asked = f'const kind = "{kind}", width = {width}, height = {height}, scale = {SCALE}, figure = {in_script(straight_json(str(figure.to_json())))};'
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{faces}@page{{size:{width}px {height}px;margin:0}}html,body{{margin:0;padding:0}}svg{{display:block}}</style>"
        f"<script>{get_plotlyjs()}</script></head><body><script>{asked}{_DRAW}</script></body></html>"
    )


def _dumped(browser: str, page: Path) -> bytes:
    text = _run(browser, page, "--dump-dom").decode("utf-8", "replace")
    found = re.search(r'<pre id="picture">([A-Za-z0-9+/=]+)</pre>', text)
    if not found:
        raise NoBrowserError(f"{browser} drew nothing. Name another Chromium or Chrome in CHROME_PATH, or use --format html.")
    return base64.b64decode(found[1])


def _printed(browser: str, page: Path) -> bytes:
    target = page.with_name("chart.pdf")
    _run(browser, page, f"--print-to-pdf={target}", "--no-pdf-header-footer")
    if not target.exists():
        raise NoBrowserError(f"{browser} printed nothing. Name another Chromium or Chrome in CHROME_PATH, or use --format html.")
    return target.read_bytes()


def _run(browser: str, page: Path, *orders: str) -> bytes:
    quiet = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions")
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    command = [browser, *quiet, *root, f"--user-data-dir={page.parent / 'profile'}", "--virtual-time-budget=30000", *orders, page.as_uri()]
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoBrowserError(f"{browser} could not draw the chart ({type(error).__name__}). Name another Chromium or Chrome in CHROME_PATH, or use --format html.") from error
