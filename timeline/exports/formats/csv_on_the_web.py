"""CSV with a file beside it that describes it, zipped: https://www.w3.org/TR/tabular-metadata/."""

from __future__ import annotations

from typing import Any

from timeline.exports.archive import zip_files
from timeline.exports.formats.comma_separated import csv_text
from timeline.exports.formats.format import Format
from timeline.exports.safety import as_json
from timeline.exports.view import View, public_columns, records
from timeline.schema import CLAIMS, EVENTS, LIST_SEPARATOR, SOURCES, Column, Table

METADATA = "csv-metadata.json"
GUARD_NOTE = "Text that a spreadsheet would take for a formula begins with an apostrophe; take one off where a cell begins with one."
_TYPES = {"number": "decimal", "integer": "integer", "latitude": "decimal", "longitude": "decimal", "url": "anyURI"}
_NAMES = {"events": EVENTS, "sources": SOURCES, "accounts": CLAIMS}


def table_csvw(view: View) -> bytes:
    """Return a zip file of events.csv, sources.csv, accounts.csv in UTF-8 and csv-metadata.json: title, view, filters,
    version, licence, link, the sources' number, and for each column its title, meaning, type and keys.
    """
    frames = {"events": view.events, "sources": view.sources, "accounts": view.accounts}
    files = {f"{name}.csv": csv_text(public_columns(table), (row.values() for row in records(frames[name], table))).encode() for name, table in _NAMES.items()}
    return zip_files({METADATA: as_json(_metadata(view), indent=1).encode()} | files, view.today)


def _metadata(view: View) -> dict[str, Any]:
    about = view.about()
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": f"{about['title']}: {about['view']}",
        "dc:description": f"{about['source_line']} {GUARD_NOTE}",
        "dc:source": about["link"],
        "dc:license": about["licence"],
        "dc:date": about["accessed"],
        "schema:version": view.dataset.label,
        "notes": [{"filters": view.filters.restrictions.to_query()} | about],
        "tables": [
            {
                "url": f"{name}.csv",
                "dc:title": table.title,
                "dc:description": table.description,
                "tableSchema": {"columns": [_column(table.column(column)) for column in public_columns(table)], "primaryKey": table.key} | _keys(table),
            }
            for name, table in _NAMES.items()
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"name": column.name, "titles": column.name, "dc:title": column.title, "dc:description": column.description or column.title}
    said["datatype"] = _TYPES.get(column.kind, "string")
    if column.is_required:
        said["required"] = True
    return said | ({"separator": LIST_SEPARATOR} if column.is_list else {})


def _keys(table: Table) -> dict[str, Any]:
    files = {other.name: (f"{name}.csv", other.key) for name, other in _NAMES.items()}
    found = [(column.name, *files[column.refers_to]) for column in table.columns if column.refers_to in files and not column.is_list]
    return {"foreignKeys": [{"columnReference": name, "reference": {"resource": file, "columnReference": key}} for name, file, key in found]} if found else {}


FORMAT = Format("csvw", "CSV with metadata", "Events, sources and accounts, zipped with a description of every column.", "zip", "application/zip", table_csvw)
