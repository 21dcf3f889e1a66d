"""How often pairs voted alike in the UN General Assembly: one pair in full, the others faint, each named at its end."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.spread import spread
from timeline.figures.style import Caption, Trace

_LEFT, _HEIGHT, _SPACING, _YEAR_PIXELS = 40, 300, 15.0, 46
_NARROW = 600
_TIE, _TOP = 16, 1.04
_HOVER = "<b>%{customdata[1]}, %{x}</b><br>%{customdata[2]}<extra></extra>"


def un_agreement(shares: pd.DataFrame, names: dict[tuple[str, str], str], chosen: tuple[str, str], years: tuple[int, int], caption: Caption, *, width: int) -> go.Figure:
    """Return a line for each pair of `shares` (year, first, second, both_voted, agreed, share), the one `chosen` in full.

    `names` says what each pair is called at the end of its line; `years` are the first and last year of the axis. The
    points carry no events: `customdata[0]` is empty.
    """
    if shares.empty:
        return style.empty_figure(caption, "No roll call of these years is in this table. Widen the years.", width=width)
    lines = [(pair, line) for pair, line in shares.groupby(["first", "second"]) if pair != chosen]
    lines += [(pair, line) for pair, line in shares.groupby(["first", "second"]) if pair == chosen]
    words = {pair: names[pair] for pair, _ in lines}
    right = _TIE + 6 + max(round(style.text_width(word, style.SIZE_SMALL) * 1.1) for word in words.values())
    ends = spread([float(line["share"].iloc[-1]) * _HEIGHT / _TOP for _, line in lines], _SPACING, _HEIGHT)
    plot = width - _LEFT - right
    column = plot / (years[1] - years[0] + 1)
    traces = [_line(line, words[pair], is_chosen=pair == chosen) for pair, line in lines]
    last = {pair: (float(line["year"].iloc[-1] - years[0]) + 0.5) / (years[1] - years[0] + 1) for pair, line in lines}
    step = next((step for step in (1, 2, 5, 10, 20) if step * column >= _YEAR_PIXELS), 50)
    layout = {
        "xaxis": {"tickformat": "d", "tick0": 2000, "dtick": step, "fixedrange": True, "range": [years[0] - 0.5, years[1] + 0.5], "showgrid": False},
        "yaxis": {"range": [0, _TOP], "tickvals": [0, 0.25, 0.5, 0.75, 1], "ticktext": ["0", "25", "50", "75", "100%"], "fixedrange": True, "zeroline": True, "zerolinewidth": 1},
        "hovermode": "closest", "dragmode": False,
        "annotations": [_label(words[pair], end, is_chosen=pair == chosen) for (pair, _), end in zip(lines, ends, strict=True)],
        "shapes": [_tie(last[pair], float(line["share"].iloc[-1]) / _TOP, end, 1 + _TIE / plot) for (pair, line), end in zip(lines, ends, strict=True)],
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=_HEIGHT, left=_LEFT, right=right, axis=24, axis_above=6)


def _line(line: pd.DataFrame, name: str, *, is_chosen: bool) -> Trace:
    text = style.chart_text(name)
    custom = [["", text, f"{agreed:,} of {both:,} roll calls alike: {agreed / both:.0%}"] for agreed, both in zip(line["agreed"], line["both_voted"], strict=True)]
    colour = style.COOPERATION if is_chosen else style.QUIET
    return style.scatter(
        x=line["year"].to_numpy(), y=line["share"].to_numpy(), mode="lines+markers", line={"width": 2.4 if is_chosen else 1.2, "color": colour},
        marker={"size": 6 if is_chosen else 3, "color": colour, "opacity": 1}, customdata=custom, hovertemplate=_HOVER,
    )  # fmt: skip


def _label(name: str, end: float, *, is_chosen: bool) -> dict[str, Any]:
    text = style.chart_text(name)
    font = {"size": style.SIZE_SMALL, **({"color": style.COOPERATION} if is_chosen else {})}
    place = {"xref": "paper", "yref": "paper", "x": 1, "y": end / _HEIGHT, "xanchor": "left", "xshift": _TIE + 4, "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return {"text": f"<b>{text}</b>" if is_chosen else text, "font": font, **place}


def _tie(x: float, share: float, end: float, label_at: float) -> dict[str, Any]:
    """The line from the end of a line to its name."""
    return {"type": "line", "xref": "paper", "yref": "paper", "x0": x, "y0": share, "x1": label_at, "y1": end / _HEIGHT, "line": {"width": 1, "color": style.QUIET}}
