"""XLSX for people who work in a spreadsheet: events, sources, competing accounts, the codebook, and what it is."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from timeline.dates import DateError, parse_date
from timeline.exports.formats.format import Format
from timeline.exports.safety import link
from timeline.exports.view import COLUMNS, View, public_columns, records, source_addresses
from timeline.schema import CLAIMS, EVENTS, LIST_SEPARATOR, SOURCES, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_YEAR = 1900
MAX_TEXT = 32_000
MAX_LINK = 2_000
_WIDE = {"title": 60, "summary": 90, "source_ids": 30, "sources": 40, "best_source": 40, "url": 60, "event_id": 32, "source_id": 36, "claim_id": 36, "reason": 60, "meaning": 90}
_CODEBOOK = ("sheet", "column", "term", "title", "meaning", "example")
_SHEETS = {"events": EVENTS, "sources": SOURCES, "accounts": CLAIMS}


def table_xlsx(view: View) -> bytes:
    """Return the view as a workbook: exact days since 1900 are dates, addresses are links, all other text is only text."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}) as book:
        book.set_properties({"title": view.sentence, "created": datetime.combine(view.today, time())})
        pen = _Pen(book)
        address = source_addresses(view.dataset)
        names = [*COLUMNS, "best_source", "sources", "link"]
        rows = ((*row.values(), *_leads(view, row, address)) for row in records(view.events, EVENTS))
        pen.sheet("events", names, rows, days=_columns(EVENTS, "date", "end_date"), links={"best_source", "link"})
        for name, frame in (("sources", view.sources), ("accounts", view.accounts)):
            table = _SHEETS[name]
            pen.sheet(name, public_columns(table), (row.values() for row in records(frame, table)), days=_columns(table, "date"), links=_columns(table, "url"))
        pen.sheet("codebook", _CODEBOOK, _codebook())
        pen.facts("about", view.about())
    return buffer.getvalue()


def _leads(view: View, row: dict[str, Any], address: dict[str, str]) -> tuple[str, str, str]:
    found = [address[source] for source in row["source_ids"]]
    return found[0] if found else "", " ".join(found), view.event_link(row["event_id"])


def _columns(table: Table, *kinds: str) -> set[str]:
    return {column.name for column in table.columns if column.kind in kinds}


def _codebook() -> Iterable[Sequence[str]]:
    for sheet, table in _SHEETS.items():
        for name in public_columns(table):
            column = table.column(name)
            yield sheet, name, "", column.title, column.description or column.title, column.example
            yield from ((sheet, name, term.code, term.label, term.definition, "") for term in column.terms)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes cells of their kind into the sheets of one book."""

    book: Workbook

    def sheet(self, name: str, columns: Sequence[str], rows: Iterable[Iterable[Any]], *, days: Iterable[str] = (), links: Iterable[str] = ()) -> None:
        sheet, head, day = self.book.add_worksheet(name), self.book.add_format({"bold": True, "bottom": 1}), self.book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, columns, head)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                column = columns[place]
                if column in days and (exact := _day(value)):
                    sheet.write_datetime(count, place, exact, day)
                elif column in links and value and len(value) <= MAX_LINK and link(value):
                    sheet.write_url(count, place, value, string=value[:250])
                else:
                    _write(sheet, count, place, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, count, len(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, _WIDE.get(column, 13))

    def facts(self, name: str, facts: dict[str, str]) -> None:
        sheet, head = self.book.add_worksheet(name), self.book.add_format({"bold": True})
        for number, (fact, value) in enumerate(facts.items()):
            sheet.write_string(number, 0, fact, head)
            sheet.write_string(number, 1, value)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 110)


def _write(sheet: Worksheet, row: int, place: int, value: Any) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, (LIST_SEPARATOR.join(value) if isinstance(value, list) else value)[:MAX_TEXT])


def _day(value: Any) -> datetime | None:
    """The day a cell of dates names, where it names exactly one that a spreadsheet can hold."""
    try:
        found = parse_date(value or "")
    except DateError:
        return None
    return datetime.combine(found.earliest, time()) if found.is_exact and found.earliest.year >= FIRST_YEAR else None


FORMAT = Format("xlsx", "XLSX", "A workbook with sheets for sources, accounts and codebook.", "xlsx", MEDIA, table_xlsx, is_common=True)
