"""Tests of the figures above the first chart: each says what it counts and never more than the view holds."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from timeline.filters import Filters
from timeline.queries.coverage import sources_of
from timeline.queries.headline import KeyFigure, focus_dyad, key_figures
from timeline.queries.selection import select
from timeline.repository import Dataset

TODAY = pd.Timestamp("2026-01-01")
PLAIN = Filters()


def figures(dataset: Dataset, filters: Filters = PLAIN, today: pd.Timestamp = TODAY) -> dict[str, KeyFigure]:
    return {figure.label: figure for figure in key_figures(dataset, select(dataset, filters), filters, today)}


def test_the_figures_of_the_tiny_data(folder: Path) -> None:
    days = (TODAY - pd.Timestamp("1993-01-01")).days
    assert list(figures(tiny.dataset(folder)).values()) == [
        KeyFigure("5", "events", "2 sources, 1 with competing accounts"),
        KeyFigure("0 : 1", "visits each way", "from Azerbaijan : from Israel"),
        KeyFigure(f"{days:,}", "days with one embassy only", "Israel's in Azerbaijan; 33 years"),
        KeyFigure("US$ 1.6 bn", "largest arms sum stated", "Israel sells drones to Azerbaijan", "2012-deal"),
        KeyFigure("27 September – 10 November 2020", "last event", "War of 2020", "2020-war"),
    ]


@pytest.mark.parametrize("filters", [Filters(), Filters(dyad=("AZE", "ISR")), Filters(category=("arms",)), Filters(years=(1992, 1994))])
def test_the_sources_counted_are_those_that_leave_with_the_view(dataset: Dataset, filters: Filters) -> None:
    assert figures(dataset, filters)["events"].note.startswith(f"{len(sources_of(dataset, select(dataset, filters))):,} sources, ")


def test_a_view_of_nothing_has_only_its_number_and_what_holds_without_it(folder: Path) -> None:
    found = figures(tiny.dataset(folder), Filters(search="zzzz"))
    assert found["events"].value == "0"
    assert not {"visits each way", "largest arms sum stated", "last event"} & set(found)


def test_the_pair_of_the_filter_goes_before_the_focus_of_the_data(folder: Path) -> None:
    found = figures(tiny.dataset(folder), Filters(dyad=("ISR", "AZE")))
    assert found["visits each way"] == KeyFigure("1 : 0", "visits each way", "from Israel : from Azerbaijan")


def test_calls_meetings_elsewhere_and_visits_put_off_are_not_counted_as_visits(folder: Path) -> None:
    for number, kind in enumerate(("call", "meeting_elsewhere", "visit_postponed")):
        tiny.add(folder, "events", "1997-visit", event_id=f"1997-{number}", type=kind, title=f"Something else {number}")
    tiny.add(folder, "events", "1997-visit", event_id="1997-9", status="planned", title="A plan")
    assert figures(tiny.dataset(folder))["visits each way"].value == "0 : 1"


def test_what_is_planned_or_lies_ahead_is_not_the_last_event(folder: Path) -> None:
    tiny.add(folder, "events", "2012-deal", event_id="2024-plan", start="2024", status="planned", title="A plan")
    tiny.add(folder, "events", "2012-deal", event_id="2027-deal", start="2027", title="Ahead")
    assert figures(tiny.dataset(folder))["last event"].event == "2020-war"


def test_the_largest_sum_is_that_of_the_pair_and_leads_to_its_event(folder: Path) -> None:
    tiny.add(folder, "events", "2012-deal", event_id="2013-deal", start="2013", title="Another deal", label="Another", value_usd_m="4850")
    tiny.add(folder, "events", "2012-deal", event_id="2014-deal", start="2014", title="A deal of others", recipients="IRN", value_usd_m="9000")
    tiny.add(folder, "events", "2012-deal", event_id="2015-deal", start="2015", title="A deal denied", status="denied", value_usd_m="9000")
    found = figures(tiny.dataset(folder))["largest arms sum stated"]
    assert (found.value, found.note, found.event) == ("US$ 4.85 bn", "Another; 2 arms events in all", "2013-deal")


def test_arms_without_a_stated_value_are_counted(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", value_usd_m="")
    assert figures(tiny.dataset(folder))["arms events"] == KeyFigure("1", "arms events", "no value stated")


def test_the_pair_the_data_is_about_comes_from_its_descriptor(folder: Path) -> None:
    (folder / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"focus": ["ISR", "IRN"]}), "utf-8")
    assert focus_dyad(tiny.dataset(folder)) == ("ISR", "IRN")


def test_without_a_descriptor_it_is_the_busiest_pair(folder: Path) -> None:
    (folder / "datapackage.json").unlink()
    assert focus_dyad(tiny.dataset(folder)) == ("AZE", "ISR")


def test_the_real_data_have_at_most_six_figures(dataset: Dataset) -> None:
    found = figures(dataset)
    assert 4 <= len(found) <= 6
    assert all(figure.event in ("", *dataset["events"]["event_id"]) for figure in found.values())
