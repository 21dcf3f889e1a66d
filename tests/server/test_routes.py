"""Tests of the routes and the guard: health, files, downloads of every chart in every format, refusals in plain words, headers."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import threading
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipResponder

from tests import tiny
from tests.exports.readers import READERS
from tests.server.client import answer_of, ask
from timeline.charts import CHARTS, NUMBERS_OF, WHOLE, Request
from timeline.exports.formats import FORMATS
from timeline.exports.pages import ids_behind
from timeline.filters import Filters, from_query
from timeline.queries.selection import select
from timeline.repository import Dataset, Store
from timeline.server.application import middleware, routes
from timeline.server.guard import HIDDEN, MAX_QUERY
from timeline.server.store import store

HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")
NOWHERE = ask(Starlette(routes=routes()), "/download/nothing.nothing").text
KINDS = [name.strip() for name in NOWHERE.rpartition("formats: ")[2].rstrip(".").split(",")]
VIEWS = ["", "category=visit&category=arms", "dyad=AZE-ISR&direction=forward&layer=all", "years=1993-2005&lanes=dyad", "search=zzzz", "search=(a%2B)%2B%24&lanes=country"]
HOSTILE = [
    "%%%&=&&&=a", "%ff%fe=%00", "search=%00%ff%0d%0aX:1", "category=<script>alert(1)</script>", "event=../../etc/passwd", "years=9999-0001", "as_of=0001", "as_of=9999-12-31",
    "as_of=201X&layer=arms", "years=0001-0002", "years=9998-9999", "actors=" + "A" * 5_000, "&".join(f"a{number}=1" for number in range(1_001)), "search=" + "(" * 5_000,
]  # fmt: skip


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def without_data(folder: Path) -> None:
    (folder / "events.csv").write_bytes(b"")
    store.cache_clear()


def test_the_formats_are_found_in_what_the_server_says() -> None:
    assert ["html", *FORMATS, "numbers"] == KINDS


def test_health_says_that_there_is_data_and_which(app: Starlette, dataset: Dataset) -> None:
    answer = ask(app, "/healthz")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json() == {"status": "ok", "version": dataset.version, "digest": dataset.digest, "events": len(dataset["events"])}


def test_health_is_503_without_data_and_says_why_without_a_path(app: Starlette, served: Path) -> None:
    without_data(served)
    answer = ask(app, "/healthz")
    assert (answer.status, answer.json()["status"]) == (503, "no data")
    assert answer.json()["problems"] == ["events.csv: the file is empty. Restore it, or write at least the header line."]
    assert str(served) not in answer.text


def test_health_says_since_when_newer_files_are_bad(app: Starlette, served: Path) -> None:
    store().interval = 0
    assert ask(app, "/healthz").json()["status"] == "ok"
    (served / "events.csv").write_bytes(b"")
    ask(app, "/healthz")
    answer = ask(app, "/healthz")
    assert (answer.status, answer.json()["status"], answer.json()["events"]) == (200, "stale", 5)
    assert answer.json()["since"].endswith("UTC")


@pytest.mark.parametrize("kind", KINDS[:-1])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_can_be_had_in_every_format(app: Starlette, served: Path, chart: str, kind: str) -> None:
    answer = ask(app, f"/download/{chart}.{kind}")
    suffix = FORMATS[kind].suffix if kind in FORMATS else kind
    assert answer.status == 200
    assert re.fullmatch(rf'attachment; filename="{chart}-[a-z0-9-]{{1,60}}\.{suffix}"', answer.headers["content-disposition"])
    assert len(answer.content) > 200


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_that_computes_gives_its_numbers_and_others_say_which_do(app: Starlette, served: Path, chart: str) -> None:
    answer = ask(app, f"/download/{chart}.numbers")
    if chart in NUMBERS_OF:
        assert (answer.status, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
        assert answer.headers["content-disposition"].endswith('.csv"')
    else:
        assert (answer.status, answer.text) == (404, f"This chart has no numbers of its own. Charts that have: {', '.join(NUMBERS_OF)}.")


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("query", VIEWS)
def test_a_download_holds_the_rows_of_its_address(app: Starlette, dataset: Dataset, query: str, kind: str) -> None:
    filters, _ = from_query(parse_qs(query))
    read, shown = READERS[kind]
    answer = ask(app, f"/download/timeline.{kind}?{query}")
    assert answer.headers["content-type"] == FORMATS[kind].media
    assert list(read(answer.content).titles) == shown(select(dataset, filters))["event_id"].tolist()


OF_TABLES = [
    Filters(),
    Filters(dyad=("AZE", "ISR"), category=("visit",), years=(2010, 2016)),
    Filters(dyad=("AZE", "ISR"), direction="back", type=("contract", "delivery", "disclosed"), importance=("1", "2")),
    Filters(actors=("IRN", "ISR"), match="all", status=("denied", "reported")),
    Filters(search="zzzz"),
]


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("filters", OF_TABLES, ids=range(len(OF_TABLES)))
def test_a_table_beside_a_chart_holds_what_the_chart_draws(app: Starlette, dataset: Dataset, chart: str, filters: Filters) -> None:
    own = set(select(dataset, filters)["event_id"])
    figure = CHARTS[chart](Request(dataset, filters, datetime.now(UTC).date(), ""))
    drawn = ids_behind(figure)
    expected = own if chart in WHOLE or not (drawn or figure.layout.meta["is_empty"]) else drawn
    said = ask(app, f"/download/{chart}.json?{urlencode(filters.to_query(), doseq=True)}").json()
    assert {event["event_id"] for event in said["events"]} == expected
    assert said["about"]["view"].endswith(f"; here the {len(expected):,} that the chart draws") == (expected != own)


@pytest.mark.parametrize("query", VIEWS)
def test_the_chart_of_any_view_can_be_had(app: Starlette, query: str) -> None:
    assert all(ask(app, f"/download/{chart}.html?{query}").status == 200 for chart in ("timeline", "map"))


def test_a_download_leads_back_to_its_view(app: Starlette, served: Path) -> None:
    answer = ask(app, "/download/map.json?layer=arms&years=1990-2000&zzz=1", host="dashboard.example:8501")
    assert answer.json()["about"]["link"] == "http://dashboard.example:8501/map?years=1990-2000&layer=arms"


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_address_is_answered_with_a_file_or_a_refusal(app: Starlette, served: Path, query: str) -> None:
    for name in ("timeline.csv", "timeline.html", "map.html"):
        assert ask(app, f"/download/{name}?{query}").status in (200, 414)


def test_a_file_name_made_from_a_search_is_harmless(app: Starlette, served: Path) -> None:
    answer = ask(app, "/download/timeline.csv?search=../../a%22%0d%0aX:1")
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,60}\.csv"', answer.headers["content-disposition"])
    assert "x" not in answer.headers


@pytest.mark.parametrize("host", ["[", "[::1", "a b", "<script>", "evil.example", ""])
def test_a_hostile_host_is_no_error_and_is_not_run(app: Starlette, served: Path, host: str) -> None:
    answer = ask(app, "/download/timeline.html", host=host)
    assert answer.status in (200, 400)
    assert host != "evil.example" or host in answer.text, "the host is in the file"


@pytest.mark.parametrize("path", ["/", "/map?event=1997-visit", "/download/timeline.html", "/dossier.html", "/feed.atom", "/sitemap.xml", "/api", "/embed/map"])
@pytest.mark.parametrize("host", ["<b>host</b>", '"onload="host()', "'><i>host"])
def test_a_host_appears_in_markup_only_escaped(app: Starlette, served: Path, path: str, host: str) -> None:
    answer = ask(app, path, host=host)
    assert answer.status in (200, 400)
    assert host not in answer.text


@pytest.mark.parametrize("path", ["timeline.pdf", "nothing.csv", "timeline.CSV", "%2e%2e.csv", "timeline.csv.html"])
def test_a_download_that_does_not_exist_is_told_in_plain_words(app: Starlette, path: str) -> None:
    answer = ask(app, f"/download/{path}")
    assert (answer.status, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text == f"There is no such download. Charts: {', '.join(CHARTS)}; formats: {', '.join(KINDS)}."


@pytest.mark.parametrize("kind", KINDS)
def test_without_data_a_download_is_503_in_plain_words(app: Starlette, served: Path, kind: str) -> None:
    without_data(served)
    answer = ask(app, f"/download/coverage.{kind}")
    assert (answer.status, answer.text) == (503, "There is no data to download; the dashboard says why.")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_a_download_can_only_be_read(app: Starlette, method: str) -> None:
    assert ask(app, "/download/timeline.csv", method=method).status == 405


@pytest.mark.parametrize("path", ["/download/timeline.csv", "/healthz", "/", "/assets/plotly.min.js", "/assets/nothing", "/download/nothing.csv", "/_stcore/metrics"])
def test_every_answer_carries_the_headers_of_the_guard(app: Starlette, path: str) -> None:
    headers = ask(app, path).headers
    assert all(headers.get(name) for name in HEADERS)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_names_no_other_host_and_allows_no_stray_script(app: Starlette) -> None:
    parts = dict(part.strip().split(" ", 1) for part in ask(app, "/").headers["content-security-policy"].split(";"))
    assert "http" not in " ".join(parts.values())
    assert "*" not in " ".join(parts.values())
    assert "unsafe" not in parts["script-src"]
    assert (parts["default-src"], parts["object-src"], parts["frame-ancestors"]) == ("'self'", "'none'", "'self'")


@pytest.mark.parametrize("path", ["/", "/healthz", "/download/timeline.csv", "/map", "/_stcore/health"])
def test_a_query_of_the_limit_passes_and_a_longer_one_is_refused(app: Starlette, path: str) -> None:
    assert ask(app, f"{path}?{'a' * MAX_QUERY}").status != 414
    answer = ask(app, f"{path}?{'a' * (MAX_QUERY + 1)}")
    assert (answer.status, answer.text) == (414, "This address is too long. Open the dashboard without it.")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", [path + rest for path in HIDDEN for rest in ("", "/", "/anything")])
def test_pages_about_the_server_and_uploads_are_hidden(app: Starlette, path: str, method: str) -> None:
    answer = ask(app, path, method=method, body=b"x" * 1_000)
    assert (answer.status, answer.text) == (404, "There is nothing here.")


@pytest.mark.parametrize("path", ["/", "/map", "/data", "/any-other"])
def test_a_page_is_answered_with_the_start_page_and_the_title_of_the_data(app: Starlette, dataset: Dataset, path: str) -> None:
    answer = ask(app, path)
    assert (answer.status, answer.headers["content-type"], answer.headers["cache-control"]) == (200, "text/html; charset=utf-8", "no-cache")
    assert f"<title>{dataset.title}</title>" in answer.text


def test_the_name_of_the_first_page_leads_to_its_plain_address_with_the_view(app: Starlette) -> None:
    answer = ask(app, "/timeline?years=1993-2005&lanes=dyad")
    assert (answer.status, answer.headers["location"]) == (307, "./?years=1993-2005&lanes=dyad")


def test_an_address_of_very_many_parts_is_refused(app: Starlette) -> None:
    assert ask(app, "/?" + "&".join(f"a{number}=1" for number in range(1_001))).status == 414


def test_the_start_page_opens_without_data_too(app: Starlette, served: Path) -> None:
    without_data(served)
    assert ask(app, "/").status == 200


def test_the_data_are_read_beside_the_other_answers(app: Starlette, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started, go, real = threading.Event(), threading.Event(), Store.current

    def slow(self: Store) -> Dataset:
        started.set()
        assert go.wait(60)
        return real(self)

    monkeypatch.setattr(Store, "current", slow)

    async def both() -> None:
        opening = asyncio.create_task(answer_of(app, "/map"))
        await asyncio.to_thread(started.wait, 60)
        assert (await answer_of(app, "/assets/icon.png")).status == 200
        assert not opening.done()
        go.set()
        assert (await opening).status == 200

    asyncio.run(both())


def test_a_large_answer_is_packed_in_a_thread(app: Starlette, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads, real = [], GZipResponder._compress_body

    def noted(self: GZipResponder, body: bytes, more_body: bool) -> bytes:
        threads.append((len(body), threading.current_thread().name))
        return real(self, body, more_body)

    monkeypatch.setattr(GZipResponder, "_compress_body", noted)
    assert ask(app, "/download/map.html", accept_encoding="gzip").headers["content-encoding"] == "gzip"
    ((size, name),) = threads
    assert size > 1_000_000
    assert "worker" in name


def test_a_hostile_title_of_the_data_does_not_break_out_of_the_start_page(app: Starlette, served: Path) -> None:
    (served / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"title": "</title><script>alert(1)</script>"}))
    assert "<script>alert(1)" not in ask(app, "/").text


def test_the_start_page_names_no_other_host(app: Starlette) -> None:
    assert re.findall(r"(?:src|href)=[\"'](?:https?:)?//[^\"']*", ask(app, "/").text) == []


def test_every_inline_script_of_the_start_page_may_run(app: Starlette) -> None:
    answer = ask(app, "/")
    for script in re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in answer.headers["content-security-policy"]


def test_our_files_are_served_with_their_type_and_for_long(app: Starlette) -> None:
    answer = ask(app, "/assets/plotly.min.js")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["nothing.js", "../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "/etc/passwd", "%00", "....//app.py", "ui-0000000000/card.js", ""])
def test_nothing_but_our_files_is_served(app: Starlette, path: str) -> None:
    answer = ask(app, f"/assets/{path}")
    assert (answer.status, answer.text) == (404, "There is no such file.")


def test_large_answers_are_packed_for_who_can_unpack_them(app: Starlette, served: Path) -> None:
    packed, plain = ask(app, "/download/timeline.json", accept_encoding="gzip"), ask(app, "/download/timeline.json")
    assert (packed.headers.get("content-encoding"), plain.headers.get("content-encoding")) == ("gzip", None)
    assert packed.json()["events"] == plain.json()["events"]
