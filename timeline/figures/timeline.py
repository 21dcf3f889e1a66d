"""The timeline: lanes of marks, spans and war bands, with labels that never overlap and counted clusters."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, LANE_GAP, RIGHT, ROW_HEIGHT, Lane, Mark, PlacedCluster, Scale, lay_out, left_of, moment, moments, month_ticks, scale_of

HEAD_ROWS, WINDOW_OPACITY = 6, 0.28
WARS, WORDS = "wars", "words"
_TOUCH_PIXELS = 20
_AIR_ROWS = 0.2
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}<br>%{customdata[4]}<extra></extra>"
_STRUCK = ("denied", "cancelled")

Traces = list[Trace]


def timeline(rows: pd.DataFrame, bands: pd.DataFrame, ghosts: pd.DataFrame, period: tuple[date, date], caption: Caption, *, width: int = 1080) -> go.Figure:
    """Return the timeline of `rows` (see `queries.chronology.timeline_rows`) over `period`.

    `bands` (event_id, title, label, earliest, latest, is_ongoing) run behind all lanes; `ghosts` (event_id, earliest,
    latest, when, claimant) are the dates of competing accounts. `width` is the width of the whole chart in pixels, for
    which marks and labels are placed. Every mark's `customdata[0]` is its event id, or the ids behind a cluster with
    `;` between them.
    """
    if rows.empty:
        return style.empty_figure(caption, "No event fits all of these filters. Clear one of them, or widen the years.", width=width)
    left = left_of(rows["lane"], width)
    scale = scale_of(period, width, left)
    layout = lay_out(rows, scale, left, _moments_of(ghosts))
    shapes, names, head = _bands(bands, scale)
    marks, lanes = layout.marks, layout.lanes
    traces = [*_bars(marks), *_running(marks), *_ghosts(marks, ghosts), *_points(marks), *_strikes(marks), *_clusters(layout.clusters, rows), *_words(marks), *names]
    axes = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, "side": "top", "ticks": "", **month_ticks(scale)},
        "yaxis": {
            "range": [layout.height + 0.1, -head], "tickvals": [lane.centre for lane in lanes], "ticktext": [lane.text for lane in lanes],
            "showgrid": False, "fixedrange": True, "ticks": "", "ticklabelstandoff": 6,
        },
        "barmode": "overlay", "hovermode": "closest", "dragmode": "select", "selectdirection": "h", "bargap": 0, "hoverdistance": 12,
        "shapes": [*shapes, *_lane_lines(lanes)],
    }  # fmt: skip
    height = int((layout.height + head + 0.1) * ROW_HEIGHT)
    return style.framed(traces, axes, caption, width=width, plot_height=height, left=left, right=RIGHT, axis_above=22)


def _custom(marks: list[Mark]) -> list[list[str]]:
    return [[mark.event_id, *map(style.chart_text, (mark.title, mark.when, mark.parties, mark.sources))] for mark in marks]


def _colours(marks: list[Mark]) -> list[str]:
    return [style.CATEGORY_COLOURS[mark.category] for mark in marks]


def _symbol(mark: Mark) -> str:
    return style.CATEGORY_SYMBOLS[mark.category] + {"confirmed": "", "planned": "-open-dot"}.get(mark.status, "-open")


def _places(marks: list[Mark], name: str) -> np.ndarray:
    """One field of each mark, as Plotly takes it fastest."""
    return np.array([getattr(mark, name) for mark in marks])


def _bands(bands: pd.DataFrame, scale: Scale) -> tuple[list[dict[str, Any]], Traces, float]:
    """Pale bands of wars behind all lanes as shapes, their names above the lanes, and the rows that these take."""
    shapes: list[dict[str, Any]] = []
    names: list[Item] = []
    named: list[Any] = []
    for band in bands.itertuples():
        first = moment(band.earliest.date())
        last = scale.last if band.is_ongoing else moment(band.latest.date()) + DAY
        if last < scale.first or first > scale.last:
            continue
        first, last = max(first, scale.first), min(last, scale.last)
        shapes.append({"type": "rect", "xref": "x", "yref": "paper", "x0": first, "x1": last, "y0": 0, "y1": 1, "fillcolor": style.BAND, "line": {"width": 0}, "layer": "below"})
        length = style.text_width(band.label or band.title, style.SIZE_SMALL)
        start = max(0.0, min(float(scale.pixels(np.array(first))), scale.width - length))
        names.append(Item(len(named), start, start + length, priority=len(named)))
        named.append(band)
    placed, _, _ = pack(names, HEAD_ROWS, scale.width)
    shown = [(item, named[item.index]) for item in placed if item.row < HEAD_ROWS]
    if not shown:
        return shapes, [], _AIR_ROWS
    head = max(item.row for item, _ in shown) + 1 + _AIR_ROWS
    # Plotly feels a text at its anchor only: points without words along its length make all of it clickable.
    touched = [(item, band, pixel) for item, band in shown for pixel in range(round(item.left), round(item.right), _TOUCH_PIXELS)]
    trace = style.scatter(
        x=[scale.moment(pixel) for _, _, pixel in touched], y=[0.55 - head + item.row for item, _, _ in touched], mode="text", textposition="middle right", cliponaxis=False,
        text=[style.chart_text(band.label or band.title) if pixel == round(item.left) else "" for item, band, pixel in touched],
        textfont={"size": style.SIZE_SMALL, "color": style.CATEGORY_COLOURS["war"]},
        customdata=[[band.event_id, style.chart_text(band.title)] for _, band, _ in touched], hovertemplate="<b>%{customdata[1]}</b><extra></extra>", meta=WARS,
    )  # fmt: skip
    return shapes, [trace], head


def _lane_lines(lanes: list[Lane]) -> list[dict[str, Any]]:
    line = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "line": {"color": style.FAINT, "width": 1}, "layer": "below"}
    return [{**line, "y0": lane.bottom + LANE_GAP / 2, "y1": lane.bottom + LANE_GAP / 2} for lane in lanes[:-1]]


def _bars(marks: list[Mark]) -> Traces:
    """Spans as bars; and pale ones as wide as an imprecise start can lie, so that a month or a year is seen to be one."""
    long = [mark for mark in marks if mark.is_span or mark.precision != "day" or mark.is_approximate]
    if not long:
        return []
    first = _places(long, "x_first")
    opacities = [(0.85 if mark.status == "confirmed" else 0.4) if mark.is_span else WINDOW_OPACITY for mark in long]
    return [style.bar(
        orientation="h", base=first, x=np.array([mark.x_end if mark.is_span else mark.x_last for mark in long]) - first, y=_places(long, "y"),
        width=[0.5 if mark.is_span else 0.44 for mark in long], marker={"color": _colours(long), "line": {"width": 0}, "opacity": opacities}, customdata=_custom(long), hovertemplate=_HOVER,
    )]  # fmt: skip


def _running(marks: list[Mark]) -> Traces:
    """An arrow at the end of what still goes on."""
    running = [mark for mark in marks if mark.is_span and mark.is_ongoing]
    if not running:
        return []
    return [style.scatter(
        x=_places(running, "x_end"), y=_places(running, "y"), mode="markers", customdata=_custom(running), hovertemplate=_HOVER,
        marker={"symbol": "triangle-right", "size": 10, "color": _colours(running)}, cliponaxis=False,
    )]  # fmt: skip


def _middles(ghosts: pd.DataFrame) -> list[float]:
    return ((moments(ghosts["earliest"]) + moments(ghosts["latest"]) + DAY) / 2).tolist()


def _moments_of(ghosts: pd.DataFrame) -> dict[str, list[float]]:
    """The moments at which each event has a ghost."""
    found: dict[str, list[float]] = {}
    for event_id, middle in zip(ghosts["event_id"], _middles(ghosts), strict=True):
        found.setdefault(event_id, []).append(middle)
    return found


def _ghosts(marks: list[Mark], ghosts: pd.DataFrame) -> Traces:
    """Dates of competing accounts: a faint hollow mark, tied to the event by a dotted line."""
    told = list(zip(ghosts["event_id"], _middles(ghosts), ghosts["when"], ghosts["claimant"], strict=True))
    of_event: dict[str, list[Mark]] = {}
    for mark in marks:
        of_event.setdefault(mark.event_id, []).append(mark)
    joined = [(mark, middle, when, claimant) for event_id, middle, when, claimant in told for mark in of_event.get(event_id, ())]
    if not joined:
        return []
    own = [mark for mark, *_ in joined]
    custom = [[mark.event_id, style.chart_text(mark.title), f"{when} according to {style.chart_text(claimant)}"] for mark, _, when, claimant in joined]
    return [
        style.scatter(
            x=[value for mark, middle, *_ in joined for value in (mark.x, middle, None)], y=[value for mark in own for value in (mark.y, mark.y, None)],
            mode="lines", line={"width": 1.2, "dash": "dot", "color": style.QUIET}, hoverinfo="skip",
        ),
        style.scatter(
            x=np.array([middle for _, middle, *_ in joined]), y=_places(own, "y"), mode="markers", customdata=custom, opacity=0.65,
            marker={"symbol": [style.CATEGORY_SYMBOLS[mark.category] + "-open" for mark in own], "size": 8, "color": _colours(own), "line": {"width": 1.2}},
            hovertemplate="<b>%{customdata[1]}</b><br>Competing account: %{customdata[2]}<extra></extra>",
        ),
    ]  # fmt: skip


def _points(marks: list[Mark]) -> Traces:
    """A mark for each event without length, solid or hollow by its status; the hollow ones lie above."""
    points = sorted((mark for mark in marks if not mark.is_span), key=lambda mark: mark.status != "confirmed")
    if not points:
        return []
    sizes = [style.SYMBOL_SIZES.get(style.CATEGORY_SYMBOLS[mark.category], style.SYMBOL_SIZE) + 1 for mark in points]
    outlines = [0.0 if mark.status == "confirmed" else 1.4 for mark in points]
    return [style.scatter(
        x=_places(points, "x"), y=_places(points, "y"), mode="markers", customdata=_custom(points), hovertemplate=_HOVER, cliponaxis=False,
        marker={"symbol": [_symbol(mark) for mark in points], "size": sizes, "color": _colours(points), "line": {"width": outlines}, "opacity": 1},
    )]  # fmt: skip


def _words(marks: list[Mark]) -> Traces:
    """The words beside marks or spans, on the side where they found room."""
    named = [mark for mark in marks if mark.side]
    if not named:
        return []
    return [style.scatter(
        x=_places(named, "word_x"), y=_places(named, "y"), mode="text", text=[style.chart_text(mark.text) for mark in named], textposition=[f"middle {mark.side}" for mark in named],
        textfont={"size": style.SIZE_SMALL}, customdata=[[mark.event_id] for mark in named], hoverinfo="skip", cliponaxis=False, meta=WORDS,
    )]  # fmt: skip


def _strikes(marks: list[Mark]) -> Traces:
    struck = [mark for mark in marks if mark.status in _STRUCK]
    if not struck:
        return []
    marker = {"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": _colours(struck)}}
    return [style.scatter(x=_places(struck, "x"), y=_places(struck, "y"), mode="markers", hoverinfo="skip", marker=marker)]


def _clusters(clusters: list[PlacedCluster], rows: pd.DataFrame) -> Traces:
    if not clusters:
        return []
    ids, titles = rows["event_id"].tolist(), rows["title"].tolist()
    custom = [
        [";".join(ids[index] for index in cluster.indices), "<br>".join(style.chart_text(titles[index]) for index in cluster.indices[:6]), len(cluster.indices)]
        for cluster in clusters
    ]
    xs, ys = [cluster.x for cluster in clusters], [cluster.y for cluster in clusters]
    return [
        style.scatter(
            x=xs, y=ys, mode="markers", customdata=custom, hovertemplate="<b>%{customdata[2]} events, click to open</b><br>%{customdata[1]}<extra></extra>",
            marker={"symbol": "circle-open", "size": 17, "color": [style.CATEGORY_COLOURS[cluster.category] for cluster in clusters], "line": {"width": 1.2}},
        ),
        style.scatter(x=xs, y=ys, mode="text", text=[str(len(cluster.indices)) for cluster in clusters], textfont={"size": style.SIZE_SMALL}, hoverinfo="skip", meta=WORDS),
    ]  # fmt: skip
