"""Reciprocity: the running number of visits each way as two steps, the difference between them shaded."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, moment, moments
from timeline.figures.visit_ranks import pair_colours

_HEIGHT, _LEFT, _LINE, _YEAR_PIXELS = 250, 30, 15, 46
_SIDES = ("forth", "back")


def reciprocity(numbers: pd.DataFrame, pair: tuple[str, str], names: tuple[str, str], period: tuple[date, date], caption: Caption, *, width: int) -> go.Figure:
    """Return two steps of `numbers` (see `queries.visits.running_numbers`), each with its name of `names` and its last
    number at the end; `period` is what the axis spans.
    """
    if numbers.empty:
        return style.empty_figure(caption, "No visit that took place fits these filters. Clear one of them, or choose another pair.", width=width)
    right = 170 if width >= 600 else 104
    colours = dict(zip(_SIDES, pair_colours(*pair), strict=True))
    start, end = moment(period[0]), moment(period[1]) + DAY
    totals = {side: int((numbers["side"] == side).sum()) for side in _SIDES}
    top = max(totals.values()) * 1.06
    traces = _difference(numbers, start, end) + [_step(numbers[numbers["side"] == side], colours[side], start, end) for side in _SIDES]
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if (end - start) / (365.25 * DAY) / step * _YEAR_PIXELS <= width - _LEFT - right), 200)
    layout = {
        "xaxis": {"type": "date", "range": [start, end], "fixedrange": True, "dtick": f"M{12 * step}", "tick0": "2000-01-01", "tickformat": "%Y", "showgrid": False},
        "yaxis": {"range": [0, top], "fixedrange": True, "tickformat": "d", "nticks": 6, "dtick": 1 if top < 6 else None},
        "hovermode": "closest", "annotations": _ends(totals, dict(zip(_SIDES, names, strict=True)), colours, top, right),
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=_HEIGHT, left=_LEFT, right=right, axis=24)


def _step(rows: pd.DataFrame, colour: str, start: float, end: float) -> Trace:
    """One line from nought to its total; each visit on it answers the mouse."""
    custom = [[row.event_id, style.chart_text(row.title), style.chart_text(row.when), str(row.number)] for row in rows.itertuples()]
    xs, ys = moments(rows["earliest"]), rows["number"].to_numpy()
    edge = ["", "", "", ""]
    return style.scatter(
        x=[start, *np.clip(xs, start, end), end], y=[0, *ys, ys[-1] if len(ys) else 0], mode="lines+markers", line={"shape": "hv", "width": 2, "color": colour}, cliponaxis=False,
        marker={"size": [0, *([5] * len(rows)), 0], "color": colour, "line": {"width": 0}}, customdata=[edge, *custom, edge],
        hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} · number %{customdata[3]} this way<extra></extra>",
    )  # fmt: skip


def _difference(numbers: pd.DataFrame, start: float, end: float) -> list[Trace]:
    """The shade between the two steps, on all days on which either rises."""
    days = np.unique(np.concatenate([[start, end], np.clip(moments(numbers["earliest"]), start, end)]))
    plain = {"x": days, "mode": "lines", "line": {"shape": "hv", "width": 0, "color": style.FAINT}, "hoverinfo": "skip"}
    counts = [np.searchsorted(np.sort(np.clip(moments(numbers.loc[numbers["side"] == side, "earliest"]), start, end)), days, side="right") for side in _SIDES]
    return [style.scatter(y=counts[0], **plain), style.scatter(y=counts[1], fill="tonexty", fillcolor=style.FAINT, **plain)]


def _ends(totals: dict[str, int], names: dict[str, str], colours: dict[str, str], top: float, right: int) -> list[dict[str, object]]:
    """The words at the end of each line, pushed apart where the lines end close to each other."""
    lines = {side: [f"<b>{totals[side]}</b>", *style.wrapped(names[side], right - 16, style.SIZE_TEXT)] for side in _SIDES}
    high, low = sorted(_SIDES, key=lambda side: -totals[side])
    centre = {side: _HEIGHT * totals[side] / top for side in _SIDES}
    apart = (len(lines[high]) + len(lines[low])) * _LINE / 2 + 4
    push = max(0.0, apart - (centre[high] - centre[low]))
    centre[high], centre[low] = centre[high] + push / 2, centre[low] - push / 2
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": 0, "xanchor": "left", "xshift": 8, "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [{"text": "<br>".join(lines[side]), "yshift": round(centre[side]), "font": {"size": style.SIZE_TEXT, "color": colours[side]}, **place} for side in _SIDES]
