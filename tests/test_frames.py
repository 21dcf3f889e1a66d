"""Tests of the frames: types of columns, what is derived from dates and codes, and the folding of letters for search."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.frames import build_frames, fold
from timeline.repository import Dataset
from timeline.schema import TABLES

FOLDED = [
    ("İlham Əliyev", "ilham eliyev"), ("ILHAM", "ilham"), ("ılham", "ilham"), ("Türkiye", "turkiye"), ("Ağdam", "agdam"), ("Şuşa", "susa"),
    ("Baku’s", "baku's"), ("1988–1994", "1988-1994"), ("Баку", "баку"), ("Straße", "strasse"), ("é", "e"), ("e\u0301", "e"), ("", ""), ("ﬁ", "fi"),
]  # fmt: skip

DERIVED_TYPES = {
    "earliest": "datetime64[ms]", "start_latest": "datetime64[ms]", "end_earliest": "datetime64[ms]", "latest": "datetime64[ms]", "importance": "int64",
    "scale": "float64", "value_usd_m": "float64", "latitude": "float64", "source_count": "int64", "publisher_count": "int64", "is_contested": "bool",
    "is_ongoing": "bool", "is_approximate": "bool", "is_uncertain": "bool", "year": "int64",
}  # fmt: skip


def event(folder: Path, event_id: str) -> pd.Series:
    events = tiny.dataset(folder)["events"]
    return events[events["event_id"] == event_id].iloc[0]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_letters_are_folded_for_comparing(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abçəışğüöİI-’ "))
def test_capitals_and_small_letters_fold_alike(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_frame_has_the_columns_of_its_table(dataset: Dataset, table) -> None:
    assert list(dataset[table.name].columns)[: len(table.columns)] == list(table.column_names)


@pytest.mark.parametrize(("name", "kind"), DERIVED_TYPES.items())
def test_a_column_of_events_has_its_type(dataset: Dataset, name: str, kind: str) -> None:
    assert str(dataset["events"][name].dtype) == kind


@pytest.mark.parametrize(("name", "kind"), DERIVED_TYPES.items())
def test_a_column_of_no_events_has_the_same_type(name: str, kind: str) -> None:
    assert str(build_frames({})["events"][name].dtype) == kind, "a clause such as ~is_ongoing has to work on an empty table too"


def test_frames_of_no_rows_have_all_their_columns(folder: Path) -> None:
    full = tiny.dataset(folder).frames
    assert {name: list(frame.columns) for name, frame in build_frames({}).items()} == {name: list(frame.columns) for name, frame in full.items()}


def test_lists_are_tuples_and_empty_numbers_are_missing(folder: Path) -> None:
    found = event(folder, "1992-relations")
    assert (found["actors"], found["recipients"], found["source_ids"]) == (("AZE", "ISR"), (), ("wire-1992",))
    assert pd.isna(found["value_usd_m"])


@pytest.mark.parametrize("text", ["NA", "None", "null", "nan", "007", "True"])
def test_text_that_looks_like_something_else_stays_text(folder: Path, text: str) -> None:
    tiny.change(folder, "events", "1997-visit", title=text)
    assert event(folder, "1997-visit")["title"] == text


def test_an_imprecise_event_spans_what_its_start_and_end_can_mean(folder: Path) -> None:
    tiny.change(folder, "events", "2020-war", event_id="2020-war", start="2020-09", end="2020-11~")
    found = event(folder, "2020-war")
    days = [found[name].date().isoformat() for name in ("earliest", "start_latest", "end_earliest", "latest")]
    assert days == ["2020-09-01", "2020-09-30", "2020-11-01", "2020-11-30"]
    assert (found["precision"], found["is_approximate"], found["is_uncertain"], found["when"]) == ("month", True, False, "September 2020 – about November 2020")


def test_an_event_without_an_end_ends_with_its_start(folder: Path) -> None:
    found = event(folder, "1993-embassy")
    assert (found["latest"].date().isoformat(), found["year"], found["when"], found["is_ongoing"]) == ("1993-12-31", 1993, "1993", False)


def test_an_event_that_goes_on_has_no_last_day(folder: Path) -> None:
    tiny.change(folder, "events", "2020-war", end="..")
    found = event(folder, "2020-war")
    assert (found["is_ongoing"], found["latest"], found["when"]) == (True, pd.NaT, "since 27 September 2020")


@pytest.mark.parametrize("start", ["0001-01-01", "1600-01-01", "9999-12-31"])
def test_the_oldest_and_the_newest_day_are_kept(folder: Path, start: str) -> None:
    tiny.change(folder, "events", "2012-deal", event_id=f"{start[:4]}-deal", start=start, recipients="IRN")
    assert event(folder, f"{start[:4]}-deal")["earliest"].date().isoformat() == start


def test_an_event_has_the_scale_and_quad_of_its_type(folder: Path) -> None:
    found = event(folder, "1997-visit")
    assert (found["plover"], found["scale"], found["quad"]) == ("CONSULT:visit", 4.0, "verbal cooperation")


def test_an_event_has_its_own_scale_where_it_is_written(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", plover="SANCTION:expel")
    found = event(folder, "1997-visit")
    assert (found["scale"], found["quad"]) == (-6.0, "material conflict")


def test_sources_and_publishers_are_counted_apart(folder: Path) -> None:
    tiny.change(folder, "sources", "ministry-2010", publisher="Wire")
    found = event(folder, "1993-embassy")
    assert (found["source_count"], found["publisher_count"]) == (2, 1)


def test_only_an_event_with_accounts_is_contested(folder: Path) -> None:
    events = tiny.dataset(folder)["events"]
    assert events.loc[events["is_contested"], "event_id"].tolist() == ["1993-embassy"]


def test_the_text_to_search_holds_words_place_people_and_countries(folder: Path) -> None:
    text = event(folder, "1997-visit")["haystack"]
    assert all(word in text for word in ("aliyev", "night stop", "baku", "benjamin netanyahu", "israel", "azerbaijan", "iran"))


def test_the_notes_of_maintainers_are_not_searched(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", note="zebra")
    assert "zebra" not in event(folder, "1997-visit")["haystack"]


def test_everyone_takes_part_in_a_role(folder: Path) -> None:
    participants = tiny.dataset(folder)["participants"]
    found = participants[participants["event_id"] == "1997-visit"]
    assert list(zip(found["code"], found["role"], strict=True)) == [("ISR", "actor"), ("AZE", "recipient"), ("IRN", "other")]


def test_a_directed_event_has_a_pair_from_each_actor_to_each_recipient(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", actors="ISR;UN", others="")
    dyads = tiny.dataset(folder)["dyads"]
    found = dyads[dyads["event_id"] == "1997-visit"]
    assert found[["source", "target", "is_directed"]].values.tolist() == [["ISR", "AZE", True], ["UN", "AZE", True]]


def test_a_mutual_event_has_each_pair_once_in_the_order_of_codes(folder: Path) -> None:
    tiny.change(folder, "events", "1992-relations", actors="ISR;AZE;ARM")
    dyads = tiny.dataset(folder)["dyads"]
    found = dyads[dyads["event_id"] == "1992-relations"]
    assert found[["source", "target", "is_directed"]].values.tolist() == [["ARM", "AZE", False], ["ARM", "ISR", False], ["AZE", "ISR", False]]


def test_each_office_of_a_person_is_a_row(folder: Path) -> None:
    assert tiny.dataset(folder)["offices"].values.tolist() == [
        ["benjamin-netanyahu", "prime_minister", "1996", "1999"],
        ["benjamin-netanyahu", "prime_minister", "2009", ".."],
    ]
