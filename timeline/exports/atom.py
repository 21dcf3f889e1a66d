"""An Atom feed (RFC 4287) of what came into the data, what changed in it and what was corrected."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET
from dataclasses import dataclass

import pandas as pd

from timeline.exports.citation import source_line
from timeline.exports.safety import clean, one_line
from timeline.exports.view import View
from timeline.vocabulary import CATEGORY_LABELS

MEDIA = "application/atom+xml; charset=utf-8"
MOST = 200
_ATOM = "http://www.w3.org/2005/Atom"
_ORDER = {"corrected": 0, "changed": 1, "new": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: what happened to which event, in which version, and on which day that came out."""

    kind: str
    key: str
    event_id: str
    title: str
    summary: str
    category: str
    day: str


def atom_feed(view: View, address: str) -> bytes:
    """Return the newest 200 pieces of news on the events of the view as the feed at `address`. Ids never change; a version
    whose day the descriptor does not say (`created`, `releases`) is left out.
    """
    entries = news(view)
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    about = view.about()
    count = f" The newest {MOST} of {len(entries):,}." if len(entries) > MOST else ""
    _text(feed, "id", _identity(view, "feed", address.partition("?")[2]))
    _text(feed, "title", f"{about['title']}: new and corrected events")
    _text(feed, "subtitle", f"{about['view']}.{count} {clean(source_line(view.dataset))}")
    _text(feed, "updated", _moment(max([entry.day for entry in entries], default=view.dataset.releases.get(view.dataset.version, view.today.isoformat()))))
    _text(ET.SubElement(feed, "author"), "name", about["title"])
    _text(feed, "rights", about["licence"])
    ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": view.link})
    for entry in entries[:MOST]:
        _entry(feed, view, entry)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode").encode()


def news(view: View) -> list[Entry]:
    """Return what is new, changed or corrected among the events of the view, the newest version first, corrections before
    changes before new events, and the latest event first. A withdrawn event is news of every view that restricts nothing.
    """
    events, days = view.events, view.dataset.releases
    corrections = view.dataset["corrections"]
    if not view.filters.is_plain:
        corrections = corrections[corrections["event_id"].isin(events["event_id"])]
    found = [_correction(row, view) for row in corrections.to_dict("records") if row["version"] in days]
    told = set(zip(corrections["version"], corrections["event_id"], strict=True))
    ranks = {event_id: number for number, event_id in enumerate(view.dataset["events"]["event_id"])}
    for row in events[["event_id", "added", "changed", "title", "when", "summary", "category"]].to_dict("records"):
        if row["added"] in days:
            found.append(_event("new", row["added"], row, days[row["added"]]))
        if row["changed"] != row["added"] and row["changed"] in days and (row["changed"], row["event_id"]) not in told:
            found.append(_event("changed", row["changed"], row, days[row["changed"]]))
    by_event = sorted(found, key=lambda entry: (_ORDER[entry.kind], -ranks.get(entry.event_id, -1), entry.key))
    return sorted(by_event, key=lambda entry: entry.day, reverse=True)


def _event(kind: str, version: str, row: dict[str, str], day: str) -> Entry:
    return Entry(kind, f"{kind} {version} {row['event_id']}", row["event_id"], f"{row['title']} ({row['when']})", row["summary"], row["category"], day)


def _correction(row: dict[str, str], view: View) -> Entry:
    events = view.dataset["events"]
    event: pd.DataFrame = events[events["event_id"] == row["event_id"]]
    title = event["title"].iloc[0] if len(event) else row["event_id"]
    change = "Withdrawn." if row["field"] == "withdrawn" else f"{row['field']}: “{row['old']}” is now “{row['new']}”."
    day = view.dataset.releases[row["version"]]
    return Entry("corrected", f"corrected {row['correction_id']}", row["event_id"], title, f"{change} {row['reason']}", event["category"].iloc[0] if len(event) else "", day)


def _entry(feed: ET.Element, view: View, entry: Entry) -> None:
    node = ET.SubElement(feed, "entry")
    is_there = bool(entry.category)
    _text(node, "id", _identity(view, entry.key))
    _text(node, "title", one_line(f"{entry.kind.capitalize()}: {entry.title}"))
    _text(node, "updated", _moment(entry.day))
    ET.SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": view.event_link(entry.event_id) if is_there else f"{view.base}data"})
    if is_there:
        ET.SubElement(node, "category", {"term": entry.category, "label": CATEGORY_LABELS[entry.category]})
    _text(node, "summary", clean(entry.summary))


def _identity(view: View, *parts: str) -> str:
    """A name that depends on nothing that changes: the pair the data is about and the keys of its rows."""
    return uuid.uuid5(uuid.NAMESPACE_URL, " ".join(["bilateral-timeline", *view.dataset.focus, *parts])).urn


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
