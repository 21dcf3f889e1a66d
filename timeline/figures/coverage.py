"""Coverage: how many events the data holds by year and category, so that gaps are seen."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption
from timeline.vocabulary import CATEGORY_CODES, CATEGORY_LABELS

_CELL = 26


def coverage(counts: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return a grid of squares from `counts` (year, category, count): area by number, colour of the category."""
    if counts.empty:
        return style.empty_figure(caption, "No event fits these filters. Clear one of them.", width=width)
    order = {code: number for number, code in enumerate(CATEGORY_CODES)}
    most = counts["count"].max()
    figure = go.Figure(go.Scatter(
        x=counts["year"], y=counts["category"].map(order), mode="markers+text", text=counts["count"].astype("str"), textfont={"size": style.SIZE_SMALL, "color": "#ffffff"},
        marker={"symbol": "square", "size": 12 + 10 * (counts["count"] / most) ** 0.5, "color": counts["category"].map(style.CATEGORY_COLOURS)},
        customdata=[["", CATEGORY_LABELS[row.category], row.count_] for row in counts.rename(columns={"count": "count_"}).itertuples()],
        hovertemplate="%{customdata[1]}, %{x}: %{customdata[2]} events<extra></extra>",
    ))  # fmt: skip
    figure.update_yaxes(tickvals=list(order.values()), ticktext=[CATEGORY_LABELS[code] for code in order], range=[len(order) - 0.4, -0.6], fixedrange=True)
    figure.update_xaxes(tickformat="d", dtick=4, fixedrange=True)
    return style.framed(figure, caption, width=width, plot_height=len(order) * _CELL, left=150, right=12, axis=24)
