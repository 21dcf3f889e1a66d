"""Tests of the route of the dossiers: both formats, charts that are posted, what is refused and why."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.server.client import answer_of, ask
from timeline.exports.dossier import CHARTS
from timeline.exports.drawings import MAX_ELEMENTS
from timeline.server import dossiers
from timeline.server.application import middleware, routes
from timeline.server.store import store

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text>{}</text></svg>'
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40">'
TENFOLD = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
MULTIPLIED = f'{HEAD}<defs><g id="g0"><path d="M0,0"/></g>{TENFOLD}</defs><use href="#g8"/></svg>'


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def posted(**charts: object) -> bytes:
    return json.dumps({"charts": charts}).encode()


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("address", "start"), [("/dossier.pdf?category=visit", b"%PDF-"), ("/dossier.pdf?paper=letter", b"%PDF-"), ("/dossier.html?category=visit&paper=a4", b"<!doctype html>")]
)
def test_a_dossier_comes_as_a_file_with_or_without_charts(app: Starlette, address: str, start: bytes) -> None:
    for method, body in (("GET", b""), ("POST", posted(**{name: {"svg": SVG.format(name), "alt": name} for name in CHARTS}))):
        answer = ask(app, address, method=method, body=body)
        assert (answer.status, answer.content[: len(start)]) == (200, start)
        assert answer.headers["content-disposition"].startswith('attachment; filename="dossier-')


@pytest.mark.usefixtures("served")
def test_the_posted_charts_are_in_it_and_unknown_names_are_not(app: Starlette) -> None:
    text = ask(app, "/dossier.html", method="POST", body=posted(timeline={"svg": SVG.format("drawn here"), "alt": "Alternative"}, other={"svg": SVG.format("not asked for")})).text
    assert "drawn here" in text
    assert 'aria-label="Alternative"' in text
    assert "not asked for" not in text


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"nothing", "The charts cannot be used: Expecting value"), (b"[]", "The charts cannot be used: the body holds no charts"), (b'{"charts": []}', "The charts cannot be used: the body holds no charts"),
        (posted(map={"svg": "<script/>"}), "The charts cannot be used: the picture holds script"), (b"[" + b"[]," * 2_600_000 + b"1]", "The charts cannot be used: the body holds more than charts"),
        (b"{" + b'"":1,' * 1_500_000 + b"}", "The charts cannot be used: the body holds more than charts"), (b'"' + b'\\"' * 3_000_000, "The charts cannot be used: Unterminated string"),
        (b"[" * 990, "The charts cannot be used: "), (b" " * (dossiers.MAX_BODY + 1), "The charts cannot be used: they are larger than 8 MB"),
        (b"[" * 200_000, "The charts cannot be used: the body holds more than charts"), (b'{"charts":' * 200_000, "The charts cannot be used: the body holds more than charts"),
        (posted(map={"svg": HEAD + "<g/>" * MAX_ELEMENTS + "</svg>"}), "The charts cannot be used: the picture holds more than 20,000 elements"),
        (posted(map={"svg": f'{HEAD}<a href="javascript:alert(1)"/></svg>'}), "The charts cannot be used: the picture points to another address"),
        (posted(map={"svg": HEAD + "<g>" * 9_000 + "</g>" * 9_000 + "</svg>"}), "The charts cannot be used: a picture cannot be set"),
        (posted(map={"svg": MULTIPLIED}), "The charts cannot be used: a picture cannot be set"),
        (posted(map={"svg": "\ud800"}), "The charts cannot be used: the picture is not SVG"), (b"\xff", "The charts cannot be used: 'utf-8' codec can't decode"),
    ],
    ids=["no json", "a list", "no charts", "a script", "small lists", "small texts", "an open text", "many brackets", "too large", "nested lists", "nested objects", "many elements", "a link that runs", "a deep picture", "a picture of itself", "half a letter", "no utf-8"],
)  # fmt: skip
def test_charts_that_cannot_be_used_are_refused_with_the_reason(app: Starlette, body: bytes, reason: str) -> None:
    answer = ask(app, "/dossier.pdf", method="POST", body=body)
    assert (answer.status, answer.text.startswith(reason)) == (400, True), answer.text


def test_an_unknown_format_or_paper_is_told_what_there_is(app: Starlette) -> None:
    assert (ask(app, "/dossier.doc").status, ask(app, "/dossier.doc").text) == (404, "There is no such dossier. Formats: pdf, html.")
    assert ask(app, "/dossier.pdf?paper=a0").text == "There is no such paper. Papers: a4, letter."


@pytest.mark.usefixtures("served")
def test_words_for_a_chart_that_no_file_can_hold_are_cleaned(app: Starlette) -> None:
    for kind in dossiers._MEDIA:
        assert ask(app, f"/dossier.{kind}", method="POST", body=posted(map={"svg": SVG.format("a"), "alt": "\ud800\x00\u202e"})).status == 200


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is not set, no dossier is finished."""
    go, real = threading.Event(), dossiers.dossier

    def slow(view: Any) -> Any:
        go.wait(60)
        return real(view)

    monkeypatch.setattr(dossiers, "dossier", slow)
    yield go
    go.set()


@pytest.mark.usefixtures("served")
def test_a_few_dossiers_may_wait_and_more_are_asked_to_come_again_while_the_rest_is_answered(held: threading.Event) -> None:
    app = Starlette(routes=routes(), middleware=middleware())

    async def crowd() -> None:
        waiting = [asyncio.create_task(answer_of(app, "/dossier.html")) for _ in range(dossiers.AT_ONCE + dossiers.MOST_WAITING)]
        await asyncio.sleep(0.2)
        refused = await answer_of(app, "/dossier.html")
        assert (refused.status, refused.headers["retry-after"], refused.text) == (503, "30", "Several dossiers are being made. Try again in half a minute.")
        assert (await answer_of(app, "/healthz")).status == 200
        assert (await answer_of(app, "/")).status == 200
        held.set()
        assert [answer.status for answer in await asyncio.gather(*waiting)] == [200] * len(waiting)
        assert (await answer_of(app, "/dossier.html")).status == 200

    asyncio.run(crowd())


@pytest.mark.usefixtures("served")
def test_pictures_are_read_beside_the_other_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    app, started, go, real = Starlette(routes=routes(), middleware=middleware()), threading.Event(), threading.Event(), dossiers.checked

    def slow(svg: str, alt: str) -> Any:
        started.set()
        assert go.wait(60)
        return real(svg, alt)

    monkeypatch.setattr(dossiers, "checked", slow)

    async def both() -> None:
        posting = asyncio.create_task(answer_of(app, "/dossier.html", method="POST", body=posted(map={"svg": SVG.format("a"), "alt": ""})))
        await asyncio.to_thread(started.wait, 60)
        assert (await answer_of(app, "/assets/icon.png")).status == 200
        assert not posting.done()
        go.set()
        assert (await posting).status == 200

    asyncio.run(both())


@pytest.mark.usefixtures("served")
def test_charts_that_do_not_arrive_are_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossiers, "READING_SECONDS", 0.1)
    app = Starlette(routes=routes())
    answer = ask(app, "/dossier.html", method="POST", body=b"{", is_whole=False)
    assert (answer.status, answer.text.startswith("The charts cannot be used: they did not arrive within 0.1 seconds.")) == (400, True)


def test_the_last_dossiers_without_charts_are_kept_as_long_as_data_view_and_address_are_the_same(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, made, real = Starlette(routes=routes()), [], dossiers.dossier
    monkeypatch.setattr(dossiers, "dossier", lambda view: made.append(view) or real(view))
    first = ask(app, "/dossier.html?category=visit").content
    assert ask(app, "/dossier.html?category=visit").content == first
    assert len(made) == 1
    for address, host in (
        ("/dossier.html", "testserver"),
        ("/dossier.pdf", "testserver"),
        ("/dossier.pdf?paper=letter", "testserver"),
        ("/dossier.html?category=visit", "other.example"),
    ):
        ask(app, address, host=host)
    assert len(made) == 5
    ask(app, "/dossier.html?category=visit", method="POST", body=posted(map={"svg": SVG.format("a")}))
    assert len(made) == 6
    tiny.change(served, "events", "1997-visit", summary="Said otherwise.")
    store.cache_clear()
    assert b"Said otherwise." in ask(app, "/dossier.html?category=visit").content


@pytest.mark.usefixtures("served")
def test_only_a_few_dossiers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    app, made, real = Starlette(routes=routes()), [], dossiers.dossier
    monkeypatch.setattr(dossiers, "dossier", lambda view: made.append(view) or real(view))
    for year in range(1990, 1991 + dossiers.KEPT):
        ask(app, f"/dossier.html?years={year}-{year}")
    ask(app, "/dossier.html?years=1991-1991")
    assert len(made) == dossiers.KEPT + 1
    ask(app, "/dossier.html?years=1990-1990")
    assert len(made) == dossiers.KEPT + 2


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(("origin", "status"), [("http://testserver", 200), ("http://evil.example", 403), ("null", 403), ("http://[", 403), ("http://testserver:99", 403)])
def test_no_page_of_another_site_can_have_one_made_by_a_reader(app: Starlette, origin: str, status: int) -> None:
    answer = ask(app, "/dossier.html", method="POST", body=posted(), origin=origin)
    assert answer.status == status
    assert status == 200 or answer.text == "This is for pages of the dashboard."
