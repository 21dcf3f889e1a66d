"""Tests of the events of a day of the year: today's, else the nearest; only what was done and has a day that is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.queries.anniversaries import on_this_day
from timeline.repository import Dataset


def found(folder: Path, today: date) -> tuple[list[str], date | None]:
    events, day = on_this_day(tiny.dataset(folder)["events"], today)
    return events["event_id"].tolist(), day


def test_events_of_today_of_any_year_are_shown_the_most_important_and_newest_first(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="2007-visit", start="2007-08-29", title="Another visit")
    tiny.add(folder, "events", "1997-visit", event_id="2008-visit", start="2008-08-29", title="A small visit", importance="3")
    assert found(folder, date(2026, 8, 29)) == (["2007-visit", "1997-visit", "2008-visit"], date(2026, 8, 29))


@pytest.mark.parametrize(
    ("today", "event", "day"),
    [
        (date(2026, 9, 1), "1997-visit", date(2026, 8, 29)),
        (date(2026, 8, 25), "1997-visit", date(2026, 8, 29)),
        (date(2026, 1, 2), "2012-deal", date(2026, 2, 26)),
        (date(2026, 12, 31), "2012-deal", date(2026, 2, 26)),
        (date(2026, 9, 13), "2020-war", date(2026, 9, 27)),
    ],
)
def test_where_there_is_none_the_nearest_day_is_shown(folder: Path, today: date, event: str, day: date) -> None:
    assert found(folder, today) == ([event], day)


def test_of_two_days_as_near_the_earlier_is_shown(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1998-visit", start="1998-09-02", title="Another visit")
    assert found(folder, date(2026, 8, 31)) == (["1997-visit"], date(2026, 8, 29))


@pytest.mark.parametrize("cells", [{"start": "1997-08"}, {"start": "1997-08-29~"}, {"start": "1997-08-29?"}, {"status": "denied"}, {"status": "planned"}, {"status": "cancelled"}])
def test_what_was_not_done_or_has_no_sure_day_is_left_out(folder: Path, cells: dict[str, str]) -> None:
    tiny.change(folder, "events", "1997-visit", **cells)
    assert found(folder, date(2026, 8, 29)) == (["2020-war"], date(2026, 9, 27))


def test_nothing_is_said_of_days_to_come(folder: Path) -> None:
    assert found(folder, date(1991, 4, 7)) == ([], None)
    assert found(folder, date(1992, 4, 6)) == ([], None)
    assert found(folder, date(1992, 4, 7)) == (["1992-relations"], date(1992, 4, 7))


def test_a_leap_day_is_shown_in_any_year(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", start="2012-02-29")
    assert found(folder, date(2026, 3, 1)) == (["2012-deal"], date(2000, 2, 29))
    assert found(folder, date(2024, 2, 29)) == (["2012-deal"], date(2024, 2, 29))


@given(st.dates(date(1993, 1, 1), date(2100, 12, 31)))
def test_every_day_finds_events_of_one_day_of_the_year_and_none_nearer(dataset: Dataset, today: date) -> None:
    events, day = on_this_day(dataset["events"], today)
    assert day is not None
    assert {(start.month, start.day) for start in events["earliest"]} == {(day.month, day.day)}
    exact = dataset["events"]
    exact = exact[(exact["precision"] == "day") & ~exact["is_approximate"] & ~exact["is_uncertain"] & (exact["status"] == "confirmed") & (exact["earliest"].dt.date <= today)]
    if ((exact["earliest"].dt.month == today.month) & (exact["earliest"].dt.day == today.day)).any():
        assert (day.month, day.day) == (today.month, today.day)
