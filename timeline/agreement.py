"""Checks un_agreement.csv, which data/un_votes makes: whatever passes here is read by `timeline.queries.un_votes`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from timeline.reading import Issue, Row, read_table
from timeline.rules import cell_problems
from timeline.schema import Column, Table
from timeline.wording import shown

AGREEMENT = Table(
    "un_agreement",
    "Alike votes",
    "On how many roll calls of the UN General Assembly two states voted, and on how many alike.",
    "first",
    (
        Column("year", "integer", "Year", "Year of the session.", "1993", True),
        Column("first", "code", "First", "The first state in the order of codes.", "AZE", True),
        Column("second", "code", "Second", "The other state.", "ISR", True),
        Column("issue", "text", "Issue", "All roll calls, or those of one issue.", "all", True, max_length=12),
        Column("both_voted", "integer", "Both voted", "Roll calls with a vote of both.", "85", True),
        Column("agreed", "integer", "Agreed", "Roll calls with the same vote.", "36", True),
    ),
    ("year", "first", "second", "issue"),
    is_required=False,
)


def agreement_issues(content: bytes) -> Iterator[Issue]:
    """Yield everything that is wrong with the table of alike votes in `content`."""
    reading = read_table(content, AGREEMENT)
    yield from reading.issues
    if not reading.issues:
        yield from _header_issues(content.decode("utf-8"))
        if not reading.rows:
            yield Issue(AGREEMENT.file_name, 0, "", "", "no-rows", "the table has no row. Restore it, or remove the file: the chart then says that it is not there.")
    for row in reading.rows:
        yield from _row_issues(row)


def _header_issues(text: str) -> Iterator[Issue]:
    """Its reader takes the names of columns as they stand."""
    for name in next(csv.reader(io.StringIO(text, newline=""))):
        if name != name.strip() or name.startswith("\ufeff"):
            said = f'"{shown(name)}" has blanks or a byte order mark around its name. Remove them.'
            yield Issue(AGREEMENT.file_name, 1, shown(name.strip("\ufeff ")), shown(name), "padded-header", said)


def _row_issues(row: Row) -> Iterator[Issue]:
    problems = [(column.name, rule, message) for column in AGREEMENT.columns for rule, message in cell_problems(column, row.cells[column.name])]
    for name, rule, message in problems:
        yield Issue(AGREEMENT.file_name, row.line, name, shown(row.cells[name]), rule, message)
    if not problems and not 0 <= int(row.cells["agreed"]) <= int(row.cells["both_voted"]) != 0:
        said = f"{row.cells['agreed']} of {row.cells['both_voted']} roll calls cannot have the same vote. Give at least 1 to both_voted, and to agreed no more than that."
        yield Issue(AGREEMENT.file_name, row.line, "agreed", row.cells["agreed"], "more-than-voted", said)
