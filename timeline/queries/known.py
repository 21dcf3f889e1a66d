"""Which codes and ids of the data an address may name."""

from __future__ import annotations

from collections.abc import Iterable

from timeline.queries.changes import versions
from timeline.repository import Dataset


def known_parts(dataset: Dataset) -> dict[str, Iterable[str]]:
    """Return the values that exist in the data by the part of an address that names them, for `from_query`."""
    return {"actors": dataset["actors"]["code"], "event": dataset["events"]["event_id"], "thread": dataset["threads"]["thread_id"], "version": versions(dataset)}
