"""Tests of the mirrored halves of visits: who stands where, and labels that hide nothing."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.figures.seen import SOURCE, said
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.filters import Filters
from timeline.queries.headline import focus_dyad
from timeline.queries.visits import RANKS, pair_visits
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize("width", [320, 390, 1080])
def test_every_visit_of_the_pair_is_a_mark_or_in_a_cluster(dataset: Dataset, width: int) -> None:
    figure = CHARTS["visits-by-rank"](Request(dataset, Filters(), TODAY, SOURCE, width))
    ids = [event for trace in figure.data if trace.type == "scatter" and trace.customdata is not None for row in trace.customdata for event in row[0].split(";")]
    assert sorted(ids) == sorted(pair_visits(dataset, dataset["events"], focus_dyad(dataset))["event_id"])


def test_the_halves_mirror_each_other_about_the_middle(dataset: Dataset) -> None:
    figure = CHARTS["visits-by-rank"](Request(dataset, Filters(), TODAY, SOURCE))
    assert list(figure.layout.yaxis.ticktext) == [*RANKS, "Elsewhere, calls", *reversed(RANKS)]
    rows = pair_visits(dataset, dataset["events"], focus_dyad(dataset)).set_index("event_id")
    middle = figure.layout.yaxis.tickvals[len(RANKS)]
    for trace in figure.data:
        for y, custom in zip(trace.y, [] if trace.customdata is None else trace.customdata, strict=False):
            side = rows["side"][custom[0].split(";")[0]]
            assert side == "between" or (y < middle) == (side == "forth")


@pytest.mark.parametrize("width", [320, 390, 700, 1080])
def test_labels_in_a_row_do_not_overlap(dataset: Dataset, width: int) -> None:
    figure = CHARTS["visits-by-rank"](Request(dataset, Filters(), TODAY, SOURCE, width))
    first, last = figure.layout.xaxis.range
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    rows: dict[float, list[tuple[float, float]]] = {}
    for trace in figure.data:
        if trace.type != "scatter" or trace.mode != "text":
            continue
        for x, y, text, place in zip(trace.x, trace.y, trace.text, trace.textposition, strict=True):
            edge, length = (x - first) / (last - first) * plot, style.text_width(said(text), style.SIZE_SMALL)
            rows.setdefault(y, []).append((edge, edge + length) if place == "middle right" else (edge - length, edge))
    for found in rows.values():
        ordered = sorted(found)
        assert all(one[1] <= other[0] for one, other in pairwise(ordered))
        assert ordered[0][0] >= 0
        assert ordered[-1][1] <= plot
    assert rows, "firsts are labelled at every width"
