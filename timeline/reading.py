"""From the bytes of a CSV file to rows with line numbers, and every reason why it cannot be read as one.

Limits are checked before anything is parsed: a header of 100,000 commas would keep pandas busy for minutes.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.schema import Table
from timeline.wording import shown

MAX_BYTES = 20_000_000
MAX_COLUMNS = 80
MAX_ROWS = 100_000
MAX_CELL = 10_000

_MAGIC = {b"PK\x03\x04": "a spreadsheet or zip file", b"\x1f\x8b": "a gzip file", b"\x89PNG": "a picture", b"%PDF": "a PDF"}
_LINE_END = re.compile("\r\n|\r|\n")
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
# Cells in quotes that end where their cell ends, cells without, and what parts cells; possessive, so that it never goes back.
_WELL_QUOTED = re.compile(r'(?:"[^"]*+(?:""[^"]*+)*+"(?=[,\r\n]|\Z)|[^",\r\n][^,\r\n]*+|[,\r\n])*+')
_OF_ONE_CELL = ("blank-row", "cell-too-long", "control-character")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing that is wrong: where, which value, which rule, what to do. `line` 0 means the whole file."""

    file: str
    line: int
    column: str
    value: str
    rule: str
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}{f' {self.column}' if self.column else ''}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table as text, with the line of the file on which it begins."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows of one file and the issues that came up while reading it."""

    rows: tuple[Row, ...] = ()
    issues: tuple[Issue, ...] = ()
    extra_columns: tuple[str, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        """False where a row of the file may be missing here, so that nothing can be said of what refers to one."""
        return all(issue.rule in _OF_ONE_CELL for issue in self.issues)


def read_table(content: bytes, table: Table) -> Reading:
    """Return the rows of `table` found in `content`; what cannot be read as that table is an issue, never an exception."""
    name = table.file_name
    text, refusal = _decode(content, name)
    if refusal:
        return Reading(issues=(refusal,))
    marks = tuple(_conflict_marks(text, name))
    if marks:
        return Reading(issues=marks)
    return _parse(text, table)


def _decode(content: bytes, name: str) -> tuple[str, Issue | None]:
    def refuse(rule: str, message: str, line: int = 0) -> tuple[str, Issue]:
        return "", Issue(name, line, "", "", rule, message)

    if len(content) > MAX_BYTES:
        return refuse("too-large", f"the file has more than {MAX_BYTES:,} bytes. Split it.")
    for magic, what in _MAGIC.items():
        if content.startswith(magic):
            return refuse("not-text", f"this is {what}, not a CSV file. In the spreadsheet choose Save as, CSV UTF-8.")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return refuse("bad-encoding", "the file is UTF-16. Save it as CSV UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return refuse("bad-encoding", f"byte 0x{content[error.start]:02X} is not UTF-8. Save the file as CSV UTF-8.", line)
    if not text.strip():
        return refuse("empty-file", "the file is empty. Restore it, or write at least the header line.")
    if "\x00" in text:
        return refuse("nul-byte", "the file holds a NUL character. Remove it.", text[: text.index("\x00")].count("\n") + 1)
    if text.lstrip()[:20].lower().startswith(("<!doctype", "<html")):
        return refuse("missing-column", "this is a web page, not a CSV file. Download the file itself.")
    if text.startswith("version https://git-lfs"):
        return refuse("not-text", "this is a Git LFS pointer, not the file. Run: git lfs pull.")
    return text, None


def _conflict_marks(text: str, name: str) -> Iterator[Issue]:
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")) or line.rstrip() == "=======":
            yield Issue(name, number, "", shown(line), "merge-conflict", f'"{shown(line)}" is a mark of a merge conflict. Choose one side and remove the marks.')


def _parse(text: str, table: Table) -> Reading:
    name = table.file_name
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [cell.strip() for cell in next(reader)]
        problems = tuple(_header_issues(header, table))
        if problems:
            return Reading(issues=problems)
        rows, issues = _records(reader, header, name, reader.line_num + 1)
    except csv.Error as error:
        return Reading(
            issues=(
                Issue(
                    name, _bad_quote_line(text), "", "", "not-csv", f"the quotes do not match ({error}). A quote opened here is not closed; a quote inside a cell is written twice."
                ),
            )
        )
    return Reading(tuple(rows), tuple(issues), tuple(sorted(set(header) - set(table.column_names))))


def _header_issues(header: list[str], table: Table) -> Iterator[Issue]:
    name = table.file_name
    if len(header) > MAX_COLUMNS:
        yield Issue(name, 1, "", "", "too-many-columns", f"the header has {len(header):,} cells; at most {MAX_COLUMNS} are read. Remove the empty ones.")
        return
    other = [sign for sign in _OTHER_SEPARATORS if len(header) == 1 and sign in header[0]]
    if other:
        yield Issue(name, 1, "", "", "other-separator", f"{_OTHER_SEPARATORS[other[0]]} separate the cells. Save the file as CSV with commas.")
        return
    for position, column in enumerate(header, start=1):
        if not column:
            yield Issue(name, 1, "", "", "blank-header", f"column {position} has no name. Name it or remove it.")
        elif header.index(column) != position - 1:
            yield Issue(name, 1, shown(column), "", "duplicate-header", f'the column "{shown(column)}" stands twice. Remove one.')
    for column in table.column_names:
        if column not in header:
            near = difflib.get_close_matches(column, header, 1)
            hint = f' Is it "{shown(near[0])}"?' if near else " Notes above the header, if any, have to go." if len(header) < 2 else ""
            yield Issue(name, 1, column, "", "missing-column", f"the column is missing.{hint} Add it to the header, empty where nothing is known.")


def _records(reader: Iterator[list[str]], header: list[str], name: str, line: int) -> tuple[list[Row], list[Issue]]:
    rows: list[Row] = []
    issues: list[Issue] = []
    for number, cells in enumerate(reader):
        start, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if number >= MAX_ROWS:
            return [], [Issue(name, start, "", "", "too-many-rows", f"the file has more than {MAX_ROWS:,} rows. Split it.")]
        if not cells:
            continue
        if not any(cells):
            issues.append(Issue(name, start, "", "", "blank-row", "the row is empty. Remove it."))
        elif len(cells) != len(header):
            issues.append(Issue(name, start, "", "", "wrong-cell-count", f"the row has {len(cells)} cells, the header {len(header)}. Quote cells that hold a comma."))
        else:
            issues.extend(_cell_issues(cells, header, name, start))
            rows.append(Row(start, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return rows, issues


def _cell_issues(cells: list[str], header: list[str], name: str, line: int) -> Iterator[Issue]:
    for column, cell in zip(header, cells, strict=True):
        if len(cell) > MAX_CELL:
            yield Issue(name, line, column, shown(cell), "cell-too-long", f"the cell has {len(cell):,} characters; at most {MAX_CELL:,} are read. Shorten it.")
        elif found := _FORBIDDEN.search(cell):
            yield Issue(name, line, column, shown(cell), "control-character", f'"{shown(cell)}" holds the control character U+{ord(found.group()):04X}. Remove it.')


def _bad_quote_line(text: str) -> int:
    """The line on which the quote opens that is not closed, or not at the end of its cell; only at the start of a cell does a quote open one."""
    right = _WELL_QUOTED.match(text)
    return text.count("\n", 0, right.end() if right else 0) + 1
