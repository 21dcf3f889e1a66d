"""The data, and an event of it, described for search engines in the words of schema.org, and a map of the site."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

from timeline.dates import OPEN_END, DateError, parse_date
from timeline.exports.citation import event_link
from timeline.exports.formats import FORMATS
from timeline.exports.safety import clean, link, one_line
from timeline.queries.event import sources_in_order
from timeline.repository import Dataset

CONTEXT = "https://schema.org"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_STATUS = {"cancelled": "EventCancelled", "planned": "EventScheduled"}


def dataset_markup(dataset: Dataset, description: str, base: str) -> dict[str, Any]:
    """Return the data as a schema.org Dataset, with a download in each format of tables."""
    first = dataset.begins or int(dataset["events"]["year"].min())
    names = dict(zip(dataset["actors"]["code"], dataset["actors"]["name"], strict=True))
    found = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": clean(dataset.title),
        "description": description,
        "url": base,
        "version": dataset.label,
        "license": {"@type": "CreativeWork", "name": clean(dataset.licence)},
        "isAccessibleForFree": True,
        "dateModified": dataset.releases.get(dataset.version, ""),
        "temporalCoverage": f"{first}/{dataset.horizon or '..'}",
        "spatialCoverage": [{"@type": "Country", "name": clean(names.get(code, code))} for code in dataset.focus],
        "distribution": [
            {"@type": "DataDownload", "name": form.label, "encodingFormat": form.media.partition(";")[0], "contentUrl": f"{base}download/timeline.{code}"}
            for code, form in FORMATS.items()
        ],
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def event_markup(dataset: Dataset, event_id: str, base: str) -> dict[str, Any]:
    """Return an event as a schema.org Event with its sources; dates only as precise as they are known.

    Raises:
        KeyError: if the data has no such event.
    """
    events = dataset["events"]
    found = events[events["event_id"] == event_id]
    if found.empty:
        raise KeyError(event_id)
    event = found.iloc[0].to_dict()
    whole = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": event_link(event_id, base),
        "url": event_link(event_id, base),
        "name": one_line(event["title"]),
        "description": clean(event["summary"]),
        "startDate": _reduced(event["start"]),
        "endDate": _reduced(event["end"] or event["start"]),
        "eventStatus": f"{CONTEXT}/{_STATUS[event['status']]}" if event["status"] in _STATUS else "",
        "location": _place(event),
        "subjectOf": [
            {"@type": "CreativeWork", "name": one_line(row.title), "publisher": {"@type": "Organization", "name": one_line(row.publisher)}, "url": link(row.url)}
            for row in sources_in_order(dataset, event["source_ids"]).itertuples()
        ],
    }
    return {name: value for name, value in whole.items() if value not in ("", {}, [])}


def site_map(addresses: Iterable[tuple[str, str]]) -> bytes:
    """Return a sitemap (https://www.sitemaps.org/protocol.html) of addresses, each with the day of its last change or nothing."""
    root = ET.Element("urlset", {"xmlns": _SITEMAP})
    for address, day in addresses:
        node = ET.SubElement(root, "url")
        ET.SubElement(node, "loc").text = address
        if day:
            ET.SubElement(node, "lastmod").text = day
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _reduced(text: str) -> str:
    """A date as ISO 8601 with reduced precision; nothing where not even the year is known or it goes on."""
    try:
        value = parse_date("" if text == OPEN_END else text)
    except DateError:
        return ""
    length = {"day": 10, "month": 7, "season": 4, "year": 4}.get(value.precision, 0)
    return value.earliest.isoformat()[:length]


def _place(event: dict[str, Any]) -> dict[str, Any]:
    if not event["place"]:
        return {}
    has_point = event["latitude"] == event["latitude"] and event["longitude"] == event["longitude"]
    point = {"geo": {"@type": "GeoCoordinates", "latitude": event["latitude"], "longitude": event["longitude"]}} if has_point else {}
    return {"@type": "Place", "name": one_line(event["place"])} | point
