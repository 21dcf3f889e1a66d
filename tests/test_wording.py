"""Tests of single values in words: what comes from outside does nothing, and money loses no digit."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.queries.event import say_claim_value
from timeline.repository import Dataset
from timeline.wording import MAX_VALUE_SHOWN, say_billions, say_millions, shown


@pytest.mark.parametrize(
    ("value", "said"), [(0.2, "US$ 0.2 m"), (1.6, "US$ 1.6 m"), (0.632, "US$ 0.632 m"), (10, "US$ 10 m"), (1_600, "US$ 1,600 m"), (0.000001, "US$ 0.000001 m"), (0, "US$ 0 m")]
)
def test_a_sum_in_millions(value: float, said: str) -> None:
    assert say_millions(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [(999, "US$ 999 m"), (0.2, "US$ 0.2 m"), (1_000, "US$ 1 bn"), (1_600, "US$ 1.6 bn"), (4_850, "US$ 4.85 bn"), (12_345.678, "US$ 12.345678 bn")]
)
def test_a_sum_in_billions_where_it_is_one(value: float, said: str) -> None:
    assert say_billions(value) == said


@given(st.integers(min_value=0, max_value=10**13))
def test_no_dollar_is_lost_in_words(dollars: int) -> None:
    for said in (say_millions(dollars / 1e6), say_billions(dollars / 1e6)):
        number, unit = re.fullmatch(r"US\$ ([\d,.]+) (m|bn)", said).groups()
        assert round(float(number.replace(",", "")) * {"m": 1e6, "bn": 1e9}[unit]) == dollars


def test_every_sum_of_the_data_is_said_as_it_was_stated(dataset: Dataset) -> None:
    stated = [
        *dataset["events"]["value_usd_m"].dropna(),
        *dataset["arms"]["value_usd_m"].dropna(),
        *map(float, dataset["claims"].loc[dataset["claims"]["field"] == "value_usd_m", "value"]),
    ]
    assert len(stated) > 20
    for value in stated:
        assert float(say_claim_value("value_usd_m", str(value)).removeprefix("US$ ").removesuffix(" m").replace(",", "")) == value


@given(st.text())
def test_a_value_from_outside_stands_on_one_line_and_is_short(value: str) -> None:
    said = shown(value)
    assert said.isprintable()
    assert len(said) <= 10 * MAX_VALUE_SHOWN
