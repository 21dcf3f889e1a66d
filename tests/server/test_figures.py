"""Tests of the route of figures: any chart of any view, made for the width that is asked for, with the colours of both themes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.server.client import ask
from tests.server.test_routes import HOSTILE, VIEWS, without_data
from timeline.charts import CHARTS, Request
from timeline.exports.citation import source_line
from timeline.exports.safety import file_name
from timeline.figures.style import template
from timeline.filters import from_query
from timeline.repository import Dataset
from timeline.server.application import middleware, routes
from timeline.server.figures import NARROWEST, WIDEST, clamped, edition
from timeline.server.store import store


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_had_as_a_figure(app: Starlette, served: Path, chart: str) -> None:
    answer = ask(app, f"/figure/{chart}.json?width=700")
    found = answer.json()
    assert (answer.status, answer.headers["content-type"], answer.headers["cache-control"]) == (200, "application/json", "no-cache")
    assert list(found) == ["figure", "templates", "land", "alt", "link", "file_name"]
    assert found["templates"] == {theme: json.loads(json.dumps(template(theme))) for theme in ("light", "dark")}
    assert set(found["land"]["light"]) == set(found["land"]["dark"]) == {"fill", "line", "disputed"}
    assert found["figure"]["layout"]["meta"]["alt"] == found["alt"]
    assert found["file_name"] == file_name(f"{chart} {found['alt']}")
    assert not found["figure"]["layout"].get("template")


def test_a_browser_may_keep_a_figure_of_the_data_and_day_that_it_names(app: Starlette, served: Path) -> None:
    named = edition(store().current(), datetime.now(UTC).date())
    assert ask(app, f"/figure/map.json?edition={named}").headers["cache-control"] == "public, max-age=86400"
    for old in (f"{named}x", named[:-1], ""):
        assert ask(app, f"/figure/map.json?edition={old}").headers["cache-control"] == "no-cache"
    tiny.change(served, "events", "2012-deal", title="Another deal")
    store.cache_clear()
    assert ask(app, f"/figure/map.json?edition={named}").headers["cache-control"] == "no-cache", "the data has changed"


@pytest.mark.parametrize("query", VIEWS)
def test_a_figure_is_that_of_its_address_and_width(app: Starlette, dataset: Dataset, query: str) -> None:
    filters, _ = from_query(parse_qs(query))
    figure = CHARTS["timeline"](Request(dataset, filters, datetime.now(UTC).date(), source_line(dataset), 640))
    figure.layout.template = None
    assert ask(app, f"/figure/timeline.json?{query}&width=640").json()["figure"] == json.loads(figure.to_json(validate=False))


def test_a_wider_figure_needs_fewer_lines_for_its_words(app: Starlette, served: Path) -> None:
    narrow, wide = (ask(app, f"/figure/timeline.json?width={width}").json()["figure"]["layout"]["margin"]["t"] for width in (320, 1600))
    assert narrow > wide


@pytest.mark.parametrize(
    ("width", "made"), [("", 1080), ("700", 700), ("1", NARROWEST), ("0", NARROWEST), ("99999999999999", WIDEST), ("-5", 1080), ("7e2", 1080), ("７００", 1080), ("x", 1080)]
)
def test_a_width_is_held_within_bounds(width: str, made: int) -> None:
    assert clamped(width) == made


def test_a_figure_says_the_shortest_address_of_its_view_without_the_open_event(app: Starlette, served: Path) -> None:
    found = ask(app, "/figure/map.json?layer=arms&match=any&event=2012-deal&years=1990-2000&zzz=1&width=500").json()
    assert found["link"] == "map?years=1990-2000&layer=arms"
    assert ask(app, "/figure/timeline.json?search=x").json()["link"] == "?search=x"
    assert ask(app, "/figure/timeline.json").json()["link"] == ""


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_is_answered_with_a_figure_or_a_refusal(app: Starlette, served: Path, query: str) -> None:
    for name in ("timeline", "map"):
        assert ask(app, f"/figure/{name}.json?{query}").status in (200, 414)


@pytest.mark.parametrize("chart", ["nothing", "TIMELINE", "%2e%2e", "timeline.json"])
def test_a_chart_that_does_not_exist_is_told_in_plain_words(app: Starlette, chart: str) -> None:
    answer = ask(app, f"/figure/{chart}.json")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text == f"There is no such chart. Charts: {', '.join(CHARTS)}."


def test_without_data_a_figure_is_503_in_plain_words(app: Starlette, served: Path) -> None:
    without_data(served)
    answer = ask(app, "/figure/timeline.json")
    assert (answer.status, answer.text) == (503, "There is no data to draw; the dashboard says why.")
