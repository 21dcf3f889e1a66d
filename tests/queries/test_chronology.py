"""Tests of the rows of a timeline: lanes, words for hover, bands of wars and dates of competing accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from timeline.filters import LANES, Filters
from timeline.queries.chronology import MAX_LANES, actor_names, busiest_dyad, competing_dates, say_parties, timeline_rows, war_bands
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.vocabulary import CATEGORY_LABELS


def lanes(folder: Path, kind: str) -> list[tuple[str, str]]:
    dataset = tiny.dataset(folder)
    rows = timeline_rows(dataset, dataset["events"], kind)
    return list(zip(rows["lane"], rows["event_id"], strict=True))


@pytest.mark.parametrize(
    ("actors", "recipients", "words"),
    [(("ISR",), ("AZE",), "Israel → Azerbaijan"), (("AZE", "ISR"), (), "Azerbaijan, Israel"), (("XXX",), ("AZE", "ISR"), "XXX → Azerbaijan, Israel"), ((), (), "")],
)
def test_parties_are_said_with_their_direction(actors: tuple[str, ...], recipients: tuple[str, ...], words: str) -> None:
    assert say_parties(actors, recipients, {"AZE": "Azerbaijan", "ISR": "Israel"}) == words


def test_lanes_by_kind_stand_in_the_order_of_the_categories(folder: Path) -> None:
    assert lanes(folder, "category") == [
        ("Visits and talks", "1997-visit"), ("Representation", "1992-relations"), ("Representation", "1993-embassy"), ("Arms", "2012-deal"), ("Wars and peace", "2020-war"),
    ]  # fmt: skip


def test_lanes_by_pair_put_the_busiest_first(folder: Path) -> None:
    assert lanes(folder, "dyad") == [
        *(("Azerbaijan – Israel", event_id) for event_id in ("1992-relations", "1993-embassy", "1997-visit", "2012-deal")),
        ("Armenia – Azerbaijan", "2020-war"),
    ]


def test_lanes_by_country_show_an_event_in_each_of_its_countries_but_not_of_those_beside(folder: Path) -> None:
    found = lanes(folder, "country")
    assert ("Azerbaijan", "1997-visit") in found
    assert ("Israel", "1997-visit") in found
    assert not any(lane == "Iran" for lane, _ in found)


def test_an_event_of_no_lane_stands_with_the_others(folder: Path) -> None:
    tiny.change(folder, "events", "2020-war", actors="ARM")
    assert lanes(folder, "dyad")[-1] == ("Others", "2020-war")


@pytest.mark.parametrize("kind", LANES)
def test_every_event_of_the_real_data_has_a_lane(dataset: Dataset, kind: str) -> None:
    events = select(dataset, Filters())
    rows = timeline_rows(dataset, events, kind)
    assert set(rows["event_id"]) == set(events["event_id"])
    assert rows.groupby("lane")["lane_order"].nunique().eq(1).all()
    assert rows["lane"].nunique() <= MAX_LANES + 1
    assert not rows.duplicated(["lane", "event_id"]).any()


@pytest.mark.parametrize("kind", LANES)
def test_no_events_have_no_rows(dataset: Dataset, kind: str) -> None:
    assert timeline_rows(dataset, dataset["events"].iloc[0:0], kind).empty


def test_a_row_says_who_and_by_whom_it_is_told(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    row = timeline_rows(dataset, dataset["events"], "category").set_index("event_id").loc["1993-embassy"]
    assert (row["parties"], row["sources"]) == ("Israel → Azerbaijan", "Wire, Ministry")


def test_many_publishers_are_counted_after_the_third(folder: Path) -> None:
    for number in range(3):
        tiny.add(folder, "sources", "wire-1992", source_id=f"paper-{number}", publisher=f"Paper {number}")
    tiny.change(folder, "events", "1993-embassy", source_ids="wire-1992;ministry-2010;paper-0;paper-1;paper-2")
    dataset = tiny.dataset(folder)
    row = timeline_rows(dataset, dataset["events"], "category").set_index("event_id").loc["1993-embassy"]
    assert row["sources"] == "Wire, Ministry, Paper 0 and 2 more"


def test_lanes_carry_labels_of_the_vocabulary(dataset: Dataset) -> None:
    assert set(timeline_rows(dataset, dataset["events"], "category")["lane"]) <= set(CATEGORY_LABELS.values())


def test_only_essential_wars_that_took_place_are_bands(folder: Path) -> None:
    for number, cells in enumerate(({"importance": "2"}, {"status": "planned"}, {"status": "denied"}, {"type": "operation"})):
        tiny.add(folder, "events", "2020-war", event_id=f"2020-war-{number}", title=f"Something else {number}", **cells)
    assert war_bands(tiny.dataset(folder))["event_id"].tolist() == ["2020-war"]


def test_competing_dates_leave_out_the_preferred_one(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = competing_dates(dataset, dataset["events"])
    assert found[["event_id", "when", "claimant"]].values.tolist() == [["1993-embassy", "March 1994", "Wire"]]
    assert [day.date().isoformat() for day in found[["earliest", "latest"]].iloc[0]] == ["1994-03-01", "1994-03-31"]


def test_competing_dates_of_other_events_are_not_given(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert competing_dates(dataset, select(dataset, Filters(category=("visit",)))).empty


def test_names_are_the_short_ones(folder: Path) -> None:
    assert actor_names(tiny.dataset(folder))["UN"] == "UN"


def test_the_busiest_pair_is_found(folder: Path) -> None:
    assert busiest_dyad(tiny.dataset(folder)) == ("AZE", "ISR")
