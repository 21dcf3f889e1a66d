"""Tests of the charts of a pair in numbers: the score, the matrix of pairs, the votes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from tests.figures.seen import SOURCE, ids_behind, words
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.figures.spread import spread
from timeline.filters import HALF_LIVES, SCALES, Filters
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)
PLAIN = Filters()


def request(dataset: Dataset, filters: Filters = PLAIN, width: int = 1080) -> Request:
    return Request(dataset, filters, TODAY, SOURCE, width)


def test_few_events_are_said_to_be_few(folder: Path, dataset: Dataset) -> None:
    warning = "few events: read single marks, not the line"
    assert warning in words(CHARTS["relation-score"](request(tiny.dataset(folder))))
    assert warning not in words(CHARTS["relation-score"](request(dataset)))


@pytest.mark.parametrize("scale", SCALES)
def test_bars_stand_above_zero_in_blue_and_below_in_orange_and_pale_where_only_reported(dataset: Dataset, scale: str) -> None:
    bars = [trace for trace in CHARTS["relation-score"](request(dataset, Filters(scale=scale))).data if trace.type == "bar"]
    assert {(trace.marker.color, min(trace.y) > 0, max(trace.y) < 0) for trace in bars} == {(style.COOPERATION, True, False), (style.CONFLICT, False, True)}
    status = dataset["events"].set_index("event_id")["status"]
    for trace in bars:
        found = {status[event] for custom in trace.customdata for event in custom[0].split(";")}
        assert found == ({"confirmed"} if trace.marker.opacity == 1 else {"reported"})


@pytest.mark.parametrize("half_life", HALF_LIVES)
def test_the_subtitle_states_formula_and_half_life(dataset: Dataset, half_life: str) -> None:
    said = words(CHARTS["relation-score"](request(dataset, Filters(half_life=half_life))))
    assert "2^(−(t−tᵢ)/h)" in said
    assert f"h = {'one year' if half_life == '1' else half_life + ' years'}" in said


def test_each_war_of_the_years_is_a_band(dataset: Dataset) -> None:
    assert len(CHARTS["relation-score"](request(dataset)).layout.shapes) == 6
    assert len(CHARTS["relation-score"](request(dataset, Filters(years=(2020, 2021)))).layout.shapes) == 1


@pytest.mark.parametrize("dyad", [(), ("AZE", "IRN")])
def test_the_matrix_shows_all_pairs_whatever_pair_is_asked_for(dataset: Dataset, dyad: tuple[()] | tuple[str, str]) -> None:
    asked, every = (CHARTS["dyad-matrix"](request(dataset, filters)) for filters in (Filters(dyad=dyad), Filters()))
    assert sorted(ids_behind(asked)) == sorted(ids_behind(every))
    assert sum(name.startswith("<b>") for name in asked.layout.yaxis.ticktext) == 1, "the row of the pair is bold"


def test_the_area_of_a_square_grows_with_its_events(dataset: Dataset) -> None:
    sizes = sorted(
        (int(custom[2].split()[0]), size) for trace in CHARTS["dyad-matrix"](request(dataset)).data for custom, size in zip(trace.customdata, trace.marker.size, strict=True)
    )
    (_, largest), most = sizes[-1], sizes[-1][0]
    assert all(size == pytest.approx(max(2.5, largest * (count / most) ** 0.5)) for count, size in sizes)


def test_the_votes_of_the_pair_are_said_and_other_pairs_are_named(dataset: Dataset) -> None:
    said = words(CHARTS["un-agreement"](request(dataset)))
    assert "511 of 2,209" in said
    assert "Israel – USA" in said


def test_the_votes_on_an_issue_are_said_with_its_name(dataset: Dataset) -> None:
    figure = CHARTS["un-agreement"](request(dataset, Filters(issue="hr")))
    assert figure.layout.meta["title"].endswith("in the UN General Assembly, on human rights")
    assert "92 of 515 on which both voted" in words(figure)


def test_without_the_extra_table_the_chart_says_so(folder: Path) -> None:
    assert "un_agreement.csv does not lie beside the data" in words(CHARTS["un-agreement"](request(tiny.dataset(folder))))


def test_a_pair_without_votes_is_told_which_pairs_have_some(dataset: Dataset) -> None:
    assert "It holds Armenia – Azerbaijan" in words(CHARTS["un-agreement"](request(dataset, Filters(dyad=("AZE", "PSE")))))


@given(st.lists(st.floats(0, 300), min_size=1, max_size=15))
def test_names_at_the_ends_of_lines_stand_clear_of_each_other(places: list[float]) -> None:
    moved = spread(places, 15, 300)
    ordered = sorted(moved)
    assert all(above - below >= 15 - 1e-9 for below, above in pairwise(ordered))
    assert max(moved) <= 300
    assert [moved[index] for index in sorted(range(len(places)), key=lambda index: (places[index], index))] == ordered
