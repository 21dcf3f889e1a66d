"""Tests of what a version of the data did: versions in order, corrections in words, withdrawals with what stands for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import tiny
from timeline.queries.changes import changes, say_changes, say_field, versions
from timeline.repository import Dataset


def correct(folder: Path, field: str, old: str, new: str, *, event: str = "1997-visit", version: str = "0.2.0", reason: str = "A page was read again.") -> None:
    tiny.describe(folder, version=version)
    tiny.put(
        folder,
        "corrections",
        correction_id=f"{version.replace('.', '-')}-{event}-{field}".replace("_", "-"),
        version=version,
        event_id=event,
        field=field,
        old=old,
        new=new,
        reason=reason,
    )


def test_versions_stand_newest_first_and_by_number(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", added="0.9.0", changed="0.10.0")
    correct(folder, "place", "", "Baku", version="0.2.0")
    tiny.describe(folder, version="0.10.0")
    assert versions(tiny.dataset(folder)) == ("0.10.0", "0.9.0", "0.2.0", "0.1.0")


@pytest.mark.parametrize(
    ("field", "old", "new", "said"),
    [
        ("start", "1997-08", "1997-08-29", ("Start", "August 1997", "29 August 1997")),
        ("status", "reported", "confirmed", ("Status", "Reported", "Confirmed")),
        ("recipients", "", "AZE;IRN", ("Recipients", "nothing", "Azerbaijan, Iran")),
        ("travellers", "benjamin-netanyahu", "", ("Travellers", "Benjamin Netanyahu", "nothing")),
        ("type", "call", "working_visit", ("Type", "Call or letter", "Working visit")),
        ("value_usd_m", "5", "", ("Value, US$ m", "US$ 5 m", "nothing")),
        ("title", "Old words", "New words", ("Title", "Old words", "New words")),
        ("nonsense", "a", "b", ("nonsense", "a", "b")),
    ],
)
def test_a_correction_is_said_in_words(folder: Path, field: str, old: str, new: str, said: tuple[str, str, str]) -> None:
    correct(folder, field, old, new)
    (row,) = changes(tiny.dataset(folder), "0.2.0").corrected.itertuples()
    assert (row.event_id, row.field, row.old, row.new, row.reason) == ("1997-visit", *said, "A page was read again.")


def test_a_withdrawn_row_leads_to_what_stands_for_it_if_anything_does(folder: Path) -> None:
    correct(folder, "withdrawn", "1997-double", "1997-visit", event="1997-double")
    correct(folder, "withdrawn", "1998-baseless", "", event="1998-baseless")
    correct(folder, "withdrawn", "1999-other", "1999-gone-too", event="1999-other")
    found = changes(tiny.dataset(folder), "0.2.0")
    assert found.withdrawn[["event_id", "kept"]].values.tolist() == [["1997-double", "1997-visit"], ["1998-baseless", ""], ["1999-other", ""]]
    assert found.corrected.empty


def test_what_a_version_changed_without_a_correction_is_not_hidden(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", changed="0.2.0")
    tiny.change(folder, "events", "1997-visit", changed="0.2.0")
    correct(folder, "place", "", "Baku")
    found = changes(tiny.dataset(folder), "0.2.0")
    assert found.touched[["event_id", "reading_note"]].values.tolist() == [["2012-deal", ""]]
    tiny.put(folder, "readings", event_id="2012-deal", version="0.2.0", verdict="refined", source_id="wire-1992", note="The day was found.")
    assert changes(tiny.dataset(folder), "0.2.0").touched["reading_note"].tolist() == ["The day was found."]
    assert changes(tiny.dataset(folder), "0.1.0").touched.empty
    assert say_changes(found) == "Version 0.2.0 added 0 events, corrected 1 value of 1 event and changed 1 event in which no fact was wrong."


def test_a_version_is_said_in_a_sentence(folder: Path) -> None:
    assert say_changes(changes(tiny.dataset(folder), "0.1.0")) == "Version 0.1.0 added 5 events."
    assert say_changes(changes(tiny.dataset(folder), "9.9")) == "Version 9.9 added 0 events."


def test_every_correction_of_the_data_is_shown_once(dataset: Dataset) -> None:
    corrections, known = dataset["corrections"], set(dataset["events"]["event_id"])
    found = [changes(dataset, version) for version in versions(dataset)]
    shown = sum(len(one.corrected) + len(one.withdrawn) for one in found)
    of_withdrawn_rows = corrections[(corrections["field"] != "withdrawn") & ~corrections["event_id"].isin(known)]
    assert shown == len(corrections) - len(of_withdrawn_rows)
    assert sum(len(one.added) for one in found) == len(dataset["events"])


def test_a_field_is_called_by_its_title() -> None:
    assert (say_field("start"), say_field("withdrawn")) == ("Start", "withdrawn")
