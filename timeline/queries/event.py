"""All that is known about one event: its row, accounts, thread, sources, neighbours in the view."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from timeline.dates import DateError, parse_date, say_date
from timeline.repository import Dataset
from timeline.wording import say_millions


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event with what belongs to it; frames have the columns of their tables, `steps` those of events.

    `reading` is its row of readings, None where nobody has read it a second time.
    """

    event: pd.Series
    claims: pd.DataFrame
    sources: pd.DataFrame
    reading: pd.Series | None
    steps: pd.DataFrame
    thread_title: str
    previous: str
    next: str
    position: int
    count: int


def event_record(dataset: Dataset, events: pd.DataFrame, event_id: str) -> EventRecord:
    """Return what is known about the event; previous and next are its neighbours in `events` (empty at the ends).

    Raises:
        KeyError: if the data has no such event.
    """
    table = dataset["events"]
    found = table[table["event_id"] == event_id]
    if found.empty:
        raise KeyError(event_id)
    event = found.iloc[0]
    ids = events["event_id"].tolist()
    position = ids.index(event_id) if event_id in ids else -1
    claims = dataset["claims"]
    thread = event["thread_id"]
    steps = table[table["thread_id"] == thread].sort_values(["earliest", "event_id"]) if thread else table.iloc[0:0]
    threads = dataset["threads"]
    titles = threads.loc[threads["thread_id"] == thread, "title"]
    readings = dataset["readings"]
    reading = readings[readings["event_id"] == event_id]
    return EventRecord(
        event=event,
        claims=claims[claims["event_id"] == event_id],
        sources=sources_in_order(dataset, event["source_ids"]),
        reading=None if reading.empty else reading.iloc[0],
        steps=steps,
        thread_title=str(titles.iloc[0]) if len(titles) else "",
        previous=ids[position - 1] if position > 0 else "",
        next=ids[position + 1] if 0 <= position < len(ids) - 1 else "",
        position=position + 1,
        count=len(ids),
    )


def sources_in_order(dataset: Dataset, source_ids: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of sources in the order of `source_ids`."""
    return dataset["sources"].set_index("source_id").loc[list(source_ids)].reset_index()


def people_names(dataset: Dataset, person_ids: tuple[str, ...]) -> list[str]:
    """Return the names of people in the order of their ids."""
    names = dict(zip(dataset["people"]["person_id"], dataset["people"]["name"], strict=True))
    return [names[person] for person in person_ids]


def say_claim_value(field: str, value: str) -> str:
    """Return the value of an account in words: dates said, money with its unit, the rest as it is."""
    if field in ("start", "end"):
        try:
            return say_date(parse_date(value))
        except DateError:
            return "still going" if value == ".." else value
    if field == "value_usd_m":
        try:
            return say_millions(float(value))
        except ValueError:
            return value
    return value
