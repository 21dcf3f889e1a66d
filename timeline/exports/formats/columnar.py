"""Parquet for analysis: typed columns, lists as lists, days as days."""

from __future__ import annotations

import io
from typing import Any

from timeline.exports.formats.format import Format
from timeline.exports.view import COLUMNS, View, records, source_addresses
from timeline.schema import EVENTS


def table_parquet(view: View) -> bytes:
    """Return the events as Parquet: the columns of events.csv in their types, `earliest` and `latest` (first and last day
    an event can mean, none while it goes on), `sources` (addresses) and `link`; what it is stands in the schema's metadata.
    """
    import pyarrow as pa
    from pyarrow import parquet

    days = {"earliest": view.events["earliest"].dt.date, "latest": view.events["latest"].dt.date}
    rows, address = records(view.events, EVENTS), source_addresses(view.dataset)
    columns: dict[str, Any] = {name: pa.array([row[name] for row in rows], _type(pa, name)) for name in COLUMNS}
    columns |= {name: pa.array([None if day != day else day for day in values], pa.date32()) for name, values in days.items()}
    columns["sources"] = pa.array([[address[source] for source in row["source_ids"] if address[source]] for row in rows], pa.list_(pa.string()))
    columns["link"] = pa.array([view.event_link(row["event_id"]) for row in rows], pa.string())
    buffer = io.BytesIO()
    parquet.write_table(pa.table(columns).replace_schema_metadata(view.about()), buffer, compression="zstd")
    return buffer.getvalue()


def _type(arrow: Any, name: str) -> Any:
    column = EVENTS.column(name)
    if column.is_list:
        return arrow.list_(arrow.string())
    if name == "importance":
        return arrow.int8()
    return arrow.float64() if column.kind in ("number", "latitude", "longitude") else arrow.string()


FORMAT = Format("parquet", "Parquet", "Typed columns, for analysis.", "parquet", "application/vnd.apache.parquet", table_parquet)
