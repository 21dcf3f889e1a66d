"""Rows against what the descriptor says of the whole: versions that the data do not have, days that nobody can have seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timeline.dates import DateError, parse_date
from timeline.descriptor import NO_VERSION, Descriptor
from timeline.reading import Issue, Row
from timeline.rules import is_version
from timeline.schema import TABLES, Table
from timeline.wording import shown

_HAPPENED = ("confirmed", "reported")
_DAYS = {"events": ("start", "end"), "sources": ("published", "accessed")}


def reach_issues(tables: Mapping[str, tuple[Row, ...]], about: Descriptor) -> Iterator[Issue]:
    """Yield an error for each version that is later than the data or in the wrong order, a warning for each that the
    descriptor does not name and for each day far after the horizon.
    """
    for table in TABLES:
        versioned = [column.name for column in table.columns if column.kind == "version"]
        for row in tables.get(table.name, ()):
            if about.version != NO_VERSION:
                yield from _version_issues(table, row, versioned, about)
            if about.horizon and (table.name != "events" or row.cells.get("status") in _HAPPENED):
                yield from _day_issues(table, row, about.horizon)


def _version_issues(table: Table, row: Row, names: list[str], about: Descriptor) -> Iterator[Issue]:
    known = sorted({*about.releases, about.version}, key=_numbers)
    for name in names:
        value = row.cells.get(name, "")
        if is_version(value) and _numbers(value) > _numbers(about.version):
            said = f'"{value}" is later than the version of the data, {about.version}. Correct it, or raise the version in datapackage.json.'
            yield Issue(table.file_name, row.line, name, value, "later-version", said)
        elif is_version(value) and about.releases and value not in known:
            said = f'"{value}" is not a version of the data. Versions in datapackage.json: {", ".join(known)}. Correct it, or add the day of that version to its releases.'
            yield Issue(table.file_name, row.line, name, value, "unknown-version", said, is_warning=True)
    added, changed = row.cells.get("added", ""), row.cells.get("changed", "")
    if is_version(added) and is_version(changed) and _numbers(changed) < _numbers(added):
        yield Issue(
            table.file_name, row.line, "changed", changed, "changed-before-added", f'"{changed}" is earlier than "{added}", in which the row was added. Correct one of them.'
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _day_issues(table: Table, row: Row, horizon: str) -> Iterator[Issue]:
    for name in _DAYS.get(table.name, ()):
        value = row.cells.get(name, "")
        try:
            year = parse_date(value).earliest.year
        except DateError:
            continue
        if year > int(horizon[:4]) + 1:
            remedy = "Correct it, or call the event planned." if table.name == "events" else "Correct it."
            said = f'"{shown(value)}" lies more than a year after {horizon}, up to which pages could be seen. {remedy}'
            yield Issue(table.file_name, row.line, name, shown(value), "future-date", said, is_warning=True)
