"""The map of bilateral relations: countries of the view, arcs between their seats, places of events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption

COUNTRIES_URL = "assets/countries.json"
DISPUTED_URL = "assets/disputed.json"
STEPS = 24
HEIGHT, TOP, BOTTOM = 620, 64, 62
_LEVELS = {1: "a chargé d'affaires or an office", 2: "a minister", 3: "an embassy", 9: "a mission of other rank"}
_LEVEL_WIDTH = {1: 1.6, 2: 2.4, 3: 3.4, 9: 2.0}
_LEVEL_DASH = {1: "dot", 2: "dash", 3: "solid", 9: "dashdot"}


def representation_map(countries: pd.DataFrame, arcs: pd.DataFrame, places: pd.DataFrame, caption: Caption) -> go.Figure:
    """Return the map of missions: from each sender half an arc reaches out towards the receiver; solid for an embassy,
    dotted for less. Both halves drawn: mutual; one half and a gap: one-sided.

    `countries`: code, name, count. `arcs`: source, target, names, seats, level, since, event_ids. `places`: place,
    latitude, longitude, count, category, event_ids, titles.
    """
    figure = _base(countries)
    pairs = set(zip(arcs["source"], arcs["target"], strict=True))
    for arc in arcs.itertuples():
        line = _great_circle((arc.source_latitude, arc.source_longitude), (arc.target_latitude, arc.target_longitude))
        if (arc.target, arc.source) not in pairs:
            _add_line(figure, line[STEPS // 2 :], style.QUIET, 1.0, "dot")
        text = f"<b>{_said(arc.source_name)} keeps {_LEVELS[arc.level]} in {_said(arc.target_name)}</b><br>since {arc.since:%-d %B %Y}"
        _add_arc(figure, line[: STEPS // 2 + 1], style.CATEGORY_COLOURS["representation"], _LEVEL_WIDTH[arc.level], _LEVEL_DASH[arc.level], arc.event_ids, text)
    _add_places(figure, places)
    _add_seats(figure, countries, arcs)
    return _fitted(figure, countries, arcs, caption)


def events_map(countries: pd.DataFrame, arcs: pd.DataFrame, places: pd.DataFrame, colour: str, caption: Caption) -> go.Figure:
    """Return the map of directed events: arcs bend to the right of their direction, so that A→B and B→A lie apart,
    and carry an arrow; width by count. Pairs without direction are straight lines without an arrow.

    `arcs`: source, target, names, seats, count, is_directed, event_ids; the other frames as for `representation_map`.
    """
    figure = _base(countries)
    most = max(1, int(arcs["count"].max())) if len(arcs) else 1
    for arc in arcs.sort_values("count").itertuples():
        line = _bent((arc.source_latitude, arc.source_longitude), (arc.target_latitude, arc.target_longitude), 0.14 if arc.is_directed else 0.0)
        sign = "→" if arc.is_directed else "–"
        text = f"<b>{_said(arc.source_name)} {sign} {_said(arc.target_name)}</b><br>{arc.count} event{'s' if arc.count > 1 else ''}"
        _add_arc(figure, line, colour, 1 + 6 * (arc.count / most) ** 0.5, "solid" if arc.is_directed else "dot", arc.event_ids, text)
        if arc.is_directed:
            _add_arrow(figure, line, colour, arc.event_ids)
    _add_places(figure, places)
    _add_seats(figure, countries, arcs)
    return _fitted(figure, countries, arcs, caption)


def _said(text: str) -> str:
    return style.chart_text(text)


def _base(countries: pd.DataFrame) -> go.Figure:
    """An empty geo trace first: without it plotly.js asks a foreign server for its own world."""
    figure = go.Figure(go.Scattergeo(lat=[None], lon=[None], hoverinfo="skip"))
    figure.add_trace(go.Choropleth(geojson=COUNTRIES_URL, featureidkey="id", locations=["*"], z=[0], showscale=False, hoverinfo="skip"))
    figure.data[-1].update(meta="land")
    if len(countries):
        colours = [style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in countries["code"]]
        figure.add_trace(go.Choropleth(
            geojson=COUNTRIES_URL, featureidkey="id", locations=countries["code"].tolist(), z=list(range(len(countries))), zmin=0, zmax=max(1, len(countries) - 1),
            colorscale=_steps(colours), showscale=False, marker={"line": {"width": 0.8, "color": "#ffffff"}, "opacity": 0.32},
            customdata=[["", _said(name), count] for name, count in zip(countries["name"], countries["count"], strict=True)],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} events in this view<extra></extra>",
        ))  # fmt: skip
    return figure


def _steps(colours: list[str]) -> list[list[object]]:
    if len(colours) == 1:
        return [[0, colours[0]], [1, colours[0]]]
    return [[number / (len(colours) - 1), colour] for number, colour in enumerate(colours)]


def _great_circle(start: tuple[float, float], end: tuple[float, float]) -> np.ndarray:
    """Points of the great circle from start to end as (latitude, longitude), by spherical interpolation (slerp)."""
    first, last = _vector(start), _vector(end)
    angle = np.arccos(np.clip(first @ last, -1, 1))
    share = np.linspace(0, 1, STEPS + 1)[:, None]
    if angle < 1e-6:
        return np.repeat([start], STEPS + 1, axis=0)
    points = (np.sin((1 - share) * angle) * first + np.sin(share * angle) * last) / np.sin(angle)
    return np.column_stack([np.degrees(np.arcsin(points[:, 2])), np.degrees(np.arctan2(points[:, 1], points[:, 0]))])


def _vector(place: tuple[float, float]) -> np.ndarray:
    latitude, longitude = np.radians(place)
    return np.array([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])


def _bent(start: tuple[float, float], end: tuple[float, float], bend: float) -> np.ndarray:
    """The great circle pushed to the right of its direction by `bend` of its length, most in the middle."""
    line = _great_circle(start, end)
    along = line[-1] - line[0]
    right = np.array([-along[1], along[0]])
    bulge = np.sin(np.linspace(0, np.pi, len(line)))[:, None]
    return line + bulge * bend * right


def _add_line(figure: go.Figure, line: np.ndarray, colour: str, width: float, dash: str) -> None:
    figure.add_trace(go.Scattergeo(lat=line[:, 0].round(3), lon=line[:, 1].round(3), mode="lines", line={"color": colour, "width": width, "dash": dash}, hoverinfo="skip"))


def _add_arc(figure: go.Figure, line: np.ndarray, colour: str, width: float, dash: str, event_ids: str, text: str) -> None:
    figure.add_trace(go.Scattergeo(
        lat=line[:, 0].round(3), lon=line[:, 1].round(3), mode="lines", line={"color": colour, "width": round(width, 2), "dash": dash}, opacity=0.9,
        customdata=[[event_ids]] * len(line), hovertemplate=text + "<extra></extra>",
    ))  # fmt: skip


def _add_arrow(figure: go.Figure, line: np.ndarray, colour: str, event_ids: str) -> None:
    tip = line[[int(STEPS * 0.6), int(STEPS * 0.66)]]
    figure.add_trace(go.Scattergeo(
        lat=tip[:, 0].round(3), lon=tip[:, 1].round(3), mode="markers", customdata=[[event_ids]] * 2, hoverinfo="skip",
        marker={"symbol": "arrow", "size": [0, 11], "color": colour, "angleref": "previous"},
    ))  # fmt: skip


def _add_places(figure: go.Figure, places: pd.DataFrame) -> None:
    if places.empty:
        return
    custom = [[row.event_ids, _said(row.place), row.count, "<br>".join(_said(title) for title in row.titles)] for row in places.itertuples()]
    figure.add_trace(go.Scattergeo(
        lat=places["latitude"], lon=places["longitude"], mode="markers", customdata=custom,
        marker={
            "size": (5 + 3 * np.sqrt(places["count"])).clip(upper=26).round(1), "opacity": 0.75,
            "color": [style.CATEGORY_COLOURS[category] for category in places["category"]], "line": {"width": 0.8, "color": "#ffffff"},
        },
        hovertemplate="<b>%{customdata[1]}</b>: %{customdata[2]} events<br>%{customdata[3]}<extra></extra>",
    ))  # fmt: skip


def _add_seats(figure: go.Figure, countries: pd.DataFrame, arcs: pd.DataFrame) -> None:
    ends = pd.concat([
        arcs[["source", "source_name", "source_latitude", "source_longitude"]].set_axis(["code", "name", "latitude", "longitude"], axis=1),
        arcs[["target", "target_name", "target_latitude", "target_longitude"]].set_axis(["code", "name", "latitude", "longitude"], axis=1),
    ]).drop_duplicates("code")  # fmt: skip
    if len(ends):
        figure.add_trace(go.Scattergeo(
            lat=ends["latitude"], lon=ends["longitude"], mode="markers+text", text=[f"<b>{_said(name)}</b>" for name in ends["name"]], textposition="top center",
            textfont={"size": style.SIZE_SMALL}, marker={"size": 5, "color": [style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in ends["code"]]}, hoverinfo="skip",
        ))  # fmt: skip


def _fitted(figure: go.Figure, countries: pd.DataFrame, arcs: pd.DataFrame, caption: Caption) -> go.Figure:
    """Frame the region of the arcs (or the middle of the region if there is none), with a margin in degrees."""
    latitudes = np.concatenate([arcs["source_latitude"], arcs["target_latitude"], [30.5, 42.0]]) if len(arcs) else np.array([28.0, 45.0])
    longitudes = np.concatenate([arcs["source_longitude"], arcs["target_longitude"], [32.0, 53.0]]) if len(arcs) else np.array([28.0, 58.0])
    low, high = np.percentile(latitudes, [4, 96])
    west, east = np.percentile(longitudes, [4, 96])
    figure.update_geos(
        visible=False, projection={"type": "natural earth", "rotation": {"lon": float((west + east) / 2)}},
        lataxis={"range": [float(max(-60, low - 7)), float(min(80, high + 7))]}, lonaxis={"range": [float(west - 9), float(east + 9)]},
    )  # fmt: skip
    figure.update_layout(dragmode="pan", hovermode="closest")
    return style.framed(figure, caption, height=HEIGHT, left=0, right=0, top=TOP, bottom=BOTTOM)
