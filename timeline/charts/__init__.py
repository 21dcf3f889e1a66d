"""Every chart by name: which queries feed which figure. Pages and downloads draw from these lists.

A chart of the lists is found by the contract tests, the downloads and the pages; each file here holds those of one
subject.
"""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from timeline.charts.chronology import overview_chart, timeline_chart
from timeline.charts.coverage import coverage_chart, sources_chart
from timeline.charts.maps import map_chart
from timeline.charts.request import Request, sentence

Chart = Callable[[Request], go.Figure]

PAGE_CHARTS: dict[str, dict[str, Chart]] = {
    "timeline": {"timeline": timeline_chart},
    "map": {"map": map_chart},
    "data": {
        "coverage": coverage_chart,
        "sources-by-country": sources_chart("publisher_actor", "country of the publisher"),
        "sources-by-language": sources_chart("language", "language"),
        "sources-by-type": sources_chart("type", "type"),
        "sources-by-publisher": sources_chart("publisher", "publisher"),
    },
}
CHARTS: dict[str, Chart] = {name: chart for charts in PAGE_CHARTS.values() for name, chart in charts.items()}
PAGE_OF = {name: page for page, charts in PAGE_CHARTS.items() for name in charts}
CONTROLS: dict[str, Chart] = {"overview": overview_chart}

__all__ = ["CHARTS", "CONTROLS", "PAGE_CHARTS", "PAGE_OF", "Request", "sentence"]
