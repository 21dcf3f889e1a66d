"""The overview strip: events by year over the whole period, brushed to choose years."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption

HEIGHT = 74


def overview(years: pd.DataFrame, chosen: tuple[int, int] | tuple[()], caption: Caption, *, width: int, left: int, right: int) -> go.Figure:
    """Return bars of `years` (year, count), the chosen years in full colour, the others faint; drag sends a span.

    `left` and `right` are the margins of the chart above it, so that the years of both can be compared.
    """
    first, last = chosen or (int(years["year"].min()), int(years["year"].max()))
    inside = (years["year"] >= first) & (years["year"] <= last)
    figure = go.Figure(
        go.Bar(
            x=years["year"],
            y=years["count"],
            width=0.84,
            marker={"color": [style.CATEGORY_COLOURS["visit"] if flag else style.FAINT for flag in inside], "line": {"width": 0}},
            customdata=[[""]] * len(years),
            hovertemplate="%{x}: %{y} events<extra></extra>",
        )
    )
    span = int(years["year"].max() - years["year"].min()) + 1
    figure.update_xaxes(showgrid=False, fixedrange=True, tickformat="d", dtick=max(1, round(span * 46 / max(60, width - left - right))))
    figure.update_yaxes(visible=False, fixedrange=True, rangemode="tozero")
    figure.update_layout(
        dragmode="select",
        selectdirection="h",
        height=HEIGHT,
        margin={"l": left, "r": right, "t": 6, "b": 22, "pad": 0},
        showlegend=False,
        meta={"alt": caption.alt, "title": caption.title},
    )
    figure.add_annotation(
        text="Drag to<br>choose years",
        xref="paper",
        yref="paper",
        x=0,
        y=0.5,
        xanchor="right",
        xshift=-8,
        showarrow=False,
        align="right",
        font={"size": style.SIZE_SMALL},
        opacity=0.75,
    )
    return figure
