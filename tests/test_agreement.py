"""Tests of un_agreement.csv: what is wrong with it is told with its exact message; what passes is read by the chart's query."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.agreement import AGREEMENT, agreement_issues
from timeline.queries.un_votes import TABLE, read_agreement
from timeline.repository import DEFAULT_FOLDER

HEADER = "year,first,second,issue,both_voted,agreed\n"
ROW = "1993,AZE,ISR,all,60,20\n"
PADDED = "has blanks or a byte order mark around its name. Remove them."
COUNTS = "Give at least 1 to both_voted, and to agreed no more than that."

EXAMPLES: list[tuple[str, bytes, list[str]]] = [
    ("bad-encoding", (HEADER + "1993,AZ\xc9,ISR,all,60,20\n").encode("latin-1"), [f"{TABLE}:2: byte 0xC9 is not UTF-8. Save the file as CSV UTF-8."]),
    ("wrong-cell-count", (HEADER + "1993,AZE\n").encode(), [f"{TABLE}:2: the row has 2 cells, the header 6. Quote cells that hold a comma."]),
    (
        "missing-column",
        b"year,first\n",
        [f"{TABLE}:1 {name}: the column is missing. Add it to the header, empty where nothing is known." for name in ("second", "issue", "both_voted", "agreed")],
    ),
    ("padded-header", HEADER.replace(",first", ", first").encode() + ROW.encode(), [f'{TABLE}:1 first: " first" {PADDED}']),
    ("padded-header", b"\xef\xbb\xbf" + HEADER.encode() + ROW.encode(), [f'{TABLE}:1 year: "\\xfeffyear" {PADDED}']),
    ("no-rows", HEADER.encode(), [f"{TABLE}: the table has no row. Restore it, or remove the file: the chart then says that it is not there."]),
    ("bad-number", (HEADER + "1993,AZE,ISR,all,many,20\n").encode(), [f'{TABLE}:2 both_voted: "many" is not a whole number. Write digits only.']),
    ("required", (HEADER + "1993,,ISR,all,60,20\n").encode(), [f"{TABLE}:2 first: the cell is empty. The first state in the order of codes. Example: AZE."]),
    ("more-than-voted", (HEADER + ROW + "1994,AZE,ISR,all,20,36\n").encode(), [f"{TABLE}:3 agreed: 36 of 20 roll calls cannot have the same vote. {COUNTS}"]),
    ("more-than-voted", (HEADER + "1994,AZE,ISR,all,0,0\n").encode(), [f"{TABLE}:2 agreed: 0 of 0 roll calls cannot have the same vote. {COUNTS}"]),
]


@pytest.mark.parametrize(("rule", "content", "messages"), EXAMPLES, ids=[f"{number}-{rule}" for number, (rule, *_) in enumerate(EXAMPLES)])
def test_a_damaged_table_of_votes_is_an_error_of_the_folder(folder: Path, rule: str, content: bytes, messages: list[str]) -> None:
    (folder / TABLE).write_bytes(content)
    assert [(str(issue), issue.rule, issue.is_warning) for issue in tiny.issues(folder)] == [(message, rule, False) for message in messages]


def test_the_shipped_table_of_votes_is_right() -> None:
    assert list(agreement_issues((DEFAULT_FOLDER / TABLE).read_bytes())) == []
    assert AGREEMENT.file_name == TABLE


def test_a_table_of_votes_that_cannot_be_read_is_an_error_and_a_story_a_warning(folder: Path) -> None:
    (folder / TABLE).mkdir()
    (folder / "stories" / "one" / "story.md").mkdir(parents=True)
    unread = "the file cannot be read (Is a directory). Check that it is a file with read permission."
    assert [(str(issue), issue.is_warning) for issue in tiny.issues(folder)] == [(f"stories/one/story.md: {unread}", True), (f"{TABLE}: {unread}", False)]


def test_a_table_of_votes_that_is_too_large_is_an_error(folder: Path) -> None:
    (folder / TABLE).write_bytes((HEADER + ROW * 50_000).encode())
    assert [(str(issue), issue.rule) for issue in tiny.issues(folder)] == [(f"{TABLE}: the file has more than 1,000,000 bytes. Restore it.", "too-large")]


CELL = st.sampled_from(["1993", "AZE", "ISR", "all", "60", "20", "0", "", " 7", '"8"', "9" * 15, "9" * 16, "²", "-1", "x", '"', "1.5"])
LINES = st.lists(st.lists(CELL, min_size=5, max_size=7).map(",".join) | st.just(ROW.strip()), max_size=4)


@given(st.sampled_from([HEADER, HEADER.replace(",", ", "), "\ufeff" + HEADER, HEADER.strip() + ",own\n", "agreed,both_voted,issue,second,first,year\r\n", "\n" + HEADER]), LINES)
def test_what_passes_is_read_by_the_query(header: str, lines: list[str]) -> None:
    content = (header + "\n".join(lines)).encode()
    if not list(agreement_issues(content)):
        assert len(read_agreement.__wrapped__(content)) == len(lines)
