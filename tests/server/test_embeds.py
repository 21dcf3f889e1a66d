"""Tests of the embeds: a small page for each chart with the view of its address, and that alone may stand in a frame of another page."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.server.client import Answer, ask
from tests.server.test_routes import HOSTILE, without_data
from timeline.charts import CHARTS, PAGE_OF
from timeline.server.application import SCRIPT, middleware, routes
from timeline.server.embeds import OPEN_WORDS
from timeline.server.files import served_files
from timeline.ui.words import PAGES

VIEWS = SCRIPT.parent / "views"
WITHOUT_CHART = sorted(set(PAGES) - set(PAGE_OF.values()))


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def about(answer: Answer) -> dict[str, str]:
    return json.loads(html.unescape(re.search(r'data-about="([^"]*)"', answer.text)[1]))


def policy(answer: Answer) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_has_an_embed_that_leads_back_to_its_page(app: Starlette, served: Path, chart: str) -> None:
    answer = ask(app, f"/embed/{chart}?category=visit&match=any&event=2012-deal&zzz=1&theme=dark")
    page = "./" if PAGE_OF[chart] == "timeline" else PAGE_OF[chart]
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert about(answer) == {"chart": chart, "query": "category=visit", "page": f"{page}?category=visit", "theme": "dark"}
    assert f'<a href="{page}?category=visit" target="_blank" rel="noopener">{OPEN_WORDS}: Tiny timeline</a>' in answer.text


def test_an_embed_is_small_and_asks_for_files_of_ours_alone(app: Starlette) -> None:
    answer = ask(app, "/embed/timeline")
    assert len(answer.content) < 40_000
    asked = set(re.findall(r'(?:src|href)="(assets/[^"]+)"', answer.text))
    assert {path.removeprefix("assets/") for path in asked} <= set(served_files())
    assert re.findall(r"(?:src|href)=[\"'](?:https?:)?//[^\"']*", answer.text) == []
    assert re.findall(r"<script>", answer.text) == [], "no script stands in the page itself"


@pytest.mark.parametrize("path", ["/embed/map", "/embed/timeline?theme=light", "/map?embed=true"])
def test_any_page_may_frame_an_embed(app: Starlette, path: str) -> None:
    parts = policy(ask(app, path))
    assert (parts["frame-ancestors"], parts["script-src"], parts["connect-src"], parts["base-uri"]) == ("*", "'self'", "'self'", "'self'")


@pytest.mark.parametrize("path", ["/", "/map", "/map?embed=false", "/map?embed=", "/stories?embed=true", "/download/map.html", "/figure/map.json", "/embed", "/healthz"])
def test_nothing_else_may_be_framed_elsewhere(app: Starlette, path: str) -> None:
    assert policy(ask(app, path))["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("page", sorted(set(PAGE_OF.values())))
def test_a_page_asked_as_an_embed_gives_its_first_chart_with_the_view(app: Starlette, page: str) -> None:
    first = re.search(r'\bchart\(dataset, filters, "([^"]+)"', (VIEWS / f"{page}.py").read_text("utf-8"))[1]
    path = "/" if page == "timeline" else f"/{page}"
    answer = ask(app, f"{path}?embed=true&search=%C9%99&category=visit&category=arms")
    assert (answer.status, answer.headers["location"]) == (307, f"./embed/{first}?search=%C9%99&category=visit&category=arms")
    assert ask(app, f"{path}?embed=true").headers["location"] == f"./embed/{first}"


def test_a_page_without_a_chart_stays_what_it_is(app: Starlette) -> None:
    assert WITHOUT_CHART
    for page in WITHOUT_CHART:
        assert ask(app, f"/{page}?embed=true").status == 200


@pytest.mark.parametrize("theme", ["", "blue", "<script>", '"><script>', "light"])
def test_a_theme_is_one_of_two_or_the_readers(app: Starlette, served: Path, theme: str) -> None:
    answer = ask(app, f"/embed/timeline?theme={theme}")
    assert about(answer)["theme"] == (theme if theme == "light" else "")
    assert ('data-theme="' in answer.text) == (theme == "light")


@pytest.mark.parametrize("query", [*HOSTILE, "embed=true&embed=true"], ids=range(len(HOSTILE) + 1))
def test_a_hostile_address_is_answered_with_an_embed_or_a_refusal(app: Starlette, served: Path, query: str) -> None:
    answer = ask(app, f"/embed/map?{query}")
    assert answer.status in (200, 414)
    assert "<script>alert" not in answer.text
    assert ask(app, f"/map?embed=true&{query}").status in (307, 414)


def test_a_hostile_title_of_the_data_does_not_break_out(app: Starlette, served: Path) -> None:
    (served / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"title": "</title><script>alert(1)</script>"}))
    assert "<script>alert(1)" not in ask(app, "/embed/timeline").text


@pytest.mark.parametrize("chart", ["nothing", "TIMELINE", "%2e%2e"])
def test_a_chart_that_does_not_exist_is_told_in_plain_words(app: Starlette, chart: str) -> None:
    answer = ask(app, f"/embed/{chart}")
    assert (answer.status, answer.text) == (404, f"There is no such chart. Charts: {', '.join(CHARTS)}.")


def test_without_data_an_embed_is_503_in_plain_words(app: Starlette, served: Path) -> None:
    without_data(served)
    answer = ask(app, "/embed/timeline")
    assert (answer.status, answer.text) == (503, "There is no data to draw; the dashboard says why.")
