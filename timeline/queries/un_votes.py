"""How often two states voted alike in the UN General Assembly: an extra table beside the data, made by data/un_votes.

Source: Erik Voeten, Anton Strezhnev, Michael Bailey, United Nations General Assembly Voting Data (CC0). Yes, no and
abstain are three votes, absence is none; two states agreed on a roll call where both gave the same vote.
"""

from __future__ import annotations

import csv
import io
from functools import lru_cache

import pandas as pd

from timeline.repository import Dataset

TABLE = "un_agreement.csv"
ALL = "all"
LEAST, LEAST_OF_ISSUE = 10, 5
ISSUES = {
    "all": "all roll calls",
    "me": "the Palestinian conflict",
    "nu": "nuclear weapons",
    "di": "arms control",
    "hr": "human rights",
    "co": "colonialism",
    "ec": "economic development",
}
_KEYS, _NUMBERS = ["first", "second", "issue"], ["year", "both_voted", "agreed"]


def extra_table(dataset: Dataset, name: str) -> bytes:
    """Return the bytes of a file that lies beside the tables of the data; empty where there is none."""
    return dataset.extras.get(name, b"")


@lru_cache(maxsize=4)
def read_agreement(content: bytes) -> pd.DataFrame:
    """Return the table: year, first, second (codes in order), issue, both_voted and agreed (numbers of roll calls); the
    frame is shared, so do not change it.

    Raises:
        ValueError: if it is not such a table: no UTF-8, a column missing, a cell no number, more agreed than voted.
    """
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
    if not rows or not {*_KEYS, *_NUMBERS} <= set(rows[0]):
        raise ValueError(f"{TABLE} needs the columns {', '.join([*_NUMBERS, *_KEYS])}")
    frame = pd.DataFrame(rows, dtype="str")[[*_KEYS, *_NUMBERS]]
    frame[_NUMBERS] = frame[_NUMBERS].astype("int64")
    if not ((frame["agreed"] >= 0) & (frame["agreed"] <= frame["both_voted"]) & (frame["both_voted"] > 0)).all():
        raise ValueError(f"{TABLE}: agreed lies between none and both_voted")
    return frame


def agreement_by_year(table: pd.DataFrame, first: int, last: int, issue: str = ALL) -> pd.DataFrame:
    """Return the share of alike votes on all roll calls, or on those of an issue: year, first, second, both_voted, agreed,
    share (0 to 1), for the years `first` to `last` in which both voted at least ten times (on one issue: five); by pair and year.
    """
    chosen = table[(table["issue"] == issue) & table["year"].between(first, last) & (table["both_voted"] >= least(issue))]
    shares = chosen.assign(share=chosen["agreed"] / chosen["both_voted"]).drop(columns="issue")
    return shares.sort_values(["first", "second", "year"]).reset_index(drop=True)


def least(issue: str) -> int:
    """Return on how many roll calls of a year both must have voted for a share to be drawn."""
    return LEAST if issue == ALL else LEAST_OF_ISSUE


def totals(table: pd.DataFrame, pair: tuple[str, str], first: int, last: int, issue: str = ALL) -> tuple[int, int]:
    """Return on how many roll calls of the years `first` to `last` both states of a pair voted, and on how many alike."""
    low, high = sorted(pair)
    chosen = table[(table["issue"] == issue) & table["year"].between(first, last) & (table["first"] == low) & (table["second"] == high)]
    return int(chosen["both_voted"].sum()), int(chosen["agreed"].sum())
