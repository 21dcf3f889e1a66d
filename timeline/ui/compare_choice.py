"""The choices of a comparison: what stands beside the pair, and from which event the days are counted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from timeline.filters import FIRST_YEAR, LAST_YEAR, Filters
from timeline.queries import comparison, selection
from timeline.queries.chronology import actor_names
from timeline.queries.relations import say_pair
from timeline.queries.view_words import say_years
from timeline.repository import Dataset
from timeline.ui import words
from timeline.ui.address import set_values
from timeline.ui.clock import today

MOST_PAIRS = 40
_BESIDE, _SINCE = "choice-beside", ("choice-since-first", "choice-since-second")


def comparison_choice(dataset: Dataset, filters: Filters) -> None:
    """Draw what can be set beside the pair of the view, and the events from which each side can be counted."""
    one, other = comparison.sides(dataset, filters, pd.Timestamp(today()))
    options = beside_options(dataset, filters)
    value = "-".join(filters.with_(beside=filters.beside or other.pair).to_query()["beside"])
    options = options if value in options else {value: _say(value, actor_names(dataset))} | options
    st.session_state[_BESIDE] = value
    st.selectbox(
        words.COMPARE["beside"].format(pair=say_pair(one.pair, actor_names(dataset))),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=_BESIDE,
        on_change=_set_beside,
    )
    _event_choice(dataset, filters, one, words.COMPARE["since"], words.COMPARE["calendar"], 0)
    if filters.since:
        _event_choice(dataset, filters, other, words.COMPARE["since_other"], words.COMPARE["same_event"], 1)


def beside_options(dataset: Dataset, filters: Filters) -> dict[str, str]:
    """Return what can be set beside the pair of the view as part of an address, in words: periods of the same pair, then pairs,
    those that share a side with it first.
    """
    names, pair = actor_names(dataset), comparison.first_pair(dataset, filters)
    pairs = [(low, high) for low, high, _ in selection.dyad_counts(dataset, filters.without("years")) if {low, high} != set(pair)]
    pairs = sorted(pairs, key=lambda other: not set(other) & set(pair))[:MOST_PAIRS]
    return {f"{low}-{high}": say_pair((low, high), names) for low, high in pairs} | {
        f"{a:04d}-{b:04d}": words.COMPARE["period"].format(years=say_years(a, b)) for a, b in _periods(dataset, filters)
    }


def _periods(dataset: Dataset, filters: Filters) -> list[tuple[int, int]]:
    """The periods as long as the years of the view before and after them, or the first half of all years."""
    low, high = selection.year_bounds(dataset)
    if not filters.years:
        return [(low, low + (high - low - 1) // 2)] if high > low else []
    first, last = max(low, filters.years[0]), min(high, filters.years[1])
    length = max(1, last - first + 1)
    return [(a, b) for a, b in ((first - length, first - 1), (last + 1, last + length)) if low <= b and a <= high and first <= last]


def _say(value: str, names: dict[str, str]) -> str:
    first, _, last = value.partition("-")
    if (first or last).isdigit():
        return words.COMPARE["period"].format(years=say_years(int(first or FIRST_YEAR), int(last or LAST_YEAR)))
    return say_pair((first, last), names)


def _event_choice(dataset: Dataset, filters: Filters, side: comparison.Side, label: str, none: str, place: int) -> None:
    key = _SINCE[place]
    events = comparison.event_choices(comparison.side_events(dataset, filters, side))
    chosen = filters.since[place] if place < len(filters.since) else ""
    every = dataset["events"]
    offered = pd.concat([events, every[(every["event_id"] == chosen) & ~every["event_id"].isin(events["event_id"])]])
    options = {"": none} | {row.event_id: f"{row.when} · {row.label or row.title}" for row in offered.itertuples()}
    st.session_state[key] = chosen
    st.selectbox(label, list(options), format_func=lambda code: options.get(code, code), key=key, on_change=_set_since)


def _set_beside() -> None:
    set_values("beside", (st.session_state[_BESIDE],))


def _set_since() -> None:
    first = st.session_state[_SINCE[0]]
    second = st.session_state.get(_SINCE[1])
    set_values("since", tuple(event for event in (first, second) if event) if first else ())
