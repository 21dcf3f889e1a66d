"""What every export is given: the rows of a view, the sources and accounts behind them, and the words that say what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from timeline.exports.citation import HOME, event_link, source_line, view_link
from timeline.exports.safety import clean, link
from timeline.filters import Filters
from timeline.queries.chronology import actor_names
from timeline.queries.coverage import sources_of
from timeline.queries.selection import select
from timeline.queries.view_words import say_view
from timeline.repository import Dataset
from timeline.schema import EVENTS, Table

HIDDEN = ("note",)


def public_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a table that leave: all but the notes of maintainers."""
    return tuple(name for name in table.column_names if name not in HIDDEN)


COLUMNS = public_columns(EVENTS)


@dataclass(frozen=True, slots=True)
class View:
    """A view on its way out: the data, the filters, the page it stands on, the day it leaves.

    `base` is the address of the dashboard with a slash at its end; where it is empty, links are relative. `drawn` are the ids
    of the events that a chart of the view draws: fewer than the view holds, or others beside them; without it the view is whole.
    """

    dataset: Dataset
    filters: Filters
    today: date
    base: str = ""
    page: str = HOME
    drawn: frozenset[str] | None = None

    @property
    def events(self) -> pd.DataFrame:
        """The events of the view, or those that its chart draws, in order of time."""
        every = self.dataset["events"]
        return select(self.dataset, self.filters) if self.drawn is None else every[every["event_id"].isin(self.drawn)]

    @property
    def sources(self) -> pd.DataFrame:
        """The sources that the events or their competing accounts cite, in order of their ids."""
        return sources_of(self.dataset, self.events).sort_values("source_id", ignore_index=True)

    @property
    def accounts(self) -> pd.DataFrame:
        """The competing accounts of the events."""
        claims = self.dataset["claims"]
        return claims[claims["event_id"].isin(self.events["event_id"])]

    @property
    def sentence(self) -> str:
        """The view in a sentence, with its count, and how many events its chart draws where those are others."""
        own = select(self.dataset, self.filters)["event_id"]
        drawn = "" if self.drawn is None or self.drawn == set(own) else f"; here the {len(self.drawn):,} that the chart draws"
        return clean(say_view(self.filters, len(own), actor_names(self.dataset)) + drawn)

    @property
    def link(self) -> str:
        """The address of the view."""
        return view_link(self.page, self.filters, self.base)

    def event_link(self, event_id: str) -> str:
        """Return the lasting address of an event."""
        return event_link(event_id, self.base)

    def about(self) -> dict[str, str]:
        """Return what the file is, by name: the view, its link, the data with version and licence, the day it was made."""
        return {
            "view": self.sentence,
            "link": self.link,
            "title": clean(self.dataset.title),
            "data_version": self.dataset.version,
            "digest": self.dataset.digest,
            "horizon": self.dataset.horizon,
            "licence": clean(self.dataset.licence),
            "accessed": self.today.isoformat(),
            "source_line": clean(source_line(self.dataset)),
        }


def records(frame: pd.DataFrame, table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries of its public columns, texts cleaned: lists as lists, numbers as
    numbers (whole ones without a point), None where nothing is known, an address that may be no link left out.
    """
    columns = [table.column(name) for name in public_columns(table)]
    addresses = {column.name for column in columns if column.kind == "url"}
    rows = frame[[column.name for column in columns]].to_dict("records")
    return [{name: _value(value, is_address=name in addresses) for name, value in row.items()} for row in rows]


def _value(value: Any, *, is_address: bool) -> Any:
    if isinstance(value, str):
        return (link(value) if is_address else clean(value)) or None
    if isinstance(value, tuple):
        return [clean(part) for part in value]
    if value is None or value != value:
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value


def known(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without what is unknown or empty."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}


@lru_cache(maxsize=2)
def source_addresses(dataset: Dataset) -> dict[str, str]:
    """Return the address of every source by its id, empty where it may be no link; shared, so do not change it."""
    sources = dataset["sources"]
    return {source: link(url) for source, url in zip(sources["source_id"], sources["url"], strict=True)}
