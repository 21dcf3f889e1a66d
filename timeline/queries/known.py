"""Which codes and ids of the data an address may name, and which it once could."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from timeline.filters import Filters, from_query
from timeline.queries.changes import WITHDRAWN, versions
from timeline.repository import Dataset


def read_view(dataset: Dataset, query: Mapping[str, str | Sequence[str]]) -> tuple[Filters, tuple[str, ...]]:
    """Return the view of the data that an address asks for, and a sentence for each part of it that cannot be used; see `from_query`."""
    return from_query(query, known_parts(dataset), withdrawn_events(dataset))


@lru_cache(maxsize=2)
def known_parts(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Return the values that exist in the data by the part of an address that names them, for `from_query`; shared, so do not change it."""
    found = {
        "actors": dataset["actors"]["code"],
        "event": dataset["events"]["event_id"],
        "thread": dataset["threads"]["thread_id"],
        "story": story_ids(dataset),
        "version": versions(dataset),
    }
    return {part: frozenset(values) for part, values in found.items()}


def story_ids(dataset: Dataset) -> list[str]:
    """Return the ids of the stories that lie beside the tables, in order: the names of their folders."""
    return [path.split("/")[1] for path in sorted(dataset.extras) if path.endswith("/story.md")]


@lru_cache(maxsize=2)
def withdrawn_events(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """Return for the id of each event that was withdrawn the one that stands for it now (empty: none) and why it went; shared, so do not change it."""
    rows = dataset["corrections"]
    gone = {row.event_id: (str(row.new), str(row.reason)) for row in rows[rows["field"] == WITHDRAWN].itertuples()}
    known = known_parts(dataset)["event"]
    return {event_id: (_kept(event_id, gone, known), reason) for event_id, (_, reason) in gone.items() if event_id not in known}


def _kept(event_id: str, gone: dict[str, tuple[str, str]], known: frozenset[str]) -> str:
    """The event at the end of a row of withdrawals, each of which names the next."""
    for _ in gone:
        if event_id not in gone:
            break
        event_id = gone[event_id][0]
    return event_id if event_id in known else ""
