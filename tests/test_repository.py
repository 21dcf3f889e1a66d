"""Tests of the data folder: what is missing or torn, the canonical form, the version."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.canonical import canonical
from timeline.folder import check_folder, read_folder
from timeline.reading import Row, read_table
from timeline.repository import DataError, data_folder, load_dataset, write_file
from timeline.schema import TABLES, Column, Table

FORMAT = "the file is not in canonical form (order, quotes, line ends). Run: python -m timeline format."

NOTES = Table(
    "notes", "Notes", "One note a row.", "id",
    (Column("id", "slug", "Id", ""), Column("start", "date", "Start", ""), Column("codes", "reference", "Codes", "", is_list=True), Column("text", "text", "Text", "")),
    ("start", "id"),
)  # fmt: skip


RESTORE = "Restore what was lost, or change the bound in the same commit."


def _replace(folder: Path, name: str, old: bytes, new: bytes) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes().replace(old, new))


EXAMPLES: list[tuple[str, Callable[[Path], object], list[str]]] = [
    (
        "missing-file",
        lambda folder: (folder / "events.csv").unlink(),
        ["events.csv: the file is missing. Restore it, or write one with the header that CODEBOOK.md gives."],
    ),
    (
        "unreadable",
        lambda folder: tiny.make_a_folder(folder / "arms.csv"),
        ["arms.csv: the file cannot be read (Is a directory). Check that it is a file with read permission."],
    ),
    ("not-canonical", lambda folder: _replace(folder, "sources.csv", b"\n", b"\r\n"), [f"sources.csv: {FORMAT}"]),
    ("not-canonical", lambda folder: _replace(folder, "sources.csv", b",Wire,", b',"Wire",'), [f"sources.csv: {FORMAT}"]),
    ("not-canonical", lambda folder: _replace(folder, "events.csv", b"AZE;ISR", b"AZE; ISR"), [f"events.csv: {FORMAT}"]),
]

EXPECTED: list[tuple[str, str, list[str]]] = [
    ("outside-expectations", "[events]\ncount = [6, 9]", [f"expectations.toml [events] count: 5 events, expected 6 to 9. {RESTORE}"]),
    ("outside-expectations", "[category]\nvisit = [2, 3]", [f"expectations.toml [category] visit: 1 events, expected 2 to 3. {RESTORE}"]),
    ("outside-expectations", "[year]\n2020 = [0, 0]", [f"expectations.toml [year] 2020: 1 events, expected 0 to 0. {RESTORE}"]),
    ("outside-expectations", "[events]\nnewest = '2021-01-01'", [f"expectations.toml [events] newest: no event begins on or after 2021-01-01. {RESTORE}"]),
    (
        "outside-expectations",
        "[events]\ntwo_publishers = 0.75",
        ["expectations.toml [events] two_publishers: 20% of the events rest on two publishers, expected at least 75%. Add sources."],
    ),
    ("outside-expectations", "[events]\ncount = 5", ["expectations.toml [events] count: 5 is not a pair of whole numbers. Write the least and the most, such as [40, 80]."]),
    (
        "outside-expectations",
        "[events]\ncount = [true, 9]",
        ["expectations.toml [events] count: [True, 9] is not a pair of whole numbers. Write the least and the most, such as [40, 80]."],
    ),
    (
        "outside-expectations",
        "[year]\n2020 = 2020-01-01",
        ["expectations.toml [year] 2020: 2020-01-01 is not a pair of whole numbers. Write the least and the most, such as [40, 80]."],
    ),
    ("outside-expectations", "[events]\nnewest = 2021-01-01", [f"expectations.toml [events] newest: no event begins on or after 2021-01-01. {RESTORE}"]),
    ("outside-expectations", "[events]\nnewest = 2021-01-01T10:00:00Z", [f"expectations.toml [events] newest: no event begins on or after 2021-01-01. {RESTORE}"]),
    ("outside-expectations", "[events]\nnewest = 2021", ['expectations.toml [events] newest: 2021 is not a day. Write one such as "2026-06-01".']),
    ("outside-expectations", "[events]\nnewest = 'soon'", ["expectations.toml [events] newest: 'soon' is not a day. Write one such as \"2026-06-01\"."]),
    ("outside-expectations", "[events]\ntwo_publishers = '85%'", ["expectations.toml [events] two_publishers: '85%' is not a share. Write a number from 0 to 1, such as 0.75."]),
    ("outside-expectations", "[events]\ntwo_publishers = 85", ["expectations.toml [events] two_publishers: 85 is not a share. Write a number from 0 to 1, such as 0.75."]),
    ("outside-expectations", "[events]\ntwo_publishers = nan", ["expectations.toml [events] two_publishers: nan is not a share. Write a number from 0 to 1, such as 0.75."]),
    *(
        ("outside-expectations", f"{name} = [1, 2]", [f"expectations.toml {name}: [1, 2] is no section. Write [{name}] on a line of its own, and below it one bound a line."])
        for name in ("events", "category", "year")
    ),
    ("bad-toml", f"x = {'[' * 9_000}", ["expectations.toml: the file cannot be read (it is nested too deeply). Correct it, or restore it."]),
    ("bad-toml", "count = [", ["expectations.toml: the file cannot be read (Invalid value (at end of document)). Correct it, or restore it."]),
]
EXAMPLES += [(rule, lambda folder, text=text: (folder / "expectations.toml").write_text(text), messages) for rule, text, messages in EXPECTED]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Row, ...]:
    text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)) | st.sampled_from("ab ,;\"'\n\r=\u2028"), max_size=12)
    dates = st.sampled_from(["", "1993", "1993-08", "1993-08-29", "1993~", "201X", "19XX", "soon"])
    names = draw(st.sampled_from([NOTES.column_names, (*NOTES.column_names, "own"), ("text", *NOTES.column_names[:3], "zeta", "alpha")]))
    cells = st.fixed_dictionaries({name: dates if name == "start" else text for name in names})
    return tuple(Row(number, row) for number, row in enumerate(draw(st.lists(cells, max_size=6))))


@pytest.mark.parametrize(("rule", "spoil", "messages"), EXAMPLES, ids=[f"{number}-{rule}" for number, (rule, *_) in enumerate(EXAMPLES)])
def test_a_folder_that_cannot_be_used_as_it_is_says_why(folder: Path, rule: str, spoil: Callable[[Path], object], messages: list[str]) -> None:
    spoil(folder)
    assert tiny.messages(folder) == messages
    assert {issue.rule for issue in tiny.issues(folder)} == {rule}


def test_bounds_that_are_met_are_not_told(folder: Path) -> None:
    (folder / "expectations.toml").write_text("[events]\ncount = [5, 5]\nnewest = '2020-09-27'\ntwo_publishers = 0.2\n[category]\nvisit = [1, 1]\n[year]\n1992 = [1, 1]\n")
    assert tiny.messages(folder) == []


def test_bounds_that_are_not_met_do_not_take_the_data_away(folder: Path) -> None:
    (folder / "expectations.toml").write_text("[events]\ncount = [6, 9]\n")
    assert len(tiny.dataset(folder)["events"]) == 5


def test_a_file_in_another_order_is_only_warned_about(folder: Path) -> None:
    header, *rows = (folder / "events.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "events.csv").write_text(header + "".join(reversed(rows)), "utf-8")
    assert [(issue.rule, issue.is_warning) for issue in check_folder(folder)] == [("not-canonical", True)]


@pytest.mark.parametrize("name", [table.name for table in TABLES if not table.is_required])
def test_a_table_that_may_be_missing_may_be_missing(folder: Path, name: str) -> None:
    tiny.change(folder, "events", "1993-embassy", thread_id="")
    tiny.change(folder, "events", "1997-visit", travellers="")
    for optional in ("threads", "people", name):
        (folder / f"{optional}.csv").unlink(missing_ok=True)
    assert tiny.messages(folder) == []


def test_every_table_that_is_missing_is_named(tmp_path: Path) -> None:
    assert [issue.file for issue in check_folder(tmp_path)] == [table.file_name for table in TABLES if table.is_required]


def test_data_with_an_error_are_not_loaded_and_every_error_is_told(folder: Path) -> None:
    tiny.change(folder, "events", "1992-relations", start="1997-13-29", status="sure")
    with pytest.raises(DataError) as error:
        load_dataset(folder)
    assert [issue.rule for issue in error.value.issues] == ["bad-date", "unknown-term"]
    assert str(error.value).count("\n") == 1


def test_of_very_many_errors_two_hundred_are_told_and_the_rest_is_counted(folder: Path) -> None:
    path = folder / "events.csv"
    path.write_bytes(path.read_bytes() + b"x\n" * 1_300)
    with pytest.raises(DataError) as error:
        load_dataset(folder)
    lines = str(error.value).splitlines()
    assert (len(lines), lines[-1], len(error.value.issues)) == (201, "… and 1,100 more: python -m timeline check", 1_300)


def test_no_more_of_a_file_is_read_than_its_limit(folder: Path) -> None:
    with (folder / "arms.csv").open("wb") as file:
        file.truncate(400_000_000)
    readings, contents = read_folder(folder)
    assert [str(issue) for issue in readings["arms"].issues] == ["arms.csv: the file has more than 20,000,000 bytes. Split it."]
    assert len(contents["arms"]) == 20_000_001


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    (folder / "arms.csv").unlink()
    os.mkfifo(folder / "arms.csv")
    assert tiny.messages(folder) == ["arms.csv: the file cannot be read (Not a regular file). Check that it is a file with read permission."]


def test_no_message_holds_the_path_of_the_folder(folder: Path) -> None:
    for table in TABLES:
        tiny.make_a_folder(folder / table.file_name)
    assert not any(str(folder) in message for message in tiny.messages(folder))


def test_a_dataset_knows_its_title_version_and_focus(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert (dataset.title, dataset.version, dataset.horizon, dataset.licence, dataset.focus) == ("Tiny timeline", "0.1.0", "2026-01-01", "CC BY 4.0", ("AZE", "ISR"))
    assert dataset.label == f"0.1.0 ({dataset.digest[:8]})"


def test_the_same_content_has_the_same_digest_and_another_one_has_another(folder: Path, tmp_path: Path) -> None:
    same = tiny.dataset(tiny.make(tmp_path / "copy")).digest
    before = tiny.dataset(folder).digest
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    assert (same == before, tiny.dataset(folder).digest == before) == (True, False)


def test_what_lies_beside_the_tables_is_read_and_part_of_the_digest(folder: Path) -> None:
    before = tiny.dataset(folder)
    (folder / "stories" / "one").mkdir(parents=True)
    (folder / "stories" / "one" / "story.md").write_text("# One")
    (folder / "other.txt").write_text("not asked for")
    after = tiny.dataset(folder)
    assert (dict(before.extras), dict(after.extras)) == ({}, {"stories/one/story.md": b"# One"})
    assert before.digest != after.digest


def test_the_folder_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIMELINE_DATA", str(tmp_path))
    assert data_folder() == tmp_path


def test_the_bytes_of_each_file_are_given_with_its_reading(folder: Path) -> None:
    readings, contents = read_folder(folder)
    assert set(readings) == {table.name for table in TABLES}
    assert all(contents[table.name] == (folder / table.file_name).read_bytes() for table in TABLES)


def test_the_canonical_form_orders_by_day_then_id_and_ends_lines_with_lf() -> None:
    rows = [{"id": key, "start": start, "codes": codes, "text": text} for key, start, codes, text in (
        ("c", "1993", "A; B", "x"), ("b", "1993-01-01", "", 'say "so"'), ("a", "1993-01-01", "", "x, y"), ("d", "1992-12", "", ""),
    )]  # fmt: skip
    expected = 'id,start,codes,text\nd,1992-12,,\nc,1993,A;B,x\na,1993-01-01,,"x, y"\nb,1993-01-01,,"say ""so"""\n'
    assert canonical(NOTES, tuple(Row(0, row) for row in rows)).decode() == expected


def test_columns_that_the_schema_does_not_know_stand_behind_its_own() -> None:
    row = Row(0, {"zeta": "1", "id": "a", "start": "", "codes": "", "text": "", "alpha": "2"})
    assert canonical(NOTES, (row,)) == b"id,start,codes,text,alpha,zeta\na,,,,2,1\n"


@given(tables())
def test_the_canonical_form_of_the_canonical_form_is_itself(rows: tuple[Row, ...]) -> None:
    first = read_table(canonical(NOTES, rows), NOTES)
    once = canonical(NOTES, first.rows)
    second = read_table(once, NOTES)
    assert canonical(NOTES, second.rows) == once


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.text("ab ,;\n\"'=ə").map(str.strip)), max_size=8))
def test_the_canonical_form_keeps_every_cell(cells: list[tuple[str, str]]) -> None:
    rows = tuple(Row(0, {"id": key, "start": "1993", "codes": "", "text": text}) for key, text in cells)
    found = read_table(canonical(NOTES, rows), NOTES).rows
    assert sorted((row.cells["id"], row.cells["text"]) for row in found) == sorted(cells)


@pytest.mark.parametrize("cell", ["a\nb", "a\rb", "a\r\nb", 'a"b', "a,b", '"', "'", "=1+1"])
def test_the_canonical_form_keeps_a_cell_with(cell: str) -> None:
    row = Row(0, {"id": "a", "start": "1993", "codes": "", "text": cell})
    found = read_table(canonical(NOTES, (row,)), NOTES)
    assert [(len(found.rows), found.issues)] == [(1, ())]
    assert found.rows[0].cells["text"].replace("\r\n", "\n").replace("\r", "\n") == cell.replace("\r\n", "\n").replace("\r", "\n")


def test_a_written_file_is_the_new_one_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    write_file(tmp_path / "a.csv", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.csv", b"new")]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a.csv").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_file(tmp_path / "a.csv", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.csv", b"old")]


def test_a_reader_never_sees_half_of_a_written_file(tmp_path: Path) -> None:
    path, contents = tmp_path / "a.csv", (b"a" * 200_000, b"b" * 200_000)
    path.write_bytes(contents[0])
    writer = threading.Thread(target=lambda: [write_file(path, contents[number % 2]) for number in range(60)])
    writer.start()
    seen = set()
    while writer.is_alive():
        seen.add(path.read_bytes())
    writer.join()
    assert seen <= set(contents)
