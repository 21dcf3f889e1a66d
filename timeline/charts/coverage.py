"""What the data holds: events by year and kind, sources by country, language, type and publisher."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, peak
from timeline.figures import coverage as coverage_figure
from timeline.figures import shares as shares_figure
from timeline.figures.style import Caption
from timeline.queries import coverage, selection


def coverage_chart(request: Request) -> go.Figure:
    """Events by year and kind, from the first year the data means to cover."""
    events, within, first = request.events, _within(request), selection.year_bounds(request.dataset)[0]
    earlier = f" Not drawn: {len(events) - len(within)} before {first}." if len(events) > len(within) else ""
    caption = Caption("What the data holds, by year and kind", f"{request.sentence}.{earlier}", request.source, alt=f"Events by year and kind. {peak(events)}{earlier}")
    return coverage_figure.coverage(coverage.events_by_year(within), caption, width=request.width)


def coverage_numbers(request: Request) -> pd.DataFrame:
    """Return year, category, count of the events drawn."""
    return coverage.events_by_year(_within(request))


def _within(request: Request) -> pd.DataFrame:
    """The events of the view from the first year the data means to cover."""
    events = request.events
    return events[events["year"] >= selection.year_bounds(request.dataset)[0]]


def sources_numbers(column: str) -> Callable[[Request], pd.DataFrame]:
    """Return what counts the sources of a view by a column of sources.csv: label, count, every one of them."""
    return lambda request: coverage.sources_by(request.dataset, coverage.sources_of(request.dataset, request.events), column, most=None)


def sources_chart(column: str, words: str) -> Callable[[Request], go.Figure]:
    """Return the chart of the sources of a view by a column of sources.csv, called `words`."""

    def chart(request: Request) -> go.Figure:
        sources = coverage.sources_of(request.dataset, request.events)
        caption = Caption(f"Sources by {words}", f"{len(sources):,} pages and documents cited by {request.sentence}", request.source, alt=f"Sources by {words}.")
        return shares_figure.shares(coverage.sources_by(request.dataset, sources, column), caption, width=request.width)

    return chart


PAGE = "data"
SOURCES = {"country": ("publisher_actor", "country of the publisher"), "language": ("language", "language"), "type": ("type", "type"), "publisher": ("publisher", "publisher")}
CHARTS = {"coverage": coverage_chart} | {f"sources-by-{name}": sources_chart(column, words) for name, (column, words) in SOURCES.items()}
NUMBERS = {"coverage": coverage_numbers} | {f"sources-by-{name}": sources_numbers(column) for name, (column, _) in SOURCES.items()}
