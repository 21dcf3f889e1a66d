"""The view as one immutable object: what is shown, read from an address and written to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from timeline import vocabulary
from timeline.dates import DateError, parse_date

MAX_SEARCH = 200
MAX_VALUES = 60
MATCHES = ("any", "all")
DIRECTIONS = ("both", "forward", "back")
DRAWN_ONLY = ("event", "as_of", "lanes", "layer", "scale", "half_life", "thread", "story", "beside", "since", "counted_by", "weights", "issue", "version")
LANES = ("category", "dyad", "country")
LAYERS = ("representation", "visit", "arms", "all")
SCALES = ("plover", "count", "own")
HALF_LIVES = ("2", "1", "5")
COUNTED_BY = ("category", "balance")
ISSUES = ("all", "me", "nu", "di", "hr", "co", "ec")
SIDES = 2
FIRST_YEAR, LAST_YEAR = 1, 9999
MOST_WEIGHT = 10.0

_SPAN = re.compile(r"(\d{4})?-(\d{4})?", re.ASCII)
_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,11}", re.ASCII)
_DYAD = re.compile(rf"({_CODE.pattern})-({_CODE.pattern})", re.ASCII)
_WEIGHT = re.compile(r"([A-Z]{3,12}):([+-]?\d{1,3}(?:\.\d{1,2})?)", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked to see. Empty means no restriction; clauses combine with AND, the values of one with OR.

    The fields in DRAWN_ONLY say what is open and how it is drawn; they never restrict.
    A field's name is also the key in the address. `years` run from FIRST_YEAR or to LAST_YEAR where a span is open. `beside` is what a comparison sets beside the view: another pair, or
    another span of years of the same pair; `since` the event from which the days of both sides are counted, or one for each. `weights` are what the events of the scale `own` count,
    by PLOVER event in the order of the vocabulary; `issue` the subject of the UN votes drawn.
    """

    actors: tuple[str, ...] = ()
    match: str = "any"
    dyad: tuple[str, str] | tuple[()] = ()
    direction: str = "both"
    category: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    years: tuple[int, int] | tuple[()] = ()
    status: tuple[str, ...] = ()
    importance: tuple[str, ...] = ()
    search: str = ""
    event: str = ""
    as_of: str = ""
    lanes: str = "category"
    layer: str = "representation"
    scale: str = "plover"
    half_life: str = "2"
    thread: str = ""
    story: str = ""
    beside: tuple[str, str] | tuple[int, int] | tuple[()] = ()
    since: tuple[str, ...] = ()
    counted_by: str = "category"
    weights: tuple[tuple[str, float], ...] = ()
    issue: str = "all"
    version: str = ""

    def without(self, *names: str) -> Filters:
        """Return the same view with the named fields at their defaults."""
        defaults: dict[str, Any] = {field.name: field.default for field in fields(self) if field.name in names}
        return replace(self, **defaults)

    def with_(self, **values: Any) -> Filters:
        """Return the same view with the given fields changed."""
        return replace(self, **values)

    @property
    def restrictions(self) -> Filters:
        """The same view without what only opens or draws: the key under which a selection can be kept."""
        return self.without(*DRAWN_ONLY)

    @property
    def is_plain(self) -> bool:
        """True if nothing is restricted."""
        return self.restrictions == Filters()

    def to_query(self) -> dict[str, list[str]]:
        """Return the address of this view, defaults left out: `from_query(filters.to_query())` gives the same view."""
        query: dict[str, list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                query[field.name] = _written(field.name, value)
        return query


def _written(name: str, value: Any) -> list[str]:
    if name in ("years", "dyad", "beside"):
        return [_span(*value) if isinstance(value[0], int) else "-".join(value)]
    if name == "weights":
        return [",".join(f"{code}:{number:g}" for code, number in value)]
    return list(value) if isinstance(value, tuple) else [str(value)]


def _span(first: int, last: int) -> str:
    if (first, last) == (FIRST_YEAR, LAST_YEAR):
        return f"{first:04d}-{last:04d}"
    return "-".join(("" if first == FIRST_YEAR else f"{first:04d}", "" if last == LAST_YEAR else f"{last:04d}"))


def from_query(
    query: Mapping[str, str | Sequence[str]], known: Mapping[str, Iterable[str]] | None = None, withdrawn: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Filters, tuple[str, ...]]:
    """Return the view an address asks for, and a sentence for each part of it that cannot be used. Never raises.

    `known` may give the codes of actors (`actors`), the ids of events (`event`), threads (`thread`) and stories (`story`) and the
    versions (`version`) that exist; `withdrawn` for each event that was once published the id of the one that stands for it now (empty: none), and why.
    """
    reader = _Reader({name: set(values) for name, values in (known or {}).items()}, withdrawn or {})
    values: dict[str, Any] = {}
    for key, raw in query.items():
        given = [raw] if isinstance(raw, str) else [str(item) for item in raw]
        if key not in _READERS:
            reader.ignore(key, "", "is not a part of an address here")
            continue
        found = _READERS[key](reader, key, given)
        if found is not None:
            values[key] = found
    return Filters(**values), tuple(reader.ignored)


def split_view(text: str) -> tuple[str, dict[str, list[str]]]:
    """Return the page and the parts of an address that a person wrote: `map?layer=arms`, `?actors=ISR`, `actors=ISR`, or a whole one."""
    try:
        parts = urlsplit(text.strip())
        path, query = parts.path, parts.query
    except ValueError:
        path, _, query = text.strip().partition("?")
    if not query and "=" in path:
        path, query = "", path
    return path.rstrip("/").rpartition("/")[2] or "timeline", parse_qs(query, keep_blank_values=True)


class _Reader:
    """Turns texts of an address into values of Filters and notes what it leaves out."""

    def __init__(self, known: dict[str, set[str]], withdrawn: Mapping[str, tuple[str, str]]) -> None:
        self.known = known
        self.withdrawn = withdrawn
        self.ignored: list[str] = []

    def ignore(self, key: str, value: str, reason: str) -> None:
        shown = "".join(character if character.isprintable() else "�" for character in value[:40])
        name = "".join(character if character.isprintable() else "�" for character in key[:40])
        self.ignored.append(f"{name}={shown}: {reason}." if value else f"{name}: {reason}.")

    def one(self, key: str, given: list[str]) -> str:
        if len(given) > 1:
            self.ignore(key, given[0], "stands twice; the last one counts")
        return given[-1] if given else ""

    def first(self, key: str, given: list[str], most: int) -> list[str]:
        if len(given) > most:
            self.ignore(key, given[most], f"and what follows is left out; at most {most} values are read")
        return given[:most]

    def choice(self, key: str, given: list[str]) -> str | None:
        value = self.one(key, given)
        options = _CHOICES[key]
        if value in options:
            return value
        self.ignore(key, value, f"is not one of {', '.join(options)}")
        return None

    def terms(self, key: str, given: list[str]) -> tuple[str, ...] | None:
        options = [term.code for term in _TERMS[key]]
        given = self.first(key, given, max(MAX_VALUES, len(options)))
        kept = {value for value in given if value in options}
        for value in given:
            if value not in options:
                self.ignore(key, value, f"is not a known {key}")
        return tuple(code for code in options if code in kept) or None

    def actors(self, key: str, given: list[str]) -> tuple[str, ...] | None:
        kept: list[str] = []
        for value in self.first(key, given, MAX_VALUES):
            if not _CODE.fullmatch(value) or value not in self.known.get("actors", {value}):
                self.ignore(key, value, "is not an actor of this data")
            elif value not in kept:
                kept.append(value)
        return tuple(sorted(kept)) or None

    def dyad(self, key: str, given: list[str]) -> tuple[str, str] | None:
        value = self.one(key, given)
        match = _DYAD.fullmatch(value)
        if not match or match[1] == match[2]:
            self.ignore(key, value, "is not a pair such as AZE-ISR")
            return None
        unknown = [code for code in match.groups() if code not in self.known.get("actors", {code})]
        if unknown:
            self.ignore(key, value, f"{unknown[0]} is not an actor of this data")
            return None
        return (match[1], match[2])

    def years(self, key: str, given: list[str]) -> tuple[int, int] | None:
        value = self.one(key, given)
        match = _SPAN.fullmatch(value)
        if not match or not any(match.groups()):
            self.ignore(key, value, "is not a span such as 1993-2010")
            return None
        first, last = int(match[1] or FIRST_YEAR), int(match[2] or LAST_YEAR)
        if first > last:
            self.ignore(key, value, "begins after it ends; read the other way round")
        first, last = max(FIRST_YEAR, min(first, last)), max(FIRST_YEAR, first, last)
        return (first, last)

    def beside(self, key: str, given: list[str]) -> tuple[str, str] | tuple[int, int] | None:
        value = self.one(key, given)
        if _DYAD.fullmatch(value):
            return self.dyad(key, [value])
        if _SPAN.fullmatch(value):
            return self.years(key, [value])
        self.ignore(key, value, "is neither a pair such as AZE-ISR nor a span such as 1993-2010")
        return None

    def since(self, key: str, given: list[str]) -> tuple[str, ...] | None:
        kept = [event for value in self.first(key, given, SIDES) if (event := self.one_event(key, value))]
        return tuple(kept[:1] if len(set(kept)) == 1 else kept) or None

    def event(self, key: str, given: list[str]) -> str | None:
        return self.one_event(key, self.one(key, given))

    def one_event(self, key: str, value: str) -> str | None:
        if _ID.fullmatch(value) and value in self.known.get("event", {value}):
            return value
        kept, reason = self.withdrawn.get(value, ("", ""))
        if reason:
            self.ignore(key, value, f"was withdrawn ({reason.rstrip('.')})" + (f"; {kept} stands for it" if kept else ""))
        else:
            self.ignore(key, value, "is not an event of this data")
        return kept or None

    def weights(self, key: str, given: list[str]) -> tuple[tuple[str, float], ...] | None:
        kept: dict[str, float] = {}
        for text in self.first(key, self.one(key, given).split(","), MAX_VALUES):
            match = _WEIGHT.fullmatch(text)
            if not match:
                self.ignore(key, text, "is not a weight such as AGREE:3")
            elif match[1] not in vocabulary.PLOVER_EVENTS:
                self.ignore(key, text, f"{match[1]} is not a PLOVER event")
            elif abs(float(match[2])) > MOST_WEIGHT:
                self.ignore(key, text, "lies outside -10 to 10")
            else:
                if match[1] in kept:
                    self.ignore(key, text, f"{match[1]} stands twice; the last one counts")
                kept[match[1]] = float(match[2]) + 0.0
        return tuple((code, kept[code]) for code in vocabulary.PLOVER_EVENTS if code in kept) or None

    def search(self, key: str, given: list[str]) -> str | None:
        value = "".join(character for character in " ".join(self.one(key, given).split()) if character.isprintable()).strip()
        if len(value) > MAX_SEARCH:
            self.ignore(key, value, f"is cut after {MAX_SEARCH} characters")
        return value[:MAX_SEARCH].strip() or None

    def identified(self, key: str, given: list[str]) -> str | None:
        value = self.one(key, given)
        if not _ID.fullmatch(value) or value not in self.known.get(key, {value}):
            self.ignore(key, value, f"is not {'an' if key[0] in 'aeiou' else 'a'} {key} of this data")
            return None
        return value

    def as_of(self, key: str, given: list[str]) -> str | None:
        value = self.one(key, given)
        try:
            parse_date(value)
        except DateError:
            self.ignore(key, value, "is not a date such as 2010-03-01")
            return None
        return value


_TERMS = {
    "category": vocabulary.CATEGORIES,
    "type": vocabulary.EVENT_TYPES,
    "status": vocabulary.STATUSES,
    "importance": vocabulary.IMPORTANCES,
}
_CHOICES = {"match": MATCHES, "direction": DIRECTIONS, "lanes": LANES, "layer": LAYERS, "scale": SCALES, "half_life": HALF_LIVES, "counted_by": COUNTED_BY, "issue": ISSUES}
_READERS = {
    "actors": _Reader.actors, "match": _Reader.choice, "dyad": _Reader.dyad, "direction": _Reader.choice,
    "category": _Reader.terms, "type": _Reader.terms, "years": _Reader.years, "status": _Reader.terms,
    "importance": _Reader.terms, "search": _Reader.search, "event": _Reader.event, "as_of": _Reader.as_of,
    "lanes": _Reader.choice, "layer": _Reader.choice, "scale": _Reader.choice, "half_life": _Reader.choice, "thread": _Reader.identified, "story": _Reader.identified,
    "beside": _Reader.beside, "since": _Reader.since, "counted_by": _Reader.choice,
    "weights": _Reader.weights, "issue": _Reader.choice, "version": _Reader.identified,
}  # fmt: skip
