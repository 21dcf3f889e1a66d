"""Coverage: how many events the data holds by year and category, so that gaps are seen."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption
from timeline.vocabulary import CATEGORY_CODES, CATEGORY_LABELS

_CELL, _LEFT, _RIGHT = 26, 150, 12


def coverage(counts: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return a grid of squares from `counts` (year, category, count): area by number, colour of the category."""
    if counts.empty:
        return style.empty_figure(caption, "No event fits these filters. Clear one of them.", width=width)
    order = {code: number for number, code in enumerate(CATEGORY_CODES)}
    span = int(counts["year"].max() - counts["year"].min()) + 2
    column = (width - _LEFT - _RIGHT) / span
    largest = min(22.0, column * 0.92)
    numbers = counts["count"].astype("str") if largest >= 16 else [""] * len(counts)
    squares = style.scatter(
        x=counts["year"].to_numpy(), y=counts["category"].map(order).to_numpy(), mode="markers+text", text=list(numbers), textfont={"size": style.SIZE_SMALL, "color": [style.WORDS_ON_CATEGORY[code] for code in counts["category"]]},
        marker={"symbol": "square", "size": (largest * (0.5 + 0.5 * (counts["count"] / counts["count"].max()) ** 0.5)).to_numpy(), "color": [style.CATEGORY_COLOURS[code] for code in counts["category"]], "opacity": 1},
        customdata=[["", CATEGORY_LABELS[category], count] for category, count in zip(counts["category"], counts["count"], strict=True)],
        hovertemplate="%{customdata[1]}, %{x}: %{customdata[2]} events<extra></extra>",
    )  # fmt: skip
    layout = {
        "xaxis": {"tickformat": "d", "dtick": max(1, round(46 / column)), "fixedrange": True, "range": [counts["year"].min() - 1, counts["year"].max() + 1]},
        "yaxis": {"tickvals": list(order.values()), "ticktext": [CATEGORY_LABELS[code] for code in order], "range": [len(order) - 0.4, -0.6], "fixedrange": True},
        "hovermode": "closest",
    }
    return style.framed([squares], layout, caption, width=width, plot_height=len(order) * _CELL, left=_LEFT, right=_RIGHT, axis=24)
