"""Tests of the map's questions: who keeps a mission where, who did what towards whom, and where, as of a day."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.geography import MAX_PAIRS, countries_in_view, event_arcs, event_places, last_day, representation_arcs, seats
from timeline.queries.selection import select
from timeline.repository import Dataset

NOW = pd.Timestamp("2026-01-01")


@pytest.mark.parametrize(("text", "day"), [("2010", "2010-12-31"), ("2010-02", "2010-02-28"), ("2010-02-03", "2010-02-03"), ("201X", "2019-12-31"), ("", "2026-01-01")])
def test_a_day_asked_for_is_the_last_that_its_text_can_mean(text: str, day: str) -> None:
    assert last_day(text, NOW) == pd.Timestamp(day)


@pytest.mark.parametrize("text", ["0001", "9999", "0001-01-01", "9999-12-31"])
def test_the_oldest_and_the_newest_day_can_be_asked_for(dataset: Dataset, text: str) -> None:
    day = last_day(text, NOW)
    event_arcs(dataset, dataset["events"], day)
    event_places(dataset["events"], day)
    representation_arcs(dataset, dataset["events"], day)


def test_only_actors_with_a_seat_can_be_drawn(folder: Path) -> None:
    assert seats(tiny.dataset(folder))["code"].tolist() == ["ARM", "AZE", "IRN", "ISR"]


def test_a_mission_is_an_arc_from_its_sender_with_both_seats(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    arcs = representation_arcs(dataset, dataset["events"], NOW)
    row = arcs.iloc[0]
    assert (len(arcs), row["source"], row["target"], row["level"], row["event_ids"]) == (1, "ISR", "AZE", 3, "1993-embassy")
    assert (row["source_name"], row["target_name"], row["source_latitude"], row["target_longitude"]) == ("Israel", "Azerbaijan", 31.78, 49.87)


def test_a_mission_is_not_drawn_before_it_opens(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert representation_arcs(dataset, dataset["events"], pd.Timestamp("1992-12-31")).empty


def test_a_mission_of_a_pair_outside_the_view_is_not_drawn(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert representation_arcs(dataset, select(dataset, Filters(actors=("ARM",))), NOW).empty


def test_a_mission_shows_although_its_opening_is_outside_the_view(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert len(representation_arcs(dataset, select(dataset, Filters(category=("arms",))), NOW)) == 1


def test_events_are_arcs_with_direction_count_and_ids(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    arcs = event_arcs(dataset, dataset["events"], NOW)
    assert arcs[["source", "target", "is_directed", "count", "event_ids"]].values.tolist() == [
        ["ISR", "AZE", True, 3, "1993-embassy;1997-visit;2012-deal"],
        ["ARM", "AZE", False, 1, "2020-war"],
        ["AZE", "ISR", False, 1, "1992-relations"],
    ]


def test_events_after_the_day_are_not_drawn(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    day = pd.Timestamp("1997-08-28")
    assert event_arcs(dataset, dataset["events"], day)["count"].sum() == 2
    assert event_places(dataset["events"], day)["count"].sum() == 1


def test_actors_without_a_seat_have_no_arcs(folder: Path) -> None:
    tiny.change(folder, "events", "2020-war", actors="UN;AZE")
    dataset = tiny.dataset(folder)
    assert "UN" not in set(event_arcs(dataset, dataset["events"], NOW)["source"])


def test_no_more_than_forty_pairs_are_drawn(dataset: Dataset) -> None:
    assert len(event_arcs(dataset, dataset["events"], NOW)) <= MAX_PAIRS


def test_events_at_one_place_are_one_point(folder: Path) -> None:
    places = event_places(tiny.dataset(folder)["events"], NOW)
    assert places[["place", "count", "event_ids"]].values.tolist() == [["Baku", 2, "1992-relations;1997-visit"]]
    assert places["titles"].iloc[0] == ["Azerbaijan and Israel establish relations", "Netanyahu meets Aliyev in Baku"]


def test_a_point_counts_all_and_names_the_last_five(dataset: Dataset) -> None:
    places = event_places(dataset["events"], NOW)
    assert places["count"].sum() == (dataset["events"]["latitude"].notna() & (dataset["events"]["earliest"] <= NOW)).sum()
    assert all(len(titles) == min(count, 5) for titles, count in zip(places["titles"], places["count"], strict=True))


def test_countries_are_states_counted_where_they_act_or_are_addressed(folder: Path) -> None:
    tiny.change(folder, "events", "2020-war", actors="ARM;UN")
    dataset = tiny.dataset(folder)
    assert countries_in_view(dataset, dataset["events"]).set_index("code")["count"].to_dict() == {"ISR": 4, "AZE": 4, "ARM": 1}


def test_nothing_in_view_gives_empty_frames_with_their_columns(dataset: Dataset) -> None:
    none = dataset["events"].iloc[0:0]
    for frame, names in (
        (event_arcs(dataset, none, NOW), {"source", "target", "count", "event_ids", "source_latitude", "target_longitude", "source_name"}),
        (representation_arcs(dataset, none, NOW), {"source", "target", "level", "since", "event_ids", "source_latitude"}),
        (event_places(none, NOW), {"place", "latitude", "longitude", "count", "category", "event_ids", "titles"}),
        (countries_in_view(dataset, none), {"code", "name", "count"}),
    ):
        assert frame.empty
        assert names <= set(frame.columns)
