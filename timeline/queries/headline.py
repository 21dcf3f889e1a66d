"""The figures that matter, above the first chart: what the view holds and, for a pair, who kept an embassy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from timeline.filters import Filters
from timeline.queries.chronology import actor_names, busiest_dyad
from timeline.queries.representation import one_sided_days, representation_steps
from timeline.repository import Dataset


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
    figures = [KeyFigure(f"{len(events):,}", "events", _sourced(events))]
    if first and second:
        figures += _visits(dataset, events, first, second, names)
        figures += _embassies(dataset, first, second, names, today)
        figures += _arms(dataset, events, first, second)
    past = events[(events["earliest"] <= today) & ~events["status"].isin(["planned", "cancelled"])]
    if len(past):
        last = past.iloc[-1]
        figures.append(KeyFigure(str(last["when"]), "last event", str(last["label"] or last["title"]), str(last["event_id"])))
    return figures


def focus_dyad(dataset: Dataset) -> tuple[str, str]:
    """Return the pair the data is about: `focus` of its descriptor, else the busiest."""
    return (dataset.focus[0], dataset.focus[1]) if len(dataset.focus) == 2 else busiest_dyad(dataset)


def _sourced(events: pd.DataFrame) -> str:
    sources = {source for ids in events["source_ids"] for source in ids}
    contested = int(events["is_contested"].sum())
    return f"{len(sources):,} sources" + (f", {contested} with competing accounts" if contested else "")


def _visits(dataset: Dataset, events: pd.DataFrame, first: str, second: str, names: dict[str, str]) -> list[KeyFigure]:
    is_visit = (events["category"] == "visit") & events["status"].isin(["confirmed", "reported"]) & ~events["type"].isin(["visit_postponed", "meeting_elsewhere", "call"])
    visits = set(events.loc[is_visit, "event_id"])
    forth, back, _ = (len(visits & ids) for ids in _directed(dataset, first, second))
    return [KeyFigure(f"{forth} : {back}", "visits each way", f"from {names.get(first, first)} : from {names.get(second, second)}")] if forth or back else []


@lru_cache(maxsize=64)
def _directed(dataset: Dataset, first: str, second: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The ids of the events from the first to the second, back, and between both without direction."""
    dyads = dataset["dyads"]
    forth = (dyads["source"] == first) & (dyads["target"] == second)
    back = (dyads["source"] == second) & (dyads["target"] == first)
    is_directed = dyads["is_directed"]
    return tuple(frozenset(dyads.loc[mask, "event_id"]) for mask in (forth & is_directed, back & is_directed, (forth | back) & ~is_directed))  # type: ignore[return-value]


def _embassies(dataset: Dataset, first: str, second: str, names: dict[str, str], today: pd.Timestamp) -> list[KeyFigure]:
    alone = one_sided_days(representation_steps(dataset), first, second, today)
    if not any(alone):
        return []
    who, whom, days = (first, second, alone[0]) if alone[0] >= alone[1] else (second, first, alone[1])
    return [KeyFigure(f"{days:,}", "days with one embassy only", f"{names.get(who, who)}'s in {names.get(whom, whom)}; {days / 365.25:.0f} years")]


def _arms(dataset: Dataset, events: pd.DataFrame, first: str, second: str) -> list[KeyFigure]:
    """The largest sum that somebody stated for arms between the pair, else how many arms events there are."""
    arms = events[(events["category"] == "arms") & events["status"].isin(["confirmed", "reported"])]
    arms = arms[arms["event_id"].isin(frozenset().union(*_directed(dataset, first, second)))]
    if arms.empty:
        return []
    if arms["value_usd_m"].isna().all():
        return [KeyFigure(f"{len(arms)}", "arms events", "no value stated")]
    largest = arms.loc[arms["value_usd_m"].idxmax()]
    return [
        KeyFigure(
            f"US$ {largest['value_usd_m'] / 1000:,.2f} bn", "largest arms sum stated", f"{largest['label'] or largest['title']}; {len(arms)} in all", str(largest["event_id"])
        )
    ]
