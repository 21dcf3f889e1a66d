"""Tests of the network: where states stand, what a line shows and opens, as of which day."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.figures.seen import SOURCE, said, words
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.figures.relations_network import ring, seats
from timeline.filters import Filters
from timeline.repository import Dataset

TODAY = date(2026, 11, 27)
CODES = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG"]
TIES = st.dictionaries(st.sampled_from(list(combinations(CODES, 2))), st.integers(1, 50))


def drawn(dataset: Dataset, filters: Filters | None = None, width: int = 1080):  # type: ignore[no-untyped-def]
    return CHARTS["relations-network"](Request(dataset, filters or Filters(), TODAY, SOURCE, width))


def lines(figure) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {trace.customdata[0][1]: trace for trace in figure.data if trace.mode == "lines"}


def edges(ties: dict[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame([(low, high, count) for (low, high), count in ties.items()], columns=["low", "high", "count"])


@given(TIES)
def test_every_state_stands_once_and_the_sides_are_even(ties: dict[tuple[str, str], int]) -> None:
    left, right = ring(CODES, edges(ties))
    assert sorted([*left, *right]) == CODES
    assert abs(len(left) - len(right)) <= 1
    assert ring(CODES, edges(ties).iloc[::-1]) == (left, right), "the order of the lines does not matter"


def test_the_busiest_stand_in_the_middle_and_face_each_other(dataset: Dataset) -> None:
    left, right = ring(["A", "B", "C", "D", "E", "F"], edges({("A", "B"): 9, ("A", "C"): 5, ("A", "D"): 1, ("B", "D"): 2, ("E", "F"): 1}))
    assert left[len(left) // 2] == "A"
    assert "B" in right
    assert "C" in right, "it has most with A and so stands across from it"


@pytest.mark.parametrize("width", [320, 390, 1080])
@given(TIES)
def test_names_of_one_side_stand_clear_of_each_other(width: int, ties: dict[tuple[str, str], int]) -> None:
    left, right = ring(CODES, edges(ties))
    places = seats(left, right, width, 400, 90)
    for side in (left, right):
        heights = sorted(places[code][1] for code in side)
        assert all(above - below >= 2 * style.SIZE_TEXT * 1.3 for below, above in pairwise(heights))
    assert all(0 <= x <= width and 0 <= y <= 400 for x, y in places.values())


@pytest.mark.parametrize("width", [320, 390, 700, 1080, 1600])
@pytest.mark.parametrize("as_of", ["", "1996", "2012"])
def test_names_are_not_cut_and_cover_no_other(dataset: Dataset, width: int, as_of: str) -> None:
    boxes = []
    figure = drawn(dataset, Filters(as_of=as_of), width)
    for note in figure.layout.annotations:
        if note.xref != "x":
            continue
        rows = note.text.replace("<b>", "").replace("</b>", "").split("<br>")
        length, tall = max(style.text_width(said(row)) for row in rows), len(rows) * style.SIZE_TEXT * 1.3
        start = note.x + note.xshift - (0 if note.xanchor == "left" else length)
        assert start >= -1, note.text
        assert start + length <= width + 1, note.text
        boxes.append((start, note.y - tall / 2, start + length, note.y + tall / 2))
    for first, second in combinations(boxes, 2):
        assert first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]


def test_a_line_opens_the_events_of_both_in_the_five_years_to_the_day(dataset: Dataset) -> None:
    line = lines(drawn(dataset, Filters(as_of="2012")))["Azerbaijan – Iran"]
    ids = set(line.customdata[0][0].split(";"))  # type: ignore[attr-defined]
    events = dataset["events"].set_index("event_id").loc[sorted(ids)]
    assert events["start_latest"].max() <= pd.Timestamp("2012-12-31")
    assert events["earliest"].min() >= pd.Timestamp("2008-01-01")
    dyads = dataset["dyads"]
    pair = dyads[dyads["source"].isin(["AZE", "IRN"]) & dyads["target"].isin(["AZE", "IRN"])]
    assert ids <= set(pair["event_id"])
    assert f"{len(ids)} events" in line.customdata[0][2]  # type: ignore[attr-defined]


def test_the_look_of_a_line_says_its_balance_without_colour(dataset: Dataset) -> None:
    found = lines(drawn(dataset))
    looks = {(trace.line.color, trace.line.dash) for trace in found.values()}  # type: ignore[attr-defined]
    assert len({dash for _, dash in looks}) == len({colour for colour, _ in looks})
    assert found["Azerbaijan – Israel"].line.color == style.COOPERATION  # type: ignore[attr-defined]
    assert max(trace.line.width for trace in found.values()) == found["Azerbaijan – Israel"].line.width  # type: ignore[attr-defined]


def test_the_network_ends_where_the_data_does_or_the_years_of_the_view(dataset: Dataset) -> None:
    assert drawn(dataset).layout.meta["title"].endswith("5 years to 30 June 2026")
    assert drawn(dataset, Filters(years=(1990, 2000))).layout.meta["title"].endswith("5 years to 31 December 2000")
    assert drawn(dataset, Filters(years=(1990, 2000), as_of="2010-03")).layout.meta["title"].endswith("5 years to 31 March 2010")


def test_the_pair_of_the_view_is_bold_and_the_others_stay(dataset: Dataset) -> None:
    figure = drawn(dataset, Filters(dyad=("AZE", "IRN")))
    assert {said(note.text) for note in figure.layout.annotations if note.xref == "x" and note.text.startswith("<b>")} == {"Azerbaijan", "Iran"}
    assert lines(figure).keys() == lines(drawn(dataset)).keys()


def test_own_weights_turn_the_balance(dataset: Dataset) -> None:
    weights = (("SUPPORT", -10.0), ("CONSULT", -10.0), ("COOPERATE", -10.0), ("AGREE", -10.0))
    turned = lines(drawn(dataset, Filters(scale="own", weights=weights)))["Azerbaijan – Israel"]
    assert turned.line.color == style.CONFLICT  # type: ignore[attr-defined]
    assert "CONSULT −10" in words(drawn(dataset, Filters(scale="own", weights=weights)))
