"""CSV for spreadsheets: one file that says in each row what it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from timeline.exports.formats.format import Format
from timeline.exports.safety import spreadsheet_cell
from timeline.exports.view import COLUMNS, View, records, source_addresses
from timeline.schema import EVENTS, LIST_SEPARATOR

BOM = "\ufeff"


def csv_text(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table as CSV: CRLF, every cell in quotes, lists with `;`, nothing for what is unknown. Cells that a
    spreadsheet would take for a formula carry a leading apostrophe.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([spreadsheet_cell(_flat(value)) for value in row] for row in rows)
    return buffer.getvalue()


def said_in_each_row(view: View) -> dict[str, str]:
    """Return what the end of each row says of the table, by column: view, version, licence, link."""
    facts = view.about()
    return {"view": facts["view"], "data_version": view.dataset.label, "licence": facts["licence"], "link": facts["link"]}


def table_csv(view: View) -> bytes:
    """Return the events as CSV in UTF-8 with BOM: the columns of events.csv (without maintainers' notes), `sources`
    (addresses, best first), and at the end of each row what the table is: view, version, licence, link.
    """
    about = said_in_each_row(view)
    address = source_addresses(view.dataset)
    rows = ((*row.values(), " ".join(address[source] for source in row["source_ids"]), *about.values()) for row in records(view.events, EVENTS))
    return (BOM + csv_text([*COLUMNS, "sources", *about], rows)).encode()


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        return LIST_SEPARATOR.join(str(part) for part in value)
    return "" if value is None else value


FORMAT = Format("csv", "CSV", "For spreadsheets; each row says where it comes from.", "csv", "text/csv; charset=utf-8", table_csv, is_common=True)
