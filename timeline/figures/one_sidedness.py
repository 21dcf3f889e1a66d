"""One-sidedness: a row for each pair, thick where only one side had an embassy in the other, in the colour of that side."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, Scale, moment, moments, year_ticks

_WIDE = 640
_LINE, _GAP, _BAR, _RIGHT = 16, 12, 12, 18
_SWATCH = "■ "
_HOVER = "%{customdata[1]}<extra></extra>"


def one_sidedness(spans: pd.DataFrame, words: pd.DataFrame, period: tuple[date, date], caption: Caption, advice: str, *, width: int) -> go.Figure:
    """Return a thin line over `period` for each pair, thick in its `spans` (place, sender, begins, ends, said, event_id, is_told,
    is_running), hatched where of the other side nothing is told.

    `words` (place, sender, text, is_chosen) name each pair: one line a side that was alone, in order; a chosen pair is
    bold. They stand left of the lines, above them where the chart is narrow. Without spans the picture says `advice`.
    """
    if spans.empty:
        return style.empty_figure(caption, advice, width=width)
    longest = max(style.text_width(_SWATCH + text) for text in words["text"]) * 1.06 + 14
    left = int(longest) if width >= _WIDE and longest <= width * 0.5 else 0
    scale = scale_over(period, width, left, _RIGHT)
    notes, ys, height = _placed(words, left, width)
    y = spans["place"].map(ys).to_numpy()
    traces = [*_segments(spans, y), *_running(spans, y, scale.last)]
    layout = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, **year_ticks(scale)},
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "barmode": "overlay", "bargap": 0, "hovermode": "closest", "hoverdistance": 12, "annotations": notes, "shapes": _threads(list(ys.values())),
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=height, left=left, right=_RIGHT, axis=24)


def scale_over(period: tuple[date, date], width: int, left: int, right: int) -> Scale:
    """Return the scale of a period in a chart of `width` pixels with margins `left` and `right`."""
    first = moment(period[0])
    return Scale(first, max(moment(period[1]), first + DAY), max(1, width - left - right))


def _placed(words: pd.DataFrame, left: int, width: int) -> tuple[list[dict[str, Any]], dict[int, float], int]:
    """The words of every pair as notes, the height of its line, and the height of all; in pixels from the top."""
    notes: list[dict[str, Any]] = []
    ys: dict[int, float] = {}
    top = 0
    for place, group in words.groupby("place"):
        lines = [line for row in group.itertuples() for line in _lines(row.sender, row.text, (left or width) - 2, is_bold=row.is_chosen)]
        high = len(lines) * _LINE
        ys[int(place)] = top + (high + _GAP) / 2 if left else top + high + _BAR / 2 + 4
        middle = ys[int(place)] if left else top + high / 2 + 1
        notes.append({
            "text": "<br>".join(lines), "xref": "paper", "x": 0, "xshift": -left, "xanchor": "left", "yref": "y", "y": middle, "yanchor": "middle",
            "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT},
        })  # fmt: skip
        top += high + (_GAP if left else _BAR + _GAP + 4)
    return notes, ys, top


def _lines(sender: str, text: str, room: float, *, is_bold: bool) -> list[str]:
    lines = style.wrapped(text, room / 1.06 - style.text_width(_SWATCH))
    swatch = f"<span style='color:{_colour(sender)}'>{_SWATCH}</span>"
    return [(swatch if number == 0 else "") + (f"<b>{line}</b>" if is_bold else line) for number, line in enumerate(lines)]


def _colour(sender: str) -> str:
    return style.COUNTRY_COLOURS.get(sender, style.OTHER_COUNTRY)


def _threads(ys: list[float]) -> list[dict[str, Any]]:
    place = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "line": {"width": 1, "color": style.QUIET}, "layer": "below"}
    return [{**place, "y0": y, "y1": y} for y in ys]


def _custom(spans: pd.DataFrame) -> list[list[str]]:
    return [[event_id, style.chart_text(said)] for event_id, said in zip(spans["event_id"], spans["said"], strict=True)]


def _segments(spans: pd.DataFrame, y: np.ndarray) -> list[Trace]:
    traces = []
    is_told = spans["is_told"].to_numpy()
    for chosen in (is_told, ~is_told):
        if chosen.any():
            some = spans[chosen]
            colours = [_colour(sender) for sender in some["sender"]]
            pattern = {"shape": "/", "size": 6, "solidity": 0.35, "fillmode": "replace", "fgcolor": colours, "bgcolor": style.CLEAR}
            marker = {"color": colours, "line": {"width": 1, "color": colours}} | ({"pattern": pattern} if chosen is not is_told else {})
            length = np.maximum(moments(some["ends"]) - moments(some["begins"]), DAY)
            traces.append(style.bar(
                orientation="h", base=moments(some["begins"]), x=length, y=y[chosen], width=[_BAR] * len(some), marker=marker, customdata=_custom(some), hovertemplate=_HOVER,
            ))  # fmt: skip
    return traces


def _running(spans: pd.DataFrame, y: np.ndarray, last: float) -> list[Trace]:
    """An open end where a side is still alone."""
    chosen = spans["is_running"].to_numpy()
    if not chosen.any():
        return []
    some = spans[chosen]
    marker = {"symbol": "triangle-right", "size": 11, "color": [_colour(sender) for sender in some["sender"]]}
    return [style.scatter(x=[last] * len(some), y=y[chosen], mode="markers", marker=marker, customdata=_custom(some), hovertemplate=_HOVER, cliponaxis=False)]
