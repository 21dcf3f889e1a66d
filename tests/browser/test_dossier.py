"""The dossier as a reader makes it: from any page, with its charts drawn in the browser, as PDF and as a page that opens offline."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pypdf
import pytest

from timeline.charts.maps import NOTHING
from timeline.exports.dossier import CHARTS
from timeline.exports.dossier_pdf import WITHOUT_CHARTS
from timeline.filters import Filters
from timeline.queries.representation import representation_steps
from timeline.queries.selection import dyad_counts, select
from timeline.repository import Dataset

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

WAIT_MS = 120_000


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def some_view(dataset: Dataset) -> Filters:
    source, target, _ = dyad_counts(dataset, Filters())[0]
    return Filters(dyad=(source, target), category=("arms",))


def made(visitor: Visitor, code: str) -> bytes:
    with visitor.page.expect_download(timeout=WAIT_MS) as download:
        visitor.page.locator(f"[data-dossier={code}]").click()
    assert download.value.suggested_filename.startswith("dossier-")
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("code", ["a4", "letter"])
def test_a_dossier_on_paper_holds_the_view_and_its_charts(visitor: Visitor, dataset: Dataset, code: str) -> None:
    filters = some_view(dataset)
    visitor.open(f"/arms?{urlencode(filters.to_query(), doseq=True)}")
    reader = pypdf.PdfReader(io.BytesIO(made(visitor, code)))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert [title for title in select(dataset, filters)["title"] if squeezed(title) not in text] == []
    assert squeezed(WITHOUT_CHARTS) not in text
    assert squeezed("What happened when") in text, "the words of the charts are text"
    assert round(float(reader.pages[0].mediabox.width)) == {"a4": 595, "letter": 612}[code]
    visitor.page.wait_for_selector(".tl-dossier progress", state="hidden")
    assert visitor.text(".tl-dossier [role=status]") == ""


def test_a_dossier_leaves_out_what_shows_nothing_and_its_map_shows_what_there_is(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/?search=zzzz")
    nothing = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(visitor, "a4"))).pages))
    assert [words for words in ("What happened when", "Who keeps a mission where", "All events between pairs") if squeezed(words) in nothing] == []
    met = representation_steps(dataset)
    first, second = next(pair[:2] for pair in dyad_counts(dataset, Filters()) if met[met["sender"].isin(pair[:2]) & met["receiver"].isin(pair[:2])].empty)
    visitor.open(f"/?dyad={first}-{second}")
    shown = squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(visitor, "a4"))).pages))
    assert squeezed("All events between pairs") in shown
    assert squeezed(NOTHING) not in shown


def test_a_dossier_as_a_page_opens_offline(visitor: Visitor, dataset: Dataset, tmp_path: Path) -> None:
    filters = some_view(dataset)
    visitor.open(f"/?{urlencode(filters.to_query(), doseq=True)}")
    page = tmp_path / "dossier.html"
    page.write_bytes(made(visitor, "html"))
    visitor.context.set_offline(True)
    visitor.page.goto(page.as_uri())
    assert visitor.page.locator("figure svg").count() == len(CHARTS)
    assert [title for title in select(dataset, filters)["title"] if title not in visitor.page.inner_text("body")] == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    assert visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert min(visitor.page.eval_on_selector_all("figure svg", "found => found.map(svg => svg.getBoundingClientRect().width)")) >= 700, (
        "words keep their size, a chart is moved under the finger"
    )


def test_a_dossier_that_cannot_be_made_says_why(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open(f"/?{urlencode(some_view(dataset).to_query(), doseq=True)}")
    visitor.page.route("**/dossier.pdf*", lambda route: route.fulfill(status=400, body="The charts cannot be used: a test."))
    visitor.page.locator("[data-dossier=a4]").click()
    visitor.page.wait_for_function("() => document.querySelector('.tl-dossier [role=status]').textContent.includes('The charts cannot be used: a test.')")
    assert visitor.page.locator("[data-dossier=a4]").is_enabled()
    visitor.errors.clear()
