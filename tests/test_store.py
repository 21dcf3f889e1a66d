"""Tests of the Store: it keeps the last good data whatever the files do, and takes newer ones as soon as they are good."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import tiny
from timeline import folder as folders
from timeline import repository
from timeline.folder import check_folder
from timeline.reading import Issue
from timeline.repository import DataError, Dataset, Store, write_file
from timeline.schema import TABLES

RESTORED: list[tuple[str, Callable[[Path], object]]] = [
    ("Latin-1", lambda path: path.write_bytes(path.read_bytes().replace(b"Baku", b"Bak\xfa"))),
    ("a NUL", lambda path: path.write_bytes(path.read_bytes().replace(b"Baku", b"Ba\x00ku"))),
    ("nothing", lambda path: path.write_bytes(b"")),
    ("a web page", lambda path: path.write_bytes(b"<!doctype html><title>404</title>")),
    ("a Git LFS pointer", lambda path: path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")),
    ("a merge conflict", lambda path: path.write_bytes(path.read_bytes() + b"=======\n")),
    ("a row cut in the middle", lambda path: path.write_bytes(path.read_bytes()[:-40])),
    ("a header twice", lambda path: path.write_bytes(path.read_bytes().replace(b"start,end", b"start,start", 1))),
    ("a row of too many cells", lambda path: path.write_bytes(path.read_bytes()[:-1] + b",x\n")),
    ("a date of another country", lambda path: path.write_bytes(path.read_bytes().replace(b"1997-08-29", b"29.08.1997"))),
    ("an id twice", lambda path: path.write_bytes(path.read_bytes().replace(b"2012-deal", b"1997-visit"))),
    ("a number of 400 digits", lambda path: path.write_bytes(path.read_bytes().replace(b"1600", b"9" * 400))),
    ("no file", lambda path: path.unlink()),
    ("a folder", tiny.make_a_folder),
    ("a dangling link", lambda path: (path.unlink(), path.symlink_to("nowhere"))),
]


def test_a_store_takes_a_new_story(folder: Path) -> None:
    store = Store(folder, interval=0)
    store.current()
    (folder / "stories" / "one").mkdir(parents=True)
    (folder / "stories" / "one" / "story.md").write_text("# One")
    assert store.current().extras


def test_a_store_without_good_data_says_why_and_heals_by_itself(folder: Path) -> None:
    tiny.change(folder, "events", "1993-embassy", status="sure")
    store = Store(folder, interval=0)
    with pytest.raises(DataError):
        store.current()
    assert [issue.rule for issue in store.problem[0]] == ["unknown-term"]
    tiny.change(folder, "events", "1993-embassy", status="confirmed")
    assert len(store.current()["events"]) == 5
    assert store.problem == ((), "")


def test_a_store_gives_the_same_object_until_the_files_change(folder: Path) -> None:
    store = Store(folder, interval=0)
    first = store.current()
    assert store.current() is first
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    assert store.current() is not first


def test_a_store_takes_a_new_version_when_only_the_descriptor_changes(folder: Path) -> None:
    store = Store(folder, interval=0)
    store.current()
    (folder / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | {"version": "0.2.0"}), "utf-8")
    assert store.current().version == "0.2.0"


def test_a_store_looks_at_the_files_no_oftener_than_its_interval(folder: Path) -> None:
    store = Store(folder, interval=3_600)
    first = store.current()
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    assert store.current() is first


@pytest.mark.parametrize(("what", "spoil"), RESTORED, ids=[what for what, _ in RESTORED])
def test_a_store_keeps_the_last_good_data_and_heals_by_itself_after(folder: Path, what: str, spoil: Callable[[Path], object]) -> None:
    store, path = Store(folder, interval=0), folder / "events.csv"
    first, content = store.current(), path.read_bytes()
    spoil(path)
    assert store.current() is first
    assert store.current() is first
    issues, since = store.problem
    assert issues, "a file that is bad at two looks is reported"
    assert since
    if path.is_dir():
        path.rmdir()
    write_file(path, content)
    assert store.current().digest == first.digest
    assert store.problem == ((), "")


def test_a_store_keeps_its_dataset_when_files_are_written_again_as_they_were(folder: Path) -> None:
    store = Store(fill(folder), interval=0)
    first = store.current()
    for path in folder.iterdir():
        write_file(path, path.read_bytes())
    assert store.current() is first


@pytest.mark.parametrize(
    "entries", [{"version": "0.2.0"}, {"title": "Another"}, {"horizon": "2026-02-01"}, {"focus": ["AZE", "IRN"]}, {"begins": 1990}, {"created": "2026-01-01"}, {"licenses": []}]
)
def test_a_store_takes_a_new_descriptor_over_the_same_tables(folder: Path, entries: dict[str, object]) -> None:
    store = Store(folder, interval=0)
    first = store.current()
    (folder / "datapackage.json").write_text(json.dumps(tiny.PACKAGE | entries), "utf-8")
    assert store.current() is not first
    assert store.current().digest == first.digest


def test_a_file_that_was_bad_at_one_look_only_is_not_reported(folder: Path) -> None:
    store, path = Store(folder, interval=0), folder / "events.csv"
    store.current()
    content = path.read_bytes()
    path.write_bytes(content[:700])
    store.current()
    assert store.problem == ((), "")
    path.write_bytes(content)
    store.current()
    assert store.problem == ((), "")


def test_a_bad_address_in_the_data_does_not_break_the_store(folder: Path) -> None:
    store = Store(folder, interval=0)
    first = store.current()
    tiny.change(folder, "sources", "wire-1992", url="https://[::1")
    assert store.current() is first


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let an error that nobody foresaw come out of the checks, until it is called."""

    def fail(tables: object, *_: object) -> list[Issue]:
        raise TypeError("/home/somebody/data")

    right = folders.validate
    monkeypatch.setattr(folders, "validate", fail)
    return lambda: monkeypatch.setattr(folders, "validate", right)


UNFORESEEN = (
    "unforeseen",
    r"the tables: they cannot be read \(TypeError in test_store\.py:\d+\)\. Take back the last change of the folder, and report this as a fault of the program\.",
)


def test_an_error_that_nobody_foresaw_is_told_by_the_checker(folder: Path, failing: Callable[[], None]) -> None:
    rule, message = UNFORESEEN
    (issue,) = check_folder(folder)
    assert issue.rule == rule
    assert re.fullmatch(message, str(issue))


def test_a_start_with_an_error_that_nobody_foresaw_says_so_and_heals(folder: Path, failing: Callable[[], None]) -> None:
    store = Store(folder, interval=0)
    with pytest.raises(DataError, match=UNFORESEEN[1]):
        store.current()
    failing()
    os.utime(folder / "events.csv")
    assert len(store.current()["events"]) == 5
    assert store.problem == ((), "")


def test_an_error_that_nobody_foresaw_leaves_the_last_good_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(folder, interval=0)
    first = store.current()
    monkeypatch.setattr(repository, "build_frames", lambda tables: tables["nothing"])
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    assert [store.current() for _ in range(2)] == [first, first]
    assert [issue.rule for issue in store.problem[0]] == ["unforeseen"]


class SlowLoads:
    """Loads that wait until they may end, and how many ran, at most at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_end, self.began = threading.Event(), threading.Event()
        self.count, self.running, self.most = 0, 0, 0
        self._load = repository.load_dataset
        monkeypatch.setattr(repository, "load_dataset", self)

    def __call__(self, folder: Path) -> Dataset:
        self.count, self.running = self.count + 1, self.running + 1
        self.most = max(self.most, self.running)
        self.began.set()
        assert self.may_end.wait(20)
        self.running -= 1
        return self._load(folder)


def test_readers_have_the_last_dataset_while_one_of_them_loads_a_newer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(folder, interval=0)
    first = store.current()
    slow = SlowLoads(monkeypatch)
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(store.current)
        assert slow.began.wait(20)
        assert [store.current() for _ in range(3)] == [first] * 3
        slow.may_end.set()
        newer = loading.result()
    assert newer is not first
    assert store.current() is newer
    assert (slow.count, slow.most) == (1, 1)


def test_everybody_waits_for_the_first_load_and_there_is_only_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = SlowLoads(monkeypatch)
    store = Store(folder, interval=3_600)
    with ThreadPoolExecutor(6) as pool:
        waiting = [pool.submit(store.current) for _ in range(6)]
        assert slow.began.wait(20)
        assert not any(one.done() for one in waiting)
        slow.may_end.set()
        assert len({one.result() for one in waiting}) == 1
    assert slow.count == 1


def fill(folder: Path) -> Path:
    """Give every file of the tiny folder something to lose."""
    tiny.put(folder, "corrections", correction_id="one", version="0.1.0", event_id="1997-visit", field="start", old="1997", new="1997-08-29", reason="A day is known.")
    tiny.put(folder, "readings", event_id="1997-visit", version="0.1.0", verdict="agrees")
    (folder / "un_agreement.csv").write_text("year,first,second,issue,both_voted,agreed\n1993,AZE,ISR,all,60,20\n")
    (folder / "expectations.toml").write_text("[events]\ncount = [5, 5]\n")
    assert tiny.messages(folder) == []
    return folder


CSV_FILES = [*(table.file_name for table in TABLES), "un_agreement.csv"]
ANY_FILE: list[tuple[str, Callable[[Path], object]]] = [
    ("Latin-1", lambda path: path.write_bytes(path.read_bytes() + b"\xfa")),
    ("nothing", lambda path: path.write_bytes(b"")),
    ("a web page", lambda path: path.write_bytes(b"<!doctype html><title>404</title>")),
    ("a Git LFS pointer", lambda path: path.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")),
    ("a merge conflict", lambda path: path.write_bytes(b"<<<<<<< HEAD\n" + path.read_bytes())),
    ("very deep brackets", lambda path: path.write_bytes(b"[" * 200_000)),
    ("a last row cut", lambda path: path.write_bytes(path.read_bytes()[: path.read_bytes().rstrip().rfind(b"\n") + 4])),
    ("a folder", tiny.make_a_folder),
    ("a pipe", lambda path: (path.unlink(), os.mkfifo(path))),
]
TABLES_ONLY: list[tuple[str, Callable[[Path], object]]] = [
    ("a NUL", lambda path: path.write_bytes(path.read_bytes() + b"\x00")),
    ("a row of too few cells", lambda path: path.write_bytes(path.read_bytes() + b"x\n")),
    ("an open quote", lambda path: path.write_bytes(path.read_bytes() + b'"')),
    ("a header twice", lambda path: path.write_bytes(path.read_bytes().replace(b",", b",x,", 1).replace(b"\n", b",x\n", 1))),
    ("all rows gone", lambda path: path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])),
    ("no file", lambda path: path.unlink()),
    ("a dangling link", lambda path: (path.unlink(), path.symlink_to("nowhere"))),
]
SPOILT = [(name, what, spoil) for name in [*CSV_FILES, "datapackage.json"] for what, spoil in [*ANY_FILE, *(TABLES_ONLY if name.endswith(".csv") else [])]]


@pytest.mark.parametrize(("name", "what", "spoil"), SPOILT, ids=[f"{name}-{what}" for name, what, _ in SPOILT])
def test_whichever_file_is_spoilt_while_serving_the_last_good_data_stay_until_it_is_mended(folder: Path, name: str, what: str, spoil: Callable[[Path], object]) -> None:
    store, path = Store(fill(folder), interval=0), folder / name
    first, content = store.current(), path.read_bytes()
    spoil(path)
    assert [store.current() for _ in range(2)] == [first, first]
    assert store.problem[0]
    assert any(name in str(issue) for issue in store.problem[0])
    if path.is_dir():
        path.rmdir()
    write_file(path, content)
    assert store.current() is first, "the same content is the same Dataset"
    assert store.problem == ((), "")


@pytest.mark.parametrize(("what", "spoil"), ANY_FILE, ids=[what for what, _ in ANY_FILE])
def test_bounds_that_are_spoilt_while_serving_keep_no_newer_data_away(folder: Path, what: str, spoil: Callable[[Path], object]) -> None:
    store = Store(fill(folder), interval=0)
    store.current()
    spoil(folder / "expectations.toml")
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    assert "Baku airport" in set(store.current()["events"]["place"])
    assert store.problem == ((), "")
    assert all(issue.is_warning and issue.file == "expectations.toml" for issue in tiny.issues(folder))


def test_a_table_with_fewer_than_half_its_rows_is_not_taken_until_a_restart(folder: Path) -> None:
    for number in range(1, 4):
        tiny.put(folder, "readings", event_id=("1992-relations", "1993-embassy", "1997-visit")[number - 1], version="0.1.0", verdict="agrees")
    store = Store(folder, interval=0)
    first = store.current()
    tiny.remove(folder, "readings", "1993-embassy")
    second = store.current()
    assert second is not first, "two of three rows are more than half"
    tiny.put(folder, "readings", event_id="1993-embassy", version="0.1.0", verdict="agrees")
    first = store.current()
    for event in ("1993-embassy", "1997-visit"):
        tiny.remove(folder, "readings", event)
    assert [store.current() for _ in range(2)] == [first, first]
    assert [(str(issue), issue.rule) for issue in store.problem[0]] == [(message, rule) for rule, message in LOST]
    assert len(Store(folder).current()["readings"]) == 1


LOST = [("rows-lost", "readings.csv: 3 rows are shown, the newer table has 1. Restore the others; if they are meant to go, a restart accepts it.")]


def test_rows_cut_off_at_the_end_of_a_line_are_not_taken_for_the_whole(folder: Path) -> None:
    store, path = Store(folder, interval=0), folder / "events.csv"
    first = store.current()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:2]))
    store.current()
    assert store.current() is first, "most rows vanished: the file is being written or was cut; threads, people and sources now refer to nothing"
