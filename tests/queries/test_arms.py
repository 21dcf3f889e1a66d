"""Tests of arms between a pair: events, deals, volume by year, money stated."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.arms import deals, lanes_by_type, pair_arms, stated_sums, tiv_by_year
from timeline.queries.headline import focus_dyad
from timeline.repository import Dataset

PAIR = ("AZE", "ISR")
DEAL = "il-az-drones"


def deal(folder: Path, **cells: str) -> pd.Series:
    tiny.change(folder, "arms", DEAL, **cells)
    return deals(tiny.dataset(folder), Filters(), PAIR).iloc[0]


def test_an_event_that_names_the_other_side_beside_belongs_to_the_pair(folder: Path) -> None:
    tiny.add(folder, "events", "2012-deal", event_id="2016-used", start="2016-04-04", type="used_in_combat", actors="AZE", recipients="ARM", others="ISR", title="A drone is used")
    tiny.add(folder, "events", "2012-deal", event_id="2017-other", start="2017-04-04", actors="IRN", title="Iran sells drones to Azerbaijan")
    data = tiny.dataset(folder)
    found = pair_arms(data, data["events"], PAIR)
    assert found["event_id"].tolist() == ["2012-deal", "2016-used"]
    assert lanes_by_type(data, found)["lane"].tolist() == ["Arms contract", "Used in combat"]


def test_a_sale_to_one_side_is_not_laid_to_a_country_named_beside(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", others="IRN")
    tiny.add(folder, "events", "2012-deal", event_id="2016-shown", start="2016-04-04", type="displayed", actors="AZE", recipients="", others="IRN", title="A drone is shown")
    data = tiny.dataset(folder)
    assert pair_arms(data, data["events"], ("AZE", "IRN")).empty, "no arms pass between the two"


@pytest.mark.parametrize(
    ("cells", "numbers", "short"),
    [
        ({"number_delivered": "5"}, "5 ordered, 5 delivered", "5, all delivered"),
        ({"number_ordered_is_estimate": "yes", "number_delivered": "5"}, "about 5 ordered, 5 delivered", "about 5 ordered, 5 delivered"),
        ({}, "5 ordered, delivered unknown", "5 ordered, delivered unknown"),
        ({"number_ordered": ""}, "numbers unknown", "numbers unknown"),
    ],
)
def test_estimates_and_the_unknown_are_said_in_words(folder: Path, cells: dict[str, str], numbers: str, short: str) -> None:
    found = deal(folder, **cells)
    assert (found["numbers"], found["short"]) == (numbers, short)


def test_a_deal_knows_the_events_of_its_thread_only(folder: Path) -> None:
    assert deal(folder)["event_ids"] == ""
    assert deal(folder, thread_id="embassies")["event_ids"] == "1993-embassy"


@pytest.mark.parametrize(
    ("filters", "is_shown"),
    [
        (Filters(), True), (Filters(years=(2014, 2015)), True), (Filters(years=(2015, 2016)), False), (Filters(years=(2001, 2011)), False), (Filters(search="uav israel"), True),
        (Filters(search="tank"), False), (Filters(category=("visit",)), False), (Filters(category=("visit", "arms")), True), (Filters(type=("call",)), False), (Filters(type=("delivery",)), True),
        (Filters(actors=("IRN",)), False), (Filters(actors=("IRN", "ISR")), True), (Filters(actors=("IRN", "ISR"), match="all"), False),
        (Filters(direction="forward"), False), (Filters(direction="back"), True),
    ],
)  # fmt: skip
def test_a_deal_obeys_the_filters_that_it_can(folder: Path, filters: Filters, is_shown: bool) -> None:
    assert len(deals(tiny.dataset(folder), filters, PAIR)) == is_shown


def test_volume_is_spread_evenly_over_the_years_of_delivery(folder: Path) -> None:
    tiny.change(folder, "arms", DEAL, tiv="10", years_delivered="2013;2015")
    found = tiv_by_year(deals(tiny.dataset(folder), Filters(), PAIR))
    assert found.values.tolist() == [[2013, 5, 5, 1], [2014, 0, 5, 0], [2015, 5, 10, 1]]


def test_a_deal_without_volume_or_delivery_gives_no_volume(folder: Path) -> None:
    assert tiv_by_year(deals(tiny.dataset(folder), Filters(), PAIR)).empty
    tiny.change(folder, "arms", DEAL, tiv="10", years_delivered="")
    assert tiv_by_year(deals(tiny.dataset(folder), Filters(), PAIR)).empty


def test_no_volume_is_lost_in_the_spreading(dataset: Dataset) -> None:
    found = deals(dataset, Filters(), focus_dyad(dataset))
    assert tiv_by_year(found)["total"].iloc[-1] == pytest.approx(found.loc[found["years_delivered"].map(len) > 0, "tiv"].sum())


def test_a_sum_is_a_deal_by_the_type_of_its_row(folder: Path) -> None:
    data = tiny.dataset(folder)
    assert stated_sums(pair_arms(data, data["events"], PAIR))[["value_usd_m", "is_deal"]].values.tolist() == [[1600, True]]
    tiny.change(folder, "events", "2012-deal", type="disclosed")
    data = tiny.dataset(folder)
    assert stated_sums(pair_arms(data, data["events"], PAIR))["is_deal"].tolist() == [False]
    tiny.change(folder, "events", "2012-deal", status="denied")
    data = tiny.dataset(folder)
    assert stated_sums(pair_arms(data, data["events"], PAIR)).empty
