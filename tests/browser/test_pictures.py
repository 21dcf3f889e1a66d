"""Pictures in every size, theme and density: of the right shape, whole, of the whole range, with all words, fonts and the address inside."""

from __future__ import annotations

import io
import re
import struct
import xml.etree.ElementTree as ET
import zlib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pypdf
import pytest

from tests.browser.conftest import Visit
from tests.browser.test_downloads import SVG, fetch, squeezed
from timeline.figures.style import BACKGROUNDS
from timeline.repository import Dataset
from timeline.server.files import front_version
from timeline.ui.words import PICTURE_OPTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.visitor import Visitor

SHEETS = {"slide": (1280, 720), "square": (1080, 1080), "a4": (297 / 25.4 * 96, 210 / 25.4 * 96)}
SCALES = {"1": 1, "2": 2, "print": 300 / 96}
VIEW = "category=visit"
OUTSIDE = """([text, width, height]) => {
  const holder = document.createElement("div");
  holder.style = "position:absolute;left:0;top:0";
  holder.append(new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  document.body.append(holder);
  const edge = holder.firstChild.getBoundingClientRect();
  const cut = [...holder.querySelectorAll("text")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.left < edge.left - 1 || box.top < edge.top - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1;
  }).map((node) => node.textContent);
  holder.remove();
  return cut;
}"""
DRAWN = """async ([module, chart, query, width, theme]) => {
  const { drawn } = await import(new URL(module, document.baseURI));
  const made = await drawn(chart, query, { width, theme });
  return { tag: made.picture.tagName, width: made.width, height: made.height, text: made.picture.textContent, ground: made.picture.outerHTML.includes("20, 24, 29"),
    own: [made.picture.getAttribute("width"), made.picture.getAttribute("height")].map(Number) };
}"""


def choose(chart: Locator, **parts: str) -> None:
    chart.locator(".tl-size summary").click()
    for part, value in parts.items():
        chart.locator(f".tl-size select[name={part}]").select_option(value)
    chart.locator(".tl-size summary").press("Escape")


def open_chart(visitor: Visitor, path: str, name: str) -> Locator:
    visitor.open(path)
    return visitor.page.locator(f".st-key-chart-{name} .tl-chart")


def text_of(content: bytes) -> str:
    return squeezed("".join("".join(node.itertext()) for node in ET.fromstring(content).iter(f"{SVG}text")))


def density(content: bytes) -> tuple[int, int, int]:
    """Dots to the metre, across and down, and the unit; the chunk that says it is whole."""
    name, data, (checksum,) = content[37:41], content[41:50], struct.unpack(">I", content[50:54])
    assert (name, zlib.crc32(name + data)) == (b"pHYs", checksum)
    return struct.unpack(">IIB", data)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("size", SHEETS)
def test_a_png_has_the_shape_of_its_sheet_and_says_its_density(visitor: Visitor, tmp_path: Path, size: str, scale: str) -> None:
    chart = open_chart(visitor, f"/?{VIEW}", "timeline")
    choose(chart, size=size, scale=scale)
    content = fetch(visitor, chart.locator("[data-format=png]"), tmp_path).read_bytes()
    assert struct.unpack(">II", content[16:24]) == tuple(round(side * SCALES[scale]) for side in SHEETS[size])
    dots = round(SCALES[scale] * 96 / 0.0254)
    assert density(content) == (dots, dots, 1)
    if (size, scale) == ("a4", "print"):
        assert (struct.unpack(">II", content[16:24]), dots) == ((3508, 2480), 11811), "A4 at 300 dpi"


@pytest.mark.parametrize("size", PICTURE_OPTIONS["size"], ids=lambda option: option[0])
@pytest.mark.parametrize(("path", "name"), [("/", "timeline"), ("/map", "map"), ("/arms", "arms-register"), ("/visits", "visit-matrix")])
def test_a_picture_is_whole_with_its_words_and_address(visitor: Visitor, dataset: Dataset, tmp_path: Path, path: str, name: str, size: tuple[str, str]) -> None:
    chart = open_chart(visitor, f"{path}?actors=AZE&match=any&event=1993-israel-embassy-baku", name)
    title = chart.locator(".tl-plot").evaluate("node => node.layout.meta.title")
    choose(chart, size=size[0], theme="dark")
    content = fetch(visitor, chart.locator("[data-format=svg]"), tmp_path).read_bytes()
    text, picture = text_of(content), ET.fromstring(content)
    for part in (title, f"version{dataset.version}", dataset.licence, f"{visitor.address}{path}?actors=AZE"):
        assert squeezed(part) in text
    assert "event=" not in text, "the address is that of the view, as short as it can be"
    assert visitor.page.evaluate(OUTSIDE, [content.decode(), 0, 0]) == []
    assert b"font/ttf;base64," in content
    if size[0] in SHEETS:
        assert [float(picture.attrib[side]) for side in ("width", "height")] == pytest.approx(SHEETS[size[0]], abs=0.01)
        ground, drawing = next(picture.iter(f"{SVG}rect")), picture.find(f"{SVG}g")
        assert ground.attrib["fill"] == BACKGROUNDS["dark"]
        left, top, scale = map(float, re.fullmatch(r"translate\(([\d.e-]+) ([\d.e-]+)\) scale\(([\d.]+)\)", drawing.attrib["transform"]).groups())
        assert min(left, top) == pytest.approx(0, abs=0.01), "one way of scaling for both sides, as large as the sheet lets it be, in the middle"
        assert scale > 0
    if size[0] == "article":
        assert float(picture.attrib["width"]) == 680


def test_a_pdf_is_a4_and_carries_every_font_it_uses(visitor: Visitor, tmp_path: Path) -> None:
    chart = open_chart(visitor, "/visits", "visits-by-rank")
    choose(chart, size="a4", theme="light")
    page = pypdf.PdfReader(io.BytesIO(fetch(visitor, chart.locator("[data-format=pdf]"), tmp_path).read_bytes())).pages[0]
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx([841.89, 595.28], abs=0.01)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"] for font in fonts} == {"/Inter"}
    assert all("/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts)
    text = squeezed(page.extract_text())
    assert "Azerbaijan→Israel:" in text, "arrows have a glyph"
    assert squeezed(f"{visitor.address}/visits") in text


def test_names_over_lines_have_a_rim_in_a_pdf(visitor: Visitor, tmp_path: Path) -> None:
    chart = open_chart(visitor, "/map?layer=visit", "map")
    choose(chart, size="article", theme="light")
    text = pypdf.PdfReader(fetch(visitor, chart.locator("[data-format=pdf]"), tmp_path)).pages[0].extract_text()
    assert [name for name in ("Azerbaijan", "Israel") if f"{name}{name}" not in squeezed(text)] == [], "once as the rim, once as the name"


def test_colours_in_words_stand_in_a_pdf_where_they_stand_on_screen(visitor: Visitor, tmp_path: Path) -> None:
    chart = open_chart(visitor, "/representation", "one-sidedness")
    page = pypdf.PdfReader(io.BytesIO(fetch(visitor, chart.locator("[data-format=pdf]"), tmp_path).read_bytes())).pages[0]
    heights: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, _matrix, place, _font, _size: heights.append((text.strip(), place[5])) if text.strip() else None)
    for (text, height), (_, following) in pairwise(heights):
        assert text != "■" or height == pytest.approx(following, abs=0.5), "a swatch stands on the line of its words"
    assert any(text == "■" for text, _ in heights)


def test_a_map_that_was_moved_leaves_as_a_whole(visitor: Visitor, tmp_path: Path) -> None:
    chart = open_chart(visitor, "/map", "map")
    choose(chart, theme="light")
    before = fetch(visitor, chart.locator("[data-format=svg]"), tmp_path).read_bytes()
    chart.locator(".tl-plot").evaluate("node => window.Plotly.relayout(node, { 'geo.projection.scale': 6 })")
    assert fetch(visitor, chart.locator("[data-format=svg]"), tmp_path).read_bytes().count(b"<text") == before.count(b"<text")


def test_what_was_chosen_is_the_choice_of_every_chart_and_of_the_next_visit(visitor: Visitor, tmp_path: Path) -> None:
    chart = open_chart(visitor, "/relations", "relation-score")
    said = visitor.page.locator(".tl-size-said")
    assert set(said.all_inner_texts()) == {""}
    choose(chart, size="slide", theme="dark")
    assert set(said.all_inner_texts()) == {" · slide 16:9 · dark"}
    visitor.open("/visits")
    assert set(said.all_inner_texts()) == {" · slide 16:9 · dark"}
    content = fetch(visitor, visitor.page.locator("[data-format=png]").first, tmp_path).read_bytes()
    assert struct.unpack(">II", content[16:24]) == (2560, 1440), "one click with the last choice"


def test_a_choice_that_is_no_longer_offered_is_forgotten(visitor: Visitor, tmp_path: Path) -> None:
    visitor.page.add_init_script("localStorage.setItem('timeline-picture', JSON.stringify({ size: 'poster', theme: 'dark', scale: 9 }))")
    chart = open_chart(visitor, f"/?{VIEW}", "timeline")
    assert chart.locator(".tl-size-said").inner_text() == " · dark"
    assert fetch(visitor, chart.locator("[data-format=png]"), tmp_path).stat().st_size > 5_000


def test_the_disclosure_closes_by_key_and_by_a_click_elsewhere(visitor: Visitor) -> None:
    chart = open_chart(visitor, f"/?{VIEW}", "timeline")
    menu, summary = chart.locator(".tl-size"), chart.locator(".tl-size summary")
    summary.focus()
    summary.press("Enter")
    assert menu.get_attribute("open") is not None
    summary.press("Escape")
    assert menu.get_attribute("open") is None
    summary.click()
    visitor.page.locator(".tl-masthead h1").click()
    assert menu.get_attribute("open") is None


def test_a_picture_that_cannot_be_made_says_why(visitor: Visitor) -> None:
    chart = open_chart(visitor, f"/?{VIEW}", "timeline")
    visitor.page.route("**/figure/**", lambda route: route.fulfill(status=503, body="There is no data to draw; the dashboard says why."))
    chart.locator("[data-format=png]").click()
    visitor.page.wait_for_function("() => document.querySelector('.tl-download-status').textContent.startsWith('PNG could not')")
    assert chart.locator(".tl-download-status").inner_text() == (
        "PNG could not be made in this browser (There is no data to draw; the dashboard says why.). SVG and HTML hold the same chart."
    )
    visitor.errors[:] = [error for error in visitor.errors if "503" not in error]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_chart_can_be_drawn_on_any_page(visit: Visit, theme: str) -> None:
    visitor = visit()
    visitor.open("/data")
    module = f"assets/ui-{front_version()}/picture.js"
    for name, query in (("timeline", "category=visit&lanes=country"), ("map", "layer=arms&as_of=2016"), ("representation", "")):
        made = visitor.page.evaluate(DRAWN, [module, name, query, 700, theme])
        assert (made["tag"], made["width"], made["own"]) == ("svg", 700, [made["width"], made["height"]])
        assert urlsplit(visitor.address).netloc in made["text"]
        assert "CC BY 4.0" in made["text"]
        assert made["ground"] == (theme == "dark")
