"""The timeline of a view."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, peak
from timeline.figures import timeline as timeline_figure
from timeline.figures.style import Caption
from timeline.queries import chronology, selection

LANE_WORDS = {"category": "by kind", "dyad": "by pair", "country": "by country"}
FORMS = "Solid: confirmed; hollow: reported; dotted: planned; struck: denied or called off"
_ROOM_AFTER = 0.02


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
        alt=f"Timeline {LANE_WORDS[lanes]}: {request.sentence}. {peak(events)}{earlier}",
    )
    rows = chronology.timeline_rows(dataset, drawn, lanes)
    return timeline_figure.timeline(rows, chronology.war_bands(dataset), chronology.competing_dates(dataset, drawn), period, caption, width=request.width)


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


PAGE = "timeline"
CHARTS = {"timeline": timeline_chart}
WHOLE = ("timeline",)
