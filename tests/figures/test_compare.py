"""Tests of the comparison and of before and after: one scale, whole words, what is not covered, what such counts do not prove."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from tests.figures.seen import SOURCE, ids_behind, words
from timeline.charts import CHARTS, Request
from timeline.charts.compare import PROVES_NOTHING
from timeline.figures import style
from timeline.filters import COUNTED_BY, Filters
from timeline.queries.comparison import sides
from timeline.queries.selection import select
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)
SINCE = "1992-israel-azerbaijan-relations"
VIEWS = [
    Filters(), Filters(beside=("ISR", "TUR")), Filters(beside=(1990, 1999)), Filters(beside=(1990, 1999), years=(2010, 2019)), Filters(since=(SINCE,)),
    Filters(beside=("ISR", "TUR"), since=(SINCE, "2016-turkiye-israel-reconciliation")), Filters(years=(2020, 2020)), Filters(beside=(1, 2)), Filters(since=("1949-usa-ambassador-israel",)),
]  # fmt: skip


def drawn(dataset: Dataset, name: str, filters: Filters, width: int = 1080):  # type: ignore[no-untyped-def]
    return CHARTS[name](Request(dataset, filters, TODAY, SOURCE, width))


@pytest.mark.parametrize("filters", VIEWS)
def test_both_sides_have_one_scale_of_values_and_of_days(dataset: Dataset, filters: Filters) -> None:
    layout = drawn(dataset, "comparison", filters).layout
    assert layout.yaxis2.range == layout.yaxis3.range
    assert layout.xaxis.range == layout.xaxis2.range == layout.xaxis3.range
    (low, high), (bottom, top) = layout.xaxis.range, layout.yaxis2.range
    for trace in drawn(dataset, "comparison", filters).data:
        assert all(low - 366 <= x <= high + 366 for x in trace.x)
        if trace.type == "bar":
            assert all(bottom <= y <= top for y in trace.y)


@pytest.mark.parametrize("filters", VIEWS)
def test_the_events_behind_the_comparison_are_of_one_of_its_pairs(dataset: Dataset, filters: Filters) -> None:
    found = {event for ids in ids_behind(drawn(dataset, "comparison", filters)) for event in ids}
    pairs = [side.pair for side in sides(dataset, filters, pd.Timestamp(TODAY))]
    allowed = {event for pair in pairs for event in select(dataset, Filters(dyad=pair))["event_id"]} | set(filters.since)
    assert found <= allowed


def test_day_zero_opens_the_event_of_each_side(dataset: Dataset) -> None:
    figure = drawn(dataset, "comparison", VIEWS[5])
    zeros = [(trace.x[0], trace.customdata[0][0]) for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]
    assert zeros == [(0.0, SINCE), (0.0, "2016-turkiye-israel-reconciliation")]
    assert "day 0" in figure.layout.xaxis2.ticktext


def test_what_the_data_does_not_cover_is_grey(dataset: Dataset) -> None:
    assert [shape.fillcolor for shape in drawn(dataset, "comparison", VIEWS[5]).layout.shapes if shape.type == "rect"] == [style.FAINT] * 2
    assert not [shape for shape in drawn(dataset, "comparison", Filters()).layout.shapes if shape.type == "rect"]


def test_years_stand_under_each_period(dataset: Dataset) -> None:
    layout = drawn(dataset, "comparison", VIEWS[3]).layout
    assert (layout.xaxis2.ticktext[0], layout.xaxis3.ticktext[0]) == ("2010", "1990")


def test_the_title_names_both_sides(dataset: Dataset) -> None:
    assert drawn(dataset, "comparison", VIEWS[1]).layout.meta["title"] == "Azerbaijan – Israel, beside Israel – Türkiye"
    assert drawn(dataset, "comparison", VIEWS[3]).layout.meta["title"] == "Azerbaijan – Israel, 2010–2019, beside Azerbaijan – Israel, 1990–1999"


@pytest.mark.parametrize("counted_by", COUNTED_BY)
def test_before_is_left_after_is_right_and_the_number_is_that_of_the_events(dataset: Dataset, counted_by: str) -> None:
    figure = drawn(dataset, "before-and-after", Filters(counted_by=counted_by))
    bars = [trace for trace in figure.data if trace.type == "bar"]
    assert bars
    for bar in bars:
        assert len({x > 0 for x in bar.x}) == 1
        assert (bar.marker.opacity == 1) == (bar.x[0] > 0)
        assert [abs(x) for x in bar.x] == [len(custom[0].split(";")) for custom in bar.customdata]
    assert len({figure.layout[f"xaxis{number}"].range for number in ("", *range(2, 7))}) == 1, "all panels have one scale"


def test_a_panel_without_events_keeps_its_axes(dataset: Dataset) -> None:
    figure = drawn(dataset, "before-and-after", VIEWS[5].with_(counted_by="balance"))
    assert {trace.xaxis for trace in figure.data} == {"x", *(f"x{number}" for number in range(2, 7))}


@pytest.mark.parametrize("filters", [*VIEWS, Filters(counted_by="balance")])
def test_what_counts_do_not_prove_stands_over_them(dataset: Dataset, filters: Filters) -> None:
    for width in (390, 1080):
        assert PROVES_NOTHING in words(drawn(dataset, "before-and-after", filters, width))


def test_windows_past_the_horizon_are_said_to_be_cut(dataset: Dataset) -> None:
    first = dataset["events"].set_index("event_id").loc["2026-saar-in-baku", "earliest"]
    covered = (pd.Timestamp(dataset.horizon) - first).days
    cut = "The 180 and 365 days after run past the last day of the data and are cut."
    assert cut in words(drawn(dataset, "before-and-after", Filters(since=("2026-saar-in-baku",))))
    assert f"180 days (after: {covered} of 180 covered)" in words(drawn(dataset, "before-and-after", Filters(since=("2026-saar-in-baku",))))
    assert "cut" not in words(drawn(dataset, "before-and-after", Filters()))


def test_windows_before_the_first_year_are_said_to_be_cut(folder: Path) -> None:
    said = words(drawn(tiny.dataset(folder), "before-and-after", Filters(since=("1992-relations",), beside=(1995, 1999))))
    assert "No event of this pair" in said, "nothing else of the tiny data lies near"
    tiny.add(folder, "events", "1997-visit", event_id="1992-visit", start="1992-05-01", title="A first visit", travellers="")
    said = words(drawn(tiny.dataset(folder), "before-and-after", Filters(since=("1992-relations",), beside=(1995, 1999))))
    assert "The 180 and 365 days before begin before its first year and are cut." in said


def test_without_a_choice_the_biggest_event_of_the_view_is_taken(dataset: Dataset) -> None:
    assert "the event of the view with most sources among the most important" in words(drawn(dataset, "before-and-after", Filters()))
    assert drawn(dataset, "before-and-after", Filters(since=(SINCE,))).layout.meta["title"] == "Before and after: Azerbaijan–Israel relations begin"
