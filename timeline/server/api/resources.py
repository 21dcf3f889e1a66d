"""What can be asked for: each resource with its fields, and how its rows come out of a view."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from timeline.exports.formats.geojson import point
from timeline.exports.safety import clean
from timeline.exports.view import View, public_columns, records, source_addresses
from timeline.queries import geography, relations, representation, selection
from timeline.schema import ACTORS, EVENTS, SOURCES, Column, Table

Rows = list[dict[str, Any]]
LEVELS = {1: "chargé d'affaires or office", 2: "minister", 3: "ambassador", 9: "other"}
_JSON = {"number": "number", "integer": "integer", "latitude": "number", "longitude": "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row: its name, its JSON type, whether it is a list of that type, what it means."""

    name: str
    type: str
    description: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of the API: its name, what a row is, which fields it has, its rows, and its rows on a map where they have a place."""

    name: str
    description: str
    fields: tuple[Field, ...]
    rows: Callable[[View], Rows]
    features: Callable[[Rows], Iterable[dict[str, Any]]] | None = None


def _events(view: View) -> Rows:
    address, events = source_addresses(view.dataset), view.events
    days = zip(events["earliest"], events["latest"], events["when"], strict=True)
    return [
        row | {"earliest": _day(first), "latest": _day(last), "when": when, "sources": [address[source] for source in row["source_ids"] if address[source]]} | _link(view, row)
        for row, (first, last, when) in zip(records(events, EVENTS), days, strict=True)
    ]


def _link(view: View, row: dict[str, Any]) -> dict[str, str]:
    return {"link": view.event_link(row["event_id"])}


def _sources(view: View) -> Rows:
    sources = view.sources
    return [row | {"events": int(count)} for row, count in zip(records(sources, SOURCES), sources["events"], strict=True)]


def _actors(view: View) -> Rows:
    taking_part = view.dataset["participants"]
    found = taking_part[taking_part["event_id"].isin(view.events["event_id"])]
    every = found.groupby("code")["event_id"].nunique()
    by_role = found.groupby(["code", "role"])["event_id"].nunique()
    actors = view.dataset["actors"]
    return [
        row | {"events": int(every[row["code"]])} | {f"as_{role}": int(by_role.get((row["code"], role), 0)) for role in ("actor", "recipient", "other")}
        for row in records(actors[actors["code"].isin(every.index)], ACTORS)
    ]


def _representation(view: View) -> Rows:
    filters, seats = view.filters, view.dataset["actors"].set_index("code")
    day = geography.last_day(filters.as_of, pd.Timestamp(view.today))
    levels = representation.levels_at(representation.representation_steps(view.dataset), day)
    sides = zip(levels["sender"], levels["receiver"], strict=True)
    kept = levels[[_is_asked(sender, receiver, view) for sender, receiver in sides]] if len(levels) else levels
    return [
        {
            "sender": row.sender,
            "receiver": row.receiver,
            "level": int(row.level),
            "level_label": LEVELS.get(int(row.level), ""),
            "since": _day(row.since),
            "event_id": row.event_id,
            "as_of": _day(day),
            **{f"{side}_{axis}": _number(seats.at[code, axis]) for side, code in (("sender", row.sender), ("receiver", row.receiver)) for axis in ("latitude", "longitude")},
        }
        for row in kept.itertuples()
    ]


def _is_asked(sender: str, receiver: str, view: View) -> bool:
    filters, pair = view.filters, {sender, receiver}
    if filters.dyad:
        ways = {"both": (filters.dyad, filters.dyad[::-1]), "forward": (filters.dyad,), "back": (filters.dyad[::-1],)}[filters.direction]
        if (sender, receiver) not in ways:
            return False
    if filters.actors:
        return pair <= set(filters.actors) if filters.match == "all" else bool(pair & set(filters.actors))
    return True


def _relations(view: View) -> Rows:
    pairs = selection.dyad_counts(view.dataset, view.filters)
    if view.filters.dyad:
        pairs = [(first, second, count) for first, second, count in pairs if {first, second} == set(view.filters.dyad)]
    scored = relations.scored_events(view.dataset, view.events, view.filters.scale)
    years = scored["year"]
    if scored.empty or not pairs:
        return []
    sums = relations.pair_years(view.dataset, scored, pairs, int(years.min()), int(years.max()))
    return [
        {
            "first": pairs[row.row][0],
            "second": pairs[row.row][1],
            "year": int(row.year),
            "events": int(row.number),
            "total": round(float(row.total), 3),
            "balance": round(float(row.balance), 3),
            "event_ids": row.ids.split(";"),
        }
        for row in sums.rename(columns={"count": "number"}).itertuples()
    ]


def _day(value: Any) -> str | None:
    return None if pd.isna(value) else value.date().isoformat()


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _points(key: str) -> Callable[[Rows], Iterable[dict[str, Any]]]:
    def features(rows: Rows) -> Iterable[dict[str, Any]]:
        for row in rows:
            if row["latitude"] is not None and row["longitude"] is not None:
                yield point(row[key], row["longitude"], row["latitude"], row)

    return features


def _lines(rows: Rows) -> Iterable[dict[str, Any]]:
    for row in rows:
        ends = [[row[f"{side}_longitude"], row[f"{side}_latitude"]] for side in ("sender", "receiver")]
        if all(number is not None for end in ends for number in end):
            yield {"type": "Feature", "id": f"{row['sender']}-{row['receiver']}", "geometry": {"type": "LineString", "coordinates": ends}, "properties": row}


def _fields(table: Table) -> tuple[Field, ...]:
    return tuple(_field(table.column(name)) for name in public_columns(table))


def _field(column: Column) -> Field:
    kind = "integer" if column.name == "importance" else _JSON.get(column.kind, "string")
    return Field(column.name, kind, clean(column.description or column.title), column.is_list)


RESOURCES = {
    resource.name: resource
    for resource in (
        Resource(
            "events",
            "One dated event a row, in order of time.",
            (
                *_fields(EVENTS),
                Field("earliest", "string", "First day that the start can mean."),
                Field("latest", "string", "Last day that the end can mean; none while it goes on."),
                Field("when", "string", "The dates in words, no more precise than they are."),
                Field("sources", "string", "Addresses of the sources, best first.", is_list=True),
                Field("link", "string", "Lasting address of the event."),
            ),
            _events,
            _points("event_id"),
        ),
        Resource(
            "sources",
            "One page or document a row that an event of the view or a competing account of it cites.",
            (*_fields(SOURCES), Field("events", "integer", "How many events of the view cite it.")),
            _sources,
        ),
        Resource(
            "actors",
            "One actor a row that takes part in an event of the view.",
            (
                *_fields(ACTORS),
                Field("events", "integer", "In how many events of the view."),
                *(Field(f"as_{role}", "integer", f"In how many of them as {role}.") for role in ("actor", "recipient", "other")),
            ),
            _actors,
            _points("code"),
        ),
        Resource(
            "representation",
            "One mission a row, as of `as_of` (default: today): what one side keeps at the other. Folded from the representation events; of the view only actors, match, dyad and direction count.",
            (
                Field("sender", "string", "Whose mission."),
                Field("receiver", "string", "Where."),
                Field("level", "integer", "Correlates of War scale: 1 chargé or office, 2 minister, 3 ambassador, 9 other."),
                Field("level_label", "string", "The level in words."),
                Field("since", "string", "First day that the last change can mean."),
                Field("event_id", "string", "The event of the last change."),
                Field("as_of", "string", "The day for which this holds."),
                *(
                    Field(f"{side}_{axis}", "number", f"Seat of the {side}, degrees {way}, WGS84.")
                    for side in ("sender", "receiver")
                    for axis, way in (("latitude", "north"), ("longitude", "east"))
                ),
            ),
            _representation,
            _lines,
        ),
        Resource(
            "relations",
            "One pair and year a row: what its events count together, by `scale`.",
            (
                Field("first", "string", "One of the pair, first in order of codes."),
                Field("second", "string", "The other."),
                Field("year", "integer", "Year in which the events begin."),
                Field("events", "integer", "How many events count."),
                Field("total", "number", "Sum of their values, PLOVER -10 to +10 or signs."),
                Field("balance", "number", "(cooperation - conflict) / (cooperation + conflict), -1 to 1."),
                Field("event_ids", "string", "The events behind the sum.", is_list=True),
            ),
            _relations,
        ),
    )
}
