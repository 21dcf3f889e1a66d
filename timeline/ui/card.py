"""The event card: from a record to what the card shows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from timeline.exports.citation import cite_event, view_link
from timeline.figures import style
from timeline.filters import Filters
from timeline.queries import chronology, selection
from timeline.queries.event import EventRecord, event_record, people_names, say_claim_value, sources_in_order
from timeline.repository import Dataset
from timeline.schema import EVENTS
from timeline.ui import words
from timeline.ui.components import mount
from timeline.vocabulary import CATEGORY_LABELS, STATUS_LABELS, TYPE_LABELS, VERDICT_LABELS
from timeline.wording import say_millions


def event_card(dataset: Dataset, filters: Filters, page: str) -> None:
    """Draw the card of the open event, or the list behind an opened cluster; nothing if none is open."""
    cluster = st.session_state.get("cluster", "")
    events = selection.select(dataset, filters)
    if filters.event and not cluster:
        mount("card", _card(dataset, event_record(dataset, events, filters.event), page), "event")
    elif cluster:
        every = dataset["events"]
        inside = every[every["event_id"].isin(cluster.split(";"))]
        mount("card", {"title": f"{len(inside)} events", "cluster": [mark(row) for row in inside.to_dict("records")], "words": words.CARD}, "event")


def mark(event: dict[str, Any]) -> dict[str, Any]:
    """Return what a list shows of one event."""
    return {name: event[name] for name in ("event_id", "when", "title", "status")} | {
        "importance": int(event["importance"]),
        "symbol": style.CATEGORY_SYMBOLS[event["category"]],
        "colour": style.CATEGORY_COLOURS[event["category"]],
    }


def _card(dataset: Dataset, record: EventRecord, page: str) -> dict[str, Any]:
    event = record.event
    names = chronology.actor_names(dataset)
    return mark(event.to_dict()) | {
        "words": words.CARD,
        "previous": record.previous,
        "next": record.next,
        "position": f"{record.position} of {record.count:,}" if record.position else "outside this view",
        "kind": f"{CATEGORY_LABELS[event['category']]} · {TYPE_LABELS[event['type']]}",
        "status_label": "" if event["status"] == "confirmed" else STATUS_LABELS[event["status"]],
        "place": event["place"],
        "parties": chronology.say_parties(event["actors"], event["recipients"], names),
        "summary": event["summary"],
        "facts": _facts(dataset, record, names),
        "accounts": _accounts(dataset, record, names),
        "thread": _thread(record),
        "sources": [_source(row) for row in record.sources.to_dict("records")],
        "reading": _reading(dataset, record),
        "citation": cite_event(dataset, event["title"], event["when"]),
        "link": view_link(page, Filters(event=event["event_id"])),
    }


def _facts(dataset: Dataset, record: EventRecord, names: dict[str, str]) -> list[list[str]]:
    event = record.event
    facts = [
        ["Travelled", ", ".join(people_names(dataset, event["travellers"]))],
        ["Received", ", ".join(people_names(dataset, event["hosts"]))],
        ["Also concerned", ", ".join(names.get(code, code) for code in event["others"])],
        ["Value", f"{say_millions(event['value_usd_m'])} as stated" if event["value_usd_m"] == event["value_usd_m"] else ""],
        ["CAMEO · PLOVER", " · ".join(part for part in (event["cameo"], event["plover"]) if part)],
    ]
    return [fact for fact in facts if fact[1]]


def _accounts(dataset: Dataset, record: EventRecord, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "field": EVENTS.column(str(field)).title,
            "claims": [
                _claim(dataset, claim, names) for claim in group.sort_values("rank", key=lambda ranks: ranks.map({"preferred": 0, "normal": 1, "rejected": 2})).to_dict("records")
            ],
        }
        for field, group in record.claims.groupby("field", sort=False)
    ]


def _claim(dataset: Dataset, claim: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {
        "value": say_claim_value(claim["field"], claim["value"]),
        "claimant": names.get(claim["claimant"], claim["claimant"]),
        "rank": claim["rank"],
        "reason": claim["reason"],
        "sources": [_source(row) for row in sources_in_order(dataset, claim["source_ids"]).to_dict("records")],
    }


def _reading(dataset: Dataset, record: EventRecord) -> dict[str, Any] | None:
    if record.reading is None:
        return None
    source = record.reading["source_id"]
    return {
        "said": words.READING.format(version=record.reading["version"], verdict=VERDICT_LABELS[record.reading["verdict"]]),
        "note": record.reading["note"],
        "sources": [_source(row) for row in sources_in_order(dataset, (source,) if source else ()).to_dict("records")],
    }


def _thread(record: EventRecord) -> dict[str, Any] | None:
    if len(record.steps) < 2:
        return None
    here = record.event["event_id"]
    steps = [{name: row[name] for name in ("event_id", "when", "title", "step")} | {"is_here": row["event_id"] == here} for row in record.steps.to_dict("records")]
    return {"title": record.thread_title, "steps": steps}


def _source(row: dict[str, Any]) -> dict[str, str]:
    said = " · ".join(
        part
        for part in (row["publisher"], row["published"], row["language"].upper() if row["language"] != "en" else "", "primary source" if row["primary"] == "yes" else "")
        if part
    )
    return {"title": row["title"], "url": row["url"], "archive_url": row["archive_url"], "publisher": row["publisher"], "said": said}
