"""Every chart by name: which queries feed which figure. Pages and downloads draw from this one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import coverage as coverage_figure
from timeline.figures import overview as overview_figure
from timeline.figures import relations_map, style, timeline_layout
from timeline.figures import shares as shares_figure
from timeline.figures import timeline as timeline_figure
from timeline.figures.style import Caption
from timeline.filters import Filters, say_view
from timeline.queries import chronology, coverage, geography, selection
from timeline.repository import Dataset
from timeline.vocabulary import CATEGORY_LABELS

WIDTH = 1080
_ROOM_AFTER = 0.02
LANE_WORDS = {"category": "by kind", "dyad": "by pair", "country": "by country"}
LAYER_WORDS = {"representation": "who keeps a mission where", "visit": "who travelled where", "arms": "who armed whom", "all": "all events between pairs"}
FORMS = "Solid: confirmed; hollow: reported; dotted: planned; struck: denied or called off"


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


def timeline_chart(request: Request) -> go.Figure:
    """The timeline of the view."""
    dataset, lanes, period = request.dataset, request.filters.lanes, _period(request)
    events = request.events
    drawn = events[events["is_ongoing"] | (events["latest"] >= pd.Timestamp(period[0]))]
    earlier = f" Not drawn: {len(events) - len(drawn)} before {period[0].year}." if len(events) > len(drawn) else ""
    caption = Caption(
        f"What happened when, {LANE_WORDS[lanes]}",
        f"{request.sentence}. {FORMS}; bands: wars.{earlier}",
        request.source,
        alt=f"Timeline {LANE_WORDS[lanes]}: {request.sentence}. {_peak(events)}{earlier}",
    )
    rows = chronology.timeline_rows(dataset, drawn, lanes)
    return timeline_figure.timeline(rows, chronology.war_bands(dataset), chronology.competing_dates(dataset, drawn), period, caption, width=request.width)


def overview_chart(request: Request) -> go.Figure:
    """The events by year, the chosen years marked."""
    first, last = selection.year_bounds(request.dataset)
    events = selection.select(request.dataset, request.filters.without("years"))
    caption = Caption("Events by year", request.sentence, request.source, alt=f"Events by year, {first} to {last}. {_peak(events)}")
    return overview_figure.overview(
        selection.year_counts(events, first, last), request.filters.years, caption, width=request.width, left=timeline_layout.LEFT, right=timeline_layout.RIGHT
    )


def map_chart(request: Request) -> go.Figure:
    """The map of the layer the view asks for, as of its day."""
    dataset, events, layer, day = request.dataset, request.events, request.filters.layer, request.day
    if layer in ("visit", "arms"):
        events = events[events["category"] == layer]
    countries = geography.countries_in_view(dataset, events)
    when = f"{day:%-d %B %Y}"
    if layer == "representation":
        arcs = geography.representation_arcs(dataset, events, day, request.filters.dyad)
        mutual = geography.mutual_pairs(arcs)
        words = f"As of {when}, as far as this data knows: {mutual} pairs with missions on both sides (pale), {len(arcs) - 2 * mutual} on one side only (strong). Half a line reaches out from each sender; solid: embassy, dotted: less, or none"
        caption = Caption("Who keeps a mission where", f"{words}.", request.source, alt=f"Map of missions. {words}.")
        return relations_map.representation_map(countries, arcs, caption, width=request.width)
    arcs = geography.event_arcs(dataset, events, day, request.filters.dyad)
    colour = style.CATEGORY_COLOURS.get(layer, style.CATEGORY_COLOURS["multilateral"])
    said = sentence(dataset, request.filters.with_(category=(layer,))) if layer in CATEGORY_LABELS else request.sentence
    words = f"{said}; up to {when}. Arcs bend to the right of their direction; width by number"
    caption = Caption(LAYER_WORDS[layer].capitalize(), f"{words}.", request.source, alt=f"Map, {LAYER_WORDS[layer]}. {words}.")
    return relations_map.events_map(countries, arcs, geography.event_places(events, day), colour, caption, width=request.width)


def coverage_chart(request: Request) -> go.Figure:
    """Events by year and kind."""
    caption = Caption("What the data holds, by year and kind", request.sentence, request.source, alt=f"Events by year and kind. {_peak(request.events)}")
    return coverage_figure.coverage(coverage.events_by_year(request.events), caption, width=request.width)


def _sources_chart(column: str, words: str) -> Callable[[Request], go.Figure]:
    def chart(request: Request) -> go.Figure:
        sources = coverage.sources_of(request.dataset, request.events)
        caption = Caption(f"Sources by {words}", f"{len(sources):,} pages and documents cited by {request.sentence}", request.source, alt=f"Sources by {words}.")
        return shares_figure.shares(coverage.sources_by(request.dataset, sources, column), caption, width=request.width)

    return chart


CHARTS: dict[str, Callable[[Request], go.Figure]] = {
    "timeline": timeline_chart,
    "overview": overview_chart,
    "map": map_chart,
    "coverage": coverage_chart,
    "sources-by-country": _sources_chart("publisher_actor", "country of the publisher"),
    "sources-by-language": _sources_chart("language", "language"),
    "sources-by-type": _sources_chart("type", "type"),
    "sources-by-publisher": _sources_chart("publisher", "publisher"),
}


def _peak(events: pd.DataFrame) -> str:
    if events.empty:
        return "No events."
    by_year, by_kind = events["year"].value_counts(), events["category"].value_counts()
    return f"Most in {by_year.index[0]} ({by_year.iloc[0]}); most frequent: {CATEGORY_LABELS[str(by_kind.index[0])].lower()} ({by_kind.iloc[0]})."


def _period(request: Request) -> tuple[date, date]:
    """The first and last day that the timeline spans: the years asked for, as far as there are events."""
    events = request.dataset["events"]
    low, high = selection.year_bounds(request.dataset)
    first, last = request.filters.years or (low, high)
    start = date(max(first, int(events["year"].min()) - 1, 1), 1, 1)
    newest = max(events["start_latest"].max(), events["end_earliest"].max()).date()
    if newest.year > last or newest <= start:
        return start, date(max(min(last, high + 1), start.year), 12, 31)
    return start, min(date(newest.year, 12, 31), newest + (newest - start) * _ROOM_AFTER + timedelta(days=10))
