"""iCalendar (RFC 5545): each event on the days it can mean, and in its title how far these are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from timeline.exports.formats.format import Format
from timeline.exports.safety import clean, file_name, one_line
from timeline.exports.view import View, source_addresses
from timeline.queries.chronology import actor_names, say_parties
from timeline.vocabulary import CATEGORY_LABELS, STATUS_LABELS, TYPE_LABELS

MAX_OCTETS = 75
PRODUCT = "-//Bilateral timeline//Dashboard//EN"
REFRESH = "P1D"
_STATUS = {"confirmed": "CONFIRMED", "reported": "TENTATIVE", "planned": "TENTATIVE", "denied": "CANCELLED", "cancelled": "CANCELLED"}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def table_ics(view: View) -> bytes:
    """Return the events as a calendar of all-day events that block no time. An event whose days are not known exactly
    spans the days that it can mean and says so in its title; one that still goes on stands on its first day.
    """
    about = view.about()
    head = [
        ("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"),
        ("NAME", escaped(about["title"])), ("X-WR-CALNAME", escaped(about["title"])),
        ("DESCRIPTION", escaped(_about(about))), ("X-WR-CALDESC", escaped(_about(about))),
        *([("URL", view.link)] if view.base else []),
        ("REFRESH-INTERVAL;VALUE=DURATION", REFRESH), ("X-PUBLISHED-TTL", REFRESH),
    ]  # fmt: skip
    lines = [*_part("VCALENDAR", head)]
    inner = [line for event in view.events.to_dict("records") for line in _part("VEVENT", _event(view, event))]
    return "".join(f"{folded(line)}\r\n" for line in [*lines[:-1], *inner, lines[-1]]).encode()


def escaped(text: str) -> str:
    """Return `text` as a value of type TEXT (RFC 5545, 3.3.11)."""
    return clean(text).replace("\u2028", "\n").replace("\u2029", "\n").translate(_ESCAPES)


def folded(line: str) -> str:
    """Return a content line in pieces of at most 75 octets of UTF-8, no character cut (RFC 5545, 3.1)."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > MAX_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])


def said_date(event: dict[str, Any]) -> str:
    """Return the date in words where it is not a day or days known exactly, else nothing."""
    is_exact = event["start_latest"] == event["earliest"] and event["end_earliest"] == event["latest"]
    is_sure = not (event["is_approximate"] or event["is_uncertain"] or event["is_ongoing"])
    return "" if is_exact and is_sure else str(event["when"])


def _about(about: dict[str, str]) -> str:
    return f"{about['view']}. {about['source_line']} {about['link']} Dates in brackets are not known to the day: the entry spans the days that they can mean."


def _part(name: str, properties: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> list[str]:
    return [f"BEGIN:{name}", *(f"{key}:{value}" for key, value in properties), f"END:{name}"]


def _event(view: View, event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    data, said = view.dataset, said_date(event)
    first = event["earliest"].date()
    last = first if event["is_ongoing"] else event["latest"].date()
    stamp = data.releases.get(data.version, view.today.isoformat()).replace("-", "")
    yield "UID", f"{event['event_id']}@{file_name('-'.join(data.focus) or data.title)}.timeline"
    yield "DTSTAMP", f"{stamp}T000000Z"
    yield "DTSTART;VALUE=DATE", _day(first)
    if last < date.max:
        yield "DTEND;VALUE=DATE", _day(last + timedelta(days=1))
    yield "SUMMARY", escaped(one_line(event["title"]) + (f" [{said}]" if said else ""))
    yield "DESCRIPTION", escaped(_description(view, event))
    if event["place"]:
        yield "LOCATION", escaped(event["place"])
    if pd.notna(event["latitude"]) and pd.notna(event["longitude"]):
        yield "GEO", f"{event['latitude']:.6f};{event['longitude']:.6f}"
    yield "CATEGORIES", escaped(CATEGORY_LABELS[event["category"]])
    if view.base:
        yield "URL", view.event_link(event["event_id"])
    yield "STATUS", _STATUS[event["status"]]
    yield "TRANSP", "TRANSPARENT"
    yield "X-EDTF", escaped(event["start"] + (f"/{event['end']}" if event["end"] else ""))


def _description(view: View, event: dict[str, Any]) -> str:
    address = source_addresses(view.dataset)
    sources = [address[source] for source in event["source_ids"] if address[source]]
    facts = [
        f"{TYPE_LABELS[event['type']]}: {say_parties(event['actors'], event['recipients'], actor_names(view.dataset))}",
        f"When: {event['when']}. Status: {STATUS_LABELS[event['status']].lower()}.",
        event["summary"],
        *(["Accounts differ; the dashboard shows them side by side."] if event["is_contested"] else []),
        *(["Sources: " + " ".join(sources)] if sources else []),
    ]
    return re.sub(r"\n{2,}", "\n", "\n".join(facts))


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


FORMAT = Format("ics", "iCalendar", "All-day events for a calendar; dates that are not known to the day say so.", "ics", "text/calendar; charset=utf-8", table_ics)
