"""Tests of what a view is called outside: its source line, its citation, its address."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given

from tests import tiny
from tests.test_filters import VIEWS
from timeline.exports.citation import cite_event, cite_view, event_link, source_line, view_link
from timeline.filters import Filters, from_query


def test_the_source_line_names_data_version_horizon_and_licence(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert source_line(dataset) == (f"Data: Tiny timeline, version 0.1.0 ({dataset.digest[:8]}), seen up to 2026-01-01. CC BY 4.0. Each mark is one click from its sources.")


def test_without_a_horizon_the_source_line_claims_none(folder: Path) -> None:
    (folder / "datapackage.json").unlink()
    assert "seen up to" not in source_line(tiny.dataset(folder))


def test_a_view_is_cited_with_its_version(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert cite_view(dataset, "5 events") == f"Tiny timeline, version {dataset.label}: 5 events. CC BY 4.0."


def test_an_event_is_cited_with_its_day_and_version(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert cite_event(dataset, "Title", "1997") == f"“Title” (1997), in: Tiny timeline, version {dataset.label}, CC BY 4.0."


def test_the_plain_view_has_the_plain_link() -> None:
    assert view_link("map", Filters()) == "map"


@given(VIEWS)
def test_a_link_leads_back_to_its_view(view: Filters) -> None:
    link = view_link("timeline", view)
    assert link.isascii()
    assert from_query(parse_qs(link.partition("?")[2])) == (view, ())


@pytest.mark.parametrize(("base", "link"), [("", "./?event=1997-visit"), ("https://example.org/x/", "https://example.org/x/?event=1997-visit")])
def test_an_event_has_a_lasting_link(base: str, link: str) -> None:
    assert event_link("1997-visit", base) == link


@pytest.mark.parametrize(("page", "link"), [("timeline", "https://example.org/"), ("map", "https://example.org/map")])
def test_a_link_stands_below_the_address_of_the_dashboard(page: str, link: str) -> None:
    assert view_link(page, Filters(), "https://example.org/") == link
