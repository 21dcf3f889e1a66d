"""How a program that knows a format reads it: a new format of `timeline.exports.formats` needs its reader here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pandas as pd

GUARD = "'"


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: the titles of its events by id in order, every text in it, every address it makes a link, every cell of its CSVs."""

    titles: dict[str, str]
    texts: list[str]
    links: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def everything(events: pd.DataFrame) -> pd.DataFrame:
    """A format that holds every event of the view."""
    return events


def refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def read_json(content: bytes) -> Any:
    return json.loads(content, parse_constant=refuse)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


def csv_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_csv(content: bytes) -> Read:
    rows = csv_rows(content)
    cells = [cell for row in rows for cell in row.values()]
    return Read({row["event_id"]: unguarded(row["title"]) for row in rows}, [unguarded(cell) for cell in cells], cells=cells)


def read_structured(content: bytes) -> Read:
    found = read_json(content)
    links = [row[name] for row in found["sources"] for name in ("url", "archive_url") if name in row]
    return Read({row["event_id"]: row["title"] for row in found["events"]}, list(strings(found)), links)


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def sheet_rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    names, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in found]


def read_xlsx(content: bytes) -> Read:
    book = workbook(content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"], "a cell of the workbook is a formula"
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink]
    return Read({row["event_id"]: row["title"] for row in sheet_rows(book, "events")}, [cell.value for cell in cells if isinstance(cell.value, str)], links)


# By the code of the format: its reader, and which events of a view it can hold.
READERS: dict[str, tuple[Callable[[bytes], Read], Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "csv": (read_csv, everything),
    "json": (read_structured, everything),
    "xlsx": (read_xlsx, everything),
}
