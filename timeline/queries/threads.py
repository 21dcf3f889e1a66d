"""Threads: one matter carried through several events, as a path of steps and as spans beside each other."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.filters import Filters
from timeline.queries.chronology import timeline_rows
from timeline.queries.headline import focus_dyad
from timeline.queries.selection import select
from timeline.repository import Dataset

MOST = 20
LEAST_STEPS = 2
KEPT_STEPS = ("opened", "delivered", "signed", "ratified", "started", "resumed", "appointed", "presented")
PROMISES = (
    "state_visit", "official_visit", "working_visit", "ministerial_visit", "delegation_visit", "decision_to_open", "treaty_signed", "memorandum_signed", "declaration",
    "joint_commission", "contract", "delivery", "joint_production", "energy_deal", "investment", "transport_link", "space_and_satellite",
)  # fmt: skip
_NOT_DONE = ("planned", "cancelled")
_YEAR, _MONTH, _MONTHS_A_YEAR = 365.25, 30.44, 12


@lru_cache(maxsize=2)
def thread_list(dataset: Dataset) -> pd.DataFrame:
    """Return the threads with at least two events, those with most first: thread_id, title, label, summary, count,
    first_year, last_year (years of the starts of the first and the last event). The frame is shared, so do not change it.
    """
    events = _in_thread(dataset["events"])
    spans = events.groupby("thread_id")["year"].agg(count="size", first_year="min", last_year="max").reset_index()
    threads = dataset["threads"][["thread_id", "title", "label", "summary"]].merge(spans[spans["count"] >= LEAST_STEPS], on="thread_id")
    return threads.sort_values(["count", "thread_id"], ascending=[False, True], kind="stable").reset_index(drop=True)


def chosen_thread(dataset: Dataset, filters: Filters) -> str:
    """Return the thread the view asks for, else the one with most essential events (importance 1) between the pair of
    the view or of the data, then with most named steps between them, then with most of all; empty where there is none.
    """
    return filters.thread or _leading_thread(dataset, filters.restrictions)


@lru_cache(maxsize=64)
def _leading_thread(dataset: Dataset, filters: Filters) -> str:
    events = _in_thread(select(dataset, filters))
    if events.empty:
        return ""
    pair, dyads = filters.dyad or focus_dyad(dataset), dataset["dyads"]
    of_pair = events["event_id"].isin(dyads.loc[dyads["source"].isin(pair) & dyads["target"].isin(pair), "event_id"])
    weights = pd.DataFrame({"thread_id": events["thread_id"], "essential": of_pair & (events["importance"] == 1), "named": of_pair & (events["step"] != ""), "all": 1})
    ranked = weights.groupby("thread_id").sum().sort_values(["essential", "named", "all"], ascending=False, kind="stable")
    return str(ranked.index[0])


def thread_row(dataset: Dataset, thread_id: str) -> tuple[str, str]:
    """Return title and summary of a thread, both empty where the data has no such thread."""
    found = dataset["threads"][dataset["threads"]["thread_id"] == thread_id]
    return (str(found["title"].iloc[0]), str(found["summary"].iloc[0])) if len(found) else ("", "")


def thread_path(dataset: Dataset, events: pd.DataFrame, thread_id: str) -> pd.DataFrame:
    """Return the steps of a thread among `events`, in order of time: event_id, earliest, when, category, status, step,
    title, label, summary, parties; `days` from the first day on which the step before can have begun to that of this
    one (NaN for the first), `is_about`: one of the two is no exact day, `is_open`: announced and not done so far.

    Not done: planned or cancelled, or announced as something to come (types in PROMISES) without a later step of the
    whole thread that is in KEPT_STEPS. The data calls an arrest made public `announced` too; that is nothing to come.
    """
    steps = timeline_rows(dataset, events[events["thread_id"] == thread_id], "category").sort_values(["earliest", "event_id"], kind="stable")
    more = dataset["events"].set_index("event_id")[["step", "type", "summary"]]
    steps = steps.join(more, on="event_id").reset_index(drop=True)
    is_about = (steps["precision"] != "day") | steps["is_approximate"] | steps["is_uncertain"]
    whole = dataset["events"][dataset["events"]["thread_id"] == thread_id]
    last_kept = whole.loc[whole["step"].isin(KEPT_STEPS) & ~whole["status"].isin([*_NOT_DONE, "denied"]), "earliest"].max()
    is_kept = steps["earliest"] < last_kept
    is_promise = (steps["step"] == "announced") & steps["type"].isin(PROMISES) & ~is_kept & (steps["status"] != "denied")
    steps = steps.assign(
        days=steps["earliest"].diff().dt.total_seconds() / 86_400, is_about=is_about | is_about.shift(fill_value=False), is_open=steps["status"].isin(_NOT_DONE) | is_promise
    )
    return steps[["event_id", "earliest", "when", "category", "status", "step", "title", "label", "summary", "parties", "days", "is_about", "is_open"]]


def thread_spans(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each step of the twenty threads with most of `events`: thread_id, name, row (0 at the top; by
    first step), first, last (first day of the first and of the last step), length in words, count; and of the step
    event_id, earliest, when, category, status, title, parties.
    """
    within = _in_thread(events)
    spans = within.groupby("thread_id")["earliest"].agg(first="min", last="max", count="size").reset_index()
    spans = spans.sort_values(["count", "thread_id"], ascending=[False, True], kind="stable").head(MOST).sort_values(["first", "thread_id"], kind="stable")
    names = dataset["threads"].set_index("thread_id")
    names = names["label"].where(names["label"] != "", names["title"])
    spans = spans.assign(
        row=np.arange(len(spans)), name=spans["thread_id"].map(names).astype("str"), length=[say_length(days) for days in (spans["last"] - spans["first"]).dt.days]
    )
    steps = timeline_rows(dataset, within, "category").merge(within[["event_id", "thread_id"]], on="event_id").merge(spans, on="thread_id")
    columns = ["thread_id", "name", "row", "first", "last", "length", "count", "event_id", "earliest", "when", "category", "status", "title", "parties"]
    return steps.sort_values(["row", "earliest", "event_id"], kind="stable")[columns].reset_index(drop=True)


def thread_count(events: pd.DataFrame) -> int:
    """Return how many threads have a step among `events`."""
    return int(_in_thread(events)["thread_id"].nunique())


def say_length(days: float) -> str:
    """Return a length in words, in its largest unit: `26 years`, `5 months`, `12 days`, `one day`."""
    years, months, whole = round(days / _YEAR), round(days / _MONTH), max(1, round(days))
    if months >= _MONTHS_A_YEAR:
        return f"{years} years" if years > 1 else "one year"
    if months > 1:
        return f"{months} months"
    return f"{whole} days" if whole > 1 else "one day"


def _in_thread(events: pd.DataFrame) -> pd.DataFrame:
    return events[events["thread_id"] != ""]
