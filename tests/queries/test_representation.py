"""Tests of the levels of representation: folded from events, each direction apart, never moved by what did not happen."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from timeline.queries.representation import levels_at, one_sided_days, representation_steps
from timeline.repository import Dataset

Step = tuple[str, str, str, str, str]


def levels(folder: Path, steps: list[Step], day: str = "2025-01-01") -> dict[tuple[str, str], int]:
    """Return the level of each sender at each receiver after `steps`: (day, type, actors, recipients, status)."""
    tiny.change(folder, "events", "1993-embassy", category="statement", type="criticism")
    for number, (start, kind, actors, recipients, status) in enumerate(steps):
        tiny.add(
            folder, "events", "1993-embassy", event_id=f"{start[:4]}-step-{number}", start=start, category="representation", type=kind,
            actors=actors, recipients=recipients, status=status, title=f"Step {number} of the tests", thread_id="",
        )  # fmt: skip
    now = levels_at(representation_steps(tiny.dataset(folder)), pd.Timestamp(day))
    return {(row.sender, row.receiver): row.level for row in now.itertuples()}


OPENED: Step = ("1994", "embassy_opened", "ISR", "AZE", "confirmed")

FOLDED: list[tuple[str, list[Step], dict[tuple[str, str], int]]] = [
    ("an embassy opens on one side only", [OPENED], {("ISR", "AZE"): 3}),
    ("both sides open", [OPENED, ("2023", "embassy_opened", "AZE", "ISR", "confirmed")], {("ISR", "AZE"): 3, ("AZE", "ISR"): 3}),
    ("an embassy is closed", [OPENED, ("1999", "embassy_closed", "ISR", "AZE", "confirmed")], {}),
    ("an ambassador is recalled", [OPENED, ("1999", "ambassador_recalled", "ISR", "AZE", "confirmed")], {("ISR", "AZE"): 1}),
    ("an ambassador is recalled where there is none", [("1999", "ambassador_recalled", "ISR", "AZE", "confirmed")], {}),
    (
        "an ambassador goes back",
        [OPENED, ("1999", "ambassador_recalled", "ISR", "AZE", "confirmed"), ("2000", "ambassador_returned", "ISR", "AZE", "confirmed")],
        {("ISR", "AZE"): 3},
    ),
    ("an office opens", [("1999", "trade_office_opened", "AZE", "ISR", "confirmed")], {("AZE", "ISR"): 1}),
    ("an office opens beside an embassy", [OPENED, ("1999", "trade_office_opened", "ISR", "AZE", "confirmed")], {("ISR", "AZE"): 3}),
    ("a mission changes rank", [("1999", "representation_upgraded", "AZE", "ISR", "confirmed")], {("AZE", "ISR"): 9}),
    ("an opening is only decided", [("1999", "decision_to_open", "AZE", "ISR", "confirmed")], {}),
    ("an opening is planned", [("1999", "embassy_opened", "AZE", "ISR", "planned")], {}),
    ("an opening is called off", [("1999", "embassy_opened", "AZE", "ISR", "cancelled")], {}),
    ("an opening is denied", [("1999", "embassy_opened", "AZE", "ISR", "denied")], {}),
    ("an opening is reported", [("1999", "embassy_opened", "AZE", "ISR", "reported")], {("AZE", "ISR"): 3}),
    ("two open at each other in one event", [("1999", "embassy_opened", "AZE;ISR", "", "confirmed")], {("AZE", "ISR"): 3, ("ISR", "AZE"): 3}),
    ("relations are broken off by both", [OPENED, ("1999", "relations_severed", "AZE;ISR", "", "confirmed")], {}),
]


@pytest.mark.parametrize(("what", "steps", "expected"), FOLDED, ids=[what for what, *_ in FOLDED])
def test_the_level_after(folder: Path, what: str, steps: list[Step], expected: dict[tuple[str, str], int]) -> None:
    assert levels(folder, steps) == expected


def test_a_level_holds_from_its_day_on(folder: Path) -> None:
    steps = representation_steps(tiny.dataset(folder))
    assert levels_at(steps, pd.Timestamp("1992-12-31")).empty
    assert levels_at(steps, pd.Timestamp("1993-01-01"))["level"].tolist() == [3]


def test_a_level_names_the_event_that_last_changed_it(folder: Path) -> None:
    now = levels_at(representation_steps(tiny.dataset(folder)), pd.Timestamp("2025-01-01"))
    assert now[["sender", "receiver", "event_id", "since"]].values.tolist() == [["ISR", "AZE", "1993-embassy", pd.Timestamp("1993-01-01")]]


def test_a_step_that_changes_no_level_is_no_step(folder: Path) -> None:
    assert levels(folder, [OPENED, ("2001", "credentials_presented", "ISR", "AZE", "confirmed")]) == {("ISR", "AZE"): 3}
    assert representation_steps(tiny.dataset(folder))["event_id"].tolist() == ["1994-step-0"]


def test_days_with_one_embassy_end_when_the_other_opens(folder: Path) -> None:
    levels(folder, [("2000-01-01", "embassy_opened", "ISR", "AZE", "confirmed"), ("2000-01-11", "embassy_opened", "AZE", "ISR", "confirmed")])
    steps = representation_steps(tiny.dataset(folder))
    assert one_sided_days(steps, "ISR", "AZE", pd.Timestamp("2001-01-01")) == (10, 0)
    assert one_sided_days(steps, "AZE", "ISR", pd.Timestamp("2001-01-01")) == (0, 10)


def test_days_with_one_embassy_are_counted_up_to_the_day_asked_for(folder: Path) -> None:
    steps = representation_steps(tiny.dataset(folder))
    assert one_sided_days(steps, "ISR", "AZE", pd.Timestamp("1993-01-31")) == (30, 0)
    assert one_sided_days(steps, "ISR", "AZE", pd.Timestamp("1990-01-01")) == (0, 0)


def test_a_pair_without_missions_has_no_such_days(folder: Path) -> None:
    assert one_sided_days(representation_steps(tiny.dataset(folder)), "ARM", "TUR", pd.Timestamp("2025-01-01")) == (0, 0)


def test_in_the_real_data_every_step_changes_a_level(dataset: Dataset) -> None:
    steps = representation_steps(dataset)
    assert steps["earliest"].is_monotonic_increasing
    for _, group in steps.groupby(["sender", "receiver"]):
        assert all(before != after for before, after in pairwise([0, *group["level"]]))
