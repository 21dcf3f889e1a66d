"""The arms register of a pair: one row a deal, from the year of order to the last year of delivery."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace
from timeline.wording import say_millions

_NARROW, _LINE, _PAD = 600, 13, 8
_MOST_LINES = 3
_YEAR_PIXELS = 40
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>"
_ARMS = style.CATEGORY_COLOURS["arms"]


def arms_deals(deals: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return the deals of `queries.arms.deals`, the earliest order on top: name and numbers at the left, a ring for the
    order, a triangle a year of delivery, TIV at the right, money that a source states beside its marks or, on narrow charts, its name.
    """
    if deals.empty:
        return style.empty_figure(caption, "No deal of the register fits these filters. Clear one of them, or choose another pair.", width=width)
    is_wide = width >= _NARROW
    left, right = (min(400, round(width * 0.36)), 76) if is_wide else (round(width * 0.43), 54)
    lines = [_lines(row.designation, row.numbers if is_wide else _short(row), left - 12) for row in deals.itertuples()]
    heights = np.array([len(some) * _LINE + _PAD for some in lines])
    frame = deals.reset_index(drop=True).assign(row=heights.cumsum() - heights / 2)
    first, last = frame["order_year"].fillna(frame["last_year"]).min(), frame["last_year"].max()
    low, high = (first - 0.6, last + 0.6) if pd.notna(first) else (0.0, 1.0)
    plot = width - left - right
    step = next((step for step in (1, 2, 5, 10, 20) if (high - low) / step * _YEAR_PIXELS <= plot), 50)
    layout = {
        "xaxis": {"range": [low, high], "fixedrange": True, "side": "top", "dtick": step, "tick0": 2000, "tickformat": "d", "visible": bool(pd.notna(first))},
        "yaxis": {"range": [int(heights.sum()), 0], "visible": False, "fixedrange": True},
        "hovermode": "closest", "shapes": _rules(heights, left, right, plot),
        "annotations": [*_words(lines, frame["row"], left), *_volumes(frame, right), *_heads(left, right, is_wide=is_wide)],
    }  # fmt: skip
    traces = [_spans(frame), _orders(frame), *_deliveries(frame), *(_money(frame, low, high, plot) if is_wide else [])]
    return style.framed(traces, layout, caption, width=width, plot_height=int(heights.sum()), left=left, right=right, axis_above=24)


def _lines(designation: str, numbers: str, pixels: float) -> list[str]:
    """Name and numbers in one line where they fit, else the name and then the numbers, each cut where it is too long."""
    if style.text_width(f"{designation}, {numbers}") <= pixels:
        return [f"<b>{style.chart_text(designation)}</b>, {style.chart_text(numbers)}"]
    names, counts = style.wrapped(designation, pixels / 1.06), style.wrapped(numbers, pixels, style.SIZE_SMALL)
    kept = names if len(names) + len(counts) <= _MOST_LINES else [f"{names[0]} …"]
    return [*(f"<b>{name}</b>" for name in kept), *(f"<span style='font-size:{style.SIZE_SMALL}px'>{count}</span>" for count in counts)]


def _short(row: Any) -> str:
    """The numbers in few words, with the sum stated: on a narrow chart it finds no room beside the marks."""
    return f"{row.short}; {say_millions(row.value_usd_m)} stated" if pd.notna(row.value_usd_m) else str(row.short)


def _custom(rows: pd.DataFrame) -> list[list[str]]:
    custom = []
    for row in rows.itertuples():
        value = f" {say_millions(row.value_usd_m)} stated." if pd.notna(row.value_usd_m) else ""
        years = ", ".join(map(str, row.years_delivered)) or "unknown"
        volume = f"TIV {row.tiv:,g}" if pd.notna(row.tiv) else "TIV unknown"
        words = f"{row.description}; {row.parties}. Ordered: {row.order_words}; delivered: {years}; {row.numbers}; {volume}.{value} {row.value_note}"
        custom.append([row.event_ids, style.chart_text(row.designation), "<br>".join(style.wrapped(words, 340))])
    return custom


def _spans(frame: pd.DataFrame) -> Trace:
    ordered = frame[frame["order_year"].notna()]
    xs = [value for first, last in zip(ordered["order_year"], ordered["last_year"], strict=True) for value in (first, last, None)]
    ys = [value for row in ordered["row"] for value in (row, row, None)]
    return style.scatter(x=xs, y=ys, mode="lines", line={"width": 1.4, "color": _ARMS}, opacity=0.6, hoverinfo="skip")


def _orders(frame: pd.DataFrame) -> Trace:
    ordered = frame[frame["order_year"].notna()]
    symbols = ["circle-open-dot" if words.startswith("about") else "circle-open" for words in ordered["order_words"]]
    return style.scatter(
        x=ordered["order_year"].to_numpy(), y=ordered["row"].to_numpy(), mode="markers", customdata=_custom(ordered), hovertemplate=_HOVER,
        marker={"symbol": symbols, "size": 8, "color": _ARMS, "line": {"width": 1.4}, "opacity": 1},
    )  # fmt: skip


def _deliveries(frame: pd.DataFrame) -> list[Trace]:
    each = frame.assign(year=frame["years_delivered"]).explode("year").dropna(subset="year")
    if each.empty:
        return []
    return [style.scatter(
        x=each["year"].astype("float64").to_numpy(), y=each["row"].to_numpy(), mode="markers", customdata=_custom(each), hovertemplate=_HOVER,
        marker={"symbol": style.CATEGORY_SYMBOLS["arms"], "size": 9, "color": _ARMS, "line": {"width": 0}, "opacity": 1},
    )]  # fmt: skip


def _money(frame: pd.DataFrame, low: float, high: float, plot: int) -> list[Trace]:
    """The sums stated, to the right of a row's last mark, or to the left of its first where there is no room."""
    stated = frame[frame["value_usd_m"].notna() & frame["order_year"].notna()]
    if stated.empty:
        return []
    texts = [f"{say_millions(value)} stated" for value in stated["value_usd_m"]]
    pixel = (high - low) / plot
    fits = [(high - last) / pixel > style.text_width(text, style.SIZE_SMALL) + 10 for last, text in zip(stated["last_year"], texts, strict=True)]
    xs = [last + 8 * pixel if right else first - 8 * pixel for first, last, right in zip(stated["order_year"], stated["last_year"], fits, strict=True)]
    return [style.scatter(
        x=xs, y=stated["row"].to_numpy(), mode="text", text=texts, textposition=["middle right" if right else "middle left" for right in fits],
        textfont={"size": style.SIZE_SMALL}, hoverinfo="skip", cliponaxis=False,
    )]  # fmt: skip


def _words(lines: list[list[str]], rows: pd.Series, left: int) -> list[dict[str, object]]:
    place = {"xref": "paper", "yref": "y", "x": 0, "xanchor": "left", "xshift": -left, "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [{"text": "<br>".join(some), "y": row, "font": {"size": style.SIZE_TEXT}, **place} for row, some in zip(rows, lines, strict=True)]


def _volumes(frame: pd.DataFrame, right: int) -> list[dict[str, object]]:
    place = {"xref": "paper", "yref": "y", "x": 1, "xanchor": "right", "xshift": right - 2, "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [
        {"text": f"{tiv:,g}" if pd.notna(tiv) else "unknown", "y": row, "font": {"size": style.SIZE_TEXT if pd.notna(tiv) else style.SIZE_SMALL}, "opacity": 1 if pd.notna(tiv) else 0.75, **place}
        for row, tiv in zip(frame["row"], frame["tiv"], strict=True)
    ]  # fmt: skip


def _heads(left: int, right: int, *, is_wide: bool) -> list[dict[str, object]]:
    place = {"xref": "paper", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 5, "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_SMALL}, "opacity": 0.75}
    words = "Weapon, pieces ordered and delivered" if is_wide else "Weapon, pieces"
    return [
        {"text": words, "x": 0, "xanchor": "left", "xshift": -left, **place},
        {"text": "TIV, volume" if is_wide else "TIV", "x": 1, "xanchor": "right", "xshift": right - 2, **place},
    ]


def _rules(heights: np.ndarray, left: int, right: int, plot: int) -> list[dict[str, object]]:
    line = {"type": "line", "xref": "paper", "yref": "y", "x0": -left / plot, "x1": 1 + right / plot, "line": {"color": style.FAINT, "width": 1}, "layer": "below"}
    return [{**line, "y0": edge, "y1": edge} for edge in [0, *heights.cumsum().tolist()]]
