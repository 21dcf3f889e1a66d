"""The overview strip: events by year over the whole period, brushed to choose years."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption

HEIGHT = 96


def overview(years: pd.DataFrame, chosen: tuple[int, int] | tuple[()], caption: Caption) -> go.Figure:
    """Return bars of `years` (year, count), the chosen years in full colour, the others faint; drag sends a span."""
    first, last = chosen or (int(years["year"].min()), int(years["year"].max()))
    inside = (years["year"] >= first) & (years["year"] <= last)
    figure = go.Figure(go.Bar(
        x=years["year"], y=years["count"], width=0.82, marker={"color": [style.CATEGORY_COLOURS["visit"] if flag else style.FAINT for flag in inside]},
        customdata=[[""]] * len(years), hovertemplate="%{x}: %{y} events<extra></extra>",
    ))  # fmt: skip
    figure.update_xaxes(showgrid=False, fixedrange=True, tickformat="d", dtick=4)
    figure.update_yaxes(visible=False, fixedrange=True, rangemode="tozero")
    figure.update_layout(dragmode="select", selectdirection="h", bargap=0.1)
    style.framed(figure, caption, height=HEIGHT, left=150, right=24, top=8, bottom=24)
    figure.update_layout(title=None, annotations=[], meta={"alt": caption.alt, "title": caption.title})
    figure.add_annotation(text="Drag to<br>choose years", xref="paper", yref="paper", x=0, y=0.5, xanchor="right", xshift=-8, showarrow=False, align="right", font={"size": style.SIZE_SMALL}, opacity=0.75)
    return figure
