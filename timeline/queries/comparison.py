"""Two pairs, or two periods of one pair, beside each other; and what was counted before an event and after it.

Days are those of `queries.relations.scored_events`: the middle of what a date can mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.filters import Filters
from timeline.queries import coverage, headline, relations, selection
from timeline.queries.relations import NOT_DONE
from timeline.repository import Dataset

WINDOWS = (30, 180, 365)
FEW_YEARS = 5
MOST_EVENTS = 40
_DAYS = 365.25

Pair = tuple[str, str]
Period = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: its pair, the first and last day that the data covers and the view asks for, the day from
    which it is counted and the event of that day (empty: the first day drawn).
    """

    pair: Pair
    first: pd.Timestamp
    last: pd.Timestamp
    zero: pd.Timestamp
    event: str = ""


def sides(dataset: Dataset, filters: Filters, today: pd.Timestamp) -> tuple[Side, Side]:
    """Return both sides: the pair of the view (else the one the data is about) and what `beside` asks for, another pair or
    another period of the same; without it the pair that `second_pair` finds.

    Of two periods the first is the years of the view; without them the last of the data, as many as the other period has.
    With `since` each side is counted from its own event, the second from the first's where it names none.
    """
    pair = first_pair(dataset, filters)
    covered = _covered(dataset, today)
    if years := _other_years(filters):
        other = _within(years, covered)
        spans = (_within(filters.years, covered) if filters.years else _last_years(other, covered), other)
        both = (Side(pair, *spans[0], zero=_new_year(spans[0])), Side(pair, *spans[1], zero=_new_year(spans[1])))
    else:
        span = _within(filters.years, covered) if filters.years else covered
        one = Side(pair, *span, zero=_new_year(span))
        both = (one, replace(one, pair=second_pair(dataset, filters)))
    if not filters.since:
        return both
    events = dataset["events"].set_index("event_id")
    found = [event for event in filters.since if event in events.index] or [""]
    counted = (found[0], found[-1])
    return tuple(replace(side, zero=_middle(events.loc[event]), event=event) if event else side for side, event in zip(both, counted, strict=True))  # type: ignore[return-value]


def are_periods(filters: Filters) -> bool:
    """Return whether the view sets two periods of one pair beside each other."""
    return bool(_other_years(filters))


def first_pair(dataset: Dataset, filters: Filters) -> Pair:
    """Return the pair of the view, else the one the data is about."""
    return filters.dyad or headline.focus_dyad(dataset)


def second_pair(dataset: Dataset, filters: Filters) -> Pair:
    """Return the pair that `beside` names; else the one the data is about, where the view is of another; else, of the pairs
    that share a side with the first, the one with most events in the view (in all of the data where none has any).
    """
    first = first_pair(dataset, filters)
    asked = [(str(low), str(high)) for low, high in [filters.beside] if not are_periods(filters)] if filters.beside else []
    counts = [(low, high) for view in (filters, Filters()) for low, high, _ in selection.dyad_counts(dataset, view)]
    found = [*asked, headline.focus_dyad(dataset), *(pair for pair in counts if set(pair) & set(first)), *counts]
    return next((pair for pair in found if set(pair) != set(first)), first)


def side_events(dataset: Dataset, filters: Filters, side: Side) -> pd.DataFrame:
    """Return the events of a side under all filters but the years, which its period replaces."""
    return selection.select(dataset, filters.without("years").with_(dyad=side.pair))


def offset_range(both: tuple[Side, Side]) -> tuple[float, float]:
    """Return the first and last day to draw, counted from the day zero of each side, so that both are held."""
    starts, ends = [_days(side.first - side.zero) for side in both], [_days(side.last - side.zero) + 1 for side in both]
    return min(starts), max(*ends, min(starts) + 1)


def bin_months(both: tuple[Side, Side]) -> int:
    """Return how many months the sums of both sides are taken over: one where few years are drawn, else six."""
    low, high = offset_range(both)
    return 1 if high - low < FEW_YEARS * _DAYS else 6


def side_edges(side: Side, months: int) -> pd.DatetimeIndex:
    """Return the first days of the periods of a side: of the calendar, or of equal length from the day zero."""
    if not side.event:
        return relations.period_edges(side.first.year, side.last.year, months)
    step = _DAYS / 12 * months
    first, last = np.floor(_days(side.first - side.zero) / step), np.ceil((_days(side.last - side.zero) + 1) / step)
    return pd.DatetimeIndex([side.zero + pd.Timedelta(days=float(number * step)) for number in np.arange(first, max(last, first + 1) + 1)]).as_unit("ms")


def within(scored: pd.DataFrame, side: Side) -> pd.DataFrame:
    """Return the scored events of the days that a side covers."""
    return scored[(scored["day"] >= side.first) & (scored["day"] < side.last + pd.Timedelta(days=1))]


def biggest_event(events: pd.DataFrame) -> str:
    """Return the event of `events` that most rests on: of the most important ones that were done, the one with most sources, then
    publishers; the newer where still equal. Empty where there is none.
    """
    done = events[~events["status"].isin(NOT_DONE)]
    ranked = done.sort_values(["importance", "source_count", "publisher_count", "earliest", "event_id"], ascending=[True, False, False, False, True], kind="stable")
    return str(ranked["event_id"].iloc[0]) if len(ranked) else ""


def event_choices(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events offered as a day to count from, in order of time: those of most importance, at most 40."""
    done = events[~events["status"].isin(NOT_DONE)]
    kept = done.sort_values(["importance", "source_count", "event_id"], ascending=[True, False, True], kind="stable").head(MOST_EVENTS)
    return kept[kept["importance"] == kept["importance"].min()].sort_values(["earliest", "event_id"]) if len(kept) else kept


def windows(dataset: Dataset, event_id: str, until: pd.Timestamp) -> pd.DataFrame:
    """Return for each of the 30, 180 and 365 days how many the data covers: days, before, after.

    Before ends the day before the first that the event's start can mean, after begins the day after the last; the data
    covers the days from its first year to `until`.
    """
    event = dataset["events"].set_index("event_id").loc[event_id]
    begins = pd.Timestamp(selection.year_bounds(dataset)[0], 1, 1)
    before, after = int((event["earliest"] - begins).days), int((until - event["start_latest"]).days)
    return pd.DataFrame([(days, max(0, min(days, before)), max(0, min(days, after))) for days in WINDOWS], columns=["days", "before", "after"])


def before_and_after(dataset: Dataset, events: pd.DataFrame, event_id: str, counted_by: str) -> pd.DataFrame:
    """Return how many of `events` lie in the days before and after an event: days, is_after, key, count, ids and titles
    (joined with `;` and line ends, the first five).

    `key` is the category, or with `balance` the sign of the value on the PLOVER scale: `cooperation`, `conflict`,
    `neither`. Not counted: the event itself, what was not done, and what may lie outside the window, for its date is
    wider; `too_wide` says how many these are.
    """
    event = dataset["events"].set_index("event_id").loc[event_id]
    rows = []
    near = _near(events, event_id)
    for days in WINDOWS:
        for is_after, first, last in _spans(event, days):
            inside = near[(near["earliest"] >= first) & (near["start_latest"] <= last)]
            rows.append(inside.assign(days=days, is_after=is_after))
    counted = pd.concat(rows)
    key = counted["category"].astype("str") if counted_by == "category" else _sign(relations.counted_values(dataset, counted, "plover"))
    grouped = counted.assign(key=key).groupby(["days", "is_after", "key"], sort=True)
    return grouped.agg(count=("event_id", "size"), ids=("event_id", ";".join), titles=("title", relations.first_titles)).reset_index()


def too_wide(dataset: Dataset, events: pd.DataFrame, event_id: str) -> int:
    """Return how many of `events` may lie within 365 days of an event and are not counted, because their date is too wide."""
    event = dataset["events"].set_index("event_id").loc[event_id]
    near = _near(events, event_id)
    touched, held = np.zeros(len(near), dtype=bool), np.zeros(len(near), dtype=bool)
    for _, first, last in _spans(event, WINDOWS[-1]):
        touched |= ((near["start_latest"] >= first) & (near["earliest"] <= last)).to_numpy()
        held |= ((near["earliest"] >= first) & (near["start_latest"] <= last)).to_numpy()
    return int((touched & ~held).sum())


def _near(events: pd.DataFrame, event_id: str) -> pd.DataFrame:
    return events[~events["status"].isin(NOT_DONE) & (events["event_id"] != event_id)]


def _spans(event: pd.Series, days: int) -> list[tuple[bool, pd.Timestamp, pd.Timestamp]]:
    day = pd.Timedelta(days=1)
    return [(False, event["earliest"] - days * day, event["earliest"] - day), (True, event["start_latest"] + day, event["start_latest"] + days * day)]


def _sign(values: pd.Series) -> pd.Series:
    return pd.Series(np.select([values > 0, values < 0], ["cooperation", "conflict"], "neither"), index=values.index, dtype="str")


@lru_cache(maxsize=4)
def _covered(dataset: Dataset, today: pd.Timestamp) -> Period:
    """From the first day the data means to cover to the last it was gathered for, or to today if that is earlier."""
    first = pd.Timestamp(selection.year_bounds(dataset)[0], 1, 1)
    return first, max(first, min(coverage.gathered_until(dataset), today))


def _other_years(filters: Filters) -> tuple[int, int] | tuple[()]:
    """The span of years that stands beside the view; empty where a pair does."""
    return (int(filters.beside[0]), int(filters.beside[1])) if filters.beside and isinstance(filters.beside[0], int) else ()


def _within(years: tuple[int, int], covered: Period) -> Period:
    """The days of a span of years as far as the data covers them; the nearest covered year where it covers none."""
    low, high = covered[0].year, covered[1].year
    first, last = max(low, min(years[0], high)), max(low, min(years[1], high))
    return max(covered[0], pd.Timestamp(first, 1, 1)), min(covered[1], pd.Timestamp(last, 12, 31))


def _last_years(other: Period, covered: Period) -> Period:
    count = other[1].year - other[0].year
    return _within((covered[1].year - count, covered[1].year), covered)


def _new_year(span: Period) -> pd.Timestamp:
    return pd.Timestamp(span[0].year, 1, 1)


def _middle(event: pd.Series) -> pd.Timestamp:
    return pd.Timestamp(event["earliest"] + (event["start_latest"] - event["earliest"]) / 2).normalize()


def _days(span: pd.Timedelta) -> float:
    return float(span / pd.Timedelta(days=1))
