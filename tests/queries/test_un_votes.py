"""Tests of the votes in the General Assembly: the shipped table, the rule, and tables that are none."""

from __future__ import annotations

import pandas as pd
import pytest

from timeline.filters import ISSUES
from timeline.queries import un_votes
from timeline.queries.un_votes import LEAST, TABLE, agreement_by_year, read_agreement, totals
from timeline.repository import DEFAULT_FOLDER
from timeline.ui import words

HEADER = b"year,first,second,issue,both_voted,agreed\n"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return read_agreement((DEFAULT_FOLDER / TABLE).read_bytes())


def test_azerbaijan_and_israel_both_voted_on_2209_roll_calls_and_agreed_on_511(table: pd.DataFrame) -> None:
    assert totals(table, ("ISR", "AZE"), 1946, 2020) == (2209, 511)


def test_no_state_votes_before_it_is_a_member(table: pd.DataFrame) -> None:
    assert table.loc[(table["first"] == "AZE") | (table["second"] == "AZE"), "year"].min() == 1992


def test_each_pair_stands_once_a_year_and_issue_in_the_order_of_codes(table: pd.DataFrame) -> None:
    assert not table.duplicated(["year", "first", "second", "issue"]).any()
    assert (table["first"] < table["second"]).all()


def test_an_issue_never_has_more_roll_calls_than_its_year(table: pd.DataFrame) -> None:
    joined = table.merge(table[table["issue"] == "all"], on=["first", "second", "year"], suffixes=("", "_year"))
    assert len(joined) == len(table)
    assert (joined["both_voted"] <= joined["both_voted_year"]).all()
    assert (joined["agreed"] <= joined["agreed_year"]).all()


def test_a_year_of_few_roll_calls_gives_no_share(table: pd.DataFrame) -> None:
    shares = agreement_by_year(table, 1988, 2026)
    assert 2020 not in set(shares["year"]), "the source has one roll call of 2020"
    assert (shares["both_voted"] >= LEAST).all()
    assert shares["share"].between(0, 1).all()


def test_the_share_is_of_all_roll_calls_not_of_an_issue() -> None:
    table = read_agreement(HEADER + b"2000,AZE,ISR,all,40,10\n2000,AZE,ISR,me,20,0\n")
    assert agreement_by_year(table, 2000, 2000)[["year", "share"]].values.tolist() == [[2000, 0.25]]
    assert agreement_by_year(table, 2001, 2005).empty


@pytest.mark.parametrize("issue", ISSUES)
def test_the_issues_of_the_address_are_those_of_the_table_and_have_words(table: pd.DataFrame, issue: str) -> None:
    assert issue in set(table["issue"])
    assert un_votes.ISSUES[issue]
    assert words.ISSUES[issue]


def test_the_share_on_an_issue_is_of_its_roll_calls() -> None:
    table = read_agreement(HEADER + b"2000,AZE,ISR,all,40,10\n2000,AZE,ISR,me,20,5\n2001,AZE,ISR,me,4,4\n")
    assert agreement_by_year(table, 2000, 2001, "me")[["year", "share"]].values.tolist() == [[2000, 0.25]], "four roll calls are too few"
    assert totals(table, ("AZE", "ISR"), 2000, 2001, "me") == (24, 9)


@pytest.mark.parametrize(
    "content",
    [b"", b"year,first\n2000,AZE\n", HEADER, HEADER + b"2000,AZE,ISR,all,two,1\n", HEADER + b"2000,AZE,ISR,all,2,3\n", HEADER + b"2000,AZE,ISR\n", b"\xff\xfe"],
)
def test_what_is_no_such_table_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - every way it can fail is one for the chart
        read_agreement(content)
