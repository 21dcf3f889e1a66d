"""What a printable brief of a view says: key figures, charts, the events as a dated list, accounts, sources, method, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from timeline.exports.citation import cite_view, source_line
from timeline.exports.safety import clean, link
from timeline.exports.view import View
from timeline.queries import chronology, headline
from timeline.queries.event import say_claim_value, sources_in_order
from timeline.repository import Dataset
from timeline.schema import EVENTS
from timeline.vocabulary import CATEGORY_LABELS, STATUS_LABELS

MAP = "map"
CHARTS = ("timeline", MAP, "representation")
LONG = 40
METHOD = (
    "An event is something that somebody did or said on a day, in a month or in a year that a source names. A row is added only when a page or document that supports it was seen. "
    "Dates are as precise as their sources. “Reported” is what one side or the press alone says; “denied”, what a party denies and nobody proved.",
    "Where sources part, each account is kept with who gives it. The preferred account is the one that the list follows, with the reason; the others stand beside it.",
)
LIMITS = (
    "Silence is not absence: what no public page says is not here. English sources are the most frequent, and recent years hold more events because more pages of them could be seen.",
    "Sums of money are as a source stated them, in dollars of their day; they are not added up.",
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A brief of a view, ready to be set; every value is plain text, numbers, lists and mappings of them.

    `years`: for each year its events (number of sources cited, when, title, parties, place, status, summary, kind);
    `accounts`: for each contested event its fields and claims; `sources`: said and url, in the order of their first
    mention, whose place (from 1) is the number by which events and claims cite them; `made`: the day it is made on, in words,
    and `made_on` as an ISO date.
    """

    title: str
    sentence: str
    figures: list[dict[str, str]]
    years: list[dict[str, Any]]
    accounts: list[dict[str, Any]]
    sources: list[dict[str, str]]
    method: list[str]
    limits: list[str]
    source_line: str
    citation: str
    link: str
    made: str
    made_on: str
    is_long: bool

    @property
    def count(self) -> int:
        """How many events it lists."""
        return sum(len(year["events"]) for year in self.years)


def dossier(view: View) -> Dossier:
    """Return the brief of a view."""
    dataset, events = view.dataset, view.events
    numbers = _numbers(dataset, events)
    figures = headline.key_figures(dataset, events, view.filters, pd.Timestamp(view.today))
    return Dossier(
        title=clean(dataset.title),
        sentence=f"{view.sentence}.",
        figures=[{"value": clean(figure.value), "label": clean(figure.label), "note": clean(figure.note)} for figure in figures],
        years=_years(dataset, events, numbers),
        accounts=_accounts(dataset, events, numbers),
        sources=_sources(dataset, numbers),
        method=list(METHOD),
        limits=[*LIMITS, *_horizon(dataset)],
        source_line=clean(source_line(dataset)),
        citation=clean(cite_view(dataset, view.sentence)),
        link=view.link,
        made=_say_day(view.today),
        made_on=view.today.isoformat(),
        is_long=len(events) > LONG,
    )


def _say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _horizon(dataset: Dataset) -> list[str]:
    return [f"Pages could be seen up to {dataset.horizon}; what happened later is not here."] if dataset.horizon else []


def _numbers(dataset: Dataset, events: pd.DataFrame) -> dict[str, int]:
    """The sources that the list and then the accounts cite, numbered from 1 in the order of their first mention."""
    claims = _claims_of(dataset, events)
    mentioned = [source for ids in (*events["source_ids"], *claims["source_ids"]) for source in ids]
    return {source: number for number, source in enumerate(dict.fromkeys(mentioned), start=1)}


def _claims_of(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    claims = dataset["claims"]
    order = {event: place for place, event in enumerate(events["event_id"])}
    inside = claims[claims["event_id"].isin(order)]
    return inside.assign(place=inside["event_id"].map(order)).sort_values(["place", "claim_id"], kind="stable")


def _years(dataset: Dataset, events: pd.DataFrame, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    names = chronology.actor_names(dataset)
    return [{"year": str(year), "events": [_event(row, names, numbers) for row in group.to_dict("records")]} for year, group in events.groupby("year", sort=True)]


def _event(row: Mapping[str, Any], names: dict[str, str], numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "when": row["when"],
        "title": clean(row["title"]),
        "parties": clean(chronology.say_parties(row["actors"], row["recipients"], names)),
        "place": clean(row["place"]),
        "kind": CATEGORY_LABELS[row["category"]],
        "status": "" if row["status"] == "confirmed" else STATUS_LABELS[row["status"]].lower(),
        "summary": clean(row["summary"]),
        "is_major": bool(row["importance"] == 1),
        "is_contested": bool(row["is_contested"]),
        "cites": [numbers[source] for source in row["source_ids"]],
    }


def _accounts(dataset: Dataset, events: pd.DataFrame, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    names = chronology.actor_names(dataset)
    heads = events.set_index("event_id")
    return [
        {
            "when": heads.loc[event, "when"],
            "title": clean(heads.loc[event, "title"]),
            "fields": [{"field": EVENTS.column(str(field)).title, "claims": [_claim(row, names, numbers) for row in claims.to_dict("records")]} for field, claims in group.groupby("field", sort=False)],
        }
        for event, group in _claims_of(dataset, events).groupby("event_id", sort=False)
    ]  # fmt: skip


def _claim(row: Mapping[str, Any], names: dict[str, str], numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "value": clean(say_claim_value(row["field"], row["value"])),
        "claimant": clean(names.get(row["claimant"], row["claimant"])),
        "rank": row["rank"],
        "reason": clean(row["reason"]),
        "cites": [numbers[source] for source in row["source_ids"]],
    }


def _sources(dataset: Dataset, numbers: Mapping[str, int]) -> list[dict[str, str]]:
    rows = sources_in_order(dataset, tuple(numbers)).to_dict("records")
    return [{"said": clean(f"{row['publisher']}, {row['published'] or 'undated'}:"), "title": clean(row["title"]), "url": link(row["url"])} for row in rows]
