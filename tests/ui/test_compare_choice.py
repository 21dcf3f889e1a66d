"""Tests of the choices of a comparison: what is offered, and what a choice writes into the address."""

from __future__ import annotations

from tests.ui.conftest import Open
from timeline.filters import Filters
from timeline.repository import Dataset
from timeline.ui.compare_choice import beside_options
from timeline.ui.words import COMPARE, METHODS


def test_pairs_that_share_a_side_come_first_and_periods_last(dataset: Dataset) -> None:
    options = list(beside_options(dataset, Filters()))
    shared = ["AZE" in option or "ISR" in option for option in options[:-1]]
    assert shared == sorted(shared, reverse=True)
    assert "AZE-ISR" not in options
    assert options[-1] == "1988-2006"


def test_the_periods_before_and_after_the_years_of_the_view_are_offered(dataset: Dataset) -> None:
    assert [option for option in beside_options(dataset, Filters(years=(2000, 2009))) if option[0].isdigit()] == ["1990-1999", "2010-2019"]


def test_a_choice_is_written_into_the_address(open_page: Open) -> None:
    page = open_page("compare")
    page.app.selectbox(key="choice-since-first").select("1997-visit").run()
    assert page.app.query_params["since"] in ("1997-visit", ["1997-visit"])
    page.app.selectbox(key="choice-since-second").select("2020-war").run()
    assert page.app.query_params["since"] == ["1997-visit", "2020-war"]
    page.app.selectbox(key="choice-since-first").select("").run()
    assert "since" not in page.app.query_params
    page.app.selectbox(key="choice-beside").select("1992-2005").run()
    assert page.app.query_params["beside"] in ("1992-2005", ["1992-2005"])


def test_what_the_address_asks_for_is_offered_even_if_it_is_none_of_the_usual(open_page: Open) -> None:
    page = open_page("compare", beside="1993-1994", since="1993-embassy")
    assert page.app.selectbox(key="choice-beside").value == "1993-1994"
    assert page.app.selectbox(key="choice-since-first").value == "1993-embassy"
    assert page.app.selectbox(key="choice-since-second").options[0] == COMPARE["same_event"]


def test_the_page_says_how_it_counts_and_leads_to_the_formula(open_page: Open) -> None:
    page = open_page("compare")
    assert METHODS["compare"][0] in page.texts
    assert METHODS["compare"][1] in page.texts
