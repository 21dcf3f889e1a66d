"""What every chart is asked for, and the words that charts share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from timeline.filters import Filters
from timeline.queries import chronology, geography, selection
from timeline.queries.view_words import say_view
from timeline.repository import Dataset
from timeline.vocabulary import CATEGORY_LABELS

WIDTH = 1080


@dataclass(frozen=True, slots=True)
class Request:
    """What a chart is asked for: the data, the view, the day it is drawn on, the width in pixels, the line under it."""

    dataset: Dataset
    filters: Filters
    today: date
    source: str
    width: int = WIDTH

    @property
    def events(self) -> pd.DataFrame:
        """The events of the view."""
        return selection.select(self.dataset, self.filters)

    @property
    def sentence(self) -> str:
        """The view in a sentence."""
        return sentence(self.dataset, self.filters)

    @property
    def day(self) -> pd.Timestamp:
        """The last day of `as_of`, else today."""
        return geography.last_day(self.filters.as_of, pd.Timestamp(self.today))


def sentence(dataset: Dataset, filters: Filters) -> str:
    """Return the view in a sentence, with its count."""
    return say_view(filters, len(selection.select(dataset, filters)), chronology.actor_names(dataset))


def peak(events: pd.DataFrame) -> str:
    """Return in which year most of `events` lie and what kind is most frequent."""
    if events.empty:
        return "No events."
    by_year, by_kind = events["year"].value_counts(), events["category"].value_counts()
    return f"Most in {by_year.index[0]} ({by_year.iloc[0]}); most frequent: {CATEGORY_LABELS[str(by_kind.index[0])].lower()} ({by_kind.iloc[0]})."
