"""The rows of a view as CSV, XLSX and JSON, with title, filters, sources, version, licence and link."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

import pandas as pd
import xlsxwriter

from timeline.exports.citation import source_line
from timeline.repository import Dataset
from timeline.schema import EVENTS, SOURCES

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠", "'")
_BLANKS = "\u00a0\u200b\u200c\u200d\ufeff "
_HIDDEN = ("note",)
COLUMNS = tuple(name for name in EVENTS.column_names if name not in _HIDDEN)


def table_csv(dataset: Dataset, events: pd.DataFrame, sentence: str, link: str) -> bytes:
    """Return the events as CSV in UTF-8 with BOM: the columns of events.csv (without maintainers' notes), `sources`
    (addresses, best first), and at the end of each row what the table is: view, version, licence, link. Cells that a
    spreadsheet would take for a formula carry a leading apostrophe.
    """
    about = {"view": sentence, "data_version": dataset.label, "licence": dataset.licence, "link": link}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*COLUMNS, "sources", *about])
    for row in _rows(dataset, events):
        writer.writerow([spreadsheet_cell(value) for value in (*row, *about.values())])
    return ("\ufeff" + buffer.getvalue()).encode()


def table_json(dataset: Dataset, events: pd.DataFrame, sentence: str, link: str) -> bytes:
    """Return the events as JSON: `about` (view, link, data, licence), `events` with lists as lists, `sources` cited."""
    records = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in zip(COLUMNS, row, strict=True) if value not in ("", ()) and value == value}
        for row in events[list(COLUMNS)].itertuples(index=False, name=None)
    ]
    cited = _cited(dataset, events)
    sources = [{name: value for name, value in zip(cited.columns, row, strict=True) if value} for row in cited.itertuples(index=False, name=None)]
    about = {
        "view": sentence,
        "link": link,
        "title": dataset.title,
        "data_version": dataset.version,
        "digest": dataset.digest,
        "horizon": dataset.horizon,
        "licence": dataset.licence,
        "source_line": source_line(dataset),
    }
    return json.dumps({"about": about, "events": records, "sources": sources}, ensure_ascii=False, indent=1).encode()


def table_xlsx(dataset: Dataset, events: pd.DataFrame, sentence: str, link: str) -> bytes:
    """Return the events as a workbook: sheet `events` (exact days as dates, links alive), `sources`, `about`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("events")
        names = [*COLUMNS, "sources"]
        sheet.write_row(0, 0, names, head)
        exact = zip(events["earliest"].dt.strftime("%Y-%m-%d") == events["start"], events["earliest"], strict=True)
        for number, (row, (is_exact, earliest)) in enumerate(zip(_rows(dataset, events), exact, strict=True), start=1):
            for column, value in enumerate(row):
                if names[column] == "start" and is_exact and earliest.year >= 1900:
                    sheet.write_datetime(number, column, earliest.to_pydatetime(), day)
                elif isinstance(value, float):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, str(value)[:32_000])
        _finish(sheet, len(events), names)
        _write_sources(book, head, _cited(dataset, events))
        about = book.add_worksheet("about")
        facts = (
            ("view", sentence),
            ("link", link),
            ("data", dataset.title),
            ("version", dataset.label),
            ("horizon", dataset.horizon),
            ("licence", dataset.licence),
            ("source line", source_line(dataset)),
        )
        for number, (name, value) in enumerate(facts):
            about.write_string(number, 0, name, head)
            about.write_string(number, 1, value)
        about.set_column(0, 0, 14)
        about.set_column(1, 1, 110)
    return buffer.getvalue()


def spreadsheet_cell(value: object) -> object:
    """Return `value`, with a leading apostrophe if a spreadsheet would take it for a formula."""
    if isinstance(value, str) and value.lstrip(_BLANKS).startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _rows(dataset: Dataset, events: pd.DataFrame) -> Iterable[tuple[object, ...]]:
    address = dict(zip(dataset["sources"]["source_id"], dataset["sources"]["url"], strict=True))
    places = [COLUMNS.index(name) for name in ("source_ids",)]
    for row in events[list(COLUMNS)].itertuples(index=False, name=None):
        urls = " ".join(address[source] for source in row[places[0]])
        yield (*(_flat(value) for value in row), urls)


def _flat(value: object) -> object:
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value != value else value


def _cited(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    wanted = {source for ids in events["source_ids"] for source in ids}
    sources = dataset["sources"]
    return sources[sources["source_id"].isin(wanted)][[name for name in SOURCES.column_names if name not in _HIDDEN]]


def _write_sources(book: xlsxwriter.Workbook, head: object, cited: pd.DataFrame) -> None:
    sheet = book.add_worksheet("sources")
    names = list(cited.columns)
    sheet.write_row(0, 0, names, head)
    for number, row in enumerate(cited.itertuples(index=False, name=None), start=1):
        for column, value in enumerate(row):
            if names[column] == "url" and len(value) < 2_000:
                sheet.write_url(number, column, value, string=value[:250])
            else:
                sheet.write_string(number, column, value)
    _finish(sheet, len(cited), names)


def _finish(sheet: xlsxwriter.worksheet.Worksheet, count: int, names: list[str]) -> None:
    wide = {"title": 60, "summary": 90, "source_ids": 30, "sources": 40, "url": 60, "event_id": 32, "source_id": 36}
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, count, len(names) - 1)
    for number, name in enumerate(names):
        sheet.set_column(number, number, wide.get(name, 13))
