"""Bounds that a data folder states about itself in expectations.toml, so that a bad edit is noticed.

[review]
last_full = "2026-11-24"          # day of the last full review, EDTF
[events]
count = [850, 1100]               # least and most
newest = "2026-06-01"             # some event begins on this day or later
two_publishers = 0.75             # least share of events with two publishers, 0 to 1
[category]                        # least and most events of each
visit = [150, 260]
[year]
2020 = [40, 80]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.dates import DateError, parse_date
from timeline.reading import Issue, Row
from timeline.rules import split_list

FILE = "expectations.toml"
_REMEDY = "Restore what was lost, or change the bound in the same commit."


def unmet(expected: Mapping[str, Any], tables: Mapping[str, tuple[Row, ...]]) -> Iterator[Issue]:
    """Yield a warning for each bound that the tables do not meet, and for each that cannot be read as one."""
    rows = tables.get("events", ())
    events = expected.get("events", {})
    yield from _between("[events] count", len(rows), events.get("count"))
    for section, column in (("category", "category"), ("year", "start")):
        counted = Counter(row.cells.get(column, "")[:4] if column == "start" else row.cells.get(column, "") for row in rows)
        for name, bounds in expected.get(section, {}).items():
            yield from _between(f"[{section}] {name}", counted.get(name, 0), bounds)
    if "two_publishers" in events:
        share = _two_publishers(tables)
        if share < events["two_publishers"]:
            yield _warn("[events] two_publishers", f"{share:.0%} of the events rest on two publishers, expected at least {events['two_publishers']:.0%}. Add sources.")
    if "newest" in events and not any(_earliest(row) >= events["newest"] for row in rows):
        yield _warn("[events] newest", f"no event begins on or after {events['newest']}. {_REMEDY}")


def _between(name: str, count: int, bounds: object) -> Iterator[Issue]:
    if bounds is None:
        return
    if not (isinstance(bounds, list) and len(bounds) == 2 and all(isinstance(bound, int) for bound in bounds)):
        yield _warn(name, f"{bounds!r} is not a pair of whole numbers. Write the least and the most, such as [40, 80].")
    elif not bounds[0] <= count <= bounds[1]:
        yield _warn(name, f"{count:,} events, expected {bounds[0]:,} to {bounds[1]:,}. {_REMEDY}")


def _warn(name: str, message: str) -> Issue:
    return Issue(FILE, 0, name, "", "outside-expectations", message, is_warning=True)


def _earliest(row: Row) -> str:
    try:
        return parse_date(row.cells.get("start", "")).earliest.isoformat()
    except DateError:
        return ""


def _two_publishers(tables: Mapping[str, tuple[Row, ...]]) -> float:
    publisher = {row.cells.get("source_id", ""): row.cells.get("publisher", "") for row in tables.get("sources", ())}
    rows = tables.get("events", ())
    many = sum(len({publisher.get(source, "") for source in split_list(row.cells.get("source_ids", ""))}) > 1 for row in rows)
    return many / len(rows) if rows else 0.0
