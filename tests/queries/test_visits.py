"""Tests of who travelled to whom: sides, ranks, firsts, running numbers, the matrix."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.chronology import busiest_dyad
from timeline.queries.headline import focus_dyad
from timeline.queries.selection import dyad_counts, select
from timeline.queries.visits import RANKS, first_words, pair_visits, ranks_never_sent, running_numbers, visit_matrix
from timeline.repository import Dataset

PAIR = ("AZE", "ISR")


def rank_of(folder: Path, offices: str, **cells: str) -> str:
    tiny.change(folder, "people", "benjamin-netanyahu", offices=offices)
    tiny.change(folder, "events", "1997-visit", **cells)
    data = tiny.dataset(folder)
    return RANKS[pair_visits(data, data["events"], PAIR)["rank"].iloc[0]]


def test_a_visit_stands_on_the_side_of_its_traveller(folder: Path) -> None:
    data = tiny.dataset(folder)
    rows = pair_visits(data, data["events"], PAIR)
    assert rows[["event_id", "side", "who", "whom", "lead", "is_counted"]].values.tolist() == [["1997-visit", "back", "Benjamin Netanyahu", "", "Netanyahu", True]]
    assert pair_visits(data, data["events"], ("ISR", "AZE"))["side"].tolist() == ["forth"]


@pytest.mark.parametrize(
    ("offices", "kind", "rank"),
    [
        ("prime_minister 1996/1999", "working_visit", "Prime minister"),
        ("prime_minister 1996/..", "working_visit", "Prime minister"),
        ("prime_minister 2009/..", "working_visit", "Delegation"),  # not yet in office, and the type says nothing
        ("prime_minister 2009/..", "state_visit", "President"),
        ("prime_minister 2009/..", "ministerial_visit", "Other minister"),
        ("minister 1996/1997; foreign_minister 1997/1998", "ministerial_visit", "Foreign minister"),
        ("defence_minister 1996/1997; other 1997/1998", "delegation_visit", "Delegation"),
        ("envoy 1997", "ministerial_visit", "Delegation"),
    ],
)
def test_the_office_of_the_year_gives_the_rank_and_else_the_type(folder: Path, offices: str, kind: str, rank: str) -> None:
    assert rank_of(folder, offices, type=kind) == rank


def test_a_guest_of_the_other_side_lends_no_rank(folder: Path) -> None:
    tiny.add(folder, "people", "benjamin-netanyahu", person_id="heydar-aliyev", actor="AZE", offices="president 1993/2003")
    tiny.change(folder, "events", "1997-visit", travellers="benjamin-netanyahu;heydar-aliyev")
    data = tiny.dataset(folder)
    assert RANKS[pair_visits(data, data["events"], PAIR)["rank"].iloc[0]] == "Prime minister"


@pytest.mark.parametrize(
    ("cells", "side", "is_counted"), [({"status": "cancelled"}, "back", False), ({"type": "visit_postponed"}, "back", False), ({"type": "call"}, "between", False)]
)
def test_what_did_not_take_place_or_was_elsewhere_does_not_count(folder: Path, cells: dict[str, str], side: str, is_counted: bool) -> None:
    tiny.change(folder, "events", "1997-visit", **cells)
    data = tiny.dataset(folder)
    rows = pair_visits(data, data["events"], PAIR)
    assert rows[["side", "is_counted"]].values.tolist() == [[side, is_counted]]
    assert not first_words(data, PAIR)
    assert running_numbers(rows).empty
    assert visit_matrix(data, data["events"]).empty


def test_firsts_are_those_of_the_whole_record(folder: Path) -> None:
    tiny.add(folder, "events", "1997-visit", event_id="1998-visit", start="1998-01-02", title="Netanyahu again in Baku")
    data = tiny.dataset(folder)
    assert first_words(data, PAIR) == {"1997-visit": "first visit, first prime minister"}
    later = pair_visits(data, select(data, Filters(years=(1998, 1998))), PAIR)
    assert later[["event_id", "first"]].values.tolist() == [["1998-visit", ""]], "a second visit does not become the first by a filter"
    assert ranks_never_sent(data, PAIR, "back") == ["president", "foreign minister", "defence minister"]


def test_running_numbers_end_at_the_totals_of_the_matrix(dataset: Dataset) -> None:
    matrix = visit_matrix(dataset, dataset["events"]).set_index(["source", "target"])["count"]
    first, second = focus_dyad(dataset)
    numbers = running_numbers(pair_visits(dataset, dataset["events"], (first, second))).groupby("side")["number"].max()
    assert (numbers["forth"], numbers["back"]) == (matrix[first, second], matrix[second, first])


def test_every_pair_of_the_data_can_be_asked_for(dataset: Dataset) -> None:
    for first, second, _ in dyad_counts(dataset, Filters()):
        rows = pair_visits(dataset, dataset["events"], (first, second))
        mirrored = pair_visits(dataset, dataset["events"], (second, first))
        assert rows["event_id"].tolist() == mirrored["event_id"].tolist()
        assert (rows["side"] == mirrored["side"].map({"forth": "back", "back": "forth", "between": "between"})).all()
        assert rows["rank"].between(0, len(RANKS) - 1).all()
        assert (rows.loc[rows["first"] != "", "is_counted"]).all()


def test_the_matrix_counts_the_events_that_it_names(dataset: Dataset) -> None:
    matrix = visit_matrix(dataset, dataset["events"])
    assert (matrix["event_ids"].str.split(";").map(len) == matrix["count"]).all()
    assert (matrix["source"] != matrix["target"]).all()
    assert len({*matrix["source"], *matrix["target"]}) <= 10
    assert set(busiest_dyad(dataset)) <= {*matrix["source"], *matrix["target"]}
