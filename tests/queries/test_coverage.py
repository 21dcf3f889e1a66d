"""Tests of what the data holds: events by year and kind, sources by country, language, type and publisher."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.coverage import MOST, events_by_year, sources_by, sources_of, two_publishers_share
from timeline.queries.selection import select
from timeline.repository import Dataset

COLUMNS = ("publisher_actor", "language", "type", "publisher")


def test_events_are_counted_by_year_and_kind(folder: Path) -> None:
    counted = events_by_year(tiny.dataset(folder)["events"])
    assert counted[["year", "category", "count"]].values.tolist() == [
        [1992, "representation", 1], [1993, "representation", 1], [1997, "visit", 1], [2012, "arms", 1], [2020, "war", 1],
    ]  # fmt: skip


def test_every_event_is_counted_once(dataset: Dataset) -> None:
    assert events_by_year(dataset["events"])["count"].sum() == len(dataset["events"])


def test_no_events_give_no_counts(dataset: Dataset) -> None:
    assert events_by_year(dataset["events"].iloc[0:0]).empty


def test_sources_are_those_of_the_events_and_their_accounts(folder: Path) -> None:
    tiny.add(folder, "sources", "wire-1992", source_id="paper", publisher="Paper")
    tiny.change(folder, "claims", "1993-embassy-start-2", source_ids="paper")
    dataset = tiny.dataset(folder)
    found = sources_of(dataset, select(dataset, Filters(type=("embassy_opened",))))
    assert set(found["source_id"]) == {"wire-1992", "ministry-2010", "paper"}


def test_a_source_knows_how_many_events_cite_it(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = sources_of(dataset, dataset["events"]).set_index("source_id")["events"]
    assert found.to_dict() == {"ministry-2010": 2, "wire-1992": 4}


def test_every_source_of_the_real_data_is_of_some_event_or_of_the_register(dataset: Dataset) -> None:
    cited = set(sources_of(dataset, dataset["events"])["source_id"])
    elsewhere = {source for name in ("arms", "corrections") for ids in dataset[name]["source_ids"] for source in ids}
    assert set(dataset["sources"]["source_id"]) <= cited | elsewhere


@pytest.mark.parametrize("column", COLUMNS)
def test_the_parts_add_up_to_the_whole(dataset: Dataset, column: str) -> None:
    sources = sources_of(dataset, dataset["events"])
    counted = sources_by(dataset, sources, column)
    assert counted["count"].sum() == len(sources)
    assert len(counted) <= MOST
    assert counted["label"].str.len().gt(0).all()


def test_parts_are_named_not_coded(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = {column: set(sources_by(dataset, dataset["sources"], column)["label"]) for column in COLUMNS}
    assert found == {"publisher_actor": {"Israel", "International"}, "language": {"English"}, "type": {"Official", "Wire"}, "publisher": {"Ministry", "Wire"}}


def test_what_is_beyond_the_longest_bars_is_one_part_that_says_how_many(folder: Path) -> None:
    for number in range(20):
        tiny.add(folder, "sources", "wire-1992", source_id=f"paper-{number:02d}", publisher=f"Paper {number:02d}")
    tiny.change(folder, "events", "1992-relations", source_ids=";".join(["wire-1992", *(f"paper-{number:02d}" for number in range(20))]))
    dataset = tiny.dataset(folder)
    counted = sources_by(dataset, dataset["sources"], "publisher")
    assert (len(counted), counted["label"].iloc[-1], counted["count"].sum()) == (MOST, f"{22 - MOST + 1} others", 22)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_sources_give_no_parts(dataset: Dataset, column: str) -> None:
    assert sources_by(dataset, dataset["sources"].iloc[0:0], column).empty


def test_the_share_with_two_publishers(folder: Path) -> None:
    events = tiny.dataset(folder)["events"]
    assert (two_publishers_share(events), two_publishers_share(events.iloc[0:0])) == (0.2, 0.0)
