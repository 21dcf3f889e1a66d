"""Shares: one horizontal bar an item, named directly, with its number."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption

_BAR = 24


def shares(counts: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return bars from `counts` (label, count), longest first, each with its number at the end."""
    if counts.empty:
        return style.empty_figure(caption, "No source fits these filters. Clear one of them.", width=width)
    ordered = counts.iloc[::-1]
    left = min(180, width // 2)
    bars = style.bar(
        orientation="h", x=ordered["count"].to_numpy(), y=list(range(len(ordered))), text=[f"{count:,}" for count in ordered["count"]], textposition="outside", cliponaxis=False,
        marker={"color": style.CATEGORY_COLOURS["multilateral"]}, customdata=[["", style.chart_text(label)] for label in ordered["label"]],
        hovertemplate="%{customdata[1]}: %{x}<extra></extra>",
    )  # fmt: skip
    names = ["<br>".join(style.wrapped(label, left - 8)[:2]) for label in ordered["label"]]
    layout = {
        "xaxis": {"visible": False, "fixedrange": True},
        "yaxis": {"fixedrange": True, "tickvals": list(range(len(ordered))), "ticktext": names, "showgrid": False, "ticks": "outside", "ticklen": 6, "tickcolor": style.CLEAR},
        "bargap": 0.3,
    }
    return style.framed([bars], layout, caption, width=width, plot_height=len(counts) * _BAR, left=left, right=48)
