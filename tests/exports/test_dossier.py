"""Tests of the brief of a view: it lists exactly the view, numbers its sources, and reads the same as PDF and as HTML."""

from __future__ import annotations

import io
import re
import time
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest

from tests import tiny
from timeline.charts import CHARTS as ALL_CHARTS
from timeline.exports.dossier import CHARTS, LONG, Dossier, dossier
from timeline.exports.dossier_html import dossier_html
from timeline.exports.dossier_pdf import PAPERS, WITHOUT_CHARTS, Paper, dossier_pdf
from timeline.exports.drawings import Drawing, checked
from timeline.exports.view import View
from timeline.filters import Filters
from timeline.queries.selection import select
from timeline.repository import Dataset

BASE = "https://dashboard.test/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="{height}"><rect width="700" height="200" fill="#2a6ebb"/><text x="9" y="99" font-family="Inter">{text}</text></svg>'
HOSTILE = '#import "x": * $ _a_ <b> `c` [d] </script> \\ " = {e} //f @g'
MM = 72 / 25.4
VIEWS = [Filters(), Filters(category=("visit",)), Filters(search="zzzz"), Filters(dyad=("AZE", "ISR"), direction="forward"), Filters(years=(1993, 2012))]


def brief(dataset: Dataset, filters: Filters | None = None) -> Dossier:
    return dossier(View(dataset, filters or Filters(), date(2026, 1, 1), BASE))


def charts(height: int = 400) -> dict[str, Drawing]:
    return {name: checked(SVG.format(height=height, text=f"chart {name}"), f"Alternative of {name}") for name in CHARTS}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


class Html(HTMLParser):
    """The text, links and anchors of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.text, self.links, self.anchors = "", [], []
        self.fetched: list[str] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.fetched += [value for name, value in attrs if name == "src" or (tag == "link" and name == "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_pdf(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(reader: pypdf.PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def test_the_charts_of_a_dossier_are_charts() -> None:
    assert set(CHARTS) <= set(ALL_CHARTS)


@pytest.mark.parametrize("filters", VIEWS, ids=str)
def test_a_dossier_lists_the_events_of_its_view_and_no_other_in_both_formats(folder: Path, filters: Filters) -> None:
    dataset = tiny.dataset(folder)
    made = brief(dataset, filters)
    titles = select(dataset, filters)["title"].tolist()
    assert [event["title"] for year in made.years for event in year["events"]] == titles
    assert made.count == len(titles)
    page, paper = Html(dossier_html(made, charts())), text_of(read_pdf(dossier_pdf(made, charts())))
    for title in dataset["events"]["title"]:
        assert (title in page.text) == (squeezed(title) in paper) == (title in titles)
    assert squeezed(made.sentence) in paper


def test_every_citation_leads_to_its_source(folder: Path) -> None:
    made = brief(tiny.dataset(folder))
    assert [source["url"] for source in made.sources] == ["https://example.org/wire?id=1", "https://example.org/ministry"], "in the order of their first mention"
    cited = {number for year in made.years for event in year["events"] for number in event["cites"]}
    cited |= {number for event in made.accounts for field in event["fields"] for claim in field["claims"] for number in claim["cites"]}
    assert cited == set(range(1, len(made.sources) + 1))
    page = Html(dossier_html(made, {}))
    inside = [link for link in page.links if link.startswith("#")]
    assert inside
    assert {link[1:] for link in inside} <= set(page.anchors)
    assert [link for link in page.links if not link.startswith("#")] == [made.link, *(source["url"] for source in made.sources)]


def test_competing_accounts_stand_side_by_side_with_who_gives_them(folder: Path) -> None:
    (contested,) = brief(tiny.dataset(folder)).accounts
    assert contested["title"] == "Israel opens an embassy in Baku"
    assert [(claim["value"], claim["claimant"], claim["rank"]) for claim in contested["fields"][0]["claims"]] == [("1993", "Israel", "preferred"), ("March 1994", "Wire", "normal")]


def test_what_a_dossier_says_of_itself_is_in_both_formats(folder: Path) -> None:
    made = brief(tiny.dataset(folder))
    page, paper = squeezed(Html(dossier_html(made, {})).text), text_of(read_pdf(dossier_pdf(made, {})))
    for said in (made.title, made.citation, made.link, made.made, made.source_line, *made.method, *made.limits, WITHOUT_CHARTS, *(figure["value"] for figure in made.figures)):
        assert squeezed(said) in page
        assert squeezed(said) in paper


def test_a_dossier_depends_on_the_view_and_its_day_not_on_the_moment(folder: Path) -> None:
    made = brief(tiny.dataset(folder))
    first = dossier_pdf(made, charts()), dossier_html(made, charts())
    time.sleep(1.1)  # a PDF counts in seconds
    assert (dossier_pdf(made, charts()) == first[0], dossier_html(made, charts()) == first[1]) == (True, True)
    assert read_pdf(first[0]).metadata["/CreationDate"].startswith("D:" + made.made_on.replace("-", ""))


@pytest.mark.parametrize("paper", PAPERS.values())
def test_a_page_has_the_size_of_its_paper_and_says_its_number(folder: Path, paper: Paper) -> None:
    reader = read_pdf(dossier_pdf(brief(tiny.dataset(folder)), charts(), paper))
    wide, tall = {"a4": (210 * MM, 297 * MM), "us-letter": (612, 792)}[paper]
    for number, page in enumerate(reader.pages, start=1):
        assert (float(page.mediabox.width), float(page.mediabox.height)) == (pytest.approx(wide, abs=0.5), pytest.approx(tall, abs=0.5))
        assert squeezed(f"{number} / {len(reader.pages)}") in squeezed(page.extract_text())


@pytest.mark.parametrize("height", [100, 400, 9_000])
def test_charts_keep_their_words_and_stay_on_the_page(folder: Path, height: int) -> None:
    reader = read_pdf(dossier_pdf(brief(tiny.dataset(folder)), charts(height)))
    text = text_of(reader)
    assert all(squeezed(f"chart {name}") in text for name in CHARTS)
    assert WITHOUT_CHARTS.split(":")[0] not in text
    assert len(reader.pages) <= 3 + len(CHARTS)


def test_a_long_one_has_a_table_of_contents_and_a_short_one_has_none(dataset: Dataset) -> None:
    for filters in (Filters(category=("visit",)), Filters(category=("visit",), years=(1997, 1997))):
        made = brief(dataset, filters)
        assert made.is_long == (made.count > LONG)
        page, paper = Html(dossier_html(made, {})).text, text_of(read_pdf(dossier_pdf(made, {})))
        assert ("Contents" in page) == ("Contents" in paper) == made.is_long


def test_hostile_text_stays_text(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", title=HOSTILE, summary=HOSTILE)
    tiny.change(folder, "sources", "wire-1992", title=HOSTILE)
    made = brief(tiny.dataset(folder))
    content = dossier_html(made, {})
    assert b"<b>" not in content.split(b"</div>", 5)[-1]
    page = Html(content)
    assert page.text.count(HOSTILE) == 3
    assert page.fetched == []
    assert text_of(read_pdf(dossier_pdf(made, {}))).count(squeezed(HOSTILE)) == 3


def test_alphabets_of_the_sources_can_be_read(folder: Path) -> None:
    words = {"ru": "Посольство в Баку", "hy": "Դեսպանատուն", "he": "שגרירות", "ka": "საელჩო", "az": "Səfirliyin açılışı"}
    for number, (language, word) in enumerate(words.items()):
        tiny.add(folder, "sources", "wire-1992", source_id=f"s{number}", language=language, title=word, url=f"https://example.org/{number}")
    tiny.change(folder, "events", "1997-visit", source_ids=";".join(f"s{number}" for number in range(len(words))))
    paper = text_of(read_pdf(dossier_pdf(brief(tiny.dataset(folder)), {})))
    assert [word for word in words.values() if squeezed(word) not in paper and squeezed(word)[::-1] not in paper] == []


def test_five_hundred_events_are_all_there(dataset: Dataset) -> None:
    events = dataset["events"]
    last = int(events["year"].iloc[499])
    made = brief(dataset, Filters(years=(int(events["year"].min()), last)))
    assert made.count >= 500
    reader = read_pdf(dossier_pdf(made, charts()))
    text = text_of(reader)
    assert [event["title"] for year in made.years for event in year["events"] if squeezed(event["title"]) not in text][:3] == []
    assert len(reader.outline) > 0, "a reader of a long one can jump"
