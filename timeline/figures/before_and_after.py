"""What was counted before an event and after it: mirrored bars, one panel a window of days, one row of panels a pair, one scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace

_ROW, _BAR, _HEAD, _NAME, _GAP = 22, 0.66, 40, 30, 20
_NARROW, _NUMBER, _LEAST = 700, 26, 5
_COLOURS = {**style.CATEGORY_COLOURS, "cooperation": style.COOPERATION, "conflict": style.CONFLICT, "neither": style.OTHER_COUNTRY}
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"


@dataclass(frozen=True, slots=True)
class Block:
    """The panels of one pair: its name, the rows of `queries.comparison.before_and_after` and `queries.comparison.windows`."""

    name: str
    counts: pd.DataFrame
    windows: pd.DataFrame


def before_and_after(blocks: Sequence[Block], labels: dict[str, str], caption: Caption, advice: str, *, width: int) -> go.Figure:
    """Return for each of `blocks` its windows beside each other (below each other where narrow): before to the left, after to the right.

    `labels` are the rows that are drawn and their words, in order. `customdata[0]` of a bar is the ids of its events joined
    with `;`. A window that the data does not cover whole says how many of its days are.
    """
    if all(block.counts.empty for block in blocks):
        return style.empty_figure(caption, advice, width=width)
    most = max(_LEAST, *(int(block.counts["count"].max()) for block in blocks if len(block.counts)))
    left = round(max(style.text_width(text) for text in labels.values())) + 14
    across = 1 if width < _NARROW else len(blocks[0].windows)
    down = -(-len(blocks[0].windows) // across)
    panel = (width - left - _GAP * (across - 1)) / across
    tall = len(labels) * _ROW
    height = len(blocks) * (_NAME + down * (_HEAD + tall))
    reach = most / max(0.2, 1 - _NUMBER / (panel / 2))
    traces: list[Trace] = []
    layout: dict[str, Any] = {"barmode": "overlay", "bargap": 0, "hovermode": "closest", "dragmode": False}
    notes: list[dict[str, Any]] = []
    top = 0.0
    number = 0
    for block in blocks:
        notes.append(_note(f"<b>{style.chart_text(block.name)}</b>", 0, 1 - (top + _NAME - 4) / height, "left", shift=-left))
        top += _NAME
        for place, window in enumerate(block.windows.itertuples(index=False)):
            row, column = divmod(place, across)
            number += 1
            suffix = "" if number == 1 else str(number)
            start = column * (panel + _GAP) / (width - left)
            domain = [start, min(1.0, start + panel / (width - left))]
            bottom = height - (top + row * (_HEAD + tall) + _HEAD + tall)
            layout[f"xaxis{suffix}"] = {
                "domain": domain,
                "range": [-reach, reach],
                "anchor": f"y{suffix}",
                "fixedrange": True,
                "showgrid": False,
                "showticklabels": False,
                "zeroline": True,
                "zerolinewidth": 1,
            }
            layout[f"yaxis{suffix}"] = {
                "domain": [bottom / height, (bottom + tall) / height], "range": [len(labels) - 0.5, -0.5], "anchor": f"x{suffix}", "fixedrange": True, "showgrid": False, "ticks": "",
                "tickvals": list(range(len(labels))), "ticktext": [style.chart_text(text) for text in labels.values()], "showticklabels": column == 0, "ticklabelstandoff": 6,
            }  # fmt: skip
            some = block.counts[block.counts["days"] == window.days]
            traces += _bars(some, list(labels), labels, suffix, window.days, width)
            notes += _heads(window, sum(domain) / 2, (bottom + tall) / height, panel)
        top += down * (_HEAD + tall)
    layout["annotations"] = notes
    return style.framed(traces, layout, caption, width=width, plot_height=height, left=left, right=0, axis=4)


def _bars(counts: pd.DataFrame, keys: list[str], labels: dict[str, str], suffix: str, days: int, width: int) -> list[Trace]:
    """The bars of one panel: before pale and to the left, after full and to the right, the number at each end.

    The first trace draws nothing: Plotly leaves out the axes of a panel that has none.
    """
    axes = {"xaxis": f"x{suffix}", "yaxis": f"y{suffix}"}
    traces = [style.scatter(x=[None], y=[None], hoverinfo="skip", **axes)]
    for is_after in (False, True):
        some = counts[(counts["is_after"] == is_after) & counts["key"].isin(keys)]
        if some.empty:
            continue
        way, when = (1, "after") if is_after else (-1, "before")
        custom = [
            [row.ids, style.chart_text(labels[row.key]), f"{row.count_:,} in the {days} days {when}, click to open", style.hover_lines(row.titles, width)]
            for row in some.rename(columns={"count": "count_"}).itertuples(index=False)
        ]
        y, x = [keys.index(key) for key in some["key"]], some["count"].to_numpy() * way
        traces += [
            style.bar(
                orientation="h", x=x, y=y, width=[_BAR] * len(some), customdata=custom, hovertemplate=_HOVER, **axes,
                marker={"color": [_COLOURS[key] for key in some["key"]], "opacity": 1 if is_after else 0.5, "line": {"width": 0}},
            ),
            style.scatter(
                x=x, y=y, mode="text", text=[f"{count:,}" for count in some["count"]], textposition="middle right" if is_after else "middle left", textfont={"size": style.SIZE_SMALL},
                customdata=custom, hoverinfo="skip", cliponaxis=False, **axes,
            ),
        ]  # fmt: skip
    return traces


def _heads(window: Any, middle: float, top: float, panel: float) -> list[dict[str, Any]]:
    """Above a panel its days, how many of them the data covers, and which side is which."""
    cut = [f"{said}: {covered} of {window.days} covered" for said, covered in (("before", window.before), ("after", window.after)) if covered < window.days]
    text = f"{window.days} days"
    long = f"{text} ({'; '.join(cut)})"
    if cut:
        text = long if style.text_width(long) * 1.06 <= panel else f"{text} (cut)"
    return [
        _note(f"<b>{text}</b>", middle, top, "center", up=19),
        _note("before  ", middle, top, "right", up=3, size=style.SIZE_SMALL),
        _note("  after", middle, top, "left", up=3, size=style.SIZE_SMALL),
    ]


def _note(text: str, x: float, y: float, side: str, *, shift: int = 0, up: int = 0, size: int = style.SIZE_TEXT) -> dict[str, Any]:
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": x, "y": y, "xanchor": side, "yanchor": "bottom", "xshift": shift, "yshift": up, "showarrow": False, "borderpad": 0,
        "font": {"size": size},
    }  # fmt: skip
