"""A chart as one HTML file that opens offline: plotly.js inside, nothing fetched, sources as links."""

from __future__ import annotations

import json
from pathlib import Path

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from timeline.exports.safety import link as safe_link
from timeline.exports.safety import markup, straight_json
from timeline.figures.style import BACKGROUNDS, FONT, LANDS, MUTED, TEXTS, Theme, themed

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; font-src data:"


def chart_html(figure: go.Figure, *, link: str, sources: list[tuple[str, str]], theme: Theme = "light", geometry: Path | None = None) -> bytes:
    """Return a page with the interactive chart, the address of the view, and its sources as (said, url).

    `geometry` is the GeoJSON file to put into maps in place of its address.
    """
    whole = themed(figure, theme)
    whole.layout.height = figure.layout.height
    if geometry:
        _embed_geometry(whole, geometry, theme)
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


def _land_scale(theme: Theme) -> list[list[object]]:
    return [[0, LANDS[theme]], [1, LANDS[theme]]]
