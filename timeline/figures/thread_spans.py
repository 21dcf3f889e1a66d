"""Threads beside each other: a bar from the first step to the last, with a mark for each step."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, moments

_ROW, _LINE, _NARROW = 28, 15, 600
_MARK, _COUNTED = 9.0, 20.0
_EDGE = 12.0
_YEAR_PIXELS = 46
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}<br>%{customdata[4]}<extra></extra>"
_COUNTED_HOVER = "<b>%{customdata[2]} steps, click to open</b><br>%{customdata[1]}<br>%{customdata[3]}<extra></extra>"
_STRUCK = ("denied", "cancelled")
_SHOWN = 6


def thread_spans(steps: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return the bars of `steps` (see `queries.threads.thread_spans`), the first thread at the top.

    Steps too close to stand beside each other are one counted circle, whose `customdata[0]` holds their ids.
    """
    if steps.empty:
        return style.empty_figure(caption, "No thread has a step that fits these filters. Clear one of them, or widen the years.", width=width)
    left, right = (132, 68) if width < _NARROW else (216, 82)
    plot = width - left - right
    first, last = _period(steps, plot)
    pixels = (moments(steps["earliest"]) - first) / (last - first) * plot
    singles, counted = _grouped(steps, pixels, plot)
    threads = steps.drop_duplicates("row")
    count = len(threads)
    names = [style.wrapped(name, left - 8) for name in threads["name"]]
    height = max(_ROW, _LINE * max(map(len, names)) + 8)
    layout = {
        "xaxis": {"type": "date", "range": [first, last], "fixedrange": True, "side": "top", "ticks": "", **_ticks(first, last, plot)},
        "yaxis": {"range": [count - 0.4, -0.6], "tickvals": list(range(count)), "ticktext": ["<br>".join(lines) for lines in names], "showgrid": False, "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": style.CLEAR},
        "hovermode": "closest", "hoverdistance": 12, "dragmode": False, "barmode": "overlay", "annotations": _lengths(threads),
    }  # fmt: skip
    traces = [_bars(threads), *_marks(singles), *_strikes(singles), *_counted(steps, counted, first, last, plot)]
    return style.framed(traces, layout, caption, width=width, plot_height=count * height, left=left, right=right, axis_above=22)


def _period(steps: pd.DataFrame, plot: int) -> tuple[float, float]:
    """First and last moment drawn, with room at both edges for half a mark."""
    first, last = float(moments(steps["first"]).min()), float(moments(steps["last"]).max())
    spare = max(last - first, 30 * DAY) * _EDGE / (plot - 2 * _EDGE)
    return first - spare, max(last, first + 30 * DAY) + spare


def _ticks(first: float, last: float, plot: int) -> dict[str, object]:
    years, room = (last - first) / (365.25 * DAY), max(1.0, plot / _YEAR_PIXELS)
    if years > room / 4:
        step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 500) if years / step <= room), 1000)
        return {"dtick": f"M{12 * step}", "tick0": "2000-01-01", "tickformat": "%Y"}
    room = max(1.0, plot / 66)
    step = next((step for step in (1, 3, 6) if years * 12 / step <= room), 6)
    return {"dtick": f"M{step}", "tick0": "2000-01-01", "tickformat": "%b %Y"}


def _lengths(threads: pd.DataFrame) -> list[dict[str, object]]:
    place = {"xref": "paper", "x": 1, "xshift": 8, "xanchor": "left", "yref": "y", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [{"text": text, "y": row, "font": {"size": style.SIZE_SMALL}, "opacity": 0.8, **place} for text, row in zip(threads["length"], threads["row"], strict=True)]


def _bars(threads: pd.DataFrame) -> Trace:
    start, end = moments(threads["first"]), moments(threads["last"])
    return style.bar(
        orientation="h", base=start, x=end - start, y=threads["row"].to_numpy(), width=0.2, marker={"color": style.FAINT, "line": {"width": 0}}, hoverinfo="skip",
    )  # fmt: skip


def _grouped(steps: pd.DataFrame, pixels: np.ndarray, plot: int) -> tuple[pd.DataFrame, list[tuple[tuple[int, ...], float, int]]]:
    """The steps that stand alone, and the others as groups: their places in the frame, centre in pixels, row."""
    alone: list[int] = []
    groups: list[tuple[tuple[int, ...], float, int]] = []
    for row, indices in steps.groupby("row").indices.items():
        items = [Item(int(index), pixels[index] - _MARK / 2, pixels[index] + _MARK / 2) for index in indices]
        for group, centre in _clear(items, plot):
            if len(group) == 1:
                alone.append(group[0])
            else:
                groups.append((group, centre, int(row)))
    return steps.iloc[sorted(alone)], groups


def _clear(items: list[Item], plot: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Groups of marks so that none hides another: marks go into no row, so that `pack` joins those that collide."""
    kept, clusters, _ = pack(items, 0, plot, cluster_width=_COUNTED)
    yield from (((item.index,), (item.left + item.right) / 2) for item in kept)
    yield from ((cluster.indices, cluster.centre) for cluster in clusters)


def _marks(steps: pd.DataFrame) -> list[Trace]:
    if steps.empty:
        return []
    forms = {"confirmed": "", "planned": "-open-dot"}
    plain = [style.CATEGORY_SYMBOLS[category] for category in steps["category"]]
    colours = [style.CATEGORY_COLOURS[category] for category in steps["category"]]
    custom = [list(row) for row in zip(steps["event_id"], *(steps[name].map(style.chart_text) for name in ("title", "when", "parties", "name")), strict=True)]
    return [style.scatter(
        x=moments(steps["earliest"]), y=steps["row"].to_numpy(), mode="markers", customdata=custom, hovertemplate=_HOVER, cliponaxis=False,
        marker={
            "symbol": [symbol + forms.get(status, "-open") for symbol, status in zip(plain, steps["status"], strict=True)],
            "size": [style.SYMBOL_SIZES.get(symbol, style.SYMBOL_SIZE) for symbol in plain], "color": colours, "line": {"width": 1.4, "color": colours}, "opacity": 1,
        },
    )]  # fmt: skip


def _strikes(steps: pd.DataFrame) -> list[Trace]:
    struck = steps[steps["status"].isin(_STRUCK)]
    if struck.empty:
        return []
    marker = {"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": [style.CATEGORY_COLOURS[category] for category in struck["category"]]}}
    return [style.scatter(x=moments(struck["earliest"]), y=struck["row"].to_numpy(), mode="markers", hoverinfo="skip", marker=marker)]


def _counted(steps: pd.DataFrame, groups: list[tuple[tuple[int, ...], float, int]], first: float, last: float, plot: int) -> list[Trace]:
    if not groups:
        return []
    ids, titles, names = steps["event_id"].tolist(), steps["title"].map(style.chart_text).tolist(), steps["name"].map(style.chart_text).tolist()
    custom = [
        [";".join(ids[index] for index in group), "<br>".join(titles[index] for index in group[:_SHOWN]) + ("<br>…" if len(group) > _SHOWN else ""), len(group), names[group[0]]]
        for group, _, _ in groups
    ]
    colours = [style.CATEGORY_COLOURS[str(steps["category"].iloc[list(group)].mode().iloc[0])] for group, _, _ in groups]
    return [style.scatter(
        x=[first + centre / plot * (last - first) for _, centre, _ in groups], y=[row for _, _, row in groups], mode="markers+text", text=[str(len(group)) for group, _, _ in groups],
        customdata=custom, hovertemplate=_COUNTED_HOVER, textfont={"size": style.SIZE_SMALL}, cliponaxis=False,
        marker={"symbol": "circle-open", "size": 17, "color": colours, "line": {"width": 1.4}},
    )]  # fmt: skip
