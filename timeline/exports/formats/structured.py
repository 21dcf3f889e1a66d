"""JSON for programs: what it is, the events, their competing accounts, the sources cited."""

from __future__ import annotations

from timeline.exports.formats.format import Format
from timeline.exports.safety import as_json
from timeline.exports.view import View, known, records
from timeline.schema import CLAIMS, EVENTS, SOURCES


def table_json(view: View) -> bytes:
    """Return the view as JSON: `about`, `events` with lists as lists, `accounts`, `sources`; what is unknown is left out."""
    tables = {"events": (view.events, EVENTS), "accounts": (view.accounts, CLAIMS), "sources": (view.sources, SOURCES)}
    content = {"about": view.about()} | {name: [known(row) for row in records(frame, table)] for name, (frame, table) in tables.items()}
    return as_json(content, indent=1).encode()


FORMAT = Format("json", "JSON", "For programs; with accounts and sources.", "json", "application/json", table_json, is_common=True)
