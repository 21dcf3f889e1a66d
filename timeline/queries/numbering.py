"""The data as arrays of whole numbers, made once, for the questions that every change of a filter asks again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.repository import Dataset

FACETS = ("category", "type", "status", "importance")


@dataclass(frozen=True, slots=True, eq=False)
class Numbering:
    """Events numbered by their row: the option of each facet, who takes part in which, which pair is in which.

    `facets`: for each facet its options and, for each event, the number of its option. `takes_part`: rows of event and
    actor number, each once; `has_pair`: rows of event and pair number, each once; `pairs`: (source, target) in order.
    """

    facets: dict[str, tuple[list[str], np.ndarray]]
    actors: list[str]
    takes_part: np.ndarray
    pairs: list[tuple[str, str]]
    has_pair: np.ndarray

    def facet(self, name: str, mask: np.ndarray) -> dict[str, int]:
        """Return how many events of the mask have each option of a facet."""
        options, numbers = self.facets[name]
        return dict(zip(options, np.bincount(numbers[mask], minlength=len(options)).tolist(), strict=True))

    def having(self, name: str, options: tuple[str, ...]) -> np.ndarray:
        """Return the mask of the events that have one of `options` in a facet."""
        known, numbers = self.facets[name]
        return np.isin(numbers, [known.index(option) for option in options if option in known])

    def with_actors(self, codes: tuple[str, ...], *, are_all: bool) -> np.ndarray:
        """Return the mask of the events in which any, or all, of `codes` take part."""
        wanted = [self.actors.index(code) for code in codes if code in self.actors]
        rows = self.takes_part[np.isin(self.takes_part[:, 1], wanted), 0]
        return np.bincount(rows, minlength=self.count) >= (max(1, len(codes)) if are_all else 1)

    @property
    def count(self) -> int:
        """The number of events."""
        return len(self.facets["category"][1])

    def by_actor(self, mask: np.ndarray) -> dict[str, int]:
        """Return in how many events of the mask each actor takes part, in whatever role."""
        numbers = self.takes_part[mask[self.takes_part[:, 0]], 1]
        return dict(zip(self.actors, np.bincount(numbers, minlength=len(self.actors)).tolist(), strict=True))

    def by_pair(self, mask: np.ndarray) -> list[tuple[str, str, int]]:
        """Return the pairs of the events of the mask with their number, most first, then in the order of codes."""
        counted = np.bincount(self.has_pair[mask[self.has_pair[:, 0]], 1], minlength=len(self.pairs))
        order = np.argsort(-counted, kind="stable")
        return [(*self.pairs[number], int(counted[number])) for number in order if counted[number]]


@lru_cache(maxsize=2)
def numbering(dataset: Dataset) -> Numbering:
    """Return the numbers of a dataset."""
    events = dataset["events"]
    row = pd.Series(range(len(events)), index=events["event_id"])
    facets = {name: _coded(events[name].astype("str")) for name in FACETS}
    actors, actor_numbers = _coded(dataset["participants"]["code"])
    takes_part = np.column_stack([row.loc[dataset["participants"]["event_id"]].to_numpy(), actor_numbers])
    dyads = dataset["dyads"]
    low, high = np.minimum(dyads["source"].to_numpy(object), dyads["target"].to_numpy(object)), np.maximum(dyads["source"].to_numpy(object), dyads["target"].to_numpy(object))
    names, pair_numbers = _coded(pd.Series([f"{a} {b}" for a, b in zip(low, high, strict=True)], dtype="str"))
    has_pair = np.column_stack([row.loc[dyads["event_id"]].to_numpy(), pair_numbers])
    pairs = [(a, b) for a, _, b in (name.partition(" ") for name in names)]
    return Numbering(facets, actors, np.unique(takes_part, axis=0), pairs, np.unique(has_pair, axis=0))


def _coded(values: pd.Series) -> tuple[list[str], np.ndarray]:
    """The distinct values in order, and the number of each row's."""
    options, numbers = np.unique(values.to_numpy(object).astype(str), return_inverse=True)
    return [str(option) for option in options], numbers
