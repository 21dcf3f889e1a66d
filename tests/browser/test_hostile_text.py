"""Text from the data that would like to be markup: shown letter by letter, run by nobody, asked of nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import tiny
from tests.browser.conftest import Visit
from tests.browser.dashboard import running
from tests.browser.test_pages import VIEWS, path_of
from timeline.schema import TABLE_BY_NAME
from timeline.ui.words import CARD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.visitor import Visitor

PAYLOADS = (
    '<img src=//canary.test/x onerror="window.__xss=1">',
    "![x](//canary.test/y)",
    '<b style="background:url(//canary.test/z)">b</b>',
    ":red[x] $x$",
    "x<extra>y</extra>z %{customdata[1]}",
    'a < b & c &amp; "q"',
)
FIELDS = ("title", "summary", "place")
# What stands where a long one does not fit: labels and short names.
SHORT = {PAYLOADS[0]: "<img src=//c.test/x onerror=__xss=1>", PAYLOADS[2]: '<b style="background:url(//c.test)">'}
SHORTS = tuple(SHORT.get(text, text) for text in PAYLOADS)


def rename(folder: Path, table: str, key: str, text: str) -> None:
    """Change the cell `name` of a row, which tiny.change cannot be told by keyword."""
    found = tiny.rows(folder, table)
    next(row for row in found if row[TABLE_BY_NAME[table].key] == key)["name"] = text
    tiny._write(folder, TABLE_BY_NAME[table], found)


def make_hostile(folder: Path) -> Path:
    """The tiny folder with every payload in every kind of text: six events of one day and place, their sources, people, thread, accounts."""
    tiny.make(folder)
    for number, text in enumerate(PAYLOADS):
        tiny.add(
            folder,
            "events",
            "1992-relations",
            event_id=f"2001-hostile-{number}",
            start=f"2001-0{number + 1}-01",
            source_ids=f"hostile-{number}",
            label=SHORTS[number],
            **dict.fromkeys(FIELDS, text),
        )
        tiny.add(folder, "sources", "wire-1992", source_id=f"hostile-{number}", publisher=text, title=text, url=f"https://example.org/{number}")
        code = f"X{number}A"
        tiny.add(folder, "actors", "ARM", code=code, short_name=SHORTS[number], capital="")
        rename(folder, "actors", code, text)
        for copy in "abc":
            tiny.add(folder, "events", "2012-deal", event_id=f"2012-deal-{number}{copy}", start=f"2012-03-{number + 1:02d}", actors=code, title=text, label="", summary=text)
    tiny.change(folder, "claims", "1993-embassy-start-2", claimant=PAYLOADS[0], reason=PAYLOADS[1])
    tiny.change(folder, "threads", "embassies", title=PAYLOADS[0], summary=PAYLOADS[1])
    tiny.add(folder, "events", "1993-embassy", event_id="1994-embassy", start="1994", title=PAYLOADS[2], label="", step="closed")
    rename(folder, "people", "benjamin-netanyahu", PAYLOADS[0])
    (folder / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"title": PAYLOADS[0], "licenses": [{"title": PAYLOADS[5]}]}), "utf-8")
    assert [str(issue) for issue in tiny.issues(folder) if not issue.is_warning] == []
    return folder


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(data=make_hostile(tmp_path_factory.mktemp("hostile") / "data")) as address:
        yield address


def is_harmless(visitor: Visitor) -> None:
    visitor.page.wait_for_timeout(150)
    assert visitor.page.evaluate("window.__xss") is None
    assert visitor.foreign == []
    assert visitor.page.locator("[src*='.test'], [style*='.test']").count() == 0


def missing(visitor: Visitor, selector: str, texts: tuple[str, ...] = PAYLOADS) -> list[str]:
    """Return the payloads that a reader does not find letter by letter in these parts of the page."""
    shown = " ".join(" ".join(visitor.page.locator(selector).all_text_contents()).split())
    return [text for text in texts if text not in shown]


@pytest.mark.parametrize("view", VIEWS)
def test_on_every_page_nothing_runs_and_nothing_is_asked(visit: Visit, hostile: str, view: str) -> None:
    visitor = visit(address=hostile)
    for query in ("", "?lanes=country&layer=all", "?lanes=dyad&layer=arms")[: 1 if view == "data" else None]:
        visitor.open(f"{path_of(view)}{query}")
        is_harmless(visitor)
        assert PAYLOADS[0] in visitor.text(".st-key-footer")
        assert missing(visitor, ".tl-panel .tl-option", SHORTS) == []
    if view == "data":
        assert missing(visitor, "[data-testid=stDataFrame] [role=gridcell]") == []
        for tab in visitor.page.get_by_role("tab").all():
            tab.click()
            visitor.settle()
            is_harmless(visitor)


def test_labels_and_hover_of_the_timeline_are_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile)
    visitor.open("/?category=representation&years=2001-2001")
    labels = {label.strip() for label in visitor.page.locator(".tl-labels text").all_text_contents()} - {""}
    assert len(labels) >= 3
    assert labels <= {*SHORTS, *PAYLOADS}
    for number, text in enumerate(PAYLOADS):
        visitor.page.locator(".tl-plot").first.focus()
        visitor.page.keyboard.press("ArrowRight")
        visitor.page.wait_for_function("() => document.querySelector('.hoverlayer .hovertext')")
        assert (number, missing(visitor, ".hoverlayer .hovertext text", (text,))) == (number, [])
        is_harmless(visitor)


def test_what_a_screen_reader_is_told_is_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile)
    visitor.open("/?category=representation&years=2001-2001")
    visitor.page.locator(".tl-plot").first.focus()
    spoken = []
    for _ in PAYLOADS:
        visitor.page.keyboard.press("ArrowRight")
        spoken.append(visitor.page.locator(".tl-live").first.text_content())
    assert [text for text in PAYLOADS if not any(said.startswith(text) for said in spoken)] == []


def test_every_card_is_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile)
    visitor.open("/?category=representation&years=2001-2001&event=2001-hostile-0")
    for number, text in enumerate(PAYLOADS):
        visitor.wait_for(event=f"2001-hostile-{number}")
        for part in ("h3", ".tl-when", "p:not([class])", ".tl-sources a", ".tl-sources small", ".tl-cite p"):
            assert (part, missing(visitor, f".tl-card {part}", (text,))) == (part, [])
        is_harmless(visitor)
        if number < len(PAYLOADS) - 1:
            visitor.page.get_by_role("button", name=CARD["next"]).click()


def test_accounts_and_threads_and_people_of_a_card_are_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile)
    visitor.open("/?event=1993-embassy")
    assert missing(visitor, ".tl-accounts", PAYLOADS[:2]) == []
    assert missing(visitor, ".tl-card h4", PAYLOADS[:1]) == []
    assert missing(visitor, ".tl-thread", PAYLOADS[2:3]) == []
    visitor.open("/?event=1997-visit")
    assert missing(visitor, ".tl-card dd", PAYLOADS[:1]) == []
    is_harmless(visitor)


def test_the_list_behind_a_place_is_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile)
    visitor.open("/map?layer=all&category=representation")
    visitor.press(next(mark for mark in visitor.marks() if mark.count("hostile-") == 1 or "hostile-0;" in mark))
    visitor.page.wait_for_selector(".tl-card")
    visitor.settle()
    assert any(text in visitor.text(".tl-card") for text in PAYLOADS)
    is_harmless(visitor)


def test_the_list_of_a_phone_and_the_list_of_a_cluster_are_literal(visit: Visit, hostile: str) -> None:
    visitor = visit(address=hostile, width=390, height=844)
    visitor.open("/")
    assert missing(visitor, ".tl-chronology") == []
    is_harmless(visitor)
    wide = visit(address=hostile)
    wide.open("/?category=arms")
    cluster = next(mark for mark in wide.marks() if ";" in mark)
    wide.press(cluster)
    wide.page.wait_for_selector(".tl-cluster")
    inside = tuple(text for number, text in enumerate(PAYLOADS) if f"2012-deal-{number}" in cluster)
    assert inside
    assert missing(wide, ".tl-cluster", inside) == []
    is_harmless(wide)
