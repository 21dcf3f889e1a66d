"""Tests of the data behind the filter panel and the event card."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests import tiny
from tests.ui.conftest import Open
from timeline.filters import Filters
from timeline.queries.selection import facet_counts
from timeline.server.store import store
from timeline.ui.words import FACETS


def facets(panel: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {facet["field"]: {option["code"]: option["count"] for option in facet["options"]} for facet in panel["facets"]}


def test_the_panel_counts_what_each_option_would_leave(open_page: Open, served: Path) -> None:
    dataset = tiny.dataset(served)
    for filters in (Filters(), Filters(category=("visit",)), Filters(dyad=("AZE", "ISR")), Filters(search="baku")):
        query: dict[str, Any] = filters.to_query()
        panel = open_page("", **query).mounted("panel")
        expected = facet_counts(dataset, filters)
        assert set(facets(panel)) == set(FACETS)
        for field, options in facets(panel).items():
            assert options == {code: expected[field][code] for code in options}
        assert panel["is_plain"] == filters.is_plain
        assert panel["query"] == query


def test_options_of_the_chosen_kind_stay_and_narrower_kinds_follow_it(open_page: Open) -> None:
    shown = facets(open_page("", category="visit").mounted("panel"))
    assert shown["category"]["arms"] == 1
    assert "working_visit" in shown["type"]
    assert "contract" not in shown["type"]


def test_a_direction_is_offered_for_a_chosen_pair_only(open_page: Open) -> None:
    assert open_page("").mounted("panel")["directions"] == []
    panel = open_page("", dyad="ISR-AZE").mounted("panel")
    assert panel["directions"][1:] == [["forward", "Israel → Azerbaijan"], ["back", "Azerbaijan → Israel"]]
    assert panel["dyads"][0][0] == "ISR-AZE", "a pair written the other way round is still chosen"


def test_the_years_of_the_panel_are_those_of_the_data(open_page: Open) -> None:
    assert open_page("").mounted("panel")["year_bounds"] == [1992, 2020]


def test_no_card_without_an_event_and_none_for_an_unknown_one(open_page: Open) -> None:
    for query in ({}, {"event": "nothing"}):
        page = open_page("", **query)
        assert "card" not in page.parts


def test_a_card_tells_who_read_the_row_a_second_time(open_page: Open, served: Path) -> None:
    tiny.put(served, "readings", event_id="1992-relations", version="0.1.0", verdict="agrees", source_id="wire-1992", note="The wire has the day.")
    reading = open_page("", event="1992-relations").mounted("card")["reading"]
    assert (reading["said"], reading["note"]) == ("Agrees, version 0.1.0", "The wire has the day.")
    assert [source["url"] for source in reading["sources"]] == ["https://example.org/wire?id=1"]
    assert open_page("", event="1993-embassy").mounted("card")["reading"] is None


def test_a_card_tells_all_that_is_known_of_an_event(open_page: Open) -> None:
    card = open_page("", event="1993-embassy").mounted("card")
    assert (card["title"], card["when"], card["position"]) == ("Israel opens an embassy in Baku", "1993", "2 of 5")
    assert (card["previous"], card["next"], card["parties"]) == ("1992-relations", "1997-visit", "Israel → Azerbaijan")
    assert [source["url"] for source in card["sources"]] == ["https://example.org/wire?id=1", "https://example.org/ministry"]
    (accounts,) = card["accounts"]
    assert [(claim["rank"], claim["value"], claim["claimant"]) for claim in accounts["claims"]] == [("preferred", "1993", "Israel"), ("normal", "March 1994", "Wire")]
    assert card["link"] == "./?event=1993-embassy"
    assert "version 0.1.0" in card["citation"]


def test_a_card_says_people_others_and_money(open_page: Open) -> None:
    assert open_page("", event="1997-visit").mounted("card")["facts"][:2] == [["Travelled", "Benjamin Netanyahu"], ["Also concerned", "Iran"]]
    deal = open_page("", event="2012-deal").mounted("card")
    assert ["Value", "US$ 1,600 m as stated"] in deal["facts"]
    assert deal["status_label"]


def test_a_card_outside_the_view_says_so_and_has_no_neighbours(open_page: Open) -> None:
    card = open_page("", event="2012-deal", category="visit").mounted("card")
    assert (card["position"], card["previous"], card["next"]) == ("outside this view", "", "")


def test_a_thread_of_two_is_listed_in_order_of_time(open_page: Open, served: Path) -> None:
    assert open_page("", event="1993-embassy").mounted("card")["thread"] is None
    tiny.add(served, "events", "1993-embassy", event_id="1995-embassy", start="1995", step="closed", type="embassy_closed", title="It closes")
    store.cache_clear()
    thread = open_page("", event="1995-embassy").mounted("card")["thread"]
    assert thread["title"] == "The embassies"
    assert [(step["event_id"], step["is_here"]) for step in thread["steps"]] == [("1993-embassy", False), ("1995-embassy", True)]
