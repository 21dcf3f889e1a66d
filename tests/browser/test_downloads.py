"""Every chart in every format that the page offers: the file arrives, is of its type, and holds what is on screen."""

from __future__ import annotations

import csv
import io
import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pypdf
import pytest

from tests.browser.test_pages import path_of
from tests.exports.readers import READERS
from timeline.charts import CHARTS, PAGE_OF, WHOLE, Request
from timeline.exports.formats import FORMATS
from timeline.exports.pages import ids_behind
from timeline.filters import Filters
from timeline.queries.selection import dyad_counts, select
from timeline.repository import Dataset

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.visitor import Visitor

FILE_NAME = r"[a-z0-9-]{3,90}\.%s"
TITLE = "node => node.layout.meta.title"
SVG = "{http://www.w3.org/2000/svg}"


def some_view(dataset: Dataset) -> Filters:
    source, target, _ = dyad_counts(dataset, Filters())[0]
    return Filters(dyad=(source, target), category=("arms",))


def squeezed(text: str) -> str:
    """Without white space: where a line is broken is not what is tested."""
    return re.sub(r"\s", "", text)


def check_png(content: bytes, chart: Locator, title: str, source: str) -> None:
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    box = chart.bounding_box()
    assert width >= 2 * int(box["width"]) - 2
    assert height >= 2 * int(box["height"]) - 2
    assert len(content) > 5_000, "more than one colour"


def check_svg(content: bytes, chart: Locator, title: str, source: str) -> None:
    picture = ET.fromstring(content)
    assert picture.tag == f"{SVG}svg"
    text = squeezed("".join("".join(node.itertext()) for node in picture.iter(f"{SVG}text")))
    assert squeezed(title) in text
    assert squeezed(source) in text
    assert list(picture.iter(f"{SVG}script")) == []
    assert [name for node in picture.iter() for name in node.attrib if name.lower().startswith("on")] == []
    addresses = [value for node in picture.iter() for name, value in node.attrib.items() if name.endswith("href")]
    assert [value for value in addresses if not value.startswith(("#", "data:", "https://", "http://"))] == []


def check_pdf(content: bytes, chart: Locator, title: str, source: str) -> None:
    assert content[:5] == b"%PDF-"
    document = pypdf.PdfReader(io.BytesIO(content))
    assert len(document.pages) == 1
    text = squeezed(document.pages[0].extract_text())
    assert squeezed(title) in text
    assert squeezed(source) in text


CHECKS: dict[str, Callable[[bytes, Locator, str, str], None]] = {"png": check_png, "svg": check_svg, "pdf": check_pdf}


def check_html(visitor: Visitor, file: Path, title: str) -> None:
    """Opened from the disk it shows the chart, and asks nobody for anything."""
    page = visitor.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: visitor.errors.append(str(error)))
    page.on("console", lambda message: visitor.errors.append(message.text) if message.type == "error" else None)
    page.goto(file.as_uri())
    page.wait_for_selector(".main-svg .infolayer text", state="attached")
    assert page.locator(".main-svg path").count() > 0
    assert page.locator(".main-svg").first.bounding_box()["height"] > 100
    assert squeezed(title) in squeezed("".join(page.locator(".main-svg text").all_text_contents()))
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    page.close()


def fetch(visitor: Visitor, button: Locator, folder: Path) -> Path:
    """Click, and return the file that arrives."""
    with visitor.page.expect_download() as arriving:
        button.click()
    name = arriving.value.suggested_filename
    arriving.value.save_as(folder / name)
    return folder / name


def rows_of(dataset: Dataset, filters: Filters, chart: str) -> list[str]:
    """The events that the chart draws, those of the view where its marks lead to none, in order of time."""
    figure = CHARTS[chart](Request(dataset, filters, datetime.now(UTC).date(), ""))
    drawn = set() if chart in WHOLE else ids_behind(figure)
    if not drawn and (chart in WHOLE or not figure.layout.meta["is_empty"]):
        return select(dataset, filters)["event_id"].tolist()
    every = dataset["events"]["event_id"]
    return every[every.isin(drawn)].tolist()


def take_all(visitor: Visitor, chart: Locator, folder: Path, view: tuple[Dataset, Filters], seen: set[str]) -> None:
    """Take every format that the chart offers, and check each file."""
    plot = chart.locator(".tl-plot")
    title, source = plot.evaluate(TITLE), visitor.text(".st-key-footer")
    for button in chart.locator("[data-format]").all():
        kind = str(button.get_attribute("data-format"))
        file = fetch(visitor, button, folder)
        assert re.fullmatch(FILE_NAME % kind, file.name)
        if kind in CHECKS:
            CHECKS[kind](file.read_bytes(), plot, title, source)
        elif kind == "html":
            check_html(visitor, file, title)
        else:
            name = re.search(r"download/([a-z-]+)\.", str(button.get_attribute("href")))[1]
            assert (title, kind, list(READERS[kind][0](file.read_bytes()).titles)) == (title, kind, rows_of(*view, name))
        seen.add(kind)


@pytest.mark.parametrize("view", sorted(set(PAGE_OF.values())))
def test_every_chart_can_be_taken_away_in_every_format_offered(visitor: Visitor, dataset: Dataset, tmp_path: Path, view: str) -> None:
    filters = some_view(dataset)
    visitor.open(f"{path_of(view)}?{urlencode(filters.to_query(), doseq=True)}")
    seen: set[str] = set()
    tabs = visitor.page.get_by_role("tab").all() or [None]
    for tab in tabs:
        if tab:
            tab.click()
            visitor.settle()
        for chart in visitor.page.locator(".tl-chart:has([data-format='csv'])").all():
            if chart.is_visible():
                take_all(visitor, chart, tmp_path, (dataset, filters), seen)
    assert seen == {"png", "svg", "pdf", "html", "csv", "xlsx", "json"}


def test_the_numbers_of_a_chart_are_in_its_menu(visitor: Visitor, dataset: Dataset, tmp_path: Path) -> None:
    visitor.open("/arms")
    link = visitor.page.locator("[data-more=numbers][href*=arms-register]")
    visitor.page.locator(".tl-more").filter(has=link).locator("summary").click()
    file = fetch(visitor, link, tmp_path)
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert re.fullmatch(FILE_NAME % "csv", file.name)
    assert {row["deal_id"] for row in rows} <= set(dataset["arms"]["deal_id"])
    assert sum(bool(row["tiv"]) for row in rows) == dataset["arms"]["tiv"].notna().sum()


@pytest.mark.parametrize("place", ["/", "/data"])
def test_the_menu_beside_chart_and_table_offers_all_other_formats(visitor: Visitor, dataset: Dataset, tmp_path: Path, place: str) -> None:
    filters = some_view(dataset)
    expected = select(dataset, filters)
    visitor.open(f"{place}?{urlencode(filters.to_query(), doseq=True)}")
    menu = visitor.page.locator(".tl-more:visible").first
    offered = menu.locator("[data-more]")
    codes = [str(link.get_attribute("data-more")) for link in offered.all()]
    assert codes == [code for code, form in FORMATS.items() if not form.is_common]
    for code in codes:
        assert not offered.first.is_visible(), "the menu closes after a choice"
        menu.locator("summary").click()
        file = fetch(visitor, menu.locator(f"[data-more={code}]"), tmp_path)
        read, shown = READERS[code]
        assert re.fullmatch(FILE_NAME % FORMATS[code].suffix, file.name)
        assert list(read(file.read_bytes()).titles) == shown(expected)["event_id"].tolist()


def test_the_menu_is_closed_by_escape_and_by_a_click_elsewhere(visitor: Visitor) -> None:
    visitor.open("/")
    menu = visitor.page.locator(".tl-more").first
    menu.locator("summary").press("Enter")
    assert menu.locator("ul").is_visible()
    visitor.page.keyboard.press("Escape")
    assert not menu.locator("ul").is_visible()
    assert menu.locator("summary").evaluate("node => node === document.activeElement")
    menu.locator("summary").click()
    visitor.page.locator(".tl-masthead h1").click()
    assert not menu.locator("ul").is_visible()


def test_the_table_of_the_data_page_can_be_taken_away(visitor: Visitor, dataset: Dataset, tmp_path: Path) -> None:
    filters = some_view(dataset)
    visitor.open(f"/data?{urlencode(filters.to_query(), doseq=True)}")
    links = visitor.page.locator(".tl-files [data-format]")
    codes = [str(link.get_attribute("data-format")) for link in links.all()]
    assert codes == [code for code, form in FORMATS.items() if form.is_common]
    for number, code in enumerate(codes):
        file = fetch(visitor, links.nth(number), tmp_path)
        assert list(READERS[code][0](file.read_bytes()).titles) == select(dataset, filters)["event_id"].tolist()
