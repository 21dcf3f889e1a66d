"""The figures that matter, above the first chart: what the view holds and, for a pair, who kept an embassy alone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import pandas as pd

from timeline.filters import Filters
from timeline.queries.chronology import actor_names, busiest_dyad
from timeline.queries.representation import one_sided_days, representation_steps
from timeline.repository import Dataset
from timeline.wording import say_billions


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number with its unit in words, a remark, and the event it opens (empty: none)."""

    value: str
    label: str
    note: str = ""
    event: str = ""


def key_figures(dataset: Dataset, events: pd.DataFrame, filters: Filters, today: pd.Timestamp) -> list[KeyFigure]:
    """Return four to six figures of the view: events, visits each way, days with one embassy only,
    the largest arms sum, last event.

    The pair is that of the filter, else the data's own focus, else the one with most events.
    """
    names = actor_names(dataset)
    first, second = filters.dyad or focus_dyad(dataset)
    figures = [KeyFigure(f"{len(events):,}", "events", _sourced(dataset, events))]
    if first and second:
        shown = frozenset(events["event_id"])
        figures += _visits(dataset, shown, first, second, names)
        figures += _embassies(dataset, first, second, names, today)
        figures += _arms(dataset, shown, first, second)
    return figures + _last(events, today)


def focus_dyad(dataset: Dataset) -> tuple[str, str]:
    """Return the pair the data is about: `focus` of its descriptor, else the busiest."""
    return (dataset.focus[0], dataset.focus[1]) if len(dataset.focus) == 2 else busiest_dyad(dataset)


def _sourced(dataset: Dataset, events: pd.DataFrame) -> str:
    told = _sources_of_accounts(dataset)
    sources = {source for event, ids in zip(events["event_id"], events["source_ids"], strict=True) for source in (*ids, *told.get(event, ()))}
    contested = int(events["is_contested"].sum())
    return f"{len(sources):,} sources" + (f", {contested} with competing accounts" if contested else "")


@lru_cache(maxsize=4)
def _sources_of_accounts(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """The sources of the competing accounts of each event that has some."""
    return {event: tuple(chain.from_iterable(ids)) for event, ids in dataset["claims"].groupby("event_id")["source_ids"]}


def _visits(dataset: Dataset, shown: frozenset[str], first: str, second: str, names: dict[str, str]) -> list[KeyFigure]:
    forth, back = (len(shown & ids) for ids in _visits_each_way(dataset, first, second))
    return [KeyFigure(f"{forth} : {back}", "visits each way", f"from {names.get(first, first)} : from {names.get(second, second)}")] if forth or back else []


@lru_cache(maxsize=64)
def _visits_each_way(dataset: Dataset, first: str, second: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the visits of the first to the second, and back."""
    events, dyads = dataset["events"], dataset["dyads"]
    is_visit = (events["category"] == "visit") & events["status"].isin(["confirmed", "reported"]) & ~events["type"].isin(["visit_postponed", "meeting_elsewhere", "call"])
    directed = dyads[dyads["is_directed"] & dyads["event_id"].isin(events.loc[is_visit, "event_id"])]
    forth, back = ((directed["source"] == guest) & (directed["target"] == host) for guest, host in ((first, second), (second, first)))
    return frozenset(directed.loc[forth, "event_id"]), frozenset(directed.loc[back, "event_id"])


@lru_cache(maxsize=64)
def _days_alone(dataset: Dataset, first: str, second: str, today: pd.Timestamp) -> tuple[int, int]:
    return one_sided_days(representation_steps(dataset), first, second, today)


def _embassies(dataset: Dataset, first: str, second: str, names: dict[str, str], today: pd.Timestamp) -> list[KeyFigure]:
    alone = _days_alone(dataset, first, second, today)
    if not any(alone):
        return []
    who, whom, days = (first, second, alone[0]) if alone[0] >= alone[1] else (second, first, alone[1])
    return [KeyFigure(f"{days:,}", "days with one embassy only", f"{names.get(who, who)}'s in {names.get(whom, whom)}; {days / 365.25:.0f} years")]


def _arms(dataset: Dataset, shown: frozenset[str], first: str, second: str) -> list[KeyFigure]:
    """The largest sum that somebody stated for arms between the pair, else how many arms events there are."""
    arms = [event for event in _arms_between(dataset, first, second) if event[0] in shown]
    stated = [event for event in arms if not math.isnan(event[1])]
    if not arms:
        return []
    if not stated:
        return [KeyFigure(f"{len(arms)}", "arms events", "no value stated")]
    event_id, value, label = max(stated, key=lambda event: event[1])
    return [KeyFigure(say_billions(value), "largest arms sum stated", label + (f"; {len(arms)} arms events in all" if len(arms) > 1 else ""), event_id)]


@lru_cache(maxsize=64)
def _arms_between(dataset: Dataset, first: str, second: str) -> tuple[tuple[str, float, str], ...]:
    """The id, value in millions of US$ (NaN where none is stated) and name of each arms event between the pair, in order of time."""
    events, dyads = dataset["events"], dataset["dyads"]
    between = dyads.loc[dyads["source"].isin([first, second]) & dyads["target"].isin([first, second]), "event_id"]
    arms = events[(events["category"] == "arms") & events["status"].isin(["confirmed", "reported"]) & events["event_id"].isin(between)]
    return tuple((event.event_id, event.value_usd_m, event.label or event.title) for event in arms.itertuples())


def _last(events: pd.DataFrame, today: pd.Timestamp) -> list[KeyFigure]:
    columns = (events[name].iloc[::-1] for name in ("earliest", "status", "when", "label", "title", "event_id"))
    for earliest, status, when, label, title, event_id in zip(*columns, strict=True):
        if earliest <= today and status not in ("planned", "cancelled"):
            return [KeyFigure(when, "last event", label or title, event_id)]
    return []
