"""Tests of reading hostile files: every reason to refuse one, with its exact message, and what is taken all the same."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.exports.safety import clean
from timeline.reading import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Reading, read_table
from timeline.schema import TABLES, Column, Table
from timeline.wording import shown

NOTES = Table(
    "notes", "Notes", "One note a row.", "id",
    (Column("id", "slug", "Id", ""), Column("title", "text", "Title", ""), Column("note", "text", "Note", "")), ("id",),
)  # fmt: skip
HEADER = "id,title,note\n"
ADD = "Add it to the header, empty where nothing is known."
QUOTES = "A quote opened here is not closed; a quote inside a cell is written twice."
SAVE = "In the spreadsheet choose Save as, CSV UTF-8."
CHOOSE = "Choose one side and remove the marks."

EXAMPLES: list[tuple[str, bytes, list[str]]] = [
    ("not-text", b"PK\x03\x04rest", [f"notes.csv: this is a spreadsheet or zip file, not a CSV file. {SAVE}"]),
    ("not-text", b"\x1f\x8brest", [f"notes.csv: this is a gzip file, not a CSV file. {SAVE}"]),
    ("not-text", b"\x89PNGrest", [f"notes.csv: this is a picture, not a CSV file. {SAVE}"]),
    ("not-text", b"%PDF-1.7", [f"notes.csv: this is a PDF, not a CSV file. {SAVE}"]),
    ("not-text", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", ["notes.csv: this is a Git LFS pointer, not the file. Run: git lfs pull."]),
    ("bad-encoding", HEADER.encode("utf-16"), ["notes.csv: the file is UTF-16. Save it as CSV UTF-8."]),
    ("bad-encoding", b"\xfe\xff" + HEADER.encode("utf-16-be"), ["notes.csv: the file is UTF-16. Save it as CSV UTF-8."]),
    ("bad-encoding", HEADER.encode() + b"a,caf\xe9,\n", ["notes.csv:2: byte 0xE9 is not UTF-8. Save the file as CSV UTF-8."]),
    ("bad-encoding", HEADER.encode() + b"a,,\nb,\x93q\x94,\n", ["notes.csv:3: byte 0x93 is not UTF-8. Save the file as CSV UTF-8."]),
    ("bad-encoding", HEADER.encode() + "a,Ş,\n".encode("cp1254"), ["notes.csv:2: byte 0xDE is not UTF-8. Save the file as CSV UTF-8."]),
    ("bad-encoding", (HEADER + "a,Баку,\n").encode("cp1251"), ["notes.csv:2: byte 0xC1 is not UTF-8. Save the file as CSV UTF-8."]),
    ("bad-encoding", (HEADER + "a,ə").encode()[:-1], ["notes.csv:2: byte 0xC9 is not UTF-8. Save the file as CSV UTF-8."]),
    ("empty-file", b"", ["notes.csv: the file is empty. Restore it, or write at least the header line."]),
    ("empty-file", b"\xef\xbb\xbf", ["notes.csv: the file is empty. Restore it, or write at least the header line."]),
    ("empty-file", b" \n\t\r\n", ["notes.csv: the file is empty. Restore it, or write at least the header line."]),
    ("nul-byte", (HEADER + "a,,\nb,\x00,\n").encode(), ["notes.csv:3: the file holds a NUL character. Remove it."]),
    ("missing-column", b"\n<!DOCTYPE html><title>404</title>", ["notes.csv: this is a web page, not a CSV file. Download the file itself."]),
    ("missing-column", b"<html><body>", ["notes.csv: this is a web page, not a CSV file. Download the file itself."]),
    ("missing-column", b"id,note\na,b\n", [f"notes.csv:1 title: the column is missing. {ADD}"]),
    ("missing-column", b"id,titel,note\n", [f'notes.csv:1 title: the column is missing. Is it "titel"? {ADD}']),
    (
        "missing-column",
        b"Made by hand\n\nid,title,note\n",
        [f"notes.csv:1 {name}: the column is missing. Notes above the header, if any, have to go. {ADD}" for name in NOTES.column_names],
    ),
    ("duplicate-header", b"id,title,note,title\n", ['notes.csv:1 title: the column "title" stands twice. Remove one.']),
    ("blank-header", b"id,title,,note\n", ["notes.csv:1: column 3 has no name. Name it or remove it."]),
    (
        "too-many-columns",
        b"id,title,note" + b",x" * MAX_COLUMNS,
        [f"notes.csv:1: the header has {MAX_COLUMNS + 3} cells; at most {MAX_COLUMNS} are read. Remove the empty ones."],
    ),
    ("merge-conflict", (HEADER + "<<<<<<< HEAD\na,,\n").encode(), [f'notes.csv:2: "<<<<<<< HEAD" is a mark of a merge conflict. {CHOOSE}']),
    (
        "merge-conflict",
        (HEADER + "a,,\n=======\nb,,\n>>>>>>> other\n").encode(),
        [f'notes.csv:{line}: "{mark}" is a mark of a merge conflict. {CHOOSE}' for line, mark in ((3, "======="), (5, ">>>>>>> other"))],
    ),
    ("blank-row", (HEADER + "a,,\n,,\nb,,\n").encode(), ["notes.csv:3: the row is empty. Remove it."]),
    ("wrong-cell-count", (HEADER + "a,b,c,d\n").encode(), ["notes.csv:2: the row has 4 cells, the header 3. Quote cells that hold a comma."]),
    ("wrong-cell-count", (HEADER + "a,b,c\na,b\n").encode(), ["notes.csv:3: the row has 2 cells, the header 3. Quote cells that hold a comma."]),
    (
        "wrong-cell-count",
        (HEADER + "a,b,c,d\n" * 3).encode(),
        [f"notes.csv:{line}: the row has 4 cells, the header 3. Quote cells that hold a comma." for line in (2, 3, 4)],
    ),
    ("not-csv", (HEADER + 'a,,\nb,"open,\nc,,\n').encode(), [f"notes.csv:3: the quotes do not match (unexpected end of data). {QUOTES}"]),
    ("not-csv", (HEADER + 'a,"b"c,\n').encode(), [f"notes.csv:2: the quotes do not match (',' expected after '\"'). {QUOTES}"]),
    ("cell-too-long", (HEADER + f"a,{'x' * (MAX_CELL + 1)},\n").encode(), ["notes.csv:2 title: the cell has 10,001 characters; at most 10,000 are read. Shorten it."]),
    ("cell-too-long", (HEADER + f"a,{'x' * 1_000_000},\n").encode(), ["notes.csv:2 title: the cell has 1,000,000 characters; at most 10,000 are read. Shorten it."]),
    ("control-character", (HEADER + "a,b\u202ec,\n").encode(), ['notes.csv:2 title: "b\\x202ec" holds the control character U+202E. Remove it.']),
    ("control-character", (HEADER + "a,b\u2066c,\n").encode(), ['notes.csv:2 title: "b\\x2066c" holds the control character U+2066. Remove it.']),
    ("control-character", (HEADER + "a,\x1b[31m,\n").encode(), ['notes.csv:2 title: "\\x1b[31m" holds the control character U+001B. Remove it.']),
    ("control-character", (HEADER + "a,b\x85c,\n").encode(), ['notes.csv:2 title: "b\\x85c" holds the control character U+0085. Remove it.']),
    ("control-character", (HEADER + "a,\x9b31m,\n").encode(), ['notes.csv:2 title: "\\x9b31m" holds the control character U+009B. Remove it.']),
    ("too-many-rows", (HEADER + "a,b,c\n" * (MAX_ROWS + 1)).encode(), [f"notes.csv:{MAX_ROWS + 2}: the file has more than 100,000 rows. Split it."]),
    ("other-separator", b"id;title;note\na;b;c\n", ["notes.csv:1: semicolons separate the cells. Save the file as CSV with commas."]),
    ("other-separator", b"id\ttitle\tnote\n", ["notes.csv:1: tabs separate the cells. Save the file as CSV with commas."]),
    ("too-large", b"x" * (MAX_BYTES + 1), ["notes.csv: the file has more than 20,000,000 bytes. Split it."]),
]

TAKEN = [
    ("a BOM", b"\xef\xbb\xbfid,title,note\na,b,c\n"),
    ("Windows line ends", b"id,title,note\r\na,b,c\r\n"),
    ("old Mac line ends", b"id,title,note\ra,b,c\r"),
    ("mixed line ends", b"id,title,note\r\na,b,c\n"),
    ("no last line end", b"id,title,note\na,b,c"),
    ("blank lines", b"id,title,note\n\na,b,c\n\n"),
    ("blanks around names and cells", b" id ,title , note\n a, b ,c \n"),
    ("another order of columns", b"note,id,title\nc,a,b\n"),
    ("needless quotes", b'"id","title","note"\n"a","b","c"\n'),
]

KEPT = ["NA", "None", "null", "nan", "007", "12345678901234567890", "1e999", "True", "'Abd", "=1+1", "İlham ılham ə", "x\u200by", 'ab"c', "<b>", "![](//x)"]


def read(content: str | bytes) -> Reading:
    return read_table(content.encode() if isinstance(content, str) else content, NOTES)


def rules(content: str | bytes) -> list[str]:
    return [issue.rule for issue in read(content).issues]


def written(records: list[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(records)
    return buffer.getvalue().encode()


@pytest.mark.parametrize(("rule", "content", "messages"), EXAMPLES, ids=[f"{number}-{rule}" for number, (rule, _, _) in enumerate(EXAMPLES)])
def test_what_cannot_be_read_says_why(rule: str, content: bytes, messages: list[str]) -> None:
    issues = read(content).issues
    assert [str(issue) for issue in issues] == messages
    assert {issue.rule for issue in issues} == {rule}


@pytest.mark.parametrize(("what", "content"), TAKEN, ids=[what for what, _ in TAKEN])
def test_a_table_may_come_with(what: str, content: bytes) -> None:
    reading = read(content)
    assert (reading.issues, [row.cells for row in reading.rows]) == ((), [{"id": "a", "title": "b", "note": "c"}])


@pytest.mark.parametrize("cell", KEPT)
def test_a_cell_is_text_and_stays_as_it_is(cell: str) -> None:
    assert read(written([["id", "title", "note"], ["a", cell, ""]])).rows[0].cells["title"] == cell


def test_a_header_alone_is_a_table_without_rows() -> None:
    assert read(HEADER) == Reading()


def test_an_unknown_column_is_kept_and_named() -> None:
    reading = read("id,title,note,zeta,alpha\na,b,c,1,2\n")
    assert (reading.extra_columns, reading.rows[0].cells["zeta"], reading.issues) == (("alpha", "zeta"), "1", ())


def test_a_line_break_inside_a_cell_does_not_shift_the_numbers_of_lines() -> None:
    reading = read('id,title,note\na,"b\nb",c\n\nd,e,f\n')
    assert [row.line for row in reading.rows] == [2, 5]


def test_every_row_that_is_wrong_is_named_beside_those_that_are_right() -> None:
    reading = read("id,title,note\na\nb,,\n,,\nc,\u202e,\n")
    assert ([row.cells["id"] for row in reading.rows], [(issue.line, issue.rule) for issue in reading.issues]) == (
        ["b", "c"], [(2, "wrong-cell-count"), (4, "blank-row"), (5, "control-character")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "is_whole"), [("a,,\n", True), (",,\n", True), ("a,\u202e,\n", True), (f"a,{'x' * 10_001},\n", True), ("a\n", False), ('a,"\n', False), ("=======\n", False)]
)
def test_a_reading_knows_whether_a_row_of_the_file_is_missing(rows: str, is_whole: bool) -> None:
    assert read(HEADER + rows).is_whole is is_whole


@pytest.mark.parametrize("character", [chr(code) for code in range(160) if not chr(code).isprintable() and chr(code) not in "\t\n\r"])
def test_no_character_that_exports_take_out_passes(character: str) -> None:
    assert clean(character) == ""
    assert read(HEADER + f"a,b{character}c,\n").issues


def test_everything_wrong_with_a_header_is_said_at_once() -> None:
    assert rules("id,,id\n") == ["blank-header", "duplicate-header", "missing-column", "missing-column"]


def test_a_file_of_exactly_the_limit_is_read() -> None:
    line = "a,b," + "c" * 4_000 + "\n"
    content = (HEADER + line * ((MAX_BYTES - len(HEADER)) // len(line))).encode()
    assert rules(content + b"\n" * (MAX_BYTES - len(content))) == []


def test_a_cell_of_exactly_the_limit_is_read() -> None:
    assert rules(HEADER + f"a,{'x' * MAX_CELL},\n") == []


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_named_instead_of_every_column(separator: str) -> None:
    messages = [str(issue) for issue in read(HEADER.replace(",", separator) + f"a{separator}b{separator}c\n").issues]
    assert len(messages) == 1, "one cause, one message"
    assert "separate" in messages[0]


@pytest.mark.parametrize("separator", ["\n", "\u2028", "\x0b"])
def test_a_line_break_in_the_header_does_not_hide_how_wide_it_is(separator: str) -> None:
    assert rules(f'"id{separator}"' + "," * 5_000 + "\n") == ["too-many-columns"]


def test_a_quote_left_open_is_found_where_it_opens_even_if_other_quotes_follow() -> None:
    issue = read(HEADER + 'a,,\nb,"open,\nc,"closed",\n').issues[0]
    assert (issue.rule, issue.line) == ("not-csv", 3)


@given(
    st.lists(st.lists(st.text('ab ,\n"'), min_size=3, max_size=3), max_size=6),
    st.sampled_from(['x,"open', '"open', '"a"b,c,d']),
    st.lists(st.lists(st.text("ab ,\n"), min_size=3, max_size=3), max_size=3),
)
def test_the_line_of_a_quote_that_does_not_fit_is_told_whatever_stands_around_it(before: list[list[str]], bad: str, after: list[list[str]]) -> None:
    good = written([["id", "title", "note"], *before]).replace(b"\r\n", b"\n").decode()
    rest = "".join(",".join(cell.replace(",", " ").replace("\n", " ") for cell in row) + "\n" for row in after)
    issue = read(f"{good}{bad}\n{rest}").issues[-1]
    assert (issue.rule, issue.line) == ("not-csv", good.count("\n") + 1)


def test_characters_that_only_look_like_line_ends_do_not_shift_the_numbers_of_lines() -> None:
    assert read(HEADER + "a,b\u2028c,d\n=======\n").issues[0].line == 3


def test_a_header_of_two_lines_does_not_shift_the_numbers_of_lines() -> None:
    assert read('id,title,note,"two\nlines"\na,b,c,d\n').rows[0].line == 3


def test_a_file_of_very_many_rows_is_refused_in_one_message() -> None:
    assert rules(HEADER + "x\n" * 300_000) == ["too-many-rows"]


def test_a_name_in_the_header_is_shown_cut_and_without_control_characters() -> None:
    hostile = "\u202e" + "x" * 500
    message = str(read(f"id,title,note,{hostile},{hostile}\n").issues[0])
    assert "\u202e" not in message
    assert len(message) < 300


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_table_of_the_project_is_read_by_its_own_columns(table: Table) -> None:
    reading = read_table(",".join(table.column_names).encode() + b"\n", table)
    assert (reading.issues, reading.rows, reading.extra_columns) == ((), (), ())


LONG = 5_000_000


@pytest.mark.parametrize(
    "content",
    [
        b"," * LONG,
        b"date," * 20_000,
        b'"' * LONG,
        HEADER.encode() + b"," * LONG,
        b"\n" * LONG,
        HEADER.encode() + b'a,"' + b"x" * LONG,
        HEADER.encode() + b'a,"' + b'""' * (LONG // 2),
        HEADER.encode() + b'a,"b,c\n' * (LONG // 7),
        HEADER.encode() + b'a,"b",c\n' * (LONG // 8) + b'"',
        HEADER.encode() + b"a,b,c\n" * 20_000 + b'"' + b"a,b,c\n" * 700_000,
    ],
    ids=[
        "commas",
        "equal-names",
        "quotes",
        "commas-below-the-header",
        "line-ends",
        "an-open-quote",
        "doubled-quotes",
        "many-open-quotes",
        "an-open-quote-at-the-end",
        "an-open-quote-in-the-middle",
    ],
)
def test_a_file_made_to_hang_is_refused_soon(content: bytes) -> None:
    started = time.process_time()
    assert read(content).issues
    assert time.process_time() - started < 5, "what grows with the square of the size takes minutes"


def test_a_value_in_a_message_is_cut_and_its_unprintable_characters_are_marked() -> None:
    assert shown("a\x1bb" + "c" * 100) == "a\\x1bb" + "c" * 74 + "…"


def test_a_value_of_eighty_characters_is_shown_whole() -> None:
    assert shown("x" * 80) == "x" * 80


@given(st.binary() | st.text().map(str.encode) | st.text('abc,"\n\r ;').map(lambda text: (HEADER + text).encode()))
def test_whatever_the_bytes_are_there_are_rows_or_reasons_never_an_exception(content: bytes) -> None:
    reading = read(content)
    assert all(set(row.cells) >= set(NOTES.column_names) for row in reading.rows)
    assert all(issue.file == "notes.csv" and issue.message for issue in reading.issues)


@given(st.lists(st.lists(st.text("ab ,\n\"'"), min_size=1, max_size=5), max_size=8))
def test_every_row_is_used_or_reported(records: list[list[str]]) -> None:
    reading = read(written([["id", "title", "note"], *records]))
    reported = [issue for issue in reading.issues if issue.rule in ("blank-row", "wrong-cell-count")]
    assert len(reading.rows) + len(reported) == len(records)


@given(st.lists(st.tuples(*[st.text("ab ə,\n\r\"';=", min_size=1).map(str.strip).filter(bool)] * 3), max_size=8))
def test_cells_come_back_as_they_were_written(records: list[tuple[str, str, str]]) -> None:
    found = read(written([["id", "title", "note"], *map(list, records)])).rows
    assert [tuple(row.cells.values()) for row in found] == records
