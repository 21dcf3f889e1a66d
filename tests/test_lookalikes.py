"""Tests of events that look alike: soon even where a day has thousands, one doubt a row at most."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from difflib import SequenceMatcher

import pytest

from tests import tiny
from timeline import lookalikes
from timeline.reading import Row
from timeline.schema import TABLE_BY_NAME
from timeline.validation import validate


def of_one_day(titles: list[str]) -> dict[str, tuple[Row, ...]]:
    """The tiny tables with an event of 29 August 1997 for each title."""
    tables = {
        name: tuple(Row(number, dict.fromkeys(TABLE_BY_NAME[name].column_names, "") | cells) for number, cells in enumerate(rows, start=2)) for name, rows in tiny.ROWS.items()
    }
    visit = next(row.cells for row in tables["events"] if row.cells["event_id"] == "1997-visit")
    return tables | {"events": tuple(Row(number + 2, visit | {"event_id": f"1997-{number}", "title": title}) for number, title in enumerate(titles))}


@pytest.mark.parametrize(
    ("what", "title", "least"),
    [
        ("different titles", lambda number: hashlib.sha256(str(number).encode()).hexdigest(), 0),
        ("nearly the same titles", lambda number: f"Netanyahu meets Aliyev in Baku for the {number}th time", 1_000),
        ("titles of the same letters", lambda number: "".join(random.Random(number).sample("abcdefghijklmnopqrstuvwxyz" * 3, 78)), 0),
    ],
)
def test_each_of_two_thousand_events_of_one_day_is_compared_with_a_few_and_gives_one_doubt_at_most(
    what: str, title: Callable[[int], str], least: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    class Matcher(SequenceMatcher):  # type: ignore[type-arg]
        def real_quick_ratio(self) -> float:
            compared.append(1)
            return super().real_quick_ratio()

    monkeypatch.setattr(lookalikes, "SequenceMatcher", Matcher)
    tables = of_one_day([title(number) for number in range(2_000)])
    found = [issue for issue in validate(tables) if issue.rule == "looks-like"]
    assert 0 < len(compared) <= 2_000 * lookalikes.NEIGHBOURS
    assert least <= len(found) == len({issue.line for issue in found})


def test_an_equal_title_is_found_among_many_of_one_day() -> None:
    titles = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(100)]
    (issue,) = [issue for issue in validate(of_one_day([*titles, titles[3].upper()])) if issue.rule == "looks-like"]
    assert (issue.line, issue.message.split(":")[0]) == (102, "it looks like line 5")
