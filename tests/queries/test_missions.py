"""Tests of missions: spells and one-sided spans agree with the days counted elsewhere, gaps in what is told are said, unmet decisions are found."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.queries.missions import count_pairs, one_sided_spans, pair_levels, pairs_by_one_sidedness, representation_marks, say_days, say_standing, touches
from timeline.queries.representation import one_sided_days, representation_steps
from timeline.repository import Dataset

LONG_AGO, START, UNTIL = pd.Timestamp("1900-01-01"), pd.Timestamp("1988-01-01"), pd.Timestamp("2026-06-30")
STEP = st.tuples(st.sampled_from(["AA", "BB"]), st.integers(0, 9_000), st.sampled_from([0, 1, 2, 3, 9]), st.sampled_from(["embassy_opened", "trade_office_opened"]))


def steps_of(*found: tuple[str, int, int, str]) -> pd.DataFrame:
    """Steps of the pair AA and BB: (sender, day since 1990, level, type)."""
    rows = [
        (sender, "BB" if sender == "AA" else "AA", pd.Timestamp("1990-01-01") + pd.Timedelta(days=day), level, f"e{number}", kind)
        for number, (sender, day, level, kind) in enumerate(found)
    ]
    return pd.DataFrame(rows, columns=["sender", "receiver", "earliest", "level", "event_id", "type"]).sort_values("earliest", kind="stable", ignore_index=True)


def decided(folder: Path, status: str, opened: str) -> str:
    """Return the form of a decision of 2000 with this status, an embassy being opened on the day `opened` (none: empty)."""
    common = {"actors": "AZE", "recipients": "ISR", "thread_id": "", "category": "representation"}
    tiny.add(folder, "events", "1993-embassy", event_id="2000-decision", start="2000-01-01", type="decision_to_open", status=status, title="A decision of the tests", **common)
    if opened:
        tiny.add(folder, "events", "1993-embassy", event_id="2000-opening", start=opened, type="embassy_opened", title="An opening of the tests", **common)
    data = tiny.dataset(folder)
    marks = representation_marks(data, data["events"], "AZE", "ISR", UNTIL)
    return str(marks.set_index("event_id").loc["2000-decision", "form"])


@given(st.lists(STEP, min_size=1, max_size=12))
def test_spans_add_up_to_the_days_counted_one_by_one(found: list[tuple[str, int, int, str]]) -> None:
    steps = steps_of(*found)
    spans = one_sided_spans(steps, LONG_AGO, UNTIL)
    assert tuple(int(spans.loc[spans["sender"] == code, "days"].sum()) for code in ("AA", "BB")) == one_sided_days(steps, "AA", "BB", UNTIL)
    for before, after in pairwise(spans.itertuples()):
        assert before.ends <= after.begins, "spans of a pair do not overlap"
        assert before.ends < after.begins or before.sender != after.sender, "what follows without a break is one span"


def test_in_the_real_data_spans_add_up_too(dataset: Dataset) -> None:
    steps = representation_steps(dataset)
    spans = one_sided_spans(steps, LONG_AGO, UNTIL)
    for pair, group in spans.groupby(["first", "second"]):
        assert tuple(int(group.loc[group["sender"] == code, "days"].sum()) for code in pair) == one_sided_days(steps, *pair, UNTIL)
    assert set(spans["event_id"]) <= set(dataset["events"]["event_id"])


def test_a_span_is_named_for_the_event_that_began_it_and_runs_on_through_lesser_steps() -> None:
    spans = one_sided_spans(steps_of(("AA", 0, 3, ""), ("BB", 10, 1, "trade_office_opened"), ("BB", 30, 3, "")), LONG_AGO, UNTIL)
    assert spans[["sender", "days", "event_id", "lacks", "is_told", "is_running"]].values.tolist() == [["AA", 30, "e0", "embassy", True, False]]


def test_a_recall_leaves_an_embassy_without_ambassador() -> None:
    spans = one_sided_spans(steps_of(("AA", 0, 3, ""), ("BB", 0, 3, ""), ("BB", 10, 1, "ambassador_recalled")), LONG_AGO, UNTIL)
    assert spans[["sender", "lacks", "is_running"]].values.tolist() == [["AA", "ambassador", True]]


def test_a_side_of_which_nothing_is_told_is_said_to_be_so() -> None:
    assert one_sided_spans(steps_of(("AA", 0, 3, "")), LONG_AGO, UNTIL)["is_told"].tolist() == [False]


def test_spans_are_cut_to_the_period() -> None:
    spans = one_sided_spans(steps_of(("AA", 0, 3, "")), pd.Timestamp("1990-01-11"), pd.Timestamp("1990-01-21"))
    assert spans["days"].tolist() == [10]
    assert one_sided_spans(steps_of(("AA", 50, 3, "")), LONG_AGO, pd.Timestamp("1990-01-21")).empty


def test_spells_follow_each_other_and_name_an_office_an_office() -> None:
    spells = pair_levels(steps_of(("AA", 0, 1, "trade_office_opened"), ("AA", 10, 3, ""), ("AA", 20, 1, "ambassador_recalled"), ("AA", 30, 0, "")), "AA", "BB", START, UNTIL)
    assert spells["word"].tolist() == ["office", "ambassador", "chargé"]
    assert spells["ends"].tolist()[:-1] == spells["begins"].tolist()[1:]
    assert not spells["is_running"].any(), "the mission was closed"


def test_pairs_are_ranked_by_their_days(dataset: Dataset) -> None:
    steps = representation_steps(dataset)
    ranked = pairs_by_one_sidedness(one_sided_spans(steps, START, UNTIL))
    assert ranked["days"].is_monotonic_decreasing
    assert ranked[["first", "second", "days"]].iloc[0].tolist() == ["AZE", "ISR", 10_829]
    assert count_pairs(steps, UNTIL) >= len(ranked)
    assert count_pairs(steps, UNTIL, ("AZE",)) < count_pairs(steps, UNTIL)


def test_pairs_touch_any_or_all_of_the_countries_asked_for() -> None:
    pairs = pd.DataFrame({"first": ["A", "A", "B"], "second": ["B", "C", "C"]})
    assert touches(pairs, "first", "second", ()).all()
    assert touches(pairs, "first", "second", ("A",)).tolist() == [True, True, False]
    assert touches(pairs, "first", "second", ("A", "B"), "all").tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("status", "opened", "form"),
    [
        ("reported", "", "planned"), ("reported", "2001-06-01", "reported"), ("reported", "2003-01-01", "planned"),
        ("confirmed", "", "confirmed"), ("planned", "2001-06-01", "planned"), ("cancelled", "", "cancelled"),
    ],
)  # fmt: skip
def test_the_form_of_a_decision(folder: Path, status: str, opened: str, form: str) -> None:
    assert decided(folder, status, opened) == form


def test_an_act_of_both_stands_on_both_sides(folder: Path) -> None:
    data = tiny.dataset(folder)
    marks = representation_marks(data, data["events"], "AZE", "ISR", UNTIL)
    assert marks[["event_id", "side", "is_mutual"]].values.tolist() == [["1992-relations", "first", True], ["1992-relations", "second", True], ["1993-embassy", "second", False]]


def test_how_things_stand_is_said_with_the_date_as_it_is_known(folder: Path) -> None:
    data = tiny.dataset(folder)
    steps = representation_steps(data)
    assert say_standing(data, steps, "ISR", "AZE", UNTIL) == "ambassador since 1993"
    assert say_standing(data, steps, "AZE", "ISR", UNTIL) == "no mission known"


def test_days_are_said_in_years_too_from_a_year_on() -> None:
    assert [say_days(days) for days in (1, 365, 10_829)] == ["1 day", "365 days", "10,829 days (29.6 years)"]
