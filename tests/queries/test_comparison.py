"""Tests of what is compared: both sides, their days and periods, the biggest event, counts before and after."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.filters import Filters
from timeline.queries import comparison
from timeline.queries.comparison import WINDOWS, before_and_after, biggest_event, second_pair, side_edges, side_events, sides, too_wide, windows
from timeline.queries.selection import select
from timeline.repository import Dataset

TODAY = pd.Timestamp("2026-06-30")
PLAIN = Filters()


def counted(dataset: Dataset, event: str, *, filters: Filters = PLAIN, by: str = "category") -> dict[tuple[int, str, str], set[str]]:
    rows = before_and_after(dataset, select(dataset, filters), event, by)
    return {(row.days, "after" if row.is_after else "before", row.key): set(row.ids.split(";")) for row in rows.itertuples()}


def test_without_a_choice_the_pair_of_the_data_stands_beside_the_busiest_that_shares_a_side(dataset: Dataset) -> None:
    one, other = sides(dataset, PLAIN, TODAY)
    assert one.pair == dataset.focus
    assert len(set(one.pair) & set(other.pair)) == 1
    counts = {pair: len(select(dataset, Filters(dyad=pair))) for pair in [other.pair, ("ARM", "AZE"), ("ISR", "TUR")]}
    assert counts[other.pair] == max(counts.values())


def test_another_pair_stands_beside_the_one_the_data_is_about(dataset: Dataset) -> None:
    assert second_pair(dataset, Filters(dyad=("AZE", "IRN"))) == dataset.focus
    assert second_pair(dataset, Filters(dyad=("AZE", "IRN"), beside=("ISR", "TUR"))) == ("ISR", "TUR")


def test_a_pair_is_not_set_beside_itself(dataset: Dataset) -> None:
    assert set(second_pair(dataset, Filters(beside=("ISR", "AZE")))) != {"AZE", "ISR"}


def test_both_sides_cover_the_years_of_the_data_or_of_the_view(dataset: Dataset) -> None:
    assert {(side.first, side.last) for side in sides(dataset, PLAIN, TODAY)} == {(pd.Timestamp("1988-01-01"), pd.Timestamp("2026-06-30"))}
    assert {(side.first, side.last) for side in sides(dataset, Filters(years=(1, 1990)), TODAY)} == {(pd.Timestamp("1988-01-01"), pd.Timestamp("1990-12-31"))}
    assert {side.last for side in sides(dataset, PLAIN, pd.Timestamp("2020-02-02"))} == {pd.Timestamp("2020-02-02")}, "nothing is said of days to come"


def test_a_period_stands_beside_the_years_of_the_view_or_the_last_as_many(dataset: Dataset) -> None:
    one, other = sides(dataset, Filters(beside=(1990, 1999), years=(2010, 2019)), TODAY)
    assert (one.pair, one.first.year, one.last.year, other.pair, other.first.year, other.last.year) == (dataset.focus, 2010, 2019, dataset.focus, 1990, 1999)
    assert sides(dataset, Filters(beside=(1990, 1999)), TODAY)[0].first == pd.Timestamp("2017-01-01")


def test_days_are_counted_from_the_event_of_each_side(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    one, other = sides(dataset, Filters(since=("1997-visit",)), TODAY)
    assert (one.zero, other.zero) == (pd.Timestamp("1997-08-29"), pd.Timestamp("1997-08-29"))
    one, other = sides(dataset, Filters(since=("1997-visit", "1993-embassy")), TODAY)
    assert (one.event, other.event, other.zero) == ("1997-visit", "1993-embassy", pd.Timestamp("1993-07-02")), "a year begins to count in its middle"


@pytest.mark.parametrize("filters", [PLAIN, Filters(since=("1997-netanyahu-baku",)), Filters(beside=(1990, 1999)), Filters(years=(2010, 2012))])
def test_the_periods_of_a_side_hold_all_its_days(dataset: Dataset, filters: Filters) -> None:
    both = sides(dataset, filters, TODAY)
    low, high = comparison.offset_range(both)
    for side in both:
        edges = side_edges(side, comparison.bin_months(both))
        assert edges[0] <= side.first <= side.last < edges[-1]
        assert low <= (side.first - side.zero).days <= (side.last - side.zero).days < high
        if side.event:
            assert side.zero in edges, "day zero parts two periods"


def test_the_years_of_the_view_do_not_leave_out_events_of_the_other_period(dataset: Dataset) -> None:
    filters = Filters(beside=(1990, 1999), years=(2010, 2019))
    assert len(side_events(dataset, filters, sides(dataset, filters, TODAY)[1])) == len(select(dataset, Filters(dyad=("AZE", "ISR"))))


def test_the_biggest_event_has_most_sources_among_the_most_important(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", source_ids="ministry-2010;wire-1992")
    dataset = tiny.dataset(folder)
    assert biggest_event(select(dataset, PLAIN)) == "1997-visit", "1993-embassy has as many sources and less importance"
    assert biggest_event(select(dataset, Filters(category=("war",)))) == "2020-war"
    assert biggest_event(select(dataset, Filters(search="zzzz"))) == ""


def test_an_event_counts_in_every_window_that_holds_it(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1997-day-before", start="1997-08-28", title="A visit the day before")
    tiny.add(folder, "events", "1997-visit", event_id="1997-after-30", start="1997-09-28", title="A visit thirty days later")
    tiny.add(folder, "events", "1997-visit", event_id="1997-same-day", start="1997-08-29", title="A visit on the same day")
    tiny.add(folder, "events", "1997-visit", event_id="1998-after-365", start="1998-08-29", title="A visit a year later")
    tiny.add(folder, "events", "1997-visit", event_id="1998-after-366", start="1998-08-30", title="A visit a year and a day later")
    assert counted(tiny.dataset(folder), "1997-visit") == {
        **{(days, "before", "visit"): {"1997-day-before"} for days in WINDOWS},
        **{(days, "after", "visit"): {"1997-after-30"} for days in WINDOWS[:2]},
        (365, "after", "visit"): {"1997-after-30", "1998-after-365"},
    }


@pytest.mark.parametrize("status", ["planned", "cancelled", "denied"])
def test_what_was_not_done_is_not_counted(folder: Path, status: str) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1997-other", start="1997-09-01", title="Another visit", status=status)
    assert counted(tiny.dataset(folder), "1997-visit") == {}


def test_a_date_wider_than_the_window_is_left_out_and_counted_apart(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1998-some-time", start="1998", title="A visit of that year")
    tiny.add(folder, "events", "1997-visit", event_id="1997-november", start="1997-11", title="A visit of that month")
    dataset = tiny.dataset(folder)
    assert counted(dataset, "1997-visit") == {(180, "after", "visit"): {"1997-november"}, (365, "after", "visit"): {"1997-november"}}
    assert too_wide(dataset, select(dataset, PLAIN), "1997-visit") == 1


def test_counts_by_cooperation_and_conflict(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1997-quarrel", start="1997-09-01", title="A quarrel", category="statement", type="criticism", travellers="")
    tiny.add(folder, "events", "1997-visit", event_id="1997-visit-two", start="1997-09-02", title="Another visit")
    found = counted(tiny.dataset(folder), "1997-visit", by="balance")
    assert (found[30, "after", "conflict"], found[30, "after", "cooperation"]) == ({"1997-quarrel"}, {"1997-visit-two"})


def test_windows_end_where_the_data_does(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert windows(dataset, "1997-visit", pd.Timestamp("1997-09-08")).values.tolist() == [[30, 30, 10], [180, 180, 10], [365, 365, 10]]
    assert windows(dataset, "1992-relations", pd.Timestamp("2026-01-01")).values.tolist() == [[30, 30, 30], [180, 97, 180], [365, 97, 365]]
    assert windows(dataset, "2020-war", pd.Timestamp("1999-01-01"))["after"].tolist() == [0, 0, 0]


@given(st.lists(st.tuples(st.integers(-800, 800), st.integers(0, 400)), max_size=25))
def test_every_counted_event_lies_whole_in_its_window_and_none_twice(dataset: Dataset, spans: list[tuple[int, int]]) -> None:
    event = dataset["events"].set_index("event_id").loc["1997-netanyahu-baku"]
    base = dataset["events"].iloc[[0]]
    made = pd.concat([base.iloc[0:0], *(base.assign(event_id=f"e{number}", status="confirmed", category="visit", **_days(event, *span)) for number, span in enumerate(spans))])
    rows = before_and_after(dataset, made, "1997-netanyahu-baku", "category") if len(made) else pd.DataFrame(columns=["days", "is_after", "ids"])
    for row in rows.itertuples():
        for number in (int(found[1:]) for found in row.ids.split(";")):
            first, length = spans[number]
            inside = (first >= 1 and first + length <= row.days) if row.is_after else (first >= -row.days and first + length <= -1)
            assert inside


def _days(event: pd.Series, first: int, length: int) -> dict[str, pd.Timestamp]:
    day: date = event["earliest"].date()
    return {"earliest": pd.Timestamp(day + timedelta(first)).as_unit("ms"), "start_latest": pd.Timestamp(day + timedelta(first + length)).as_unit("ms")}
