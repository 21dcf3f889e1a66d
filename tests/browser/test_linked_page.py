"""The interactive page of a chart, opened from the disk: chart and table find each other, and nobody is asked for anything."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from timeline.charts import CHARTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
RING = """() => { const box = document.querySelector(".ring").getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }"""
FOUND = """() => [...document.querySelectorAll("tr[aria-current]")].map((row) => row.dataset.id)"""
SPOT = """id => {
  const node = [...document.querySelectorAll(".scatterlayer path.point")].find((point) => String(point.__data__?.data?.[0] ?? "") === id);
  const box = node.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
IS_SEEN = """id => {
  const row = document.querySelector(`tr[data-id="${id}"]`).getBoundingClientRect(), place = document.querySelector(".rows").getBoundingClientRect();
  return row.top >= place.top && row.bottom <= place.bottom + 1;
}"""


@pytest.fixture
def open_page(browser: Browser, tiny_server: str, tmp_path: Path) -> Iterator[Open]:
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)

    def make(chart: str, query: str = "") -> Page:
        file = tmp_path / f"{chart}.html"
        with urllib.request.urlopen(f"{tiny_server}/download/{chart}.html?{query}") as answer:
            file.write_bytes(answer.read())
        context.set_offline(True)
        page.goto(file.as_uri())
        page.wait_for_selector(".main-svg .infolayer text", state="attached")
        return page

    yield make
    assert wrong == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    context.close()


def test_a_row_rings_its_mark(open_page: Open) -> None:
    page = open_page("timeline")
    page.get_by_role("button", name="Netanyahu meets Aliyev in Baku").click()
    page.wait_for_selector(".ring:not([hidden])")
    assert page.evaluate(FOUND) == ["1997-visit"]
    assert page.evaluate(RING) == pytest.approx(page.evaluate(SPOT, "1997-visit"), abs=3)
    assert page.locator(".hovertext").count() == 1
    page.get_by_role("button", name="Netanyahu meets Aliyev in Baku").press("Tab")
    assert page.evaluate("document.activeElement.href").startswith("https://"), "from the row the next step leads to its source"


def test_a_mark_finds_its_row(open_page: Open) -> None:
    page = open_page("timeline")
    page.evaluate("document.querySelector('.rows').style.maxHeight = '90px'")
    page.mouse.click(*page.evaluate(SPOT, "2012-deal"))
    page.wait_for_selector("tr[aria-current]")
    assert page.evaluate(FOUND) == ["2012-deal"]
    assert page.evaluate(IS_SEEN, "2012-deal")
    assert page.evaluate(RING) == pytest.approx(page.evaluate(SPOT, "2012-deal"), abs=3)


def test_a_mark_of_several_events_finds_them_all(open_page: Open) -> None:
    page = open_page("map", "layer=all")
    rows = page.locator("tr[data-id]")
    rows.first.locator("button").click()
    page.wait_for_selector(".ring:not([hidden])")
    assert len(page.evaluate(FOUND)) == 1
    assert page.locator("tr[data-id] a").count() >= rows.count(), "every row leads to a source"


@pytest.mark.parametrize("chart", CHARTS)
def test_every_row_that_has_a_mark_can_ring_it(open_page: Open, chart: str) -> None:
    page = open_page(chart)
    for button in page.locator("tr[data-id] button").all():
        page.evaluate("document.querySelector('.ring').hidden = true")
        button.click()
        page.wait_for_selector(".ring:not([hidden])")
    assert page.locator("tr[data-id]").count() > 0 or "0 events" in page.locator("h2").first.inner_text()


def test_on_a_phone_the_table_fits(open_page: Open) -> None:
    page = open_page("timeline")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Netanyahu meets Aliyev in Baku").click()
    page.wait_for_selector(".ring:not([hidden])")
