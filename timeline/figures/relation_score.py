"""The score of a pair over time: a fading running sum above, sums of cooperation and conflict by period below."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, Scale, moment, moments

_LEFT, _RIGHT = 46, 50
_RUNNING, _GAP, _BARS = 150, 40, 200
_HEIGHT = _RUNNING + _GAP + _BARS
_PANEL_NAME, _BAND_NAME, _BAND_ROWS = 20, 15, 4
_YEAR_PIXELS = 46
_LINE = style.CATEGORY_COLOURS["multilateral"]
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"

Period = tuple[pd.Timestamp, pd.Timestamp]


def relation_score(sums: pd.DataFrame, running: pd.DataFrame, bands: pd.DataFrame, period: Period, caption: Caption, *, fades: str, width: int) -> go.Figure:
    """Return both panels over `period`, its last day not within.

    `sums` are the rows of `queries.relations.period_sums`, `running` those of `queries.relations.running_sum`; `bands`
    (title, label, earliest, latest, is_ongoing) are wars; `fades` says how the running sum fades. Every bar, and every
    point of the line at which something was added, has the ids of its events joined with `;` in `customdata[0]`.
    """
    if sums.empty:
        return style.empty_figure(caption, "No event of this pair counts in this view. Clear a filter, or choose another pair.", width=width)
    scale = Scale(moment(period[0].date()), moment(period[1].date()), width - _LEFT - _RIGHT)
    shapes, band_names, used = _bands(bands, scale)
    traces = [_running(running, width), *(bars for is_reported in (False, True) for bars in _bars(sums[sums["is_reported"] == is_reported], width))]
    above, ticks = _BAND_NAME * used + _PANEL_NAME, _ticks(scale)
    layout = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, "anchor": "y", **ticks},
        "yaxis": {"domain": [0, _BARS / _HEIGHT], **_value_axis(_stacked(sums), _BARS)},
        "yaxis2": {"domain": [1 - _RUNNING / _HEIGHT, 1], **_value_axis(running["score"].to_numpy(), _RUNNING)},
        "barmode": "relative", "hovermode": "closest", "dragmode": "select" if width >= 600 else False, "selectdirection": "h", "shapes": shapes,
        "annotations": [*band_names, *_panel_names(sums, fades, used, width), _end(running)],
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=_HEIGHT, left=_LEFT, right=_RIGHT, axis=40 if "<br>" in ticks["tickformat"] else 24, axis_above=above + 4)


def _bars(sums: pd.DataFrame, width: int) -> list[Trace]:
    """Bars of cooperation and of conflict: full where confirmed, pale where only reported."""
    traces = []
    for is_cooperation, colour in ((True, style.COOPERATION), (False, style.CONFLICT)):
        some = sums[sums["is_cooperation"] == is_cooperation]
        if some.empty:
            continue
        first, last = moments(some["first"]), moments(some["last"])
        kind = "Cooperation" if is_cooperation else "Conflict"
        custom = [
            [row.ids, _say_period(row.first, row.last), f"{kind}{', only reported' if row.is_reported else ''}: {style.signed(row.total)} from {_events(row.count)}", style.hover_lines(row.titles, width)]
            for row in some.itertuples(index=False, name="Sum")
        ]  # fmt: skip
        opacity = 0.42 if some["is_reported"].iloc[0] else 1
        traces.append(style.bar(
            x=(first + last) / 2, y=some["total"].to_numpy(), width=(last - first) * 0.86, marker={"color": colour, "opacity": opacity, "line": {"width": 0}},
            customdata=custom, hovertemplate=_HOVER,
        ))  # fmt: skip
    return traces


def _running(running: pd.DataFrame, width: int) -> Trace:
    """The line, and a pale area between it and zero."""
    x, score = moments(running["day"]), running["score"].to_numpy()
    custom = [
        [row.ids, f"{row.day:%B %Y}", f"Running sum: {style.signed(row.score)}", style.hover_lines(f"New: {row.titles}", width) if row.titles else "nothing new"]
        for row in running.itertuples(index=False)
    ]
    line = {"width": 2, "color": _LINE}
    return style.scatter(x=x, y=score, yaxis="y2", mode="lines", line=line, fill="tozeroy", fillcolor=style.FAINT, customdata=custom, hovertemplate=_HOVER)


def _stacked(sums: pd.DataFrame) -> np.ndarray:
    return sums.groupby(["first", "is_cooperation"])["total"].sum().to_numpy()


def _value_axis(values: np.ndarray, pixels: int) -> dict[str, Any]:
    """An axis that holds `values` and zero, with a little room beyond both ends."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    room = (high - low or 1.0) * 7 / pixels
    return {"range": [low - room, high + room], "fixedrange": True, "zeroline": True, "zerolinewidth": 1, "nticks": max(3, pixels // 45), "tickformat": ",~r"}


def _panel_names(sums: pd.DataFrame, fades: str, rows: int, width: int) -> list[dict[str, Any]]:
    """A line above each panel says what it shows; the words have the colours of the bars."""
    span = "by month" if (sums["last"] - sums["first"]).iloc[0].days < 32 else "by half-year"
    cooperation, conflict = (f"<span style='color:{colour}'><b>{word}</b></span>" for word, colour in (("Cooperation", style.COOPERATION), ("conflict", style.CONFLICT)))
    full = f"{cooperation} above zero and {conflict} below, {span}. Pale: only reported"
    bars = full if width >= 480 else f"{cooperation} and {conflict} {span}, pale: reported"
    return [
        style.panel_head(f"<b>Running sum</b>, {fades}", 1, left=_LEFT, above=rows * _BAND_NAME + 5),
        style.panel_head(bars, _BARS / _HEIGHT, left=_LEFT, above=8),
    ]


def _end(running: pd.DataFrame) -> dict[str, Any]:
    last = running.iloc[-1]
    return {
        "text": f"<b>{style.signed(round(last['score']))}</b>", "xref": "x", "yref": "y2", "x": moment(last["day"].date()), "y": float(last["score"]), "xanchor": "left", "xshift": 5,
        "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT, "color": _LINE},
    }  # fmt: skip


def _bands(bands: pd.DataFrame, scale: Scale) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Pale bands of wars behind both panels, their names above as far as they have room, and the rows these take."""
    shown = bands.assign(first=moments(bands["earliest"]), last=np.where(bands["is_ongoing"], scale.last, moments(bands["latest"].fillna(bands["earliest"])) + DAY))
    shown = shown[(shown["last"] > scale.first) & (shown["first"] < scale.last)]
    first, last = shown["first"].clip(lower=scale.first).to_numpy(), shown["last"].clip(upper=scale.last).to_numpy()
    band = {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "fillcolor": style.BAND, "line": {"width": 0}, "layer": "below"}
    shapes = [{**band, "x0": start, "x1": end} for start, end in zip(first, last, strict=True)]
    texts = [str(label or title) for label, title in zip(shown["label"], shown["title"], strict=True)]
    items = []
    for number, (start, text) in enumerate(zip(scale.pixels(first), texts, strict=True)):
        length = style.text_width(text, style.SIZE_SMALL)
        left = max(0.0, min(float(start), scale.width - length))
        items.append(Item(number, left, left + length, priority=number))
    placed = [item for item in pack(items, _BAND_ROWS, scale.width)[0] if item.row < _BAND_ROWS and item.right <= scale.width + 1]
    font = {"size": style.SIZE_SMALL, "color": style.CATEGORY_COLOURS["war"]}
    place = {"xref": "paper", "yref": "paper", "y": 1, "xanchor": "left", "yanchor": "bottom", "showarrow": False, "borderpad": 0, "font": font}
    names = [{"text": style.chart_text(texts[item.index]), "x": item.left / scale.width, "yshift": 1 + _BAND_NAME * item.row, **place} for item in placed]
    return shapes, names, max((item.row + 1 for item in placed), default=0)


def _ticks(scale: Scale) -> dict[str, Any]:
    """Ticks on the first of a year, or of a month where the period is short; as many as have room."""
    months = (scale.last - scale.first) / DAY / 30.4
    room = scale.width / _YEAR_PIXELS
    step = next((step for step in (1, 3, 6, 12, 24, 60, 120, 240, 600) if months / step <= room), 1200)
    return {"dtick": f"M{step}", "tick0": "2000-01-01", "tickformat": "%Y" if step >= 12 else "%b<br>%Y" if step > 1 else "%b %y"}


def _say_period(first: pd.Timestamp, last: pd.Timestamp) -> str:
    if (last - first).days < 32:
        return f"{first:%B %Y}"
    return f"{'First' if first.month == 1 else 'Second'} half of {first:%Y}"


def _events(count: int) -> str:
    return f"{count:,} event{'' if count == 1 else 's'}"
