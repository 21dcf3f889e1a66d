"""Tests of the route of the dossiers: both formats, charts that are posted, what is refused and why."""

from __future__ import annotations

import json

import pytest
from starlette.applications import Starlette

from tests.server.client import ask
from timeline.exports.dossier import CHARTS
from timeline.server import dossiers
from timeline.server.application import middleware, routes

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text>{}</text></svg>'


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
        (posted(map={"svg": "<script/>"}), "The charts cannot be used: the picture holds script"), (b" " * (dossiers.MAX_BODY + 1), "The charts cannot be used: they are larger than 16 MB"),
    ],
    ids=["no json", "a list", "no charts", "a script", "too large"],
)  # fmt: skip
def test_charts_that_cannot_be_used_are_refused_with_the_reason(app: Starlette, body: bytes, reason: str) -> None:
    answer = ask(app, "/dossier.pdf", method="POST", body=body)
    assert (answer.status, answer.text.startswith(reason)) == (400, True), answer.text


def test_an_unknown_format_or_paper_is_told_what_there_is(app: Starlette) -> None:
    assert (ask(app, "/dossier.doc").status, ask(app, "/dossier.doc").text) == (404, "There is no such dossier. Formats: pdf, html.")
    assert ask(app, "/dossier.pdf?paper=a0").text == "There is no such paper. Papers: a4, letter."
