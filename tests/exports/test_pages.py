"""Tests of the page that is downloaded: it opens offline, asks nobody for anything, and shows hostile text as text."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.offline import get_plotlyjs

from tests import tiny
from tests.exports.views import TURNING
from tests.figures.seen import ids_behind as ids_seen
from timeline.charts import CHARTS, Request
from timeline.exports.pages import chart_html, ids_behind
from timeline.figures.style import BACKGROUNDS, Theme
from timeline.filters import LAYERS, Filters
from timeline.queries.listing import listed
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.rules import safe_url

HOSTILE = "</script><script>window.x=1</script><img src=//canary.test/>"
SOURCES = [("Wire, 1992: Ties", "https://example.org/wire?a=1&b=2"), (f"Paper: {HOSTILE}", "https://example.org/'\"><script>")]
ROW_URL = "https://example.org/row?a=1&b=2"
GEOMETRY = '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "AZE", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}]}'
LIBRARY = get_plotlyjs()
# Names of formats, not addresses that are asked for.
NAMES_ONLY = ("http://www.w3.org/",)


def without_library(content: bytes) -> str:
    return content.decode().replace(LIBRARY, "")


class Page(HTMLParser):
    """The tags of a page and what they point to."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.text = ""
        self.policy = ""
        self.feed(without_library(content))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.links.append(found.get("href") or "")
        elif found.get("href") or found.get("src"):
            self.fetched.append(found.get("href") or found.get("src") or "")
        if found.get("http-equiv") == "Content-Security-Policy":
            self.policy = found.get("content") or ""

    def handle_data(self, data: str) -> None:
        self.text += "" if self.tags[-1:] == ["script"] else data


def rows(*titles: str) -> pd.DataFrame:
    return pd.DataFrame(
        [{"event_id": f"event-{number}", "when": "1992", "title": title, "parties": "A → B", "sources": (("Wire", ROW_URL),)} for number, title in enumerate(titles)],
        columns=["event_id", "when", "title", "parties", "sources"],
    )


def page(figure: go.Figure, **more: object) -> bytes:
    return chart_html(figure, **({"link": "timeline?search=x", "events": rows(), "sources": SOURCES} | more))  # type: ignore[arg-type]


def plain_figure(title: str = "Chart") -> go.Figure:
    figure = go.Figure(go.Scatter(x=[1], y=[1], text=[title], customdata=[[title]], hovertemplate="%{customdata[0]}"))
    figure.update_layout(title=title, meta={"title": title, "alt": title}, height=300)
    return figure


def charts(dataset: Dataset, filters: Filters) -> dict[str, go.Figure]:
    request = Request(dataset, filters, date(2026, 1, 1), "Data: tiny")
    return {name: chart(request) for name, chart in CHARTS.items()}


def addresses(content: bytes) -> list[str]:
    """Return every address in a page, without those that plotly.js itself carries; numbers that Plotly writes as base64 are none."""
    text = re.sub(r'"bdata": ?"[^"]*"', "", without_library(content).replace("\\u002f", "/").replace("\\/", "/"))
    found = re.findall(r"(?:https?:|[\"'(=])//[a-zA-Z0-9.-]+[^\s\"'<>)]*", text)
    return [address for address in found if not address.startswith(NAMES_ONLY)]


def test_a_page_has_a_policy_that_lets_nothing_be_fetched() -> None:
    found = Page(page(plain_figure()))
    assert "default-src 'none'" in found.policy
    assert not re.search(r"https?:|\*|'self'|unsafe-eval", found.policy)


def test_the_policy_stands_before_anything_that_could_fetch() -> None:
    content = page(plain_figure())
    assert content.index(b"Content-Security-Policy") < content.index(b"<script")


def test_a_page_holds_the_library_and_fetches_nothing() -> None:
    content = page(plain_figure())
    assert LIBRARY.encode() in content
    assert Page(content).fetched == []


def test_the_sources_are_links_and_the_only_ones() -> None:
    assert Page(page(plain_figure())).links == ["https://example.org/wire?a=1&b=2"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//host/x", "data:text/html,x", "https://user:pw@host/"])
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    found = Page(page(plain_figure(), sources=[("Wire: Ties", url)]))
    assert found.links == []
    assert "Wire: Ties" in found.text


@pytest.mark.parametrize("character", TURNING)
def test_nothing_in_a_page_turns_the_direction_of_reading(character: str) -> None:
    content = without_library(page(plain_figure(f"a{character}b"), link=f"c{character}d", sources=[(f"e{character}f", "https://example.org/")]))
    assert character not in content
    assert f"\\u{ord(character):04x}" not in content
    assert all(text in content for text in ("ab", "cd", "ef"))


def test_the_sources_and_the_address_of_the_view_can_be_read() -> None:
    text = Page(page(plain_figure(), link="timeline?search=<b>")).text
    assert "Wire, 1992: Ties" in text
    assert HOSTILE in text
    assert "timeline?search=<b>" in text


def test_the_rows_of_the_table_link_to_their_sources() -> None:
    found = Page(page(plain_figure(), events=rows("Ties begin", "Ties end")))
    assert found.links == [ROW_URL, ROW_URL, *(url for _, url in SOURCES if safe_url(url))]
    for part in ("2 events", "Ties begin", "Ties end", "A → B", "Wire"):
        assert part in found.text


@pytest.mark.parametrize(
    ("marks", "note"),
    [(["event-0"], "Choose a mark to find its row, or a row to find its mark."), ([""], "The events of the view; the marks of this chart stand for none of them alone.")],
)
def test_the_page_says_whether_marks_and_rows_find_each_other(marks: list[str], note: str) -> None:
    assert note in Page(page(go.Figure(go.Scatter(x=[1], y=[1], customdata=[marks])), events=rows("Ties begin"))).text


@pytest.mark.parametrize("name", CHARTS)
def test_the_events_of_a_page_are_those_its_marks_open(dataset: Dataset, name: str) -> None:
    figure = charts(dataset, Filters())[name]
    assert ids_behind(figure) == {event for ids in ids_seen(figure) for event in ids}


def test_a_list_says_when_what_whom_and_where_it_stands(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = listed(dataset, select(dataset, Filters(category=("visit",))))
    assert found.to_dict("records") == [
        {
            "event_id": "1997-visit",
            "when": "29 August 1997",
            "title": "Netanyahu meets Aliyev in Baku",
            "parties": "Israel → Azerbaijan",
            "sources": (("Ministry", dataset["sources"].set_index("publisher").loc["Ministry", "url"]),),
        }
    ]
    assert listed(dataset, select(dataset, Filters(search="zzzz"))).empty


def test_hostile_text_does_not_break_out() -> None:
    plain, hostile = (
        Page(page(plain_figure(), events=rows("x"))),
        Page(page(plain_figure(HOSTILE), link=HOSTILE, events=rows(HOSTILE).assign(event_id=HOSTILE, when=HOSTILE, parties=HOSTILE))),
    )
    assert hostile.tags == plain.tags
    assert "img" not in hostile.tags


@pytest.mark.parametrize("layer", LAYERS)
def test_a_hostile_title_of_an_event_breaks_out_of_no_chart(folder: Path, tmp_path: Path, layer: str) -> None:
    (tmp_path / "shapes.json").write_text(GEOMETRY)
    before = {name: Page(page(figure, geometry=tmp_path / "shapes.json")).tags for name, figure in charts(tiny.dataset(folder), Filters(layer=layer)).items()}
    for row in tiny.rows(folder, "events"):
        tiny.change(folder, "events", row["event_id"], title=HOSTILE, summary=HOSTILE, place=HOSTILE, label="</script><script>x", others="")
    tiny.change(folder, "sources", "wire-1992", publisher=HOSTILE)
    tiny.change(folder, "actors", "ISR", short_name="</script><img src=//canary.test/>")
    after = {name: Page(page(figure, geometry=tmp_path / "shapes.json")).tags for name, figure in charts(tiny.dataset(folder), Filters(layer=layer)).items()}
    assert after == before


@pytest.mark.parametrize("layer", LAYERS)
def test_no_chart_holds_an_address_but_those_of_its_sources(dataset: Dataset, tmp_path: Path, layer: str) -> None:
    (tmp_path / "shapes.json").write_text(GEOMETRY)
    for name, figure in charts(dataset, Filters(layer=layer)).items():
        found = addresses(page(figure, sources=[("Wire", "https://example.org/")], geometry=tmp_path / "shapes.json"))
        assert found == ["https://example.org/"], name


def test_a_map_carries_its_boundaries_instead_of_their_address(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "shapes.json").write_text(GEOMETRY)
    content = page(charts(dataset, Filters())["map"], geometry=tmp_path / "shapes.json")
    assert b"FeatureCollection" in content
    assert b"countries.json" not in content


def test_the_figure_on_screen_is_not_changed_by_its_download(dataset: Dataset, tmp_path: Path) -> None:
    (tmp_path / "shapes.json").write_text(GEOMETRY)
    figure = charts(dataset, Filters())["map"]
    before = json.loads(figure.to_json())
    page(figure, geometry=tmp_path / "shapes.json", theme="dark")
    assert json.loads(figure.to_json()) == before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_has_the_colours_of_its_theme(theme: Theme) -> None:
    assert f"background:{BACKGROUNDS[theme]}".encode() in page(plain_figure(), theme=theme)
