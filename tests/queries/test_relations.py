"""Tests of cooperation and conflict as numbers: what counts, sums by period, the fading sum, the balance by year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.filters import Filters
from timeline.queries.relations import YEAR_MS, pair_sums, pair_years, period_edges, period_sums, running_sum, scored_events
from timeline.queries.selection import dyad_counts, select
from timeline.repository import Dataset

PAIR = Filters(dyad=("AZE", "ISR"))
FIRST, LAST = pd.Timestamp("2000-01-01"), pd.Timestamp("2010-01-01")
DAYS = st.integers(0, 3653).map(lambda days: date(2000, 1, 1) + timedelta(days))
SCORES = st.lists(st.tuples(DAYS, st.sampled_from([-9.0, -2.0, 0.0, 4.0, 9.5]), st.booleans()), max_size=40)


def scored(dataset: Dataset, scale: str = "plover", filters: Filters = PAIR) -> pd.DataFrame:
    return scored_events(dataset, select(dataset, filters), scale)


def values(dataset: Dataset, scale: str = "plover", filters: Filters = PAIR) -> dict[str, float]:
    frame = scored(dataset, scale, filters)
    return dict(zip(frame["event_id"], frame["value"], strict=True))


def made(rows: list[tuple[date, float, bool]]) -> pd.DataFrame:
    frame = pd.DataFrame([(f"e{number}", f"Title {number}", *row) for number, row in enumerate(rows)], columns=["event_id", "title", "day", "value", "is_reported"])
    return frame.astype({"day": "datetime64[ms]", "value": "float64", "is_reported": "bool"}).sort_values(["day", "event_id"])


def direct(frame: pd.DataFrame, day: pd.Timestamp, half_life: float) -> float:
    past = frame[frame["day"] <= day]
    ages = (day - past["day"]).dt.total_seconds() * 1000 / YEAR_MS
    return float((past["value"] * 2 ** (-ages / half_life)).sum())


def test_an_event_counts_its_plover_value_or_its_sign(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert values(dataset) == {"1992-relations": 2.5, "1993-embassy": 5.0, "1997-visit": 4.0, "2012-deal": 9.5}
    assert set(values(dataset, "count").values()) == {1.0}


def test_an_event_counts_the_weight_chosen_for_its_type_whatever_its_mode(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = scored_events(dataset, select(dataset, PAIR), "own", (("CONSULT", -3.0), ("SUPPORT", 0.0)))
    assert dict(zip(found["event_id"], found["value"], strict=True)) == {"1992-relations": 2.5, "1993-embassy": 0.0, "1997-visit": -3.0, "2012-deal": 9.5}
    assert values(dataset, "own") == values(dataset), "without weights the PLOVER values count"


def test_weights_count_on_their_own_scale_only(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = scored_events(dataset, select(dataset, PAIR), "plover", (("CONSULT", -3.0),))
    assert dict(zip(found["event_id"], found["value"], strict=True)) == values(dataset)


def test_what_pairs_had_to_do_with_each_other_is_summed_with_its_events(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    sums = pair_sums(dataset, scored(dataset, filters=Filters()), {"AZE", "ISR", "ARM"})
    assert sums[["low", "high", "count", "total", "balance", "ids"]].values.tolist() == [
        ["AZE", "ISR", 4, 21.0, 1.0, "1992-relations;1993-embassy;1997-visit;2012-deal"],
        ["ARM", "AZE", 1, -9.0, -1.0, "2020-war"],
    ]
    assert pair_sums(dataset, scored(dataset, filters=Filters()), {"AZE"}).empty


def test_a_war_of_others_is_no_event_of_the_pair(folder: Path) -> None:
    assert "2020-war" not in values(tiny.dataset(folder))


@pytest.mark.parametrize("status", ["planned", "cancelled", "denied"])
def test_what_was_not_done_does_not_count(folder: Path, status: str) -> None:
    tiny.change(folder, "events", "2012-deal", status=status)
    assert "2012-deal" not in values(tiny.dataset(folder))


@pytest.mark.parametrize(
    ("contract", "delivery", "counts"),
    [
        ({}, {}, 0.0),
        ({"thread_id": ""}, {}, 9.5),
        ({"status": "cancelled"}, {}, 9.5),
        ({"start": "2015"}, {}, 9.5),
        ({"type": "disclosed"}, {}, 9.5),
        ({"type": "disclosed", "step": "signed"}, {}, 0.0),
        ({}, {"type": "displayed", "step": "reported"}, 9.5),
    ],
)
def test_a_delivery_does_not_count_beside_its_contract(folder: Path, contract: dict[str, str], delivery: dict[str, str], counts: float) -> None:
    tiny.add(folder, "events", "2012-deal", **({"event_id": "2013-delivery", "start": "2013", "type": "delivery", "thread_id": "embassies", "step": "delivered"} | delivery))
    tiny.change(folder, "events", "2012-deal", **({"thread_id": "embassies"} | contract))
    assert values(tiny.dataset(folder))["2013-delivery"] == counts


def test_a_year_counts_in_its_middle(folder: Path) -> None:
    frame = scored(tiny.dataset(folder)).set_index("event_id")
    assert frame.loc["1993-embassy", "day"] == pd.Timestamp("1993-07-02")
    assert frame.loc["1997-visit", "day"] == pd.Timestamp("1997-08-29")


def test_periods_are_half_years_or_months_where_there_are_few_years() -> None:
    half_years, months = period_edges(1990, 1994), period_edges(1990, 1993)
    assert (len(half_years), half_years[1], half_years[-1]) == (11, pd.Timestamp("1990-07-01"), pd.Timestamp("1995-01-01"))
    assert (len(months), months[1], months[-1]) == (49, pd.Timestamp("1990-02-01"), pd.Timestamp("1994-01-01"))


def test_cooperation_conflict_and_what_is_only_reported_are_summed_apart() -> None:
    frame = made([(date(2001, 1, 1), 4, False), (date(2001, 6, 30), 9.5, False), (date(2001, 3, 1), 5, True), (date(2001, 4, 1), -3, False), (date(2001, 7, 1), 1, False)])
    sums = period_sums(frame, period_edges(2000, 2009))
    assert sums[["first", "is_cooperation", "is_reported", "total", "ids"]].astype(str).values.tolist() == [
        ["2001-01-01", "False", "False", "-3.0", "e3"],
        ["2001-01-01", "True", "False", "13.5", "e0;e1"],
        ["2001-01-01", "True", "True", "5.0", "e2"],
        ["2001-07-01", "True", "False", "1.0", "e4"],
    ]


@given(SCORES)
def test_every_event_of_the_period_is_in_one_sum(rows: list[tuple[date, float, bool]]) -> None:
    frame, edges = made(rows), period_edges(2000, 2010)
    sums = period_sums(frame, edges)
    ids = [event for joined in sums["ids"] for event in joined.split(";")]
    assert sorted(ids) == sorted(frame.loc[frame["value"] != 0, "event_id"])
    assert sums["total"].sum() == pytest.approx(frame["value"].sum())
    assert ((sums["total"] > 0) == sums["is_cooperation"]).all()


@given(SCORES, st.sampled_from([1.0, 2.0, 5.0]))
def test_the_running_sum_is_its_formula_on_each_of_its_days(rows: list[tuple[date, float, bool]], half_life: float) -> None:
    frame = made(rows)
    running = running_sum(frame, pd.Timestamp("2003-01-01"), LAST, half_life)
    for row in running.iloc[::60].itertuples():
        assert row.score == pytest.approx(direct(frame, row.day, half_life), abs=1e-6)


def test_an_event_weighs_half_after_the_half_life() -> None:
    running = running_sum(made([(date(2000, 1, 1), 8, False)]), FIRST, FIRST + pd.Timedelta(days=365.25 * 4), 2.0)
    assert running["score"].iloc[[0, 240, 480]].tolist() == pytest.approx([8, 4, 2], rel=1e-6)


def test_the_points_of_the_line_name_what_was_added_and_only_within_the_years() -> None:
    running = running_sum(made([(date(1999, 1, 1), 8, False), (date(2005, 1, 1), 2, False), (date(2012, 1, 1), 2, False)]), FIRST, LAST, 2.0)
    assert [ids for ids in running["ids"] if ids] == ["e1"]
    assert running["score"].iloc[0] > 0, "what came before still weighs"


def test_a_half_life_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="half-life"):
        running_sum(made([]), FIRST, LAST, 0)


def test_the_balance_says_which_side_outweighs(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1997-protest", type="criticism", category="statement", travellers="", others="", title="Israel criticises Azerbaijan")
    dataset = tiny.dataset(folder)
    cells = pair_years(dataset, scored(dataset, filters=Filters()), [("AZE", "ISR", 5), ("ARM", "AZE", 1)], 1990, 2020).set_index(["pair", "year"])
    assert cells.loc[("Azerbaijan – Israel", 1997), "balance"] == pytest.approx((4 - 3) / 7)
    assert cells.loc[("Azerbaijan – Israel", 1997), "ids"] == "1997-protest;1997-visit"
    assert cells.loc[("Armenia – Azerbaijan", 2020), "balance"] == -1
    assert (cells.loc[("Azerbaijan – Israel", 1992), "row"], cells.loc[("Armenia – Azerbaijan", 2020), "row"]) == (0, 1)


def test_a_cell_counts_each_event_of_a_pair_once(dataset: Dataset) -> None:
    pairs, every = dyad_counts(dataset, Filters())[:12], scored(dataset, filters=Filters())
    cells = pair_years(dataset, every, pairs, 1, 9999)
    for row, (low, high, _) in enumerate(pairs):
        assert cells.loc[cells["row"] == row, "count"].sum() == len(scored(dataset, filters=Filters(dyad=(low, high))))
    assert all(len(set(ids.split(";"))) == count for ids, count in zip(cells["ids"], cells["count"], strict=True))
    assert cells["balance"].between(-1, 1).all()
