"""Tests of what an address may name: all that is in the data, and where the address of a withdrawn event leads."""

from __future__ import annotations

from pathlib import Path

from tests import tiny
from timeline.filters import Filters, from_query
from timeline.queries.changes import WITHDRAWN
from timeline.queries.known import known_parts, story_ids, withdrawn_events
from timeline.repository import Dataset


def gone(folder: Path, event_id: str, kept: str, reason: str = "Told twice.") -> None:
    tiny.put(folder, "corrections", correction_id=f"gone-{event_id}", version="0.1.0", event_id=event_id, field=WITHDRAWN, old=event_id, new=kept, reason=reason)


def test_a_withdrawn_event_leads_to_the_end_of_its_row(folder: Path) -> None:
    gone(folder, "1997-first", "1997-second")
    gone(folder, "1997-second", "1997-visit", "The same visit.")
    gone(folder, "1998-rumour", "")
    gone(folder, "1999-lost", "1999-never")
    assert withdrawn_events(tiny.dataset(folder)) == {
        "1997-first": ("1997-visit", "Told twice."),
        "1997-second": ("1997-visit", "The same visit."),
        "1998-rumour": ("", "Told twice."),
        "1999-lost": ("", "Told twice."),
    }


def test_withdrawals_that_name_each_other_end(folder: Path) -> None:
    gone(folder, "1997-first", "1997-second")
    gone(folder, "1997-second", "1997-first")
    assert set(withdrawn_events(tiny.dataset(folder)).values()) == {("", "Told twice.")}


def test_an_event_that_came_back_is_not_withdrawn(folder: Path) -> None:
    gone(folder, "1997-visit", "")
    assert withdrawn_events(tiny.dataset(folder)) == {}


def test_every_address_of_the_data_that_was_ever_published_leads_somewhere_or_says_why_not(dataset: Dataset) -> None:
    events = set(dataset["events"]["event_id"])
    published = set(dataset["corrections"]["event_id"])
    assert published - events, "some events were withdrawn"
    for event_id in published - events:
        view, (said,) = from_query({"event": event_id}, known_parts(dataset), withdrawn_events(dataset))
        assert said.startswith(f"event={event_id[:40]}: was withdrawn (")
        assert view == Filters(event=withdrawn_events(dataset)[event_id][0])
        assert view.event in {"", *events}


def test_stories_are_known_by_their_folders(dataset: Dataset) -> None:
    assert len(story_ids(dataset)) > 1
    assert from_query({"story": story_ids(dataset)[0]}, known_parts(dataset)) == (Filters(story=story_ids(dataset)[0]), ())
    assert from_query({"story": "nonsense"}, known_parts(dataset)) == (Filters(), ("story=nonsense: is not a story of this data.",))
