"""Tests of the weights on the page: numbers that become part of the address, and the sentence that states them."""

from __future__ import annotations

from tests.ui.conftest import Open
from timeline.charts.relations import say_scale
from timeline.filters import Filters
from timeline.vocabulary import PLOVER_EVENTS, PLOVER_SCORES


def test_numbers_stand_on_the_page_only_with_own_weights(open_page: Open) -> None:
    assert not open_page("relations").app.number_input
    page = open_page("relations", scale="own", weights="AGREE:4")
    assert {field.label: field.value for field in page.app.number_input} == PLOVER_SCORES_OF_EVENTS | {"AGREE": 4.0}


PLOVER_SCORES_OF_EVENTS = {code: PLOVER_SCORES[code] for code in PLOVER_EVENTS}


def test_a_number_goes_into_the_address_and_the_others_stay(open_page: Open) -> None:
    page = open_page("relations", scale="own", weights="AGREE:4")
    page.app.number_input(key="weight-ASSAULT").set_value(-1.5).run()
    assert page.app.query_params["weights"] in ("AGREE:4,ASSAULT:-1.5", ["AGREE:4,ASSAULT:-1.5"])
    page.app.button[0].click().run()
    assert "weights" not in page.app.query_params


def test_the_method_states_the_weights_that_are_used() -> None:
    assert say_scale(Filters(scale="own", weights=(("AGREE", 4.0), ("ASSAULT", -1.5)))).startswith("An event counts the weight chosen here: AGREE 4, ASSAULT −1.5;")
    assert say_scale(Filters(scale="own")).startswith("No weight is chosen yet. An event counts its value on the PLOVER scale")
    assert "PLOVER scale, from +10" in say_scale(Filters(weights=(("AGREE", 4.0),)))
