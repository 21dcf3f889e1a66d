"""Checked text rows -> typed frames, with what is derived and never typed by hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import combinations, product
from types import MappingProxyType

import numpy as np
import pandas as pd

from timeline.dates import OPEN_END, EdtfDate, parse_date, say_span
from timeline.reading import Row
from timeline.rules import split_list
from timeline.schema import TABLES, Table
from timeline.vocabulary import TYPE_BY_CODE, plover_quad, plover_score

# Texts are kept as Python's own: a frame of some thousand rows is cut and read many times faster than with Arrow's.
TEXT = pd.StringDtype("python", na_value=np.nan)
_LETTERS = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "’": "'", "‘": "'", "–": "-"})


def fold(text: str) -> str:
    """Return `text` for comparing: no case, no accents, ə as e and ı as i."""
    folded = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def build_frames(tables: Mapping[str, tuple[Row, ...]]) -> Mapping[str, pd.DataFrame]:
    """Return one frame a table and three derived ones.

    Every table's frame has the columns of its schema: lists as tuples, numbers as floats, `importance` as int, all
    else text. `events` has besides: `earliest`, `start_latest`, `end_earliest`, `latest` (first and last day that
    start and end can mean; `latest` is NaT while an event goes on), `precision`, `is_approximate`, `is_uncertain`,
    `is_ongoing`, `when` (the dates in words), `year`, `quad`, `scale`, `source_count`, `publisher_count`,
    `is_contested`, `haystack` (folded text to search); they stand in order of time, then of ids.
    `participants`: event_id, code, role. `dyads`: event_id, source, target, is_directed; a pair without direction
    stands once, in the order of its codes. `offices`: person_id, office, start, end.
    """
    frames = {table.name: _typed(table, tables.get(table.name, ())) for table in TABLES}
    frames["events"] = _derive_events(frames)
    frames["participants"] = _participants(frames["events"])
    frames["dyads"] = _dyads(frames["events"])
    frames["offices"] = _offices(frames["people"])
    return MappingProxyType(frames)


def _typed(table: Table, rows: tuple[Row, ...]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for column in table.columns:
        cells = [row.cells.get(column.name, "") for row in rows]
        if column.is_list:
            columns[column.name] = pd.Series([tuple(split_list(cell)) for cell in cells], dtype=object)
        elif column.kind in ("number", "integer", "latitude", "longitude"):
            columns[column.name] = pd.Series([float(cell) if cell else None for cell in cells], dtype="float64")
        else:
            columns[column.name] = pd.Series(cells, dtype=TEXT)
    return pd.DataFrame(columns)


def _derive_events(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    events = frames["events"].copy()
    starts = [parse_date(text) for text in events["start"]]
    ends = [_end(start, text) for start, text in zip(starts, events["end"], strict=True)]
    ongoing = [end is None for end in ends]
    lasts = [end or start for start, end in zip(starts, ends, strict=True)]
    events["earliest"] = _days([start.earliest.isoformat() for start in starts])
    events["start_latest"] = _days([start.latest.isoformat() for start in starts])
    events["end_earliest"] = _days([end.earliest.isoformat() if end else None for end in ends])
    events["latest"] = _days([end.latest.isoformat() if end else None for end in ends])
    events["precision"] = pd.Series([start.precision for start in starts], dtype=TEXT)
    events["is_approximate"] = pd.Series([start.is_approximate or last.is_approximate for start, last in zip(starts, lasts, strict=True)], dtype="bool")
    events["is_uncertain"] = pd.Series([start.is_uncertain or last.is_uncertain for start, last in zip(starts, lasts, strict=True)], dtype="bool")
    events["is_ongoing"] = pd.Series(ongoing, dtype="bool")
    events["when"] = pd.Series([say_span(start, end, is_ongoing=goes_on) for start, end, goes_on in zip(starts, ends, ongoing, strict=True)], dtype=TEXT)
    events["year"] = pd.Series([start.earliest.year for start in starts], dtype="int64")
    events["importance"] = events["importance"].astype("int64")
    events["plover"] = events["plover"].where(events["plover"] != "", events["type"].map(lambda code: TYPE_BY_CODE[code].plover))
    events["quad"] = events["plover"].map(plover_quad)
    events["scale"] = events["plover"].map(plover_score).astype("float64")
    publisher = dict(zip(frames["sources"]["source_id"], frames["sources"]["publisher"], strict=True))
    events["source_count"] = events["source_ids"].map(len).astype("int64")
    events["publisher_count"] = events["source_ids"].map(lambda ids: len({publisher[source] for source in ids})).astype("int64")
    events["is_contested"] = events["event_id"].isin(set(frames["claims"]["event_id"]))
    events["haystack"] = _haystacks(events, frames)
    return events.sort_values(["earliest", "event_id"], kind="stable", ignore_index=True)


def _end(start: EdtfDate, text: str) -> EdtfDate | None:
    if text == OPEN_END:
        return None
    return parse_date(text) if text else start


def _days(values: list[str | None]) -> pd.Series:
    return pd.to_datetime(pd.Series(values, dtype=TEXT), format="%Y-%m-%d").astype("datetime64[ms]")


def _haystacks(events: pd.DataFrame, frames: Mapping[str, pd.DataFrame]) -> pd.Series:
    people = dict(zip(frames["people"]["person_id"], frames["people"]["name"], strict=True))
    actors = dict(zip(frames["actors"]["code"], frames["actors"]["short_name"], strict=True))
    texts = []
    for event in events.itertuples():
        names = [people[person] for person in (*event.travellers, *event.hosts)]
        names += [actors[code] for code in (*event.actors, *event.recipients, *event.others)]
        texts.append(fold(" ".join([event.title, event.summary, event.place, *names])))
    return pd.Series(texts, dtype=TEXT)


def _participants(events: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (event.event_id, code, role)
        for event in events.itertuples()
        for role, codes in (("actor", event.actors), ("recipient", event.recipients), ("other", event.others))
        for code in codes
    ]
    return pd.DataFrame(rows, columns=["event_id", "code", "role"], dtype=TEXT)


def _dyads(events: pd.DataFrame) -> pd.DataFrame:
    rows: list[tuple[str, str, str, bool]] = []
    for event in events.itertuples():
        if event.recipients:
            rows += [(event.event_id, source, target, True) for source, target in product(event.actors, event.recipients)]
        else:
            rows += [(event.event_id, *pair, False) for pair in combinations(sorted(event.actors), 2)]
    frame = pd.DataFrame(rows, columns=["event_id", "source", "target", "is_directed"])
    return frame.astype({"event_id": TEXT, "source": TEXT, "target": TEXT, "is_directed": "bool"})


def _offices(people: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for person in people.itertuples():
        for office in split_list(person.offices):
            name, _, years = office.partition(" ")
            start, _, end = years.partition("/")
            rows.append((person.person_id, name, start, end or start))
    return pd.DataFrame(rows, columns=["person_id", "office", "start", "end"], dtype=TEXT)
