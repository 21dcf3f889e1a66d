"""Money stated for arms and volume delivered: two panels on one axis of years, never in one scale."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, moments
from timeline.wording import say_millions

_LEFT, _RIGHT = 44, 16
_MONEY, _BETWEEN, _VOLUME, _EMPTY = 230, 44, 130, 4
_LINE, _YEAR_PIXELS, _TOTAL, _LEAST_YEARS = 14, 40, 90, 6
_ARMS, _TIV = style.CATEGORY_COLOURS["arms"], style.CATEGORY_COLOURS["multilateral"]
_YEAR = 365.2425 * DAY

Box = tuple[float, float, float, float]


def arms_sums(sums: pd.DataFrame, volumes: pd.DataFrame, caption: Caption, *, width: int) -> go.Figure:
    """Return `sums` (see `queries.arms.stated_sums`) as lollipops over `volumes` (see `queries.arms.tiv_by_year`) as bars.

    A contract has a solid stem and a round head, what was disclosed a dotted stem under a bar: it may be a running total.
    """
    if sums.empty and volumes.empty:
        return style.empty_figure(caption, "No sum and no delivery fits these filters. Clear one of them, or choose another pair.", width=width)
    frame = sums.reset_index(drop=True).assign(x=_years(sums))
    bounds = [*frame["x"], *volumes["year"]]
    spare = max(0.8, (_LEAST_YEARS - max(bounds) + min(bounds)) / 2)
    low, high = min(bounds) - spare, max(bounds) + spare
    money, volume = _MONEY if len(frame) else _EMPTY, _VOLUME if len(volumes) else _EMPTY
    plot, height = width - _LEFT - _RIGHT, money + _BETWEEN + volume
    top = frame["value_usd_m"].max() * 1.12 if len(frame) else 1.0
    step = next((step for step in (1, 2, 5, 10, 20) if (high - low) / step * _YEAR_PIXELS <= plot), 50)
    layout = {
        "xaxis": {"range": [low, high], "fixedrange": True, "dtick": step, "tick0": 2000, "tickformat": "d", "anchor": "y2", "showgrid": False},
        "yaxis": {"range": [0, top], "domain": [1 - money / height, 1], "fixedrange": True, "nticks": 5, "tickformat": ",d", "rangemode": "tozero", "showticklabels": bool(len(frame))},
        "yaxis2": {"range": [0, max(volumes["tiv"].max() * 1.3, 1.0) if len(volumes) else 1.0], "domain": [0, volume / height], "fixedrange": True, "nticks": 4, "tickformat": ",d", "showticklabels": bool(len(volumes))},
        "hovermode": "closest", "bargap": 0.25,
        "annotations": [*_heads(len(frame), len(volumes), volume / height, plot), *_labels(frame, low, high, top, plot), *_total(volumes, (high - volumes["year"].max() - 0.5) / (high - low) * plot if len(volumes) else 0.0)],
    }  # fmt: skip
    traces = [*_stems(frame), *_bars(volumes)]
    return style.framed(traces, layout, caption, width=width, plot_height=height, left=_LEFT, right=_RIGHT, axis=24, axis_above=24)


def _years(rows: pd.DataFrame) -> np.ndarray:
    """The middle of each date on an axis on which a year's name stands at the middle of the year."""
    return 1969.5 + (moments(rows["earliest"]) + moments(rows["start_latest"]) + DAY) / 2 / _YEAR


def _stems(frame: pd.DataFrame) -> list[Trace]:
    traces: list[Trace] = []
    for is_deal, dash in ((True, "solid"), (False, "dot")):
        some = frame[frame["is_deal"] == is_deal]
        if some.empty:
            continue
        xs = [value for x in some["x"] for value in (x, x, None)]
        ys = [value for stated in some["value_usd_m"] for value in (0, stated, None)]
        kind = "one contract" if is_deal else "sum disclosed, may be a running total"
        custom = [[row.event_id, style.chart_text(row.title), style.chart_text(row.when), say_millions(row.value_usd_m), kind] for row in some.itertuples()]
        shape = {"size": 10, "symbol": ["circle" if status == "confirmed" else "circle-open" for status in some["status"]], "line": {"width": 1.6, "color": _ARMS}}
        bar = {"size": 22, "symbol": "line-ew", "line": {"width": 3, "color": _ARMS}}
        traces += [
            style.scatter(x=xs, y=ys, mode="lines", line={"width": 1.6, "dash": dash, "color": _ARMS}, hoverinfo="skip"),
            style.scatter(
                x=some["x"].to_numpy(), y=some["value_usd_m"].to_numpy(), mode="markers", customdata=custom, marker={"color": _ARMS, "opacity": 1, **(shape if is_deal else bar)}, cliponaxis=False,
                hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}<br>%{customdata[4]}<extra></extra>",
            ),
        ]  # fmt: skip
    return traces


def _bars(volumes: pd.DataFrame) -> list[Trace]:
    if volumes.empty:
        return []
    custom = [["", str(int(row.year)), f"{row.tiv:,.1f}", str(int(row.deals)), f"{row.total:,.1f}"] for row in volumes.itertuples()]
    return [style.bar(
        x=volumes["year"].to_numpy(), y=volumes["tiv"].to_numpy(), yaxis="y2", marker={"color": _TIV, "line": {"width": 0}}, customdata=custom,
        hovertemplate="<b>%{customdata[1]}</b>: TIV %{customdata[2]}, from %{customdata[3]} deals<br>%{customdata[4]} up to then<extra></extra>",
    )]  # fmt: skip


def _heads(sums: int, volumes: int, top: float, plot: int) -> list[dict[str, object]]:
    room = plot + _LEFT
    money = ["Money stated by sources, million US$", "Money stated, million US$"] if sums else ["No sum is stated here"]
    volume = ["Volume delivered by year, TIV (SIPRI's measure, not money)", "Volume delivered, TIV (not money)"] if volumes else ["No volume is known here"]
    fitting = [next((text for text in texts if style.text_width(text) * 1.06 <= room), texts[-1]) for texts in (money, volume)]
    return [style.panel_head(f"<b>{text}</b>", y, left=_LEFT, above=6) for text, y in zip(fitting, (1.0, top), strict=True)]


def _total(volumes: pd.DataFrame, room: float) -> list[dict[str, object]]:
    """The running total in words after the last bar, or over it where there is no room of `room` pixels."""
    if volumes.empty:
        return []
    words = [f"<b>{volumes['total'].iloc[-1]:,.0f}</b> in all,", f"{int(volumes['year'].iloc[0])}–{int(volumes['year'].iloc[-1])}"]
    place = {"xref": "x", "yref": "y2", "x": volumes["year"].iloc[-1] + 0.5, "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT}}
    if room > _TOTAL:
        return [{"text": "<br>".join(words), "y": 0, "xanchor": "left", "xshift": 6, "yanchor": "bottom", "yshift": 4, **place}]
    return [{"text": " ".join(words), "y": 1, **place, "yref": "y2 domain", "xanchor": "right", "yanchor": "top"}]


@dataclass(slots=True)
class _Room:
    """The boxes that are taken in a panel, in pixels from its lower left corner."""

    taken: list[Box] = field(default_factory=list)

    def overlap(self, box: Box) -> float:
        return sum(max(0.0, min(box[2], other[2]) - max(box[0], other[0])) * max(0.0, min(box[3], other[3]) - max(box[1], other[1])) for other in self.taken)


def _labels(frame: pd.DataFrame, low: float, high: float, top: float, plot: int) -> list[dict[str, object]]:
    """The sum and the name beside each head, on the side and at the height where they hide least."""
    xs, ys = (frame["x"] - low) / (high - low) * plot, frame["value_usd_m"] / top * _MONEY
    room = _Room([box for x, y in zip(xs, ys, strict=True) for box in ((x - 3, 0.0, x + 3, y), (x - 17, y - 6, x + 17, y + 6))])
    found: list[dict[str, object]] = []
    for row, x, y in sorted(zip(frame.itertuples(), xs, ys, strict=True), key=lambda item: -item[2]):
        words = f"{'contract' if row.is_deal else 'disclosed'}: {row.label}"
        places = [
            (lines, box) for pixels in _wraps(plot) for lines in [[say_millions(row.value_usd_m), *style.wrapped(words, pixels, style.SIZE_SMALL)]] for box in _boxes(lines, x, y)
        ]
        fines = [room.overlap(box) + _outside(box, plot) + rank * 0.5 for rank, (_, box) in enumerate(places)]
        lines, box = places[fines.index(min(fines))]
        room.taken.append(box)
        text = "<br>".join([f"<b>{lines[0]}</b>", *(f"<span style='font-size:{style.SIZE_SMALL}px'>{line}</span>" for line in lines[1:])])
        side, edge = ("right", box[2]) if box[2] < x else ("left", box[0])
        found.append({
            "text": text, "xref": "paper", "x": 0, "xanchor": side, "xshift": round(edge), "yref": "y", "y": 0, "yanchor": "bottom", "yshift": round(box[1]),
            "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT},
        })  # fmt: skip
    return found


def _wraps(plot: int) -> tuple[float, float]:
    """How wide a label may be, the better first."""
    return min(230.0, plot * 0.42), min(230.0, plot * 0.28)


def _boxes(lines: list[str], x: float, y: float) -> list[Box]:
    """Where a label of these lines may stand beside, over or under its head, the better first."""
    length = max(style.text_width(lines[0]) * 1.06, *(style.text_width(line, style.SIZE_SMALL) for line in lines[1:]))
    tall = len(lines) * _LINE
    bottoms = (y - tall / 2, y + 9, y - tall, y + 24, y + 48)
    return [
        (left, bottom, left + length, bottom + tall) for bottom in bottoms for left in (x + 21, x - 21 - length, x - length / 2, max(0.0, x - length * 0.85), x + 5, x - 5 - length)
    ]


def _outside(box: Box, plot: int) -> float:
    """A fine for what stands beyond the panel."""
    return 1_000.0 * (max(0.0, -box[0]) + max(0.0, box[2] - plot) + max(0.0, -box[1]) + max(0.0, box[3] - _MONEY))
