"""Tests of datapackage.json: every entry that is not what it should be with its exact message, and what holds where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.__main__ import main
from timeline.codebook import CODEBOOK_FILE, package_text
from timeline.dates import parse_date
from timeline.descriptor import FILE, describe, package_issues, parse_package
from timeline.repository import DataError
from timeline.schema import TABLES

RESTORE = "Correct it, or restore it; where there is none, the data have no title and no version."
TITLE = 'is not a title. Write a text such as "Azerbaijan and Israel since 1988".'
VERSION = 'is not a data version. Write three numbers such as "0.1.0".'
DAY = 'is not a day. Write one such as "2026-06-30".'
PAIR = 'is not a pair of actors. Write two codes such as ["AZE", "ISR"].'
YEAR = "is not a year. Write one such as 1988."
RELEASES = 'is not the day of each version. Write them such as {"0.1.0": "2026-11-24"}.'
LICENCES = 'is not a list of licences. Write one such as [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}].'

DAMAGED: list[tuple[str, bytes, str]] = [
    ("bad-json", b"", f"{FILE}:1: the file cannot be read (Expecting value). {RESTORE}"),
    ("bad-json", b'{\n"title": "x",\n}', f"{FILE}:3: the file cannot be read (Expecting property name enclosed in double quotes). {RESTORE}"),
    ("bad-json", b'<<<<<<< HEAD\n{"title": "x"}', f"{FILE}:1: the file cannot be read (Expecting value). {RESTORE}"),
    ("bad-json", b'{\n"title": "Bak\xfa"}', f"{FILE}:2: the file cannot be read (byte 0xFA is not UTF-8). {RESTORE}"),
    ("bad-json", b"[" * 200_000, f"{FILE}: the file cannot be read (it is nested too deeply). {RESTORE}"),
    ("bad-json", b'{"begins": ' + b"1" * 5_000 + b"}", f"{FILE}: the file cannot be read (a number in it has too many digits). {RESTORE}"),
    ("bad-json", b"[]", f"{FILE}: the file cannot be read (it holds no entries in braces). {RESTORE}"),
    ("bad-json", b"null", f"{FILE}: the file cannot be read (it holds no entries in braces). {RESTORE}"),
    ("too-large", b" " * 1_000_001, f"{FILE}: the file has more than 1,000,000 bytes. Restore it."),
]

WRONG: list[tuple[str, str, object, str]] = [
    ("bad-descriptor", "title", None, f"null {TITLE}"),
    ("bad-descriptor", "title", "  ", f'"  " {TITLE}'),
    ("bad-descriptor", "title", ["x" * 500], f'["{"x" * 78}… {TITLE}'),
    ("bad-descriptor", "version", "next", f'"next" {VERSION}'),
    ("bad-descriptor", "version", 1, f"1 {VERSION}"),
    ("bad-descriptor", "version", None, f"null {VERSION}"),
    ("bad-descriptor", "created", "yesterday", f'"yesterday" {DAY}'),
    ("bad-descriptor", "horizon", [1], f"[1] {DAY}"),
    ("bad-descriptor", "horizon", "mid-2026", f'"mid-2026" {DAY}'),
    ("bad-descriptor", "horizon", "2026-06", f'"2026-06" {DAY}'),
    ("bad-descriptor", "horizon", "2026-06-31", f'"2026-06-31" {DAY}'),
    ("bad-descriptor", "homepage", 5, '5 is not an address. Write one such as "https://example.org".'),
    ("bad-descriptor", "focus", "AZE", f'"AZE" {PAIR}'),
    ("bad-descriptor", "focus", ["AZE"], f'["AZE"] {PAIR}'),
    ("bad-descriptor", "focus", ["AZE", "AZE"], f'["AZE", "AZE"] {PAIR}'),
    ("bad-descriptor", "focus", [1, 2], f"[1, 2] {PAIR}"),
    ("bad-descriptor", "focus", {}, f"{{}} {PAIR}"),
    ("bad-descriptor", "focus", ["AZE", "ISL"], '"ISL" is not in actors.csv. Add it there first, or correct it here.'),
    ("bad-descriptor", "begins", "1988", f'"1988" {YEAR}'),
    ("bad-descriptor", "begins", 99999, f"99999 {YEAR}"),
    ("bad-descriptor", "begins", True, f"true {YEAR}"),
    ("bad-descriptor", "begins", 2027, "2027 lies after the horizon 2026-01-01. Correct one of them."),
    ("bad-descriptor", "releases", ["0.1.0"], f'["0.1.0"] {RELEASES}'),
    ("bad-descriptor", "releases", {"0.1.0": "soon"}, f'{{"0.1.0": "soon"}} {RELEASES}'),
    ("bad-descriptor", "releases", {"first": "2026-01-01"}, f'{{"first": "2026-01-01"}} {RELEASES}'),
    ("bad-descriptor", "licenses", "CC BY 4.0", f'"CC BY 4.0" {LICENCES}'),
    ("bad-descriptor", "licenses", [{"title": None}], f'[{{"title": null}}] {LICENCES}'),
]
EXAMPLES = [*DAMAGED, *WRONG]


def write(folder: Path, **entries: object) -> None:
    (folder / FILE).write_text(json.dumps(tiny.PACKAGE | entries), "utf-8")


@pytest.mark.parametrize(("rule", "content", "message"), DAMAGED, ids=range(len(DAMAGED)))
def test_a_descriptor_that_cannot_be_read_is_an_error(folder: Path, rule: str, content: bytes, message: str) -> None:
    (folder / FILE).write_bytes(content)
    assert [(issue.rule, str(issue), issue.is_warning) for issue in tiny.issues(folder)] == [(rule, message, False)]
    with pytest.raises(DataError):
        tiny.dataset(folder)


@pytest.mark.parametrize(("rule", "name", "value", "message"), WRONG, ids=range(len(WRONG)))
def test_an_entry_that_is_wrong_is_an_error_that_says_what_to_write(folder: Path, rule: str, name: str, value: object, message: str) -> None:
    write(folder, **{name: value})
    assert [(issue.rule, str(issue), issue.is_warning) for issue in tiny.issues(folder)] == [(rule, f"{FILE} {name}: {message}", False)]


def test_everything_wrong_with_a_descriptor_is_told_at_once_and_beside_the_tables(folder: Path) -> None:
    write(folder, title="", version="one", begins="x")
    tiny.change(folder, "events", "1993-embassy", status="sure")
    assert [(issue.file, issue.column) for issue in tiny.issues(folder)] == [("events.csv", "status"), (FILE, "title"), (FILE, "version"), (FILE, "begins")]


def test_data_without_a_descriptor_have_the_name_of_their_folder(folder: Path) -> None:
    (folder / FILE).unlink()
    dataset = tiny.dataset(folder)
    assert (dataset.title, dataset.version, dataset.licence, dataset.horizon, dataset.focus, dataset.begins) == ("data", "0.0.0", "licence not stated", "", (), None)


@pytest.mark.parametrize("content", ["{}", "\ufeff{}", '{"own": [1]}'])
def test_a_descriptor_may_say_nothing(folder: Path, content: str) -> None:
    (folder / FILE).write_text(content, "utf-8")
    assert tiny.messages(folder) == []
    assert tiny.dataset(folder).title == "data"


@pytest.mark.parametrize(
    ("name", "value"), [("focus", None), ("focus", []), ("begins", None), ("begins", 1988), ("horizon", ""), ("releases", {}), ("licenses", []), ("created", None)]
)
def test_an_entry_may_be_left_open(folder: Path, name: str, value: object) -> None:
    write(folder, **{name: value})
    assert tiny.messages(folder) == []
    assert len(tiny.dataset(folder)["events"]) == 5


def test_a_folder_of_that_name_is_told_without_its_path(folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / FILE).mkdir()
    assert tiny.messages(folder) == [f"{FILE}: the file cannot be read (Is a directory). Check that it is a file with read permission."]


ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["AZE", "0.1.0", "2026-01-01"]), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "name", "0.1.0", "x"]), inner, max_size=3), max_leaves=6)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*tiny.PACKAGE, "created", "begins", "releases", "homepage", "resources"]), ANY))
def test_whatever_a_descriptor_says_it_is_right_or_told(entries: dict[str, object]) -> None:
    package, damaged = parse_package(json.dumps(entries).encode())
    assert damaged == ()
    assert json.loads(package_text(package))["resources"][0]["name"] == "events"
    if not list(package_issues(package, {"AZE", "ISR"})):
        found = describe(package, "data")
        assert all(isinstance(text, str) for text in (found.title, found.version, found.horizon, found.licence, found.homepage, *found.focus, *found.releases.values()))
        assert all(parse_date(day).is_exact for day in found.releases.values())


@given(st.binary(max_size=40) | st.text('[]{}",:01e-.\\ux', max_size=40).map(str.encode))
def test_whatever_the_bytes_are_there_are_entries_or_a_reason(content: bytes) -> None:
    package, damaged = parse_package(content)
    assert len(damaged) == (0 if package or content.strip().removeprefix(b"\xef\xbb\xbf").replace(b" ", b"") == b"{}" else 1)


@pytest.mark.parametrize("content", [b'<<<<<<< HEAD\n{"title": "x"}', b"\xff", b"[]"])
def test_the_codebook_is_not_written_over_a_descriptor_that_cannot_be_read(folder: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / FILE).write_bytes(content)
    assert main(["codebook", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"{FILE}:")
    assert said[0].endswith("The file was left as it is.")
    assert said[1:] == [f"{CODEBOOK_FILE}: written."]
    assert (folder / FILE).read_bytes() == content
    main(["check", str(folder)])
    assert "codebook" not in capsys.readouterr().out, "the remedy for a damaged file is not the one that would destroy it"


def test_the_codebook_keeps_what_it_does_not_write_itself(folder: Path) -> None:
    own = {"name": "maps", "path": "maps.json"}
    write(folder, contributors=[{"title": "A"}], resources=[own, {"name": "events", "path": "old.csv", "hash": "abc"}, "x", {"name": ["events"]}])
    assert main(["codebook", str(folder)]) == 0
    package = json.loads((folder / FILE).read_text("utf-8"))
    resources = {str(resource["name"]) if isinstance(resource, dict) else resource: resource for resource in package["resources"]}
    assert {name: package[name] for name in tiny.PACKAGE} == tiny.PACKAGE
    assert package["contributors"] == [{"title": "A"}]
    assert list(resources) == [*(table.name for table in TABLES), "maps", "x", "['events']"]
    assert (resources["events"]["path"], resources["events"]["hash"], resources["maps"]) == ("events.csv", "abc", own)


def test_the_codebook_of_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook", str(tmp_path / "nowhere")]) == 1
    assert capsys.readouterr().out == "The descriptions could not be written (No such file or directory). Name a folder that is there and may be written to.\n"
