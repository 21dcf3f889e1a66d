"""Bounds that a data folder states about itself in expectations.toml, so that a bad edit is noticed.

[review]
last_full = "2026-11-24"          # day of the last full review, EDTF
[events]
count = [850, 1100]               # least and most
newest = "2026-06-01"             # some event begins on this day or later; 2026-06-01 without quotes will do
two_publishers = 0.75             # least share of events with two publishers, 0 to 1
[category]                        # least and most events of each
visit = [150, 260]
[year]
2020 = [40, 80]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from timeline.dates import DateError, parse_date
from timeline.reading import Issue, Row
from timeline.rules import split_list
from timeline.wording import shown

FILE = "expectations.toml"
_REMEDY = "Restore what was lost, or change the bound in the same commit."


def unmet(expected: Mapping[str, Any], tables: Mapping[str, tuple[Row, ...]]) -> Iterator[Issue]:
    """Yield a warning for each bound that the tables do not meet, and for each that cannot be read as one."""
    sections: dict[str, Mapping[str, Any]] = {}
    for name in ("events", "category", "year"):
        section = expected.get(name, {})
        if isinstance(section, dict):
            sections[name] = section
        else:
            yield _warn(name, f"{_said(section)} is no section. Write [{name}] on a line of its own, and below it one bound a line.")
    rows = tables.get("events", ())
    for name, section in sections.items():
        if name == "events":
            yield from _of_all_events(section, tables)
            continue
        counted = Counter(row.cells.get("start", "")[:4] if name == "year" else row.cells.get("category", "") for row in rows)
        for key, bounds in section.items():
            yield from _between(f"[{name}] {key}", counted.get(key, 0), bounds)


def _of_all_events(bounds: Mapping[str, Any], tables: Mapping[str, tuple[Row, ...]]) -> Iterator[Issue]:
    rows = tables.get("events", ())
    if "count" in bounds:
        yield from _between("[events] count", len(rows), bounds["count"])
    if "two_publishers" in bounds:
        least, share = bounds["two_publishers"], _two_publishers(tables)
        if isinstance(least, bool) or not isinstance(least, int | float) or not 0 <= least <= 1:
            yield _warn("[events] two_publishers", f"{_said(least)} is not a share. Write a number from 0 to 1, such as 0.75.")
        elif share < least:
            yield _warn("[events] two_publishers", f"{share:.0%} of the events rest on two publishers, expected at least {least:.0%}. Add sources.")
    if "newest" in bounds:
        day = _day(bounds["newest"])
        if not day:
            yield _warn("[events] newest", f'{_said(bounds["newest"])} is not a day. Write one such as "2026-06-01".')
        elif not any(_earliest(row) >= day for row in rows):
            yield _warn("[events] newest", f"no event begins on or after {day}. {_REMEDY}")


def _between(name: str, count: int, bounds: object) -> Iterator[Issue]:
    if not (isinstance(bounds, list) and len(bounds) == 2 and all(isinstance(bound, int) and not isinstance(bound, bool) for bound in bounds)):
        yield _warn(name, f"{_said(bounds)} is not a pair of whole numbers. Write the least and the most, such as [40, 80].")
    elif not bounds[0] <= count <= bounds[1]:
        yield _warn(name, f"{count:,} events, expected {bounds[0]:,} to {bounds[1]:,}. {_REMEDY}")


def _said(value: object) -> str:
    """A value as the file has it, as far as that is short."""
    return shown(value.isoformat() if isinstance(value, date) else repr(value))


def _day(value: object) -> str:
    """The first day that a date of the file can mean, be it TOML's own or a text in EDTF; empty where it is none."""
    try:
        return parse_date(value.isoformat()[:10] if isinstance(value, date) else value if isinstance(value, str) else "").earliest.isoformat()
    except DateError:
        return ""


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
