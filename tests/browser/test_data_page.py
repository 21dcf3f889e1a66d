"""The data page as a reader uses it: tabs, the table that opens cards, the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.filters import Filters
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.schema import TABLES

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

CONTENT = """() => [...document.querySelectorAll("[role=tabpanel]:not([inert]) .tl-plot .main-svg, [role=tabpanel]:not([inert]) [data-testid=stDataFrame] canvas")]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().width > 200).length"""
HEAD, ROW = 36, 35


def row_box(visitor: Visitor, number: int) -> None:
    """Click on the box at the left of a row of the first table."""
    grid = visitor.page.locator("[data-testid=stDataFrame]").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    visitor.page.mouse.click(box["x"] + 18, box["y"] + HEAD + ROW * number + ROW / 2)


def test_every_tab_holds_a_table_or_charts(visitor: Visitor) -> None:
    visitor.open("/data")
    tabs = visitor.page.get_by_role("tab")
    names = tabs.all_inner_texts()
    assert len(names) >= 5
    for number, name in enumerate(names):
        tabs.nth(number).click()
        visitor.page.wait_for_function(f"({CONTENT})() > 0")
        visitor.settle()
        assert (name, visitor.page.evaluate(CONTENT) > 0) == (name, True)


def test_the_codebook_describes_every_table_and_column(visitor: Visitor) -> None:
    visitor.open("/data")
    visitor.page.get_by_role("tab", name="Codebook").click()
    panel = visitor.page.get_by_role("tabpanel").filter(has_text=TABLES[0].file_name)
    assert panel.get_by_role("heading").all_inner_texts() == [table.file_name for table in TABLES]
    for table in TABLES:
        assert table.description in panel.inner_text()
    visitor.page.wait_for_function("count => document.querySelectorAll('[data-testid=stDataFrame]').length >= count", arg=len(TABLES) + 1)


def test_a_row_of_the_table_opens_its_card(visitor: Visitor, dataset: Dataset) -> None:
    filters = Filters(category=("war",))
    view = select(dataset, filters)
    visitor.open("/data?category=war")
    visitor.page.wait_for_selector("[data-testid=stDataFrame] canvas")
    row_box(visitor, 1)
    visitor.wait_for(event=str(view["event_id"].iloc[1]))
    visitor.page.wait_for_selector(".tl-card")
    assert visitor.text(".tl-card h3") == view["title"].iloc[1]
    visitor.page.get_by_role("button", name="Close the card").click()
    visitor.wait_for(event="")
    visitor.page.wait_for_selector(".tl-card", state="detached")
    row_box(visitor, 0)
    visitor.wait_for(event=str(view["event_id"].iloc[0]))
