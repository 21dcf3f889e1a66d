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
    low, high = int(years["year"].min()), int(years["year"].max())
    first, last = chosen or (low, high)
    inside = (years["year"] >= first) & (years["year"] <= last)
    bars = style.bar(
        x=years["year"].to_numpy(), y=years["count"].to_numpy(), width=0.84, customdata=[[""]] * len(years), hovertemplate="%{x}: %{y} events<extra></extra>",
        marker={"color": [style.CATEGORY_COLOURS["visit"] if flag else style.FAINT for flag in inside], "line": {"width": 0}},
    )  # fmt: skip
    hint = {
        "text": "Drag to<br>choose years", "xref": "paper", "yref": "paper", "x": 0, "y": 0.5, "xanchor": "right", "xshift": -8, "showarrow": False, "align": "right",
        "font": {"size": style.SIZE_SMALL}, "opacity": 0.75,
    }  # fmt: skip
    layout = {
        "xaxis": {"showgrid": False, "fixedrange": True, "tickformat": "d", "dtick": max(1, round((high - low + 1) * 46 / max(60, width - left - right)))},
        "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        "dragmode": "select", "selectdirection": "h", "height": HEIGHT, "margin": {"l": left, "r": right, "t": 6, "b": 22, "pad": 0},
        "showlegend": False, "meta": {"alt": caption.alt, "title": caption.title}, "annotations": [hint],
    }  # fmt: skip
    return style.drawn([bars], layout)
