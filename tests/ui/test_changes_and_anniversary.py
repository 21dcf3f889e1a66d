"""Tests of the lists of what changed and of what happened on this day: what stands in them and what a click would open."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests import tiny
from tests.queries.test_changes import correct
from tests.ui.conftest import Open, components
from timeline.server.store import store
from timeline.ui import anniversary, words


def test_the_newest_version_is_shown_with_its_corrections_and_reasons(open_page: Open, served: Path) -> None:
    correct(served, "start", "1997-08", "1997-08-29")
    correct(served, "withdrawn", "1998-baseless", "", event="1998-baseless", reason="No page supports it.")
    store.cache_clear()
    page = open_page("changes")
    assert "Version 0.2.0 added 0 events, corrected 1 value of 1 event and withdrew 1 event." in page.texts
    lists = [section for proto in components(page.app.main) if proto.component_name == "timeline_chronology" for section in json.loads(proto.json)["years"]]
    assert [section["year"] for section in lists] == ["Corrected: 1", f"{words.CHANGES['withdrawn']}: 1"]
    (corrected,), (withdrawn,) = (section["events"] for section in lists)
    assert (corrected["event_id"], corrected["when"], corrected["note"]) == ("1997-visit", "Start: August 1997 → 29 August 1997", "A page was read again.")
    assert (withdrawn["event_id"], withdrawn["when"], withdrawn["note"]) == ("", "withdrawn: 1998-baseless", "No page supports it.")
    assert words.CHANGES["no_addition"] in page.texts


def test_another_version_is_chosen_in_the_address_and_an_unknown_one_is_told(open_page: Open, served: Path) -> None:
    correct(served, "start", "1997-08", "1997-08-29")
    store.cache_clear()
    assert "Version 0.1.0 added 5 events." in open_page("changes", version="0.1.0").texts
    page = open_page("changes", version="0.3.0")
    assert f"{words.IGNORED} version=0.3.0: is not a version of this data." in page.texts
    assert any(text.startswith("Version 0.2.0") for text in page.texts)


@pytest.mark.parametrize(
    ("day", "heading", "events"),
    [
        (date(2026, 8, 29), "On this day, 29 August", ["1997-visit"]),
        (date(2026, 8, 30), "No event of this view began on a 30 August. The nearest, on a 29 August", ["1997-visit"]),
        (date(1990, 1, 1), words.ANNIVERSARY["none"], []),
    ],
)
def test_this_day_is_an_argument_and_said(open_page: Open, monkeypatch: pytest.MonkeyPatch, day: date, heading: str, events: list[str]) -> None:
    monkeypatch.setattr(anniversary, "today", lambda: day)
    (section,) = open_page("stories").mounted("chronology")["years"]
    assert (section["year"], [event["event_id"] for event in section["events"]]) == (heading, events)


def test_only_events_of_the_view_are_of_this_day(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anniversary, "today", lambda: date(2026, 8, 29))
    (section,) = open_page("stories", category="war").mounted("chronology")["years"]
    assert [event["event_id"] for event in section["events"]] == ["2020-war"]


def test_more_than_three_are_counted(open_page: Open, served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2001, 2006):
        tiny.add(served, "events", "1997-visit", event_id=f"{year}-visit", start=f"{year}-08-29", title=f"The visit of {year}")
    store.cache_clear()
    monkeypatch.setattr(anniversary, "today", lambda: date(2026, 8, 29))
    (section,) = open_page("stories").mounted("chronology")["years"]
    assert (section["year"], len(section["events"])) == ("On this day, 29 August (and 3 more)", 3)


def test_the_short_table_of_the_data_page_leads_to_it(open_page: Open) -> None:
    links = [link.proto for link in open_page("data").app.get("page_link")]
    assert [(link.label, link.page) for link in links] == [(words.CHANGES["link"], "changes")]
