"""The tables of a view as a Data Package (https://datapackage.org/standard/): what this dashboard can show again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from timeline.codebook import PACKAGE_FILE, PROFILE, table_resource
from timeline.exports.archive import zip_files
from timeline.exports.formats.comma_separated import csv_text
from timeline.exports.formats.csv_on_the_web import GUARD_NOTE
from timeline.exports.formats.format import Format
from timeline.exports.safety import as_json, file_name
from timeline.exports.view import View, records
from timeline.schema import TABLES, Table


def table_package(view: View) -> bytes:
    """Return a zip file of datapackage.json and the CSV of every table with the rows that the view needs: its events,
    their accounts, threads, people, arms deals, corrections and second readings, and the sources and actors of all these.
    """
    frames = _needed(view)
    files = {table.file_name: _csv(table, frames[table.name]).encode() for table in TABLES}
    return zip_files({PACKAGE_FILE: as_json(_descriptor(view), indent=1).encode()} | files, view.today)


def _csv(table: Table, frame: pd.DataFrame) -> str:
    """A table with every column of its schema, those of maintainers' notes empty."""
    return csv_text(table.column_names, ([row.get(name) for name in table.column_names] for row in records(frame, table)))


def _needed(view: View) -> dict[str, pd.DataFrame]:
    data, events = view.dataset, view.events
    frames = {"events": events, "claims": view.accounts}
    frames["threads"] = _having(data["threads"], "thread_id", events["thread_id"])
    frames["arms"] = _having(data["arms"], "thread_id", frames["threads"]["thread_id"])
    frames["people"] = _having(data["people"], "person_id", [*_parts(events, "travellers"), *_parts(events, "hosts")])
    frames["corrections"] = _having(data["corrections"], "event_id", events["event_id"])
    frames["readings"] = _having(data["readings"], "event_id", events["event_id"])
    cited = [source for name in ("events", "claims", "arms", "corrections") for source in _parts(frames[name], "source_ids")]
    cited += frames["readings"]["source_id"].tolist()
    frames["sources"] = _having(data["sources"], "source_id", cited)
    acting = [code for name in ("actors", "recipients", "others") for code in _parts(events, name)]
    listed = [code for value in frames["claims"]["value"] for code in value.split(";")]
    named = [*frames["sources"]["publisher_actor"], *frames["people"]["actor"], *frames["arms"]["supplier"], *frames["arms"]["recipient"], *frames["claims"]["claimant"]]
    frames["actors"] = _having(data["actors"], "code", [*acting, *listed, *named, *data.focus])
    return frames


def _having(frame: pd.DataFrame, column: str, values: Iterable[str]) -> pd.DataFrame:
    return frame[frame[column].isin(set(values) - {""})]


def _parts(frame: pd.DataFrame, column: str) -> list[str]:
    return [part for parts in frame[column] for part in parts]


def _descriptor(view: View) -> dict[str, Any]:
    about, data = view.about(), view.dataset
    described = {
        "$schema": PROFILE,
        "name": file_name(about["title"]),
        "title": f"{about['title']}: {about['view']}",
        "description": f"{about['source_line']} {GUARD_NOTE}",
        "version": data.version,
        "created": about["accessed"],
        "horizon": data.horizon,
        "homepage": view.link,
        "digest": data.digest,
        "filters": view.filters.restrictions.to_query(),
        "licenses": [{"title": about["licence"], "name": about["licence"].replace(" ", "-")}],
        "sources": [{"title": about["title"], "path": view.link, "version": data.label}],
    }
    kept = {"focus": list(data.focus), "begins": data.begins, "releases": dict(data.releases)}
    return described | {name: value for name, value in kept.items() if value} | {"resources": [table_resource(table) for table in TABLES]}


FORMAT = Format("datapackage", "Data Package", "The tables of this view with their schema; this dashboard can show them again.", "zip", "application/zip", table_package)
