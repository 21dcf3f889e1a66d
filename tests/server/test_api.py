"""Tests of the API: every resource, found by being there, says the same as the dashboard, is paged, cached and shared."""

from __future__ import annotations

import csv
import io
import re
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from tests import tiny
from tests.exports.readers import strings
from tests.server.client import Answer, ask
from timeline.filters import Filters, from_query
from timeline.queries.coverage import sources_of
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.server.answers import PROBLEMS
from timeline.server.api.paging import Page, read_paging
from timeline.server.api.resources import RESOURCES
from timeline.server.api.routes import FORMATS, PREFIX
from timeline.server.application import middleware, routes
from timeline.server.guard import MAX_QUERY
from timeline.server.store import store

VIEWS = ["", "category=visit&category=arms", "dyad=AZE-ISR&direction=forward", "years=1993-2005", "search=zzzz", "actors=IRN&match=all", "as_of=2010-03", "scale=count"]
every_resource = pytest.mark.parametrize("name", RESOURCES)
every_answer = pytest.mark.parametrize(("name", "form"), [(name, form) for name, form in product(RESOURCES, FORMATS) if form != "geojson" or RESOURCES[name].features])


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def get(app: Starlette, name: str, query: str = "", **more: str) -> Answer:
    return ask(app, f"{PREFIX}/{name}?{query}" if query else f"{PREFIX}/{name}", **more)  # type: ignore[arg-type]


def is_problem(answer: Answer, name: str) -> dict[str, Any]:
    status, title = PROBLEMS[name]
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    said = answer.json()
    assert (said["status"], said["title"]) == (status, title)
    assert said["type"].endswith(f"api#{name}")
    assert said["detail"]
    return said


def links(answer: Answer) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]+)>; rel="([a-z]+)"', answer.headers["link"])}


def every_page(app: Starlette, name: str, query: str) -> list[dict[str, Any]]:
    """Return what the API answers page by page, the largest pages it gives."""
    first = get(app, name, f"{query}&per_page=1000".lstrip("&")).json()
    return [first, *(get(app, name, f"{query}&per_page=1000&page={page}".lstrip("&")).json() for page in range(2, -(-first["total"] // 1000) + 1))]


def path_of(url: str) -> str:
    return url.removeprefix("http://testserver")


@pytest.mark.parametrize("query", VIEWS)
def test_the_events_are_those_that_the_dashboard_shows(app: Starlette, dataset: Dataset, query: str) -> None:
    filters, _ = from_query(parse_qs(query))
    pages = every_page(app, "events", query)
    assert [row["event_id"] for found in pages for row in found["data"]] == select(dataset, filters)["event_id"].tolist()
    assert {found["total"] for found in pages} == {len(select(dataset, filters))}


@pytest.mark.parametrize("query", VIEWS[:5])
def test_the_sources_are_those_that_the_view_cites(app: Starlette, dataset: Dataset, query: str) -> None:
    cited = sources_of(dataset, select(dataset, from_query(parse_qs(query))[0]))
    found = get(app, "sources", f"{query}&per_page=1000".lstrip("&")).json()
    assert found["total"] == len(cited)
    counts = dict(zip(cited["source_id"], cited["events"], strict=True))
    assert all(row["events"] == counts[row["source_id"]] for row in found["data"])


@every_answer
@pytest.mark.parametrize("query", VIEWS)
def test_every_resource_answers_every_view_in_every_format(app: Starlette, name: str, form: str, query: str) -> None:
    answer = get(app, name, f"{query}&format={form}".lstrip("&"))
    assert (answer.status, answer.headers["content-type"]) == (200, FORMATS[form])
    assert answer.headers["x-total-count"].isdigit()


@every_resource
def test_the_rows_of_csv_are_those_of_json(app: Starlette, served: Path, name: str) -> None:
    rows = get(app, name).json()["data"]
    cells = list(csv.DictReader(io.StringIO(get(app, name, "format=csv").text, newline="")))
    assert [field.name for field in RESOURCES[name].fields] == list(cells[0])
    for row, cell in zip(rows, cells, strict=True):
        assert {field: text for field, text in cell.items() if text} == {field: ";".join(value) if isinstance(value, list) else str(value) for field, value in row.items()}


@every_resource
def test_every_row_is_as_it_is_described(app: Starlette, name: str) -> None:
    described = ask(app, f"{PREFIX}/openapi.json").json()
    validator = Draft202012Validator(described["components"]["schemas"][name])
    rows = get(app, name, "per_page=300").json()["data"]
    assert rows
    for row in rows:
        assert [error.message for error in validator.iter_errors(row)] == []


@pytest.mark.parametrize("name", [name for name, resource in RESOURCES.items() if resource.features])
def test_rows_with_a_place_are_features(app: Starlette, name: str) -> None:
    pages = every_page(app, name, "format=geojson")
    assert {found["type"] for found in pages} == {"FeatureCollection"}
    assert sum(len(found["features"]) + found["without_place"] for found in pages) == pages[0]["total"]
    for feature in (feature for found in pages for feature in found["features"]):
        pairs = feature["geometry"]["coordinates"] if feature["geometry"]["type"] == "LineString" else [feature["geometry"]["coordinates"]]
        assert all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude in pairs)


def test_representation_is_that_of_the_day_and_of_the_sides_asked_for(app: Starlette) -> None:
    def missions(query: str) -> set[tuple[str, str, int]]:
        return {(row["sender"], row["receiver"], row["level"]) for row in get(app, "representation", f"{query}&per_page=1000").json()["data"]}

    assert missions("dyad=AZE-ISR&as_of=2010") == {("ISR", "AZE", 3)}
    assert missions("dyad=AZE-ISR&as_of=2026-06-30") == {("ISR", "AZE", 3), ("AZE", "ISR", 3)}
    assert missions("dyad=AZE-ISR&direction=forward&as_of=2026-06-30") == {("AZE", "ISR", 3)}
    assert all("IRN" in (sender, receiver) for sender, receiver, _ in missions("actors=IRN"))
    assert missions("actors=AZE&actors=ISR&match=all") == {("ISR", "AZE", 3), ("AZE", "ISR", 3)}
    assert missions("as_of=1900") == set()


def test_relations_sum_the_events_behind_them(app: Starlette, served: Path) -> None:
    rows = get(app, "relations", "dyad=AZE-ISR").json()["data"]
    assert [(row["first"], row["second"], row["year"], row["events"], row["event_ids"]) for row in rows] == [
        ("AZE", "ISR", 1992, 1, ["1992-relations"]),
        ("AZE", "ISR", 1993, 1, ["1993-embassy"]),
        ("AZE", "ISR", 1997, 1, ["1997-visit"]),
        ("AZE", "ISR", 2012, 1, ["2012-deal"]),
    ]
    assert [row["total"] for row in get(app, "relations", "dyad=AZE-ISR&scale=count").json()["data"]] == [1, 1, 1, 1]


def test_actors_are_counted_by_their_part(app: Starlette, served: Path) -> None:
    rows = {row["code"]: row for row in get(app, "actors").json()["data"]}
    assert {name: rows["ISR"][name] for name in ("events", "as_actor", "as_recipient", "as_other")} == {"events": 4, "as_actor": 4, "as_recipient": 0, "as_other": 0}
    assert (rows["IRN"]["as_other"], "SUN" in rows) == (1, False)


def test_walking_the_pages_finds_every_row_once(app: Starlette, dataset: Dataset) -> None:
    answer, seen = get(app, "events", "category=visit&per_page=50"), []
    while True:
        seen += [row["event_id"] for row in answer.json()["data"]]
        if "next" not in links(answer):
            break
        assert answer.json()["links"]["next"] == links(answer)["next"]
        answer = ask(app, path_of(links(answer)["next"]))
    assert seen == select(dataset, Filters(category=("visit",)))["event_id"].tolist()
    assert "first" in links(answer)
    assert ask(app, path_of(links(answer)["prev"])).json()["page"] == answer.json()["page"] - 1


@pytest.mark.parametrize(
    ("total", "number", "names"), [(0, 1, {"self", "first", "last"}), (101, 1, {"self", "first", "next", "last"}), (101, 2, {"self", "first", "prev", "last"})]
)
def test_a_page_names_those_beside_it(total: int, number: int, names: set[str]) -> None:
    assert set(Page(number, 100, total).links("http://x/", {})) == names


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", "", "٣", "9" * 30, "1e3"])
@pytest.mark.parametrize(("name", "most"), [("page", "1,000,000"), ("per_page", "1,000")])
def test_a_page_that_is_no_number_is_told(name: str, most: str, text: str) -> None:
    assert read_paging({name: [text]})[2] == (f"{name}={text}: is not a whole number from 1 to {most}.",)


def test_a_page_after_the_last_is_a_problem(app: Starlette, served: Path) -> None:
    assert is_problem(get(app, "events", "page=2"), "no-such-page")["detail"] == "There is no page 2; the last is 1."
    assert get(app, "events", "search=zzzz").json()["data"] == []


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("colour=red", "colour: is not a part of an address here."),
        ("category=vsit", "category=vsit: is not a known category."),
        ("actors=XXX", "actors=XXX: is not an actor of this data."),
        ("years=2005-1993", "years=2005-1993: begins after it ends; read the other way round."),
        ("format=xml", "format=xml: is not one of json, csv, geojson."),
        ("per_page=5000", "per_page=5000: is not a whole number from 1 to 1,000."),
        ("page=1&page=1", "page=1: stands twice."),
        ("search=a&search=b", "search=a: stands twice; the last one counts."),
    ],
)
def test_what_cannot_be_read_is_refused_and_not_passed_over(app: Starlette, served: Path, query: str, error: str) -> None:
    assert is_problem(get(app, "events", query), "bad-parameter")["errors"] == [error]


def test_a_table_without_places_is_no_map(app: Starlette, served: Path) -> None:
    assert is_problem(get(app, "sources", "format=geojson"), "bad-parameter")["errors"] == ["format=geojson: sources have no place on a map."]


@pytest.mark.parametrize("query", ["%%%&=&&&=a", "%ff%fe=%00", "search=%00%ff%0d%0aX:1", "category=<script>", "x=" + "A" * 5_000, "page=1&page=2"])
def test_a_hostile_query_is_answered_or_refused(app: Starlette, served: Path, query: str) -> None:
    answer = get(app, "events", query)
    assert answer.status in (200, 400)
    assert not re.search("<script", answer.text)


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v2/events", "/api/v1/events/1", "/api/v1/events.csv"])
def test_an_address_without_a_resource_is_a_problem(app: Starlette, path: str) -> None:
    assert "Resources: events, sources" in is_problem(ask(app, path), "not-found")["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(app: Starlette, method: str) -> None:
    answer = ask(app, f"{PREFIX}/events", method=method)
    is_problem(answer, "read-only")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_an_address_that_is_too_long_is_a_problem(app: Starlette) -> None:
    is_problem(get(app, "events", "a" * (MAX_QUERY + 1)), "too-long")


@pytest.mark.parametrize("path", [*(f"{PREFIX}/{name}" for name in RESOURCES), "/feed.ics", "/feed.atom", "/sitemap.xml"])
def test_without_data_there_is_a_problem_without_a_path(app: Starlette, served: Path, path: str) -> None:
    (served / "events.csv").write_bytes(b"")
    store.cache_clear()
    answer = ask(app, path)
    is_problem(answer, "no-data")
    assert str(served) not in answer.text


@every_answer
def test_who_has_the_answer_is_not_sent_it_again(app: Starlette, served: Path, name: str, form: str) -> None:
    first = get(app, name, f"format={form}")
    tag = first.headers["etag"]
    assert re.fullmatch(r'W/"[0-9a-f]{24}"', tag)
    assert "max-age" in first.headers["cache-control"]
    for sent in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
        again = get(app, name, f"format={form}", if_none_match=sent)
        assert (again.status, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(app, name, f"format={form}", if_none_match='"other"').status == 200


def test_a_changed_row_changes_the_tag(app: Starlette, served: Path) -> None:
    store().interval = 0
    before = get(app, "events").headers["etag"]
    tiny.change(served, "events", "1997-visit", title="Another title")
    assert get(app, "events").headers["etag"] != before


@pytest.mark.parametrize("path", [f"{PREFIX}/events", f"{PREFIX}/nothing", f"{PREFIX}/openapi.json", "/feed.ics", "/feed.atom"])
def test_every_site_may_read(app: Starlette, path: str) -> None:
    answer = ask(app, path, origin="https://other.example")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    preflight = ask(app, path, method="OPTIONS", origin="https://other.example", access_control_request_method="GET")
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert preflight.headers["access-control-allow-headers"] == "If-None-Match"


def test_the_dashboard_itself_is_not_shared(app: Starlette) -> None:
    assert "access-control-allow-origin" not in ask(app, "/", origin="https://other.example").headers


@pytest.mark.parametrize("host", ["[", "<script>", "evil.example", 'a"b'])
def test_a_hostile_host_runs_nothing(app: Starlette, served: Path, host: str) -> None:
    for path in ("/api", f"{PREFIX}/events", "/feed.atom", "/robots.txt", "/sitemap.xml", "/"):
        answer = ask(app, path, host=host)
        assert answer.status in (200, 400)
        assert "http://<script>" not in answer.text
        assert 'href="http://a"b' not in answer.text


def test_hostile_text_of_the_data_is_only_text(app: Starlette, served: Path) -> None:
    tiny.change(served, "events", "1997-visit", title="</script><b>=1+1", summary="=HYPERLINK(1)")
    assert "<" not in get(app, "events").text
    assert '"\'=HYPERLINK(1)"' in get(app, "events", "format=csv").text
    assert "</script><b>=1+1" in list(strings(get(app, "events").json()))
