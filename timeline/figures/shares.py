"""Shares: one horizontal bar an item, named directly, with its number."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption


def shares(counts: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return bars from `counts` (label, count), longest first, each with its number at the end."""
    if counts.empty:
        return style.empty_figure(caption, "No source fits these filters. Clear one of them.", width=width)
    ordered = counts.iloc[::-1]
    figure = go.Figure(go.Bar(
        orientation="h", x=ordered["count"], y=ordered["label"].map(style.chart_text), text=ordered["count"].map("{:,}".format), textposition="outside",
        marker={"color": style.CATEGORY_COLOURS["multilateral"]}, customdata=[[""]] * len(ordered), hovertemplate="%{y}: %{x}<extra></extra>", cliponaxis=False,
    ))  # fmt: skip
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(fixedrange=True)
    return style.framed(figure, caption, width=width, plot_height=len(counts) * 24, left=min(170, width // 3), right=48)
