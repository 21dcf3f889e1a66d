"""How a program that knows a format reads it: a new format of `timeline.exports.formats` needs its reader here."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pandas as pd
from pyarrow import parquet

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


def placed(events: pd.DataFrame) -> pd.DataFrame:
    """A format that holds the events with a place."""
    return events[events["latitude"].notna()]


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


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read_zip(content: bytes, described: Callable[[Any], dict[str, list[str]]]) -> Read:
    """CSVs and one description: each file is described, with the columns that it has."""
    files = unzipped(content)
    description = read_json(files.pop(next(name for name in files if name.endswith(".json"))))
    assert described(description) == {name: next(csv.reader(io.StringIO(text.decode()))) for name, text in files.items()}
    found = {name: read_csv(text) if name == "events.csv" else None for name, text in files.items()}
    cells = [cell for text in files.values() for row in csv_rows(text) for cell in row.values()]
    events = found["events.csv"]
    assert events
    return Read(events.titles, [*strings(description), *map(unguarded, cells)], cells=cells)


def read_csvw(content: bytes) -> Read:
    return read_zip(content, lambda said: {table["url"]: [column["name"] for column in table["tableSchema"]["columns"]] for table in said["tables"]})


def read_data_package(content: bytes) -> Read:
    return read_zip(content, lambda said: {resource["path"]: [field["name"] for field in resource["schema"]["fields"]] for resource in said["resources"]})


def read_geojson(content: bytes) -> Read:
    found = read_json(content)
    assert found["type"] == "FeatureCollection"
    links = [url for feature in found["features"] for url in (*feature["properties"]["sources"], feature["properties"]["link"])]
    return Read({feature["id"]: feature["properties"]["title"] for feature in found["features"]}, list(strings(found)), links)


Property = tuple[str, str]


def calendar_parts(content: bytes) -> tuple[list[Property], list[list[Property]]]:
    """The properties of a calendar and of each of its events, unfolded; raises for what RFC 5545 does not allow."""
    text = content.decode()
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text), "content lines end with CRLF"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "a line is longer than 75 octets"
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head: list[Property] = []
    events: list[list[Property]] = []
    here = head
    for line in lines[1:-1]:
        match = re.fullmatch(r"([A-Z-]+(?:;[A-Z-]+=[A-Z0-9-]+)*):(.*)", line)
        assert match, f"{line!r} is no content line"
        if line == "BEGIN:VEVENT":
            events.append(here := [])
        elif line == "END:VEVENT":
            here = head
        else:
            here.append((match[1], match[2]))
    return head, events


def calendar_text(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), f"{value!r} has a character that is not escaped"
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def read_ics(content: bytes) -> Read:
    head, events = calendar_parts(content)
    titles: dict[str, str] = {}
    for event in events:
        found = dict(event)
        assert len(found) == len(event), "a property stands twice"
        titles[found["UID"].partition("@")[0]] = re.sub(r" \[[^\[]*\]$", "", calendar_text(found["SUMMARY"]))
    plain = {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "GEO", "URL"}
    texts = [value if name in plain else calendar_text(value) for part in (head, *events) for name, value in part]
    return Read(titles, texts, [value for part in (head, *events) for name, value in part if name == "URL"])


class Markup(HTMLParser):
    """The words and links of a piece of HTML; it may hold paragraphs and links only."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said = ""
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("p", "a"), f"{tag} came out of the data"
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])
        self.links += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.said += data


def read_timelinejs(content: bytes) -> Read:
    found = read_json(content)
    slides = [Markup(slide["text"][name]) for slide in (found["title"], *found["events"]) for name in ("headline", "text")]
    titles = {event["unique_id"]: Markup(event["text"]["headline"]).said for event in found["events"]}
    return Read(titles, [*(slide.said for slide in slides), *(event["group"] for event in found["events"])], [url for slide in slides for url in slide.links])


def read_parquet(content: bytes) -> Read:
    table = parquet.read_table(io.BytesIO(content))
    rows = table.to_pylist()
    said = [value.decode() for name, value in table.schema.metadata.items() if name != b"ARROW:schema"]
    return Read({row["event_id"]: row["title"] for row in rows}, [*said, *strings(rows)], [url for row in rows for url in (*row["sources"], row["link"])])


# By the code of the format: its reader, and which events of a view it can hold.
READERS: dict[str, tuple[Callable[[bytes], Read], Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "csv": (read_csv, everything),
    "json": (read_structured, everything),
    "xlsx": (read_xlsx, everything),
    "csvw": (read_csvw, everything),
    "datapackage": (read_data_package, everything),
    "geojson": (read_geojson, placed),
    "ics": (read_ics, everything),
    "timelinejs": (read_timelinejs, everything),
    "parquet": (read_parquet, everything),
}
