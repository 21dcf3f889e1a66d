"""Tests of what is known about one event: accounts, thread, sources in their order, neighbours in the view."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.event import event_record, people_names, say_claim_value, sources_in_order
from timeline.queries.selection import select
from timeline.repository import Dataset

VALUES = [
    ("start", "1994-03", "March 1994"),
    ("end", "1993~", "about 1993"),
    ("end", "..", "still going"),
    ("start", "soon", "soon"),
    ("value_usd_m", "1600", "US$ 1,600 m"),
    ("value_usd_m", "4.85", "US$ 4.85 m"),
    ("value_usd_m", "a lot", "a lot"),
    ("value_usd_m", "²", "²"),
    ("value_usd_m", ".", "."),
    ("status", "denied", "denied"),
    ("summary", "64 per cent", "64 per cent"),
]


def test_an_event_comes_with_its_accounts_sources_and_thread(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    record = event_record(dataset, dataset["events"], "1993-embassy")
    assert record.event["title"] == "Israel opens an embassy in Baku"
    assert record.claims["value"].tolist() == ["1993", "1994-03"]
    assert record.sources["source_id"].tolist() == ["wire-1992", "ministry-2010"]
    assert (record.thread_title, record.steps["event_id"].tolist()) == ("The embassies", ["1993-embassy"])


def test_an_event_of_no_thread_has_no_steps(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    record = event_record(dataset, dataset["events"], "1997-visit")
    assert (record.thread_title, len(record.steps), len(record.claims)) == ("", 0, 0)


@pytest.mark.parametrize(
    ("event_id", "previous", "following", "position"),
    [("1992-relations", "", "1993-embassy", 1), ("1997-visit", "1993-embassy", "2012-deal", 3), ("2020-war", "2012-deal", "", 5)],
)
def test_the_neighbours_are_those_of_the_view(folder: Path, event_id: str, previous: str, following: str, position: int) -> None:
    dataset = tiny.dataset(folder)
    record = event_record(dataset, dataset["events"], event_id)
    assert (record.previous, record.next, record.position, record.count) == (previous, following, position, 5)


def test_an_event_outside_the_view_has_no_neighbours(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    record = event_record(dataset, select(dataset, Filters(category=("arms",))), "1997-visit")
    assert (record.previous, record.next, record.position, record.count) == ("", "", 0, 1)


def test_an_event_that_does_not_exist_is_not_found(dataset: Dataset) -> None:
    with pytest.raises(KeyError, match="1900-x"):
        event_record(dataset, dataset["events"], "1900-x")


def test_every_event_of_the_real_data_has_a_record(dataset: Dataset) -> None:
    for event_id in dataset["events"]["event_id"]:
        assert len(event_record(dataset, dataset["events"], event_id).sources) > 0


def test_sources_come_best_first(folder: Path) -> None:
    assert sources_in_order(tiny.dataset(folder), ("wire-1992", "ministry-2010"))["publisher"].tolist() == ["Wire", "Ministry"]


def test_people_are_named_in_order(dataset: Dataset) -> None:
    people = dataset["people"]
    order = tuple(people["person_id"].iloc[[2, 0]])
    assert people_names(dataset, order) == people["name"].iloc[[2, 0]].tolist()


@pytest.mark.parametrize(("field", "value", "words"), VALUES)
def test_the_value_of_an_account_is_said(field: str, value: str, words: str) -> None:
    assert say_claim_value(field, value) == words


def test_every_account_of_the_real_data_can_be_said(dataset: Dataset) -> None:
    assert all(say_claim_value(claim.field, claim.value) for claim in dataset["claims"].itertuples())
