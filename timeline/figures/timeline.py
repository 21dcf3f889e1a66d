"""The timeline: lanes of marks, spans and war bands, with labels that never overlap and counted clusters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, LANE_GAP, RIGHT, ROW_HEIGHT, PlacedCluster, Scale, lay_out, left_of, moment, moments, month_ticks, scale_of

HEAD_ROWS = 6
WARS = "wars"
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
    layout = lay_out(rows, scale, left)
    shapes, names, head = _bands(bands, scale)
    marks, lanes = layout.marks, layout.lanes
    traces = [*_windows(marks), *_spans(marks), *_ghosts(marks, ghosts), *_marks(marks), *_strikes(marks), *_clusters(layout.clusters, rows), *names]
    axes = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, "side": "top", "ticks": "", **month_ticks(scale)},
        "yaxis": {
            "range": [layout.height + 0.1, -head], "tickvals": lanes["centre"].tolist(), "ticktext": lanes["text"].tolist(),
            "showgrid": False, "fixedrange": True, "ticks": "", "ticklabelstandoff": 6,
        },
        "barmode": "overlay", "hovermode": "closest", "dragmode": "select", "selectdirection": "h", "bargap": 0, "hoverdistance": 12,
        "shapes": [*shapes, *_lane_lines(lanes)],
    }  # fmt: skip
    height = int((layout.height + head + 0.1) * ROW_HEIGHT)
    return style.framed(traces, axes, caption, width=width, plot_height=height, left=left, right=RIGHT, axis_above=22)


def _custom(rows: pd.DataFrame) -> list[list[str]]:
    columns = [rows["event_id"], *(rows[name].map(style.chart_text) for name in ("title", "when", "parties", "sources"))]
    return [list(row) for row in zip(*columns, strict=True)]


def _colours(rows: pd.DataFrame) -> list[str]:
    return [style.CATEGORY_COLOURS[category] for category in rows["category"]]


def _symbols(rows: pd.DataFrame) -> list[str]:
    suffix = {"confirmed": "", "planned": "-open-dot"}
    return [style.CATEGORY_SYMBOLS[category] + suffix.get(status, "-open") for category, status in zip(rows["category"], rows["status"], strict=True)]


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


def _lane_lines(lanes: pd.DataFrame) -> list[dict[str, Any]]:
    line = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "line": {"color": style.FAINT, "width": 1}, "layer": "below"}
    return [{**line, "y0": bottom + LANE_GAP / 2, "y1": bottom + LANE_GAP / 2} for bottom in lanes["bottom"].iloc[:-1]]


def _bars(rows: pd.DataFrame, start: Sequence[float] | np.ndarray, end: Sequence[float] | np.ndarray, *, opacity: float, height: float) -> Trace:
    return style.bar(
        orientation="h", base=np.asarray(start), x=np.asarray(end) - np.asarray(start), y=rows["y"].to_numpy(), width=height,
        marker={"color": _colours(rows), "line": {"width": 0}}, opacity=opacity, customdata=_custom(rows), hovertemplate=_HOVER,
    )  # fmt: skip


def _windows(rows: pd.DataFrame) -> Traces:
    """Pale bars as wide as an imprecise start can lie, so that a month or a year is seen to be one."""
    wide = rows[~rows["is_span"] & ((rows["precision"] != "day") | rows["is_approximate"])]
    return [_bars(wide, wide["x_first"], wide["x_last"], opacity=0.28, height=0.44)] if len(wide) else []


def _spans(rows: pd.DataFrame) -> Traces:
    traces: Traces = []
    spans = rows[rows["is_span"]]
    is_confirmed = spans["status"] == "confirmed"
    for some, opacity in ((spans[is_confirmed], 0.85), (spans[~is_confirmed], 0.4)):
        if len(some):
            traces.append(_bars(some, some["x_first"], some["x_end"], opacity=opacity, height=0.5))
    traces += _words(spans)
    running = spans[spans["is_ongoing"]]
    if len(running):
        traces.append(style.scatter(
            x=running["x_end"].to_numpy(), y=running["y"].to_numpy(), mode="markers", customdata=_custom(running), hovertemplate=_HOVER,
            marker={"symbol": "triangle-right", "size": 10, "color": _colours(running)}, cliponaxis=False,
        ))  # fmt: skip
    return traces


def _ghosts(rows: pd.DataFrame, ghosts: pd.DataFrame) -> Traces:
    """Dates of competing accounts: a faint hollow mark, tied to the event by a dotted line."""
    joined = ghosts.merge(rows[["event_id", "x", "y", "category", "title"]], on="event_id")
    if joined.empty:
        return []
    middle = (moments(joined["earliest"]) + moments(joined["latest"]) + DAY) / 2
    xs = [value for start, end in zip(joined["x"], middle, strict=True) for value in (start, end, None)]
    ys = [value for y in joined["y"] for value in (y, y, None)]
    custom = [[row.event_id, style.chart_text(row.title), f"{row.when} according to {style.chart_text(row.claimant)}"] for row in joined.itertuples()]
    return [
        style.scatter(x=xs, y=ys, mode="lines", line={"width": 1.2, "dash": "dot", "color": style.QUIET}, hoverinfo="skip"),
        style.scatter(
            x=middle, y=joined["y"].to_numpy(), mode="markers", customdata=custom, opacity=0.65,
            marker={"symbol": [style.CATEGORY_SYMBOLS[category] + "-open" for category in joined["category"]], "size": 8, "color": _colours(joined), "line": {"width": 1.2}},
            hovertemplate="<b>%{customdata[1]}</b><br>Competing account: %{customdata[2]}<extra></extra>",
        ),
    ]  # fmt: skip


def _marks(rows: pd.DataFrame) -> Traces:
    """A mark for each event without length, solid or hollow by its status, and the words beside those that are named."""
    points = rows[~rows["is_span"]]
    is_solid = points["status"] == "confirmed"
    traces: Traces = []
    for some, outline in ((points[is_solid], 0.0), (points[~is_solid], 1.4)):
        if len(some):
            sizes = [style.SYMBOL_SIZES.get(style.CATEGORY_SYMBOLS[category], style.SYMBOL_SIZE) + 1 for category in some["category"]]
            traces.append(style.scatter(
                x=some["x"].to_numpy(), y=some["y"].to_numpy(), mode="markers", customdata=_custom(some), hovertemplate=_HOVER, cliponaxis=False,
                marker={"symbol": _symbols(some), "size": sizes, "color": _colours(some), "line": {"width": outline}, "opacity": 1},
            ))  # fmt: skip
    return [*traces, *_words(points)]


def _words(rows: pd.DataFrame) -> Traces:
    """The words beside marks or spans, on the side where they found room."""
    named = rows[rows["side"] != ""]
    if named.empty:
        return []
    return [style.scatter(
        x=named["word_x"].to_numpy(), y=named["y"].to_numpy(), mode="text", text=named["text"].map(style.chart_text).tolist(), textposition=[f"middle {side}" for side in named["side"]],
        textfont={"size": style.SIZE_SMALL}, customdata=named[["event_id"]].to_numpy().tolist(), hoverinfo="skip", cliponaxis=False,
    )]  # fmt: skip


def _strikes(rows: pd.DataFrame) -> Traces:
    struck = rows[rows["status"].isin(_STRUCK)]
    if struck.empty:
        return []
    marker = {"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": _colours(struck)}}
    return [style.scatter(x=struck["x"].to_numpy(), y=struck["y"].to_numpy(), mode="markers", hoverinfo="skip", marker=marker)]


def _clusters(clusters: list[PlacedCluster], rows: pd.DataFrame) -> Traces:
    if not clusters:
        return []
    ids, titles = rows["event_id"].tolist(), rows["title"].tolist()
    custom = [
        [";".join(ids[index] for index in cluster.indices), "<br>".join(style.chart_text(titles[index]) for index in cluster.indices[:6]), len(cluster.indices)]
        for cluster in clusters
    ]
    return [style.scatter(
        x=[cluster.x for cluster in clusters], y=[cluster.y for cluster in clusters], mode="markers+text", text=[str(len(cluster.indices)) for cluster in clusters],
        customdata=custom, textfont={"size": style.SIZE_SMALL}, hovertemplate="<b>%{customdata[2]} events, click to open</b><br>%{customdata[1]}<extra></extra>",
        marker={"symbol": "circle-open", "size": 17, "color": [style.CATEGORY_COLOURS[cluster.category] for cluster in clusters], "line": {"width": 1.2}},
    )]  # fmt: skip
