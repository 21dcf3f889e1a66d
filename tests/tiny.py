"""A tiny valid data folder, and ways to change one thing in it: what a test says is then the only thing that is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from timeline.canonical import canonical
from timeline.folder import check_folder
from timeline.reading import Issue, Row
from timeline.repository import Dataset, load_dataset
from timeline.schema import TABLE_BY_NAME, TABLES, Table

PACKAGE = {
    "name": "tiny",
    "title": "Tiny timeline",
    "version": "0.1.0",
    "horizon": "2026-01-01",
    "licenses": [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}],
    "focus": ["AZE", "ISR"],
}

_EVENT = {"status": "confirmed", "importance": "1", "added": "0.1.0", "changed": "0.1.0"}
_SOURCE = {"type": "wire", "publisher_actor": "", "language": "en", "published": "2010-03-01", "primary": "no", "accessed": "2026-01-01"}
_ARMS = {"number_ordered": "5", "year_of_order": "2012", "years_delivered": "2013;2014", "value_usd_m": "1600", "number_ordered_is_estimate": "no"}

ROWS: dict[str, list[dict[str, str]]] = {
    "events": [
        _EVENT | {
            "event_id": "1992-relations", "start": "1992-04-07", "category": "representation", "type": "relations_established", "actors": "AZE;ISR",
            "title": "Azerbaijan and Israel establish relations", "summary": "Both sides sign in Baku.", "place": "Baku", "latitude": "40.41", "longitude": "49.87",
            "source_ids": "wire-1992",
        },
        _EVENT | {
            "event_id": "1993-embassy", "start": "1993", "category": "representation", "type": "embassy_opened", "actors": "ISR", "recipients": "AZE",
            "title": "Israel opens an embassy in Baku", "label": "Embassy in Baku", "summary": "The year differs between accounts.", "place": "Baku", "importance": "2",
            "thread_id": "embassies", "step": "opened", "source_ids": "wire-1992;ministry-2010",
        },
        _EVENT | {
            "event_id": "1997-visit", "start": "1997-08-29", "category": "visit", "type": "working_visit", "actors": "ISR", "recipients": "AZE", "others": "IRN",
            "travellers": "benjamin-netanyahu", "title": "Netanyahu meets Aliyev in Baku", "summary": "A night stop on the way home.", "place": "Baku",
            "latitude": "40.41", "longitude": "49.87", "source_ids": "ministry-2010",
        },
        _EVENT | {
            "event_id": "2012-deal", "start": "2012-02-26", "category": "arms", "type": "contract", "actors": "ISR", "recipients": "AZE", "status": "reported",
            "title": "Israel sells drones to Azerbaijan", "summary": "Officials confirm the sum to an agency.", "value_usd_m": "1600", "source_ids": "wire-1992",
        },
        _EVENT | {
            "event_id": "2020-war", "start": "2020-09-27", "end": "2020-11-10", "category": "war", "type": "war", "actors": "ARM;AZE",
            "title": "War over Nagorno-Karabakh", "label": "War of 2020", "summary": "It lasts 44 days.", "source_ids": "wire-1992",
        },
    ],
    "sources": [
        _SOURCE | {"source_id": "ministry-2010", "type": "official", "publisher": "Ministry", "publisher_actor": "ISR", "title": "Relations", "url": "https://example.org/ministry", "primary": "yes"},
        _SOURCE | {"source_id": "wire-1992", "publisher": "Wire", "title": "Ties begin", "url": "https://example.org/wire?id=1"},
    ],
    "claims": [
        {"claim_id": "1993-embassy-start-1", "event_id": "1993-embassy", "field": "start", "value": "1993", "claimant": "ISR", "rank": "preferred", "reason": "Most say so.", "source_ids": "ministry-2010"},
        {"claim_id": "1993-embassy-start-2", "event_id": "1993-embassy", "field": "start", "value": "1994-03", "claimant": "Wire", "rank": "normal", "reason": "One says so.", "source_ids": "wire-1992"},
    ],
    "actors": [
        {"code": "ARM", "name": "Armenia", "short_name": "Armenia", "kind": "state", "capital": "Yerevan", "latitude": "40.18", "longitude": "44.51"},
        {"code": "AZE", "name": "Azerbaijan", "short_name": "Azerbaijan", "kind": "state", "capital": "Baku", "latitude": "40.41", "longitude": "49.87", "valid_from": "1991-08-30"},
        {"code": "IRN", "name": "Iran", "short_name": "Iran", "kind": "state", "capital": "Tehran", "latitude": "35.69", "longitude": "51.39"},
        {"code": "ISR", "name": "Israel", "short_name": "Israel", "kind": "state", "capital": "Jerusalem", "latitude": "31.78", "longitude": "35.21"},
        {"code": "SUN", "name": "Soviet Union", "short_name": "Soviet Union", "kind": "state", "valid_to": "1991-12-26"},
        {"code": "UN", "name": "United Nations", "short_name": "UN", "kind": "organisation"},
    ],
    "arms": [_ARMS | {"deal_id": "il-az-drones", "supplier": "ISR", "recipient": "AZE", "designation": "Drone", "description": "UAV", "source_ids": "wire-1992"}],
    "threads": [{"thread_id": "embassies", "title": "The embassies", "summary": "Who opened when."}],
    "people": [{"person_id": "benjamin-netanyahu", "name": "Benjamin Netanyahu", "actor": "ISR", "offices": "prime_minister 1996/1999; prime_minister 2009/.."}],
    "corrections": [],
    "readings": [],
}  # fmt: skip


def make(folder: Path) -> Path:
    """Write the tiny tables into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        _write(folder, table, [dict.fromkeys(table.column_names, "") | cells for cells in ROWS[table.name]])
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), "utf-8")
    return folder


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in its file."""
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"), newline="")))


def change(folder: Path, name: str, key: str, **cells: str) -> None:
    """Change cells of the row with this key."""
    table, found = TABLE_BY_NAME[name], rows(folder, name)
    next(row for row in found if row[table.key] == key).update(cells)
    _write(folder, table, found)


def add(folder: Path, name: str, like: str, **cells: str) -> None:
    """Add a row that is like the row with this key but for `cells`."""
    table, found = TABLE_BY_NAME[name], rows(folder, name)
    _write(folder, table, [*found, next(row for row in found if row[table.key] == like) | cells])


def put(folder: Path, name: str, **cells: str) -> None:
    """Add a row with nothing in it but `cells`."""
    table = TABLE_BY_NAME[name]
    _write(folder, table, [*rows(folder, name), dict.fromkeys(table.column_names, "") | cells])


def remove(folder: Path, name: str, key: str) -> None:
    """Remove the row with this key."""
    table = TABLE_BY_NAME[name]
    _write(folder, table, [row for row in rows(folder, name) if row[table.key] != key])


def describe(folder: Path, **entries: object) -> None:
    """Write the descriptor with `entries` instead of its own."""
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE | entries), "utf-8")


def make_a_folder(path: Path) -> None:
    """Put a folder where a file was."""
    path.unlink()
    path.mkdir()


def issues(folder: Path) -> list[Issue]:
    """Return what the checker says of the folder."""
    return check_folder(folder)


def messages(folder: Path) -> list[str]:
    """Return what the checker says of the folder, as it is read on screen."""
    return [str(issue) for issue in issues(folder)]


def dataset(folder: Path) -> Dataset:
    """Return the folder as a Dataset."""
    return load_dataset(folder)


def _write(folder: Path, table: Table, cells: list[dict[str, str]]) -> None:
    (folder / table.file_name).write_bytes(canonical(table, tuple(Row(0, row) for row in cells)))
