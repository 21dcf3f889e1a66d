"""The path of a thread: its steps down one line, with the days that passed between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace

NOT_DONE = "Not done so far"
_RIGHT, _LINE, _TEXT, _PAUSE = 8, 9.0, 26.0, 24.0
_MOST_DISTANCE = 72.0
_ROW, _FOOT = 16.0, 46.0
_NARROW, _WIDE, _MOST_READABLE, _MOST_TOLD = 600, 860, 700.0, 26
_TWO_YEARS, _YEAR = 730, 365.25
_STRUCK = ("denied", "cancelled")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns lie, in pixels: the margin for dates, then from the left of the plot text and remark (width 0: none).

    `remark` names the column of the steps that fills the last one.
    """

    left: int
    plot: float
    text: float
    remark_at: float = 0.0
    remark_width: float = 0.0
    remark: str = "summary"


def thread_path(steps: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return the path of `steps` (see `queries.threads.thread_path`) from the top down.

    Between two marks lie the words beside the upper one and a distance that grows with the square root of the days,
    at most 72 pixels. A step announced and not done has a dashed line below it. A wide chart tells the summary of each
    step at the right, of a long thread only who acts towards whom.
    """
    if steps.empty:
        return style.empty_figure(caption, "No step of this thread fits these filters. Clear one of them, or choose another thread.", width=width)
    columns = _columns(width, len(steps))
    blocks = [_block(step, columns) for step in steps.to_dict("records")]
    distances = _PAUSE + np.minimum(np.sqrt(steps["days"].fillna(0).to_numpy()), _MOST_DISTANCE)
    heights = np.array([_ROW * max(len(lines) for lines in block) for block in blocks])
    tops = np.concatenate([[0.0], np.cumsum(heights[:-1] + distances[1:])]) + _ROW / 2
    foot = tops[-1] + max(heights[-1] - _ROW / 2, _FOOT if bool(steps["is_open"].iloc[-1]) else 0.0)
    words = [word for block, top in zip(blocks, tops, strict=True) for word in _words(block, top, columns)]
    words += _pauses(steps, tops + heights - _ROW / 2, distances)
    layout = {
        "xaxis": {"visible": False, "range": [0, columns.plot], "fixedrange": True},
        "yaxis": {"visible": False, "range": [foot + 6, -4], "fixedrange": True},
        "hovermode": "y", "hoverdistance": 40, "dragmode": False, "annotations": words,
    }  # fmt: skip
    traces = [*_lines(steps, tops, foot), _marks(steps, tops), *_strikes(steps, tops)]
    return style.framed(traces, layout, caption, width=width, plot_height=round(foot + 10), left=columns.left, right=_RIGHT)


def _columns(width: int, count: int) -> _Columns:
    left = 92 if width < _NARROW else 148
    plot = float(width - left - _RIGHT)
    if width < _WIDE:
        return _Columns(left, plot, min(plot - _TEXT, _MOST_READABLE))
    is_long = count > _MOST_TOLD
    text = (plot - _TEXT) * (0.6 if is_long else 0.4)
    return _Columns(left, plot, text, _TEXT + text + 28, min(plot - _TEXT - text - 28, _MOST_READABLE), "parties" if is_long else "summary")


def _block(step: dict[str, Any], columns: _Columns) -> tuple[list[str], list[str], list[str]]:
    """The lines of a step: its date, its step word and title, its remark."""
    date = style.wrapped(step["when"], columns.left - 12)
    title = step["label"] if columns.left < 100 and step["label"] else step["title"]
    word = str(step["step"]).capitalize()
    text = style.wrapped(f"{word} · {title}" if word else title, columns.text / 1.06)
    start = style.chart_text(word)
    if word and text[0].startswith(start):
        text[0] = f"<b>{start}</b>{text[0][len(start) :]}"
    if step["is_open"]:
        text.append(f"<b>{'Called off. ' if step['status'] == 'cancelled' else ''}{NOT_DONE}</b>")
    return date, text, style.wrapped(step[columns.remark], columns.remark_width) if columns.remark_width else []


def _words(block: tuple[list[str], list[str], list[str]], top: float, columns: _Columns) -> list[dict[str, Any]]:
    date, text, remark = block
    place = {"yref": "y", "y": top - _ROW / 2, "yanchor": "top", "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT}}
    left = {"xref": "x", "xanchor": "left", **place}
    words = [
        {"text": "<br>".join(date), "xref": "paper", "x": 0, "xshift": -2, "xanchor": "right", **place},
        {"text": "<br>".join(text), "x": _TEXT, **left},
    ]
    return [*words, {"text": "<br>".join(remark), "x": columns.remark_at, "opacity": 0.78, **left}] if remark else words


def _pauses(steps: pd.DataFrame, bottoms: np.ndarray, distances: np.ndarray) -> list[dict[str, Any]]:
    """How many days passed, in words between each two marks."""
    place = {"xref": "x", "x": _TEXT, "xanchor": "left", "yref": "y", "yanchor": "middle", "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_SMALL}, "opacity": 0.72}
    said = [_say_days(days, is_about=is_about) for days, is_about in zip(steps["days"].iloc[1:], steps["is_about"].iloc[1:], strict=True)]
    return [{"text": f"↓ {text}", "y": bottom + distance / 2, **place} for text, bottom, distance in zip(said, bottoms[:-1], distances[1:], strict=True)]


def _say_days(days: float, *, is_about: bool) -> str:
    if days < 1:
        return "same month or year" if is_about else "same day"
    text = "one day" if days == 1 else f"{days:,.0f} days"
    years = f", {days / _YEAR:.0f} years" if days >= _TWO_YEARS else ""
    return f"{'about ' if is_about else ''}{text}{years}"


def _lines(steps: pd.DataFrame, tops: np.ndarray, foot: float) -> list[Trace]:
    """The line from mark to mark, dashed below a step that was announced and not done."""
    is_open = steps["is_open"].to_numpy(dtype=bool)
    ends = np.append(tops[1:], foot if is_open[-1] else tops[-1])
    return [
        style.scatter(
            x=[_LINE, _LINE, None] * int(some.sum()), y=[value for start, end in zip(tops[some], ends[some], strict=True) for value in (start, end, None)],
            mode="lines", line={"width": 2, "color": style.QUIET, "dash": dash}, hoverinfo="skip",
        )
        for some, dash in ((~is_open, "solid"), (is_open, "dash")) if some.any()
    ]  # fmt: skip


def _marks(steps: pd.DataFrame, tops: np.ndarray) -> Trace:
    forms = {"confirmed": "", "planned": "-open-dot"}
    plain = [style.CATEGORY_SYMBOLS[category] for category in steps["category"]]
    colours = [style.CATEGORY_COLOURS[category] for category in steps["category"]]
    custom = [list(row) for row in zip(steps["event_id"], *(steps[name].map(style.chart_text) for name in ("title", "when", "parties")), strict=True)]
    return style.scatter(
        x=[_LINE] * len(steps), y=tops, mode="markers", customdata=custom, hoverinfo="text", hovertext=[f"<b>{title}</b><br>{when}<br>{parties}" for _, title, when, parties in custom], cliponaxis=False,
        marker={
            "symbol": [symbol + forms.get(status, "-open") for symbol, status in zip(plain, steps["status"], strict=True)],
            "size": [style.SYMBOL_SIZES.get(symbol, style.SYMBOL_SIZE) + 2 for symbol in plain], "color": colours, "line": {"width": 1.6, "color": colours}, "opacity": 1,
        },
    )  # fmt: skip


def _strikes(steps: pd.DataFrame, tops: np.ndarray) -> list[Trace]:
    struck = steps["status"].isin(_STRUCK).to_numpy()
    if not struck.any():
        return []
    marker = {"symbol": "line-ew", "size": 18, "line": {"width": 1.6, "color": [style.CATEGORY_COLOURS[category] for category in steps["category"][struck]]}}
    return [style.scatter(x=[_LINE] * int(struck.sum()), y=tops[struck], mode="markers", hoverinfo="skip", marker=marker)]
