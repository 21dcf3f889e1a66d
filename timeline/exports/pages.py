"""A chart and the events behind it as one HTML file that opens offline and stays linked: plotly.js inside, nothing fetched, sources as links."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from timeline.charts import CHARTS, Request
from timeline.charts.request import WIDTH
from timeline.exports.citation import source_line
from timeline.exports.safety import link as safe_link
from timeline.exports.safety import markup, straight_json
from timeline.figures.style import BACKGROUNDS, COOPERATION, FAINT, FONT, GRIDS, LANDS, MUTED, TEXTS, Theme, scattergeo, themed
from timeline.figures.timeline import WARS
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


def ids_behind(figure: go.Figure) -> set[str]:
    """Return the events that the marks of a figure open; the names of wars above a timeline are no marks."""
    rows = [row for trace in figure.data if trace.meta != WARS and trace.customdata is not None for row in trace.customdata]
    return {event_id for row in rows for event_id in str(row[0]).split(";") if event_id}


def chart_html(figure: go.Figure, *, link: str, events: pd.DataFrame, sources: list[tuple[str, str]], theme: Theme = "light", geometry: Path = GEOMETRY) -> bytes:
    """Return a page with the interactive chart, the address of the view, a table of its events, and its sources as (said, url).

    `events` has the columns of `queries.listing.listed`; a row and the mark that opens it find each other.
    """
    whole = standing_alone(figure, theme, geometry)
    chart = straight_json(whole.to_html(full_html=False, include_plotlyjs=False, config={"displaylogo": False, "responsive": True}))
    title = markup(str((figure.layout.meta or {}).get("title", "Chart")))
    items = "".join(f"<li>{_external(said, url)}</li>" for said, url in sources)
    colours = f"--line:{GRIDS[theme]};--ground:{BACKGROUNDS[theme]};--focus:{COOPERATION};--found:{FAINT}"
    look = f"body{{margin:16px;background:{BACKGROUNDS[theme]};color:{TEXTS[theme]};font-family:{FONT};font-size:14px;{colours}}}ol{{color:{MUTED[theme]}}}"
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title><style>{look}{_part("page.css")}</style>
<script>{get_plotlyjs()}</script></head><body><div class="chart">{chart}<div class="ring" hidden></div></div><p>{markup(link)}</p>{_table(events, is_linked=bool(ids_behind(figure)))}<h2>Sources</h2><ol>{items}</ol>
<script>{_part("page.js")}</script></body></html>"""
    return page.encode()


def _external(said: str, url: str) -> str:
    return f'<a href="{markup(url)}" target="_blank" rel="noopener noreferrer">{markup(said)}</a>' if safe_link(url) else markup(said)


@cache
def _part(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


def _table(events: pd.DataFrame, *, is_linked: bool) -> str:
    rows = "".join(
        f'<tr data-id="{markup(row.event_id)}"><td>{markup(row.when)}</td><td>{markup(row.title)}</td><td>{markup(row.parties)}</td>'
        f"<td>{', '.join(_external(said, url) for said, url in row.sources)}</td></tr>"
        for row in events.itertuples()
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("When", "What", "Who → whom", "Sources"))
    count = f"{len(events):,} event{'' if len(events) == 1 else 's'}"
    note = "Choose a mark to find its row, or a row to find its mark." if is_linked else "The events of the view; the marks of this chart stand for none of them alone."
    return f'<h2 id="events">{count}</h2><p class="note">{note}</p><div class="rows" tabindex="0" role="region" aria-labelledby="events"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


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
