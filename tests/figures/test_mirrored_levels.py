"""Tests of the mirrored levels and the rows of one-sided pairs: heights say ranks, gaps say days, every mark opens its event."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import pytest

from tests.figures.seen import SOURCE, ids_behind, words
from timeline.charts import CHARTS, Request
from timeline.figures.mirrored_levels import HEIGHTS
from timeline.filters import Filters
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)
PAIR = Filters(dyad=("AZE", "ISR"))


def drawn(dataset: Dataset, name: str = "representation", filters: Filters = PAIR, width: int = 1080) -> tuple[go.Figure, list[str]]:
    figure = CHARTS[name](Request(dataset, filters, TODAY, SOURCE, width))
    return figure, [text for trace in figure.data if trace.text is not None for text in trace.text]


def test_an_embassy_reaches_up_for_the_first_side_and_down_for_the_second(dataset: Dataset) -> None:
    figure, _ = drawn(dataset)
    tips = {row[0]: 2 * y for trace in figure.data if trace.type == "bar" for row, y in zip(trace.customdata, trace.y, strict=True) if len(row) == 2}
    assert tips["2023-mammadov-credentials-herzog"] == HEIGHTS[3]
    assert tips["2021-az-trade-office-tel-aviv"] == HEIGHTS[1]
    swapped, _ = drawn(dataset, filters=Filters(dyad=("ISR", "AZE")))
    turned = {row[0]: 2 * y for trace in swapped.data if trace.type == "bar" for row, y in zip(trace.customdata, trace.y, strict=True) if len(row) == 2}
    assert turned["2023-mammadov-credentials-herzog"] == -HEIGHTS[3]


@pytest.mark.parametrize("width", [390, 1080])
def test_the_gap_says_its_days(dataset: Dataset, width: int) -> None:
    _, texts = drawn(dataset, width=width)
    assert any("Only Israel kept an embassy: 10,829 days (29.6 years)" in text.replace("<br>", " ") for text in texts)


def test_a_decision_that_came_to_nothing_has_the_form_of_a_plan(dataset: Dataset) -> None:
    figure, _ = drawn(dataset)
    forms = {
        row[0]: symbol
        for trace in figure.data
        if trace.type == "scatter" and trace.customdata is not None and isinstance(trace.marker.symbol, tuple | list)
        for row, symbol in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    assert forms["2010-lavon-lotem-embassy-soon"] == "square-open-dot"
    assert forms["2023-az-embassy-tel-aviv-opened"] == "square"


def test_every_representation_event_of_the_pair_is_drawn(dataset: Dataset) -> None:
    events = dataset["events"]
    pairs = dataset["dyads"][dataset["dyads"]["source"].isin(PAIR.dyad) & dataset["dyads"]["target"].isin(PAIR.dyad)]
    wanted = set(events.loc[(events["category"] == "representation") & events["event_id"].isin(pairs["event_id"]), "event_id"])
    for width in (320, 1080):
        figure, _ = drawn(dataset, width=width)
        assert wanted <= {event for ids in ids_behind(figure) for event in ids}


def test_pairs_are_restricted_to_the_countries_asked_for(dataset: Dataset) -> None:
    figure, _ = drawn(dataset, "one-sidedness", Filters(actors=("IRN",)))
    assert "Azerbaijan in Iran" in words(figure)
    assert "Israel in Azerbaijan" not in words(figure)


def test_nothing_is_said_of_days_to_come(dataset: Dataset) -> None:
    now, later = (drawn(dataset, "one-sidedness", filters)[0] for filters in (Filters(), Filters(as_of="2190")))
    assert words(now) == words(later)
