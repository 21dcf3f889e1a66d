"""What a version of the data added, corrected and withdrew, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from timeline.queries.chronology import actor_names
from timeline.queries.event import say_claim_value
from timeline.repository import Dataset
from timeline.schema import EVENTS
from timeline.vocabulary import CATEGORY_LABELS, STATUS_LABELS, TYPE_LABELS

WITHDRAWN = "withdrawn"
_CODES = ("actors", "recipients", "others")
_PEOPLE = ("travellers", "hosts")
_TERMS = {"category": CATEGORY_LABELS, "type": TYPE_LABELS, "status": STATUS_LABELS}
_NUMBER = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Changes:
    """What one version did.

    `added` and `touched` are rows of events (those that came with it, and those it changed although no fact
    was wrong, with `reading_note`: what the second reading did, empty where there was none);
    `corrected` has event_id, field, old, new (in words), reason in the order of the events; `withdrawn` has event_id
    (as it was), kept (the event that stands for it, empty: none), reason.
    """

    version: str
    added: pd.DataFrame
    corrected: pd.DataFrame
    withdrawn: pd.DataFrame
    touched: pd.DataFrame


def versions(dataset: Dataset) -> tuple[str, ...]:
    """Return the versions of the data in which anything changed, the newest first."""
    events = dataset["events"]
    found = {dataset.version, *events["added"], *events["changed"], *dataset["corrections"]["version"]}
    return tuple(sorted(found, key=lambda version: ([int(number) for number in _NUMBER.findall(version)], version), reverse=True))


def changes(dataset: Dataset, version: str) -> Changes:
    """Return what `version` added, corrected and withdrew."""
    events, corrections = dataset["events"], dataset["corrections"]
    own = corrections[corrections["version"] == version]
    is_withdrawn = own["field"] == WITHDRAWN
    gone = own[is_withdrawn]
    known = set(events["event_id"])
    withdrawn = pd.DataFrame({"event_id": gone["event_id"], "kept": [new if new in known else "" for new in gone["new"]], "reason": gone["reason"]}).reset_index(drop=True)
    mended = own[~is_withdrawn & own["event_id"].isin(known)]
    place = {event_id: number for number, event_id in enumerate(events["event_id"])}
    mended = mended.sort_values(["event_id", "field"], key=lambda column: column.map(place) if column.name == "event_id" else column, kind="stable")
    corrected = pd.DataFrame(
        {
            "event_id": mended["event_id"],
            "field": [say_field(field) for field in mended["field"]],
            "old": [_said(dataset, field, value) for field, value in zip(mended["field"], mended["old"], strict=True)],
            "new": [_said(dataset, field, value) for field, value in zip(mended["field"], mended["new"], strict=True)],
            "reason": mended["reason"],
        }
    ).reset_index(drop=True)
    touched = events[(events["changed"] == version) & (events["added"] != version) & ~events["event_id"].isin(corrected["event_id"])]
    readings = dataset["readings"]
    own_readings = readings[readings["version"] == version]
    notes = dict(zip(own_readings["event_id"], own_readings["note"], strict=True))
    touched = touched.assign(reading_note=[notes.get(event_id, "") for event_id in touched["event_id"]])
    return Changes(version, events[events["added"] == version], corrected, withdrawn, touched)


def say_changes(found: Changes) -> str:
    """Return what a version did in a sentence."""
    count = found.corrected["event_id"].nunique()
    parts = [f"added {_counted(len(found.added), 'event')}"]
    if len(found.corrected):
        parts.append(f"corrected {_counted(len(found.corrected), 'value')} of {_counted(count, 'event')}")
    if len(found.touched):
        parts.append(f"changed {_counted(len(found.touched), 'event')} in which no fact was wrong")
    if len(found.withdrawn):
        parts.append(f"withdrew {_counted(len(found.withdrawn), 'event')}")
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"Version {found.version} {listed}."


def say_field(field: str) -> str:
    """Return the title of a column of events, or the field as it stands where there is no such column."""
    return EVENTS.column(field).title if field in EVENTS.column_names else field


def _said(dataset: Dataset, field: str, value: str) -> str:
    """A value of a column in words; nothing where it was empty."""
    if not value:
        return "nothing"
    if field in _CODES or field in _PEOPLE:
        people = dataset["people"]
        names = actor_names(dataset) if field in _CODES else dict(zip(people["person_id"], people["name"], strict=True))
        return ", ".join(names.get(code, code) for code in value.split(";"))
    return _TERMS[field].get(value, value) if field in _TERMS else say_claim_value(field, value)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
