"""The map of bilateral relations: countries of the view, arcs between their seats, places of events."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.projection import Box, Frame, apart, fitted, label_box, label_sides, point_boxes
from timeline.figures.style import Caption, Trace

COUNTRIES_URL = "assets/countries.json"
STEPS = 24
_BEND = 0.14
_FARTHEST_NORTH = 84.0
_COUNTED = 8
_LEVELS = {1: "a chargé d'affaires or an office", 2: "a minister", 3: "an embassy", 9: "a mission of other rank"}
_LEVEL_WIDTH = {1: 1.8, 2: 2.4, 3: 3.0, 9: 2.0}
_LEVEL_DASH = {1: "dot", 2: "dash", 3: "solid", 9: "dashdot"}


def representation_map(countries: pd.DataFrame, arcs: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return the map of missions: from each sender half an arc reaches out towards the receiver; solid for an embassy,
    dotted for less. Both halves drawn: mutual, in a pale line; one half in a strong line and a gap: one-sided.

    `countries`: code, name, count. `arcs`: source, target, names, seats, level, since, event_ids, is_focus (drawn heavier).
    """
    traces = _base(countries)
    frame = _frame(arcs, width)
    pairs = set(zip(arcs["source"], arcs["target"], strict=True))
    is_mutual = [(target, source) in pairs for source, target in zip(arcs["source"], arcs["target"], strict=True)]
    for arc in arcs.assign(is_mutual=is_mutual).sort_values(["is_focus", "is_mutual"], ascending=[True, False]).itertuples():
        line = _great_circle((arc.source_latitude, arc.source_longitude), (arc.target_latitude, arc.target_longitude))
        if not arc.is_mutual:
            _add_line(traces, line[STEPS // 2 :], style.QUIET, 1.4, "dot")
        text = f"<b>{_said(arc.source_name)} keeps {_LEVELS[arc.level]} in {_said(arc.target_name)}</b><br>since {arc.since:%-d %B %Y}"
        text += "" if arc.is_mutual else f"<br>{_said(arc.target_name)} keeps none in {_said(arc.source_name)} that this data knows of"
        thickness = _LEVEL_WIDTH[arc.level] * (0.5 if arc.is_mutual else 1.0) * (1.9 if arc.is_focus else 1.0)
        opacity = 1.0 if arc.is_focus or not arc.is_mutual else 0.4
        _add_arc(traces, line[: STEPS // 2 + 1], style.CATEGORY_COLOURS["representation"], thickness, _LEVEL_DASH[arc.level], arc.event_ids, text, opacity=opacity)
    _add_seats(traces, arcs, frame)
    return _framed(traces, arcs, frame, caption, is_empty=arcs.empty)


def events_map(countries: pd.DataFrame, arcs: pd.DataFrame, places: pd.DataFrame, colour: str, caption: Caption, *, width: int) -> go.Figure:
    """Return the map of directed events: arcs bend to the right of their direction, so that A→B and B→A lie apart,
    and carry an arrow and their number; width by count. Pairs without direction are straight dotted lines.

    `arcs`: source, target, names, seats, count, is_directed, event_ids; `countries` as for `representation_map`;
    `places`: place, latitude, longitude, count, category, event_ids, titles.
    """
    traces = _base(countries)
    frame = _frame(arcs, width)
    most = max(1, int(arcs["count"].max())) if len(arcs) else 1
    _add_places(traces, places)
    for arc in arcs.sort_values("count").itertuples():
        line = _bent((arc.source_latitude, arc.source_longitude), (arc.target_latitude, arc.target_longitude), _BEND if arc.is_directed else 0.0)
        sign = "→" if arc.is_directed else "–"
        text = f"<b>{_said(arc.source_name)} {sign} {_said(arc.target_name)}</b><br>{arc.count} event{'s' if arc.count > 1 else ''}"
        _add_arc(traces, line, colour, 1 + 6 * (arc.count / most) ** 0.5, "solid" if arc.is_directed else "dot", arc.event_ids, text)
        if arc.is_directed:
            _add_arrow(traces, line, colour, arc.event_ids, frame)
    _add_counts(traces, arcs, frame)
    _add_seats(traces, arcs, frame)
    return _framed(traces, arcs, frame, caption, is_empty=arcs.empty and places.empty)


def _said(text: str) -> str:
    return style.chart_text(text)


def _base(countries: pd.DataFrame) -> list[Trace]:
    """An empty geo trace first: without it plotly.js asks a foreign server for its own world."""
    traces = [
        style.scattergeo(lat=[None], lon=[None], hoverinfo="skip"),
        style.choropleth(geojson=COUNTRIES_URL, featureidkey="id", locations=["*"], z=[0], showscale=False, hoverinfo="skip", meta="land"),
    ]
    if len(countries):
        colours = [style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in countries["code"]]
        traces.append(style.choropleth(
            geojson=COUNTRIES_URL, featureidkey="id", locations=countries["code"].tolist(), z=list(range(len(countries))), zmin=0, zmax=max(1, len(countries) - 1),
            colorscale=_steps(colours), showscale=False, marker={"line": {"width": 0.6, "color": style.QUIET}, "opacity": 0.3},
            customdata=[["", _said(name), count] for name, count in zip(countries["name"], countries["count"], strict=True)],
            hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} events in this view<extra></extra>",
        ))  # fmt: skip
    return traces


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
    north, east = line[-1] - line[0]
    right = np.array([-((east + 180) % 360 - 180), north])
    bulge = np.sin(np.linspace(0, np.pi, len(line)))[:, None]
    bent = line + bulge * bend * right
    bent[:, 0] = bent[:, 0].clip(-_FARTHEST_NORTH, _FARTHEST_NORTH)
    return bent


def _add_line(traces: list[Trace], line: np.ndarray, colour: str, width: float, dash: str) -> None:
    traces.append(style.scattergeo(lat=line[:, 0].round(3), lon=line[:, 1].round(3), mode="lines", line={"color": colour, "width": width, "dash": dash}, hoverinfo="skip"))


def _add_arc(traces: list[Trace], line: np.ndarray, colour: str, width: float, dash: str, event_ids: str, text: str, *, opacity: float = 0.85) -> None:
    traces.append(style.scattergeo(
        lat=line[:, 0].round(3), lon=line[:, 1].round(3), mode="lines", line={"color": colour, "width": round(width, 2), "dash": dash}, opacity=opacity,
        customdata=[[event_ids]] * len(line), hovertext=text, hoverinfo="text",
    ))  # fmt: skip


def _add_arrow(traces: list[Trace], line: np.ndarray, colour: str, event_ids: str, frame: Frame) -> None:
    """An arrow head on the second half of the arc, turned the way the arc runs on the screen."""
    place = int(STEPS * 0.64)
    (x1, y1), (x2, y2) = frame.pixels(line[[place - 1, place + 1], 0], line[[place - 1, place + 1], 1])
    angle = float(np.degrees(np.arctan2(x2 - x1, y1 - y2)))
    traces.append(style.scattergeo(
        lat=[line[place, 0]], lon=[line[place, 1]], mode="markers", customdata=[[event_ids]], hoverinfo="skip",
        marker={"symbol": "triangle-up", "size": 13, "color": colour, "angle": round(angle, 1), "line": {"width": 0}},
    ))  # fmt: skip


def _add_counts(traces: list[Trace], arcs: pd.DataFrame, frame: Frame) -> None:
    """The number of events in the middle of the busiest arcs, so that width need not be read alone; names of seats come first."""
    busiest = arcs.sort_values("count", ascending=False).head(_COUNTED)
    if busiest.empty:
        return
    middles = np.array([_middle(arc) for arc in busiest.itertuples()])
    _, points, names = _named(arcs, frame)
    is_free = apart(frame.pixels(middles[:, 0], middles[:, 1]), 26, style.SIZE_SMALL * 1.4, [*point_boxes(points), *(box for _, box in names if box)])
    traces.append(style.scattergeo(
        lat=middles[:, 0], lon=middles[:, 1], mode="text", text=[f"<b>{count}</b>" if free else "" for count, free in zip(busiest["count"], is_free, strict=True)],
        textfont={"size": style.SIZE_SMALL, "shadow": "auto"}, hoverinfo="skip",
    ))  # fmt: skip


def _middle(arc: Any) -> np.ndarray:
    bend = _BEND if arc.is_directed else 0.0
    return _bent((arc.source_latitude, arc.source_longitude), (arc.target_latitude, arc.target_longitude), bend)[STEPS // 2]


def _add_places(traces: list[Trace], places: pd.DataFrame) -> None:
    if places.empty:
        return
    custom = [[row.event_ids, _said(row.place), row.count_, "<br>".join(_said(title) for title in row.titles)] for row in places.rename(columns={"count": "count_"}).itertuples()]
    traces.append(style.scattergeo(
        lat=places["latitude"], lon=places["longitude"], mode="markers", customdata=custom,
        marker={
            "size": (5 + 2 * np.sqrt(places["count"])).clip(upper=20).round(1), "opacity": 0.8,
            "color": [style.CATEGORY_COLOURS[category] for category in places["category"]], "line": {"width": 0.8, "color": style.BACKGROUNDS["light"]},
        },
        hovertemplate="<b>%{customdata[1]}</b>: %{customdata[2]} events<br>%{customdata[3]}<extra></extra>",
    ))  # fmt: skip


def _ends(arcs: pd.DataFrame) -> pd.DataFrame:
    """The seats that arcs lead to, most arcs first: code, name, latitude, longitude, weight."""
    columns = ["code", "name", "latitude", "longitude"]
    both = pd.concat([arcs[[f"{end}", f"{end}_name", f"{end}_latitude", f"{end}_longitude"]].set_axis(columns, axis=1) for end in ("source", "target")])
    weight = both.groupby("code").size()
    ends = both.drop_duplicates("code").assign(weight=lambda frame: frame["code"].map(weight))
    return ends.sort_values(["weight", "code"], ascending=[False, True]).reset_index(drop=True)


def _frame(arcs: pd.DataFrame, width: int) -> Frame:
    return fitted(_ends(arcs), width, max(300, min(560, round(width * 0.52))))


def _add_seats(traces: list[Trace], arcs: pd.DataFrame, frame: Frame) -> None:
    ends, _, names = _named(arcs, frame)
    if ends.empty:
        return
    sides = [side for side, _ in names]
    traces.append(style.scattergeo(
        lat=ends["latitude"], lon=ends["longitude"], mode="markers+text", text=[f"<b>{_said(name)}</b>" if side else "" for name, side in zip(ends["name"], sides, strict=True)],
        textposition=[side or "top center" for side in sides], textfont={"size": style.SIZE_TEXT, "shadow": "auto"}, customdata=[["", _said(name)] for name in ends["name"]], hovertemplate="%{customdata[1]}<extra></extra>",
        marker={"size": 7, "color": [style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in ends["code"]], "line": {"width": 1, "color": style.BACKGROUNDS["light"]}},
    ))  # fmt: skip


def _named(arcs: pd.DataFrame, frame: Frame) -> tuple[pd.DataFrame, np.ndarray, list[tuple[str, Box | None]]]:
    """The seats inside the frame, their points in pixels, and for each the side of its name with the room it takes."""
    ends = _ends(arcs)
    ends = ends[frame.holds(ends["latitude"], ends["longitude"])]
    points, line = frame.pixels(ends["latitude"].to_numpy(), ends["longitude"].to_numpy()), style.SIZE_TEXT * 1.3
    widths = [style.text_width(name, style.SIZE_TEXT) for name in ends["name"]]
    sides = label_sides(frame, points, widths, line)
    return ends, points, [(side, label_box(point, width, line, side) if side else None) for side, point, width in zip(sides, points, widths, strict=True)]


def _framed(traces: list[Trace], arcs: pd.DataFrame, frame: Frame, caption: Caption, *, is_empty: bool) -> go.Figure:
    """Set the frame and name the seats that lie beyond it under the chart."""
    ends = _ends(arcs)
    beyond = ends[~frame.holds(ends["latitude"], ends["longitude"])]["name"].tolist()
    note = f" Lines that leave the frame lead to {', '.join(beyond)}." if beyond else ""
    latitude, longitude = frame.middle
    layout = {
        # Left alone, plotly.js centres on the middle of the degrees, which is not the middle of the picture.
        "geo": {
            "visible": False,
            "projection": {"type": "mercator"},
            "center": {"lat": latitude, "lon": longitude},
            "lataxis": {"range": [frame.south, frame.north]},
            "lonaxis": {"range": [frame.west, frame.east]},
        },
        "dragmode": "pan",
        "hovermode": "closest",
    }
    told = Caption(caption.title, caption.subtitle + note, caption.source, caption.alt + note)
    return style.framed(traces, layout, told, width=frame.width, plot_height=frame.height, is_empty=is_empty)
