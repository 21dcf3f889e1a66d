"""Tests of threads: which one a view begins with, its steps and pauses, what is not done, the spans beside each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.filters import Filters
from timeline.queries.selection import select
from timeline.queries.threads import MOST, chosen_thread, say_length, thread_count, thread_list, thread_path, thread_row, thread_spans
from timeline.repository import Dataset


def with_steps(folder: Path, *steps: dict[str, str]) -> Dataset:
    """The tiny data with more steps on its one thread, each like the embassy of 1993 but for what is given."""
    for number, cells in enumerate(steps):
        tiny.add(folder, "events", "1993-embassy", **({"event_id": f"1995-step-{number}", "title": f"Step {number} of it", "label": ""} | cells))
    return tiny.dataset(folder)


def open_steps(dataset: Dataset, thread: str = "embassies") -> list[str]:
    steps = thread_path(dataset, dataset["events"], thread)
    return steps.loc[steps["is_open"], "event_id"].tolist()


def test_only_threads_of_several_events_are_offered_those_with_most_first(folder: Path, dataset: Dataset) -> None:
    assert thread_list(tiny.dataset(folder)).empty
    counted = dataset["events"]["thread_id"].value_counts()
    offered = thread_list(dataset)
    assert set(offered["thread_id"]) == {thread for thread, count in counted.items() if thread and count > 1}
    assert offered["count"].is_monotonic_decreasing


def test_a_view_begins_with_the_thread_of_its_pair_and_an_address_may_name_another(dataset: Dataset) -> None:
    essential = dataset["events"].merge(dataset["dyads"], on="event_id")
    between = essential[essential["source"].isin(["AZE", "ISR"]) & essential["target"].isin(["AZE", "ISR"]) & (essential["importance"] == 1) & (essential["thread_id"] != "")]
    counted = between.drop_duplicates("event_id")["thread_id"].value_counts()
    assert counted[chosen_thread(dataset, Filters())] == counted.max()
    assert chosen_thread(dataset, Filters(thread="flights")) == "flights"
    assert chosen_thread(dataset, Filters(search="zzzqqqxxx")) == ""
    assert chosen_thread(dataset, Filters(dyad=("AZE", "IRN"))) != chosen_thread(dataset, Filters())


def test_a_path_counts_the_days_from_start_to_start(folder: Path) -> None:
    dataset = with_steps(folder, {"start": "1995-03-01", "step": "closed", "type": "embassy_closed"}, {"start": "1995-03-31"})
    steps = thread_path(dataset, dataset["events"], "embassies")
    assert steps["event_id"].tolist() == ["1993-embassy", "1995-step-0", "1995-step-1"]
    assert steps["days"].tolist()[1:] == [789.0, 30.0]
    assert steps["is_about"].tolist()[1:] == [True, False], "the year 1993 is no day"


def test_the_days_of_a_path_add_up_to_its_length(dataset: Dataset) -> None:
    for thread in thread_list(dataset)["thread_id"]:
        steps = thread_path(dataset, dataset["events"], thread)
        assert steps["days"].sum() == (steps["earliest"].iloc[-1] - steps["earliest"].iloc[0]).days
        assert steps["days"].iloc[1:].ge(0).all()


def test_a_path_holds_the_steps_of_the_view_only(dataset: Dataset) -> None:
    view = Filters(years=(2022, 2023))
    steps = thread_path(dataset, select(dataset, view), "az-embassy-in-israel")
    whole = thread_path(dataset, dataset["events"], "az-embassy-in-israel")
    assert 0 < len(steps) < len(whole)
    assert set(steps["event_id"]) == set(select(dataset, view)["event_id"]) & set(whole["event_id"])


@pytest.mark.parametrize(
    ("later", "is_open"),
    [({}, True), ({"step": "opened"}, False), ({"step": "opened", "status": "cancelled"}, True), ({"step": "reported"}, True), ({"step": "signed", "start": "1994"}, True)],
)
def test_an_announcement_is_open_until_a_later_step_keeps_it(folder: Path, later: dict[str, str], is_open: bool) -> None:
    announced = {"start": "1995", "step": "announced", "type": "decision_to_open"}
    dataset = with_steps(folder, announced, *([{"start": "1997"} | later] if later else []))
    assert ("1995-step-0" in open_steps(dataset)) is is_open


def test_an_arrest_announced_is_nothing_to_come(folder: Path) -> None:
    dataset = with_steps(folder, {"start": "1995", "step": "announced", "category": "security", "type": "arrest"})
    assert open_steps(dataset) == []


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_what_is_planned_or_called_off_is_not_done(folder: Path, status: str) -> None:
    assert open_steps(with_steps(folder, {"start": "1995", "status": status})) == ["1995-step-0"]


def test_a_view_outside_does_not_make_a_kept_promise_open(dataset: Dataset) -> None:
    steps = thread_path(dataset, select(dataset, Filters(years=(1997, 2013))), "az-embassy-in-israel")
    assert (steps["step"] == "announced").any()
    assert not steps["is_open"].any(), "the embassy opened in 2023"


def test_spans_run_from_the_first_step_to_the_last_in_order_of_the_first(dataset: Dataset) -> None:
    steps = thread_spans(dataset, dataset["events"])
    threads = steps.drop_duplicates("row")
    assert len(threads) == MOST
    assert threads["first"].is_monotonic_increasing
    assert threads["row"].tolist() == list(range(MOST))
    by_thread = steps.groupby("thread_id")
    assert (by_thread["earliest"].min() == by_thread["first"].first()).all()
    assert (by_thread["earliest"].max() == by_thread["last"].first()).all()
    assert (by_thread.size() == by_thread["count"].first()).all()


def test_the_threads_left_out_have_no_more_events_than_those_drawn(dataset: Dataset) -> None:
    counted = dataset["events"].loc[dataset["events"]["thread_id"] != "", "thread_id"].value_counts()
    drawn = thread_spans(dataset, dataset["events"]).drop_duplicates("row").set_index("thread_id")["count"]
    assert counted.drop(drawn.index).max() <= drawn.min()
    assert thread_count(dataset["events"]) == len(counted)


def test_nothing_in_view_gives_nothing(dataset: Dataset) -> None:
    empty = dataset["events"].iloc[0:0]
    assert thread_spans(dataset, empty).empty
    assert thread_path(dataset, empty, "flights").empty
    assert thread_path(dataset, dataset["events"], "").columns.tolist() == thread_path(dataset, dataset["events"], "flights").columns.tolist()
    assert (thread_count(empty), thread_row(dataset, "no-such-thread")) == (0, ("", ""))


@pytest.mark.parametrize(
    ("days", "words"), [(0, "one day"), (1, "one day"), (12, "12 days"), (45, "45 days"), (61, "2 months"), (340, "11 months"), (366, "one year"), (9_500, "26 years")]
)
def test_lengths_in_words(days: int, words: str) -> None:
    assert say_length(days) == words


@given(st.integers(0, 40_000))
def test_a_length_in_words_is_never_far_from_its_days(days: int) -> None:
    number, unit = say_length(days).split()
    size = {"day": 1, "days": 1, "months": 30.44, "year": 365.25, "years": 365.25}[unit]
    assert abs((1 if number == "one" else int(number)) * size - days) <= max(1, size / 2 + 1)
