"""Which codes and ids of the data an address may name."""

from __future__ import annotations

from functools import lru_cache

from timeline.queries.changes import versions
from timeline.repository import Dataset


@lru_cache(maxsize=2)
def known_parts(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Return the values that exist in the data by the part of an address that names them, for `from_query`; shared, so do not change it."""
    found = {"actors": dataset["actors"]["code"], "event": dataset["events"]["event_id"], "thread": dataset["threads"]["thread_id"], "version": versions(dataset)}
    return {part: frozenset(values) for part, values in found.items()}
