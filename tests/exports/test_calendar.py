"""Tests of the calendar: folding and escaping by RFC 5545, and dates that claim no more than is known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from tests.exports.readers import calendar_parts, calendar_text
from tests.exports.views import BASE, view
from timeline.exports.formats.icalendar import MAX_OCTETS, escaped, folded, table_ics
from timeline.exports.safety import clean
from timeline.filters import Filters
from timeline.repository import Dataset

DATES = [
    # start, end, first day, day after the last, what the title adds
    ("2012-02-26", "", "20120226", "20120227", ""),
    ("2012-02-26", "2012-03-01", "20120226", "20120302", ""),
    ("2012-02", "", "20120201", "20120301", " [February 2012]"),
    ("2012", "", "20120101", "20130101", " [2012]"),
    ("2012~", "", "20120101", "20130101", " [about 2012]"),
    ("2012-02-26?", "", "20120226", "20120227", " [26 February 2012 (unsure)]"),
    ("201X", "", "20100101", "20200101", " [2010s]"),
    ("2012-02-26", "2012-03", "20120226", "20120401", " [26 February 2012 – March 2012]"),
    ("2012-02-26", "..", "20120226", "20120227", " [since 26 February 2012]"),
]


def event(folder: Path, **cells: str) -> dict[str, str]:
    tiny.change(folder, "events", "2012-deal", **cells)
    _, (found,) = calendar_parts(table_ics(view(tiny.dataset(folder), Filters(category=("arms",)))))
    return dict(found)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_folded_line_is_the_line_in_pieces_of_75_octets(line: str) -> None:
    pieces = folded(line).split("\r\n ")
    assert "".join(pieces) == line or "\r\n " in line
    assert all(len(piece.encode()) <= MAX_OCTETS - 1 for piece in pieces[1:])
    assert len(pieces[0].encode()) <= MAX_OCTETS


@given(st.text(st.characters(exclude_characters="\u2028\u2029", exclude_categories=["Cs"])))
def test_escaped_text_is_read_as_it_was_and_is_one_line(text: str) -> None:
    assert "\n" not in escaped(text)
    assert calendar_text(escaped(text)) == clean(text)


@pytest.mark.parametrize(("start", "end", "first", "after", "said"), DATES)
def test_an_event_spans_the_days_it_can_mean_and_says_how_far_they_are_known(folder: Path, start: str, end: str, first: str, after: str, said: str) -> None:
    found = event(folder, start=start, end=end)
    assert (found["DTSTART;VALUE=DATE"], found["DTEND;VALUE=DATE"]) == (first, after)
    assert calendar_text(found["SUMMARY"]) == f"Israel sells drones to Azerbaijan{said}"
    assert found["X-EDTF"] == start + (f"/{end}" if end else "")


def test_the_last_day_of_all_has_no_day_after_it(folder: Path) -> None:
    assert "DTEND;VALUE=DATE" not in event(folder, event_id="9999-deal", start="9999-12-31")


def test_an_event_says_what_it_is(folder: Path) -> None:
    found = event(folder, place="Tel Aviv; Jaffa", latitude="32.05", longitude="34.75")
    assert found["UID"] == "2012-deal@aze-isr.timeline"
    assert (found["STATUS"], found["TRANSP"], found["CATEGORIES"], found["GEO"]) == ("TENTATIVE", "TRANSPARENT", "Arms", "32.050000;34.750000")
    assert calendar_text(found["LOCATION"]) == "Tel Aviv; Jaffa"
    assert found["URL"] == f"{BASE}?event=2012-deal"
    assert calendar_text(found["DESCRIPTION"]) == (
        "Arms contract: Israel → Azerbaijan\nWhen: 26 February 2012. Status: reported.\nOfficials confirm the sum to an agency.\nSources: https://example.org/wire?id=1"
    )


def test_an_event_with_competing_accounts_says_that_they_differ(folder: Path) -> None:
    _, (found,) = calendar_parts(table_ics(view(tiny.dataset(folder), Filters(category=("representation",), years=(1993, 1993)))))
    assert "Accounts differ" in calendar_text(dict(found)["DESCRIPTION"])


def test_without_an_address_of_the_dashboard_no_address_is_claimed(folder: Path) -> None:
    head, events = calendar_parts(table_ics(view(tiny.dataset(folder), base="")))
    assert not [name for part in (head, *events) for name, _ in part if name == "URL"]


def test_the_stamp_is_the_day_of_the_version_so_that_it_changes_with_the_data_only(dataset: Dataset, folder: Path) -> None:
    assert dataset.version in dataset.releases
    _, events = calendar_parts(table_ics(view(dataset, Filters(category=("arms",)))))
    assert {dict(event)["DTSTAMP"] for event in events} == {dataset.releases[dataset.version].replace("-", "") + "T000000Z"}
    assert event(folder)["DTSTAMP"] == "20261124T000000Z"
