"""Pairs by year: one square a cell, its area the number of events, its colour the balance of cooperation and conflict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace

_ROW, _ROW_OF_TWO_LINES, _RIGHT, _LARGEST, _LEAST = 28, 34, 10, 24.0, 2.5
_NARROW = 600
_YEAR_PIXELS = 40
STEPS = (0.15, 0.5, 0.9)
_OPACITIES = (0.75, 0.4, 0.68, 1.0)
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"


def dyad_matrix(cells: pd.DataFrame, pairs: Sequence[tuple[str, str, int]], chosen: int, years: tuple[int, int], caption: Caption, *, width: int) -> go.Figure:
    """Return squares of `cells` (row, pair, year, count, total, balance, ids) in a row for each of `pairs`
    (name of the one, name of the other, number of events).

    The row `chosen` (-1: none) is set in bold. `customdata[0]` of a square is the ids of its events joined with `;`. The
    balance (-1 to 1) is drawn in steps: grey up to 0.15, then blue or orange, full from 0.9 on.
    """
    if cells.empty:
        return style.empty_figure(caption, "No event between two sides fits these filters. Clear one of them.", width=width)
    is_narrow = width < _NARROW
    left = round(width * 0.36) if is_narrow else min(round(width * 0.3), 18 + max(round(style.text_width(_in_words(pair), style.SIZE_TEXT * 1.05)) for pair in pairs))
    names = [_name(pair, left - 12, is_chosen=number == chosen, is_narrow=is_narrow) for number, pair in enumerate(pairs)]
    column = (width - left - _RIGHT) / (years[1] - years[0] + 1)
    height = _ROW_OF_TWO_LINES if is_narrow or any("<br>" in name for name in names) else _ROW
    largest = min(_LARGEST, column * 0.94)
    sizes = np.maximum(_LEAST, largest * np.sqrt(cells["count"].to_numpy() / cells["count"].max()))
    step = max(1, next((step for step in (1, 2, 5, 10, 20, 50) if step * column >= _YEAR_PIXELS), 100))
    layout = {
        "xaxis": {"side": "top", "tickformat": "d", "tick0": 2000, "dtick": step, "fixedrange": True, "range": [years[0] - 0.5, years[1] + 0.5]},
        "yaxis": {"tickvals": list(range(len(names))), "ticktext": names, "range": [len(names) - 0.5, -0.5], "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": style.CLEAR, "tickfont": {"size": style.SIZE_SMALL if is_narrow else style.SIZE_TEXT}},
        "hovermode": "closest", "dragmode": False,
    }  # fmt: skip
    return style.framed(_squares(cells.assign(size=sizes)), layout, caption, width=width, plot_height=height * len(names), left=left, right=_RIGHT, axis=4, axis_above=24)


def _squares(cells: pd.DataFrame) -> list[Trace]:
    """One trace for each step of the balance, so that the words on full squares have their own colour."""
    step = np.searchsorted(STEPS, cells["balance"].abs().to_numpy(), side="right")
    side = np.where(step == 0, 0, np.sign(cells["balance"].to_numpy()))
    traces = []
    for (direction, depth), some in cells.groupby([side, step], sort=True):
        colour = {1: style.COOPERATION, -1: style.CONFLICT}.get(int(direction), style.OTHER_COUNTRY)
        texts = [_written(count, size) for count, size in zip(some["count"], some["size"], strict=True)]
        font: dict[str, Any] = {"size": style.SIZE_SMALL}
        if depth == len(STEPS):
            font["color"] = style.WORDS_ON_CATEGORY["visit" if direction > 0 else "arms"]
        traces.append(style.scatter(
            x=some["year"].to_numpy(), y=some["row"].to_numpy(), mode="markers+text", text=texts, textfont=font, customdata=_custom(some), hovertemplate=_HOVER,
            marker={"symbol": "square", "size": some["size"].to_numpy(), "color": colour, "opacity": _OPACITIES[int(depth)], "line": {"width": 0}},
        ))  # fmt: skip
    return traces


def _custom(cells: pd.DataFrame) -> list[list[str]]:
    return [
        [row.ids, f"{style.chart_text(row.pair)}, {row.year}", f"{row.count:,} event{'' if row.count == 1 else 's'}", say_balance(row.total, row.balance)]
        for row in cells.itertuples(index=False, name="Cell")
    ]


def say_balance(total: float, balance: float) -> str:
    """Return a balance (-1 to 1) in words, with the sum of values."""
    if abs(balance) < STEPS[0]:
        return "Cooperation and conflict balance"
    words = "cooperation" if balance > 0 else "conflict"
    much = "Only" if abs(balance) > 1 - 1e-9 else "Mostly" if abs(balance) >= STEPS[1] else "More"
    return f"{much} {words} (sum {style.signed(total)})"


def _written(count: int, size: float) -> str:
    text = f"{count:,}"
    return text if size >= max(13.0, style.text_width(text, style.SIZE_SMALL) + 2) else ""


def _in_words(pair: tuple[str, str, int]) -> str:
    return f"{pair[0]} – {pair[1]} {pair[2]:,}"


def _name(pair: tuple[str, str, int], room: float, *, is_chosen: bool, is_narrow: bool) -> str:
    """The name of a row: in one line with its number, or a line for each side where there is little room."""
    lines = [style.wrapped(side, room, style.SIZE_SMALL)[0] for side in (f"{pair[0]} –", pair[1])] if is_narrow else style.wrapped(_in_words(pair), room)[:2]
    text = "<br>".join(lines)
    return f"<b>{text}</b>" if is_chosen else text
