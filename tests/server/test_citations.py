"""Tests of the references that the server makes: of every page, in every format, of the view in the address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette

from tests.exports.citations import READERS
from tests.server.client import ask
from timeline.exports.bibliographies import BIBLIOGRAPHIES
from timeline.server.application import middleware, routes
from timeline.server.citations import WHAT
from timeline.server.store import store
from timeline.ui.words import PAGES


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", BIBLIOGRAPHIES)
def test_every_page_can_be_cited_in_every_format(app: Starlette, served: Path, page: str, code: str) -> None:
    answer = ask(app, f"/cite/view/{page}.{code}?category=visit", host="dashboard.example")
    assert (answer.status, answer.headers["content-type"]) == (200, BIBLIOGRAPHIES[code].media)
    assert re.fullmatch(rf'attachment; filename="view-1-visit-event\.{BIBLIOGRAPHIES[code].suffix}"', answer.headers["content-disposition"])
    (entry,) = READERS[code](answer.text)
    assert entry["url"] == f"http://dashboard.example/{'' if page == 'timeline' else page}?category=visit"


@pytest.mark.parametrize("code", BIBLIOGRAPHIES)
def test_the_sources_of_a_view_are_a_bibliography(app: Starlette, served: Path, code: str) -> None:
    answer = ask(app, f"/cite/sources/data.{code}?category=visit")
    assert [entry["url"] for entry in READERS[code](answer.text)] == ["https://example.org/ministry"]


@pytest.mark.parametrize("path", ["view/timeline.docx", "nothing/timeline.text", "view/..%2f.text", "view/<b>.text"])
def test_what_cannot_be_cited_is_told_in_plain_words(app: Starlette, path: str) -> None:
    answer = ask(app, f"/cite/{path}")
    assert answer.status == 404
    if "%2f" not in path:
        assert answer.text == f"There is no such citation. Things to cite: {', '.join(WHAT)}; formats: {', '.join(BIBLIOGRAPHIES)}."


def test_without_data_there_is_nothing_to_cite(app: Starlette, served: Path) -> None:
    (served / "events.csv").write_bytes(b"")
    store.cache_clear()
    answer = ask(app, "/cite/view/timeline.text")
    assert (answer.status, answer.text) == (503, "There is no data to cite; the dashboard says why.")
