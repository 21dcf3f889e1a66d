"""Tests of the arms register as drawn: a row a deal, its years, what is unknown, what is no price."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from tests.figures.seen import SOURCE, said, words
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.figures.timeline_layout import LEFT
from timeline.filters import Filters
from timeline.queries.arms import deals
from timeline.queries.headline import focus_dyad
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)


@pytest.mark.parametrize("width", [320, 390, 1080])
def test_every_deal_is_named_and_every_year_of_delivery_is_marked(dataset: Dataset, width: int) -> None:
    figure = CHARTS["arms-register"](Request(dataset, Filters(), TODAY, SOURCE, width))
    found = deals(dataset, Filters(), focus_dyad(dataset))
    written = words(figure)
    assert all(name.split()[0] in written for name in found["designation"])
    rings, triangles = (trace for trace in figure.data if trace.mode == "markers")
    assert len(rings.x) == found["order_year"].notna().sum()
    assert sorted(triangles.x) == sorted(float(year) for years in found["years_delivered"] for year in years)


def test_unknown_volume_is_the_word_unknown_and_no_nought(dataset: Dataset) -> None:
    figure = CHARTS["arms-register"](Request(dataset, Filters(), TODAY, SOURCE))
    found = deals(dataset, Filters(), focus_dyad(dataset))
    assert [annotation.text for annotation in figure.layout.annotations].count("unknown") == found["tiv"].isna().sum()


def test_rows_do_not_overlap_on_a_phone(dataset: Dataset) -> None:
    figure = CHARTS["arms-register"](Request(dataset, Filters(), TODAY, SOURCE, 390))
    names = [annotation for annotation in figure.layout.annotations if annotation.yref == "y" and annotation.xanchor == "left"]
    extents = [(name.y - 6.5 * len(name.text.split("<br>")), name.y + 6.5 * len(name.text.split("<br>"))) for name in names]
    assert all(one[1] < other[0] for one, other in pairwise(extents))


@pytest.mark.parametrize("width", [320, 390])
def test_the_lanes_of_a_narrow_chart_leave_room_for_marks_and_their_names_stand_clear(dataset: Dataset, width: int) -> None:
    layout = CHARTS["arms-events"](Request(dataset, Filters(), TODAY, SOURCE, width)).layout
    assert layout.margin.l < LEFT - 30
    ends = [(centre - (1 + text.count("<br>")) / 2, centre + (1 + text.count("<br>")) / 2) for centre, text in zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True)]
    assert all(below <= above for (_, below), (above, _) in pairwise(ends))
    for text in layout.yaxis.ticktext:
        for line in text.split("<br>"):
            assert style.text_width(said(line)) <= layout.margin.l - 6, line


def test_the_lanes_of_a_wide_chart_keep_their_room(dataset: Dataset) -> None:
    assert CHARTS["arms-events"](Request(dataset, Filters(), TODAY, SOURCE, 1080)).layout.margin.l == LEFT
