"""Which events a view shows, and how many each option of a filter would leave."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from timeline import vocabulary
from timeline.filters import Filters
from timeline.frames import fold
from timeline.queries.numbering import numbering
from timeline.repository import Dataset

Mask = np.ndarray
_KEPT = 64


def select(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """Return the rows of `events` that the view shows, in order of time; the frame is shared, so do not change it."""
    return _selected(dataset, filters.restrictions)


@lru_cache(maxsize=_KEPT)
def _selected(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    events = dataset["events"]
    mask = _all_but(_clauses(dataset, filters), (), len(events))
    return events[mask]


def facet_counts(dataset: Dataset, filters: Filters) -> dict[str, dict[str, int]]:
    """Return for each filter the number of events behind each option; a filter ignores its own clause, obeys all others."""
    numbers, clauses, length = numbering(dataset), _clauses(dataset, filters.restrictions), len(dataset["events"])
    counts: dict[str, dict[str, int]] = {}
    for name, options in _OPTIONS.items():
        found = numbers.facet(name, _all_but(clauses, (name, "type") if name == "category" else (name,), length))
        counts[name] = {code: found.get(code, 0) for code in options}
    counts["actors"] = numbers.by_actor(_all_but(clauses, ("actors",) if filters.match == "any" else (), length))
    return counts


def dyad_counts(dataset: Dataset, filters: Filters) -> list[tuple[str, str, int]]:
    """Return how many events each pair has under the view without its own dyad: both codes in order and the number,
    most first; pairs without events are left out.
    """
    return numbering(dataset).by_pair(_all_but(_clauses(dataset, filters.restrictions), ("dyad",), len(dataset["events"])))


def year_counts(events: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the number of events by year of their start: columns year, count; every year from `first` to `last`."""
    counted = events["year"].value_counts()
    years = list(range(first, last + 1))
    return pd.DataFrame({"year": years, "count": [int(counted.get(year, 0)) for year in years]})


def year_bounds(dataset: Dataset) -> tuple[int, int]:
    """Return the first year the data means to cover (else its first) and the last in which an event begins.

    Raises:
        ValueError: if the data has no event.
    """
    years = dataset["events"]["year"]
    if years.empty:
        raise ValueError("no event, no years")
    return (dataset.begins or int(years.min()), int(years.max()))


_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "category": vocabulary.CATEGORY_CODES,
    "type": tuple(term.code for term in vocabulary.EVENT_TYPES),
    "status": tuple(term.code for term in vocabulary.STATUSES),
    "importance": tuple(term.code for term in vocabulary.IMPORTANCES),
}


def _all_but(clauses: Mapping[str, Mask], names: tuple[str, ...], length: int) -> Mask:
    mask = np.ones(length, dtype=bool)
    for name, clause in clauses.items():
        if name not in names:
            mask &= clause
    return mask


@lru_cache(maxsize=_KEPT)
def _clauses(dataset: Dataset, filters: Filters) -> dict[str, Mask]:
    events = dataset["events"]
    clauses: dict[str, Mask] = {}
    numbers = numbering(dataset)
    for name in _OPTIONS:
        if wanted := getattr(filters, name):
            clauses[name] = numbers.having(name, wanted)
    if filters.actors:
        clauses["actors"] = numbers.with_actors(filters.actors, are_all=filters.match == "all")
    if filters.dyad:
        clauses["dyad"] = events["event_id"].isin(_dyad_ids(dataset["dyads"], filters.dyad, filters.direction)).to_numpy()
    if filters.years:
        first, last = filters.years
        ends = events["latest"].dt.year.where(~events["is_ongoing"], 9999)
        clauses["years"] = ((events["earliest"].dt.year <= last) & (ends >= first)).to_numpy()
    for number, word in enumerate(fold(filters.search).split()):
        clauses[f"search {number}"] = events["haystack"].str.contains(word, regex=False).to_numpy(dtype=bool)
    return clauses


def _dyad_ids(dyads: pd.DataFrame, dyad: tuple[str, str], direction: str) -> pd.Series:
    first, second = dyad
    forward = (dyads["source"] == first) & (dyads["target"] == second)
    back = (dyads["source"] == second) & (dyads["target"] == first)
    if direction == "both":
        return dyads.loc[forward | back, "event_id"]
    chosen = forward if direction == "forward" else back
    return dyads.loc[chosen & dyads["is_directed"], "event_id"]
