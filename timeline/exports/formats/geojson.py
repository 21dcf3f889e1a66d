"""GeoJSON (RFC 7946): the events of a view that have a place, as points."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeline.exports.formats.format import Format
from timeline.exports.safety import as_json
from timeline.exports.view import View, known, records, source_addresses
from timeline.schema import EVENTS

MEDIA = "application/geo+json"


def table_geojson(view: View) -> bytes:
    """Return a FeatureCollection of the events with coordinates; `about` says what it is and how many have none."""
    rows = records(view.events, EVENTS)
    features = list(event_features(view, rows))
    about = view.about() | {"events_without_place": len(rows) - len(features)}
    return as_json({"type": "FeatureCollection", "about": about, "features": features}, indent=1).encode()


def event_features(view: View, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Yield a point for each record of an event that has coordinates, with the addresses of its sources and its own."""
    address = source_addresses(view.dataset)
    for row in rows:
        properties = {name: value for name, value in known(row).items() if name not in ("latitude", "longitude")}
        found = {"sources": [address[source] for source in row["source_ids"] if address[source]], "link": view.event_link(row["event_id"])}
        if row["latitude"] is not None and row["longitude"] is not None:
            yield point(row["event_id"], row["longitude"], row["latitude"], properties | found)


def point(key: str, longitude: float, latitude: float, properties: dict[str, Any]) -> dict[str, Any]:
    """Return a feature at a place in WGS84, longitude first as the RFC has it."""
    return {"type": "Feature", "id": key, "geometry": {"type": "Point", "coordinates": [longitude, latitude]}, "properties": properties}


FORMAT = Format("geojson", "GeoJSON", "Events with a place, for maps.", "geojson", MEDIA, table_geojson)
