"""Tests of the choice of a thread: what it offers, what it shows as chosen, what it writes into the address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from tests.ui.conftest import Open
from timeline.server.store import store

OFFERED = "The embassies · 2 events, 1993–1995"


@pytest.fixture
def threaded(served: Path) -> Path:
    """The tiny folder with a thread of two events, and one of three."""
    tiny.add(served, "threads", "embassies", thread_id="deals", title="The deals", label="Deals")
    tiny.add(served, "events", "1993-embassy", event_id="1995-embassy", start="1995", step="closed", type="embassy_closed", title="It closes")
    for year in ("2013", "2014", "2015"):
        tiny.add(served, "events", "2012-deal", event_id=f"{year}-deal", start=year, title=f"A deal of {year}", thread_id="deals", step="signed")
    store.cache_clear()
    return served


def test_no_choice_where_no_thread_has_two_events(open_page: Open) -> None:
    assert not open_page("threads", search="zzzz").app.selectbox


def test_threads_are_offered_with_number_and_years_those_with_most_first(open_page: Open, threaded: Path) -> None:
    (box,) = open_page("threads").app.selectbox
    assert list(box.options) == ["Deals · 3 events, 2013–2015", OFFERED]


def test_the_chart_shows_the_thread_that_the_choice_shows(open_page: Open, threaded: Path) -> None:
    page = open_page("threads", thread="embassies")
    assert page.app.selectbox[0].value == "embassies"
    assert page.figure()["alt"].startswith("Path of a thread: The embassies. 2 steps")


def test_a_choice_becomes_part_of_the_address_and_of_the_page(open_page: Open, threaded: Path) -> None:
    page = open_page("threads", category="representation")
    assert page.app.selectbox[0].value == "embassies", "the leading thread of what is in view"
    page.app.selectbox[0].set_value("deals").run()
    assert page.app.query_params["thread"] == "deals"
    assert page.app.query_params["category"] == "representation"
    assert "The deals" in page.figure()["alt"]
    assert not page.app.exception
