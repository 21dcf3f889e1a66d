"""The place where a view is cited: it opens, follows the view, copies and saves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.exports.citations import READERS

if TYPE_CHECKING:
    from tests.browser.conftest import Visit
    from tests.browser.visitor import Visitor

TEXT = ".tl-citation pre"


def said(visitor: Visitor, part: str) -> str:
    visitor.page.wait_for_function("([selector, part]) => document.querySelector(selector).textContent.includes(part)", arg=[TEXT, part])
    return visitor.text(TEXT)


def test_a_view_is_cited_in_each_format_and_its_sources_saved(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.open("/arms?category=arms")
    page.locator(".tl-citation summary").click()
    link = f"{visitor.address}/arms?category=arms"
    assert link in said(visitor, "accessed")
    page.locator("[data-cite=bibtex]").click()
    shown = said(visitor, "@misc{")
    assert READERS["bibtex"](shown)[0]["url"] == link
    page.locator("[data-copy]").click()
    page.wait_for_selector(".tl-citation [role=status]:not(:empty)")
    assert page.evaluate("navigator.clipboard.readText()") == shown
    for selector, count in (("[data-save]", 1), ("[data-sources=bibtex]", 2)):
        with page.expect_download() as arriving:
            page.locator(selector).click()
        arriving.value.save_as(tmp_path / "file.bib")
        assert arriving.value.suggested_filename.endswith(".bib")
        assert len(READERS["bibtex"]((tmp_path / "file.bib").read_text("utf-8"))) >= count


def test_the_citation_follows_the_view(visitor: Visitor) -> None:
    page = visitor.open("/?category=arms")
    page.locator(".tl-citation summary").click()
    assert "arms events" in said(visitor, "arms events")
    page.locator(".tl-panel label", has_text="Visits and talks").click()
    assert "category=visit&category=arms" in said(visitor, "visit and arms")


def test_the_citation_works_by_keyboard_on_a_phone(visit: Visit) -> None:
    visitor = visit(width=390, height=844)
    page = visitor.open("/map")
    page.locator(".tl-citation summary").press("Enter")
    said(visitor, "accessed")
    page.locator("[data-cite=ris]").press("Enter")
    assert said(visitor, "TY  - DATA")
    assert page.evaluate("document.activeElement.dataset.cite") == "ris"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
