"""A chart as one HTML file that opens offline: plotly.js inside, nothing fetched, sources as links."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from timeline.charts import CHARTS, Request
from timeline.charts.request import WIDTH
from timeline.exports.citation import source_line
from timeline.exports.safety import link as safe_link
from timeline.exports.safety import markup, straight_json
from timeline.figures.style import BACKGROUNDS, FONT, LANDS, MUTED, TEXTS, Theme, scattergeo, themed
from timeline.filters import Filters
from timeline.repository import Dataset

ASSETS = Path(__file__).resolve().parent.parent / "server" / "assets"
GEOMETRY = ASSETS / "countries.json"
DISPUTED = ASSETS / "disputed.json"

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"


def draw(name: str, dataset: Dataset, filters: Filters | None = None, *, day: date | None = None, width: int = WIDTH, theme: Theme = "light") -> go.Figure:
    """Return the chart `name` of `timeline.charts.CHARTS` for a view, as a notebook shows it; `day` is the day it is drawn
    on (default: the last that the data covers), `width` in pixels.

    Raises:
        KeyError: if there is no such chart.
    """
    day = day or date.fromisoformat(dataset.horizon or str(dataset["events"]["earliest"].max().date()))
    request = Request(dataset, filters or Filters(), day, source_line(dataset), width)
    return standing_alone(CHARTS[name](request), theme).update_layout(width=width)


def standing_alone(figure: go.Figure, theme: Theme, geometry: Path = GEOMETRY) -> go.Figure:
    """Return a copy of a chart in the colours of `theme`, with the boundaries of `geometry` (GeoJSON) in place of their address."""
    whole = themed(figure, theme)
    whole.layout.height = figure.layout.height
    if any(trace.type == "choropleth" for trace in whole.data):
        _embed_geometry(whole, geometry, theme)
        whole = _with_disputed_lines(whole, theme)
    return whole


def chart_html(figure: go.Figure, *, link: str, sources: list[tuple[str, str]], theme: Theme = "light", geometry: Path = GEOMETRY) -> bytes:
    """Return a page with the interactive chart, the address of the view, and its sources as (said, url)."""
    whole = standing_alone(figure, theme, geometry)
    chart = straight_json(whole.to_html(full_html=False, include_plotlyjs=False, config={"displaylogo": False, "responsive": True}))
    title = markup(str((figure.layout.meta or {}).get("title", "Chart")))
    items = "".join(f"<li>{_source(said, url)}</li>" for said, url in sources)
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title>
<style>body{{margin:16px;background:{BACKGROUNDS[theme]};color:{TEXTS[theme]};font-family:{FONT};font-size:14px}}a{{color:inherit}}li{{color:{MUTED[theme]}}}</style>
<script>{get_plotlyjs()}</script></head><body>{chart}<p>{markup(link)}</p><h2>Sources</h2><ol>{items}</ol></body></html>"""
    return page.encode()


def _source(said: str, url: str) -> str:
    return f'<a href="{markup(url)}" rel="noopener noreferrer">{markup(said)}</a>' if safe_link(url) else markup(said)


def _embed_geometry(figure: go.Figure, geometry: Path, theme: Theme) -> None:
    shapes = json.loads(geometry.read_text("utf-8"))
    codes = [feature["id"] for feature in shapes["features"]]
    for trace in figure.data:
        if trace.type != "choropleth":
            continue
        if trace.meta == "land":
            trace.update(locations=codes, z=[0] * len(codes), colorscale=_land_scale(theme), marker={"line": {"width": 0.6, "color": BACKGROUNDS[theme]}})
        wanted = set(trace.locations)
        trace.geojson = {"type": "FeatureCollection", "features": [feature for feature in shapes["features"] if feature["id"] in wanted]}


def _with_disputed_lines(figure: go.Figure, theme: Theme) -> go.Figure:
    """The same map with the lines that are not agreed on, dashed, between land and marks."""
    lines = json.loads(DISPUTED.read_text("utf-8"))
    places = [[*line, [None, None]] for line in lines]
    dashed = scattergeo(
        mode="lines", hoverinfo="skip", line={"width": 1, "dash": "dash", "color": MUTED[theme]},
        lon=[point[0] for line in places for point in line], lat=[point[1] for line in places for point in line],
    )  # fmt: skip
    traces = list(figure.data)
    last = max(number for number, trace in enumerate(traces) if trace.type == "choropleth")
    return go.Figure([*traces[: last + 1], dashed, *traces[last + 1 :]], figure.layout)


def _land_scale(theme: Theme) -> list[list[object]]:
    return [[0, LANDS[theme]], [1, LANDS[theme]]]
