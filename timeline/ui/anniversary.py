"""On this day: the events of today's day and month, or of the nearest day that has any."""

from __future__ import annotations

from timeline.filters import Filters
from timeline.queries import selection
from timeline.queries.anniversaries import on_this_day
from timeline.repository import Dataset
from timeline.ui import words
from timeline.ui.card import mark
from timeline.ui.clock import today
from timeline.ui.components import mount

MOST = 3


def anniversary(dataset: Dataset, filters: Filters) -> None:
    """Draw what happened on this day in other years, within the view; a click opens the card."""
    now = today()
    events, day = on_this_day(selection.select(dataset, filters), now)
    here, there = f"{now:%-d %B}", f"{day:%-d %B}" if day else ""
    if not day:
        heading = words.ANNIVERSARY["none"]
    elif here == there:
        heading = words.ANNIVERSARY["today"].format(day=here)
    else:
        heading = words.ANNIVERSARY["nearest"].format(day=here, nearest=there)
    rest = f" {words.ANNIVERSARY['rest'].format(count=len(events) - MOST)}" if len(events) > MOST else ""
    marks = [mark(row) for row in events.head(MOST).to_dict("records")]
    mount("chronology", {"years": [{"year": heading + rest, "events": marks}], "advice": ""}, "event", key="on-this-day")
