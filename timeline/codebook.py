"""The description of the tables as text for people and as a Data Package for machines, both made from the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from timeline import descriptor
from timeline.schema import LIST_SEPARATOR, TABLE_BY_NAME, TABLES, Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
CODEBOOK_FILE = "CODEBOOK.md"
PACKAGE_FILE = descriptor.FILE
_KINDS = {
    "slug": "id", "code": "code", "text": "text", "date": "EDTF date", "end_date": "EDTF date or `..`", "term": "term", "reference": "reference", "number": "number",
    "integer": "whole number", "latitude": "degrees", "longitude": "degrees", "url": "http(s) address", "plover": "PLOVER event", "cameo": "CAMEO code",
    "version": "data version", "offices": "offices with years",
}  # fmt: skip
_TYPES = {"number": "number", "integer": "integer", "latitude": "number", "longitude": "number"}
_SHORT = 6


def codebook_text() -> str:
    """Return the codebook as Markdown: each table with its columns, then each closed list with its definitions."""
    parts = [
        "# Codebook",
        "",
        "Made by `python -m timeline codebook` from `timeline/schema.py` and `timeline/vocabulary.py`; change those, not this file.",
        "",
        f"Tables are UTF-8 with commas; several values in one cell stand with `{LIST_SEPARATOR}` between them. "
        "Dates follow EDTF (ISO 8601-2) level 0-1: `1997-08-29`, `1997-08`, `1997`, `1993~` about, `2012-01?` unsure, `2012-01%` both, `201X` some year of the decade.",
    ]
    for table in TABLES:
        parts += ["", *_table_lines(table)]
    parts += ["", "# Closed lists"]
    for title, column in _closed_lists().items():
        parts += ["", f"## {title}", "", "| term | label | meaning |", "|---|---|---|"]
        parts += [f"| `{term.code}` | {_cell(term.label)} | {_cell(term.definition)} |" for term in column.terms]
    return "\n".join(parts) + "\n"


def package_text(package: Mapping[str, Any]) -> str:
    """Return the descriptor `package` as JSON (Data Package v2): its own entries and resources kept, with a resource for each table."""
    listed = package.get("resources")
    own = listed if isinstance(listed, list) else []
    described = {name: resource for resource in own if (name := _table_of(resource))}
    tables = [described.get(table.name, {}) | table_resource(table) for table in TABLES]
    others = [resource for resource in own if not _table_of(resource)]
    whole = {"$schema": PROFILE} | {name: value for name, value in package.items() if name != "resources"}
    return json.dumps(whole | {"resources": [*tables, *others]}, ensure_ascii=False, indent=2) + "\n"


def _table_of(resource: object) -> str:
    """The table that a resource of a descriptor describes, empty where it is none of ours."""
    name = resource.get("name") if isinstance(resource, dict) else None
    return name if isinstance(name, str) and name in TABLE_BY_NAME else ""


def _table_lines(table: Table) -> list[str]:
    need = "" if table.is_required else " The file may be missing."
    head = [f"## {table.file_name}", "", f"{table.description} Key: `{table.key}`. Order: {', '.join(f'`{name}`' for name in table.order)}.{need}", ""]
    head += ["| column | needed | kind | meaning | example |", "|---|---|---|---|---|"]
    return head + [
        f"| `{column.name}` | {'yes' if column.is_required else ''} | {_cell(_kind(column))} | {_cell(column.description or column.title)} | {f'`{column.example}`' if column.example else ''} |"
        for column in table.columns
    ]


def _kind(column: Column) -> str:
    kind = _KINDS[column.kind]
    if column.refers_to:
        kind = f"key of {column.refers_to}.csv"
    elif column.terms and len(column.terms) <= _SHORT:
        kind = ", ".join(f"`{code}`" for code in column.codes)
    return f"list of {kind}" if column.is_list else kind


def _closed_lists() -> dict[str, Column]:
    """Every list with more terms than stand beside its column, once, under the title of its column."""
    lists: dict[str, Column] = {}
    for table in TABLES:
        for column in table.columns:
            if column.terms and column.name not in ("field", "language") and all(column.terms != other.terms for other in lists.values()):
                lists[f"{table.title}: {column.title.lower()}"] = column
    return {title: column for title, column in lists.items() if column.codes != ("yes", "no")}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def table_resource(table: Table) -> dict[str, Any]:
    """Return the resource of a Data Package that describes a table."""
    references = [column for column in table.columns if column.refers_to and not column.is_list]
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "primaryKey": [table.key]}
    if references:
        keys = {other.name: other.key for other in TABLES}
        schema["foreignKeys"] = [
            {"fields": [column.name], "reference": {"resource": "" if column.refers_to == table.name else column.refers_to, "fields": [keys[column.refers_to]]}}
            for column in references
        ]
    return {
        "name": table.name,
        "path": table.file_name,
        "title": table.title,
        "description": table.description,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    about = column.description or column.title
    field: dict[str, Any] = {"name": column.name, "title": column.title, "description": about}
    field["type"] = "list" if column.is_list else _TYPES.get(column.kind, "string")
    if column.is_list:
        field["delimiter"] = LIST_SEPARATOR
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.terms and not column.is_list:
        constraints["enum"] = list(column.codes)
    if column.kind == "text":
        constraints["maxLength"] = column.max_length
    return field | ({"constraints": constraints} if constraints else {})
