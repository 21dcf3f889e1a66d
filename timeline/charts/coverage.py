"""What the data holds: events by year and kind, sources by country, language, type and publisher."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from timeline.charts.request import Request, peak
from timeline.figures import coverage as coverage_figure
from timeline.figures import shares as shares_figure
from timeline.figures.style import Caption
from timeline.queries import coverage, selection


def coverage_chart(request: Request) -> go.Figure:
    """Events by year and kind, from the first year the data means to cover."""
    first, _ = selection.year_bounds(request.dataset)
    events = request.events
    within = events[events["year"] >= first]
    earlier = f" Not drawn: {len(events) - len(within)} before {first}." if len(events) > len(within) else ""
    caption = Caption("What the data holds, by year and kind", f"{request.sentence}.{earlier}", request.source, alt=f"Events by year and kind. {peak(events)}{earlier}")
    return coverage_figure.coverage(coverage.events_by_year(within), caption, width=request.width)


def sources_chart(column: str, words: str) -> Callable[[Request], go.Figure]:
    """Return the chart of the sources of a view by a column of sources.csv, called `words`."""

    def chart(request: Request) -> go.Figure:
        sources = coverage.sources_of(request.dataset, request.events)
        caption = Caption(f"Sources by {words}", f"{len(sources):,} pages and documents cited by {request.sentence}", request.source, alt=f"Sources by {words}.")
        return shares_figure.shares(coverage.sources_by(request.dataset, sources, column), caption, width=request.width)

    return chart


PAGE = "data"
CHARTS = {
    "coverage": coverage_chart,
    "sources-by-country": sources_chart("publisher_actor", "country of the publisher"),
    "sources-by-language": sources_chart("language", "language"),
    "sources-by-type": sources_chart("type", "type"),
    "sources-by-publisher": sources_chart("publisher", "publisher"),
}
