"""Two sides of a comparison: their fading running sums over each other, then the sums of each, all on one scale of days and values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.spread import spread
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, moment, moments

_LEFT, _LABEL_GAP, _INDENT = 46, 8, 3
_LINES, _BARS, _GAP, _HEAD = 150, 120, 64, 22
_HEIGHT = _LINES + 2 * (_BARS + _GAP)
_LABEL, _LABEL_WIDE, _TICK_PIXELS = 15.0, 84, 50
_YEAR = 365.25
_STEPS = (30, 90, 182.625, *(years * _YEAR for years in (1, 2, 5, 10, 20, 50)))
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"


@dataclass(frozen=True, slots=True)
class Panel:
    """One side: its name, a short one, what is said of it, the rows of `queries.relations.period_sums` and `running_sum`, the
    day from which its days are counted, the first and last day that the data covers, and the event of day zero (id and words; empty: none).
    """

    name: str
    short: str
    note: str
    sums: pd.DataFrame
    running: pd.DataFrame
    zero: pd.Timestamp
    first: pd.Timestamp
    last: pd.Timestamp
    event: tuple[str, str] = ("", "")


def comparison(panels: Sequence[Panel], days: tuple[float, float], caption: Caption, *, fades: str, width: int) -> go.Figure:
    """Return both `panels` over `days`, the first and last day drawn, counted from the day zero of each panel.

    Values and days have one scale for both. Every bar, and every point of a line at which something was added, has the ids of
    its events joined with `;` in `customdata[0]`; the mark at day zero has its event. What the data does not cover is grey.
    """
    if all(panel.sums.empty for panel in panels):
        return style.empty_figure(caption, "No event of either side counts in this view. Clear a filter, choose another pair or wider years.", width=width)
    scale = _value_range(np.concatenate([_stacked(panel.sums) for panel in panels]))
    score = _value_range(np.concatenate([panel.running["score"].to_numpy() for panel in panels]))
    is_counted = any(panel.event[0] for panel in panels)
    labels = [style.wrapped(panel.short, _LABEL_WIDE, style.SIZE_SMALL) for panel in panels]
    right = _LABEL_GAP + round(max(style.text_width(line, style.SIZE_SMALL) for lines in labels for line in lines) * 1.08)
    plot = width - _LEFT - right
    tops = [1 - (_LINES + _GAP) / _HEIGHT, (_BARS) / _HEIGHT]
    traces, shapes, notes = [], [], [_head(f"<b>Running sums</b>, {fades}", 1.0)]
    for number, panel in enumerate(panels):
        axis, colour = str(number + 2), style.SIDES[number]
        traces += [_line(panel, number, width), *(bars for is_reported in (False, True) for bars in _bars(panel, axis, width, is_reported=is_reported)), *_zero(panel, days, axis)]
        shapes += _uncovered(panel, days, axis)
        notes.append(_head(f"<span style='color:{colour}'><b>{style.chart_text(panel.name)}</b></span>{_said(panel, plot)}", tops[number]))
    if is_counted:
        shapes.append(
            {"type": "line", "xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "line": {"width": 1, "color": style.QUIET, "dash": "dot"}, "layer": "below"}
        )
    ticks = [_day_ticks(days, plot) if is_counted else _year_ticks(panel, days, plot) for panel in panels]
    across = {"range": list(days), "fixedrange": True, "zeroline": False}
    bars = {"range": scale, "fixedrange": True, "zeroline": True, "zerolinewidth": 1, "nticks": 4, "tickformat": ",~r"}
    layout = {
        "xaxis": {**across, "anchor": "y", "showticklabels": False, **(ticks[0] if ticks[0] == ticks[1] else {"showgrid": False})},
        "xaxis2": {**across, "anchor": "y2", "matches": "x", **ticks[0]},
        "xaxis3": {**across, "anchor": "y3", "matches": "x", **ticks[1]},
        "yaxis": {"domain": [1 - _LINES / _HEIGHT, 1], "range": score, "fixedrange": True, "zeroline": True, "zerolinewidth": 1, "nticks": 4, "tickformat": ",~r"},
        "yaxis2": {"domain": [tops[0] - _BARS / _HEIGHT, tops[0]], **bars},
        "yaxis3": {"domain": [0, tops[1]], **bars},
        "barmode": "relative", "hovermode": "closest", "dragmode": False, "shapes": shapes,
        "annotations": [*notes, *_line_names(panels, labels, score)],
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=_HEIGHT, left=_LEFT, right=right, axis=24, axis_above=_HEAD + 4)


def _days(values: pd.Series, zero: pd.Timestamp) -> np.ndarray:
    return (moments(values) - moment(zero.date())) / DAY


def _stacked(sums: pd.DataFrame) -> np.ndarray:
    return sums.groupby(["first", "is_cooperation"])["total"].sum().to_numpy() if len(sums) else np.zeros(1)


def _value_range(values: np.ndarray) -> list[float]:
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    room = (high - low or 1.0) * 0.06
    return [low - room, high + room]


def _line(panel: Panel, number: int, width: int) -> Trace:
    """The running sum of a side, where the data covers it."""
    some = panel.running
    custom = [
        [
            row.ids,
            style.chart_text(f"{panel.short}, {row.day:%B %Y}"),
            f"Running sum: {style.signed(row.score)}",
            style.hover_lines(f"New: {row.titles}", width) if row.titles else "nothing new",
        ]
        for row in some.itertuples(index=False)
    ]
    look = {"width": 2.4 if number == 0 else 1.6, "color": style.SIDES[number], "dash": "solid" if number == 0 else "dash"}
    return style.scatter(x=_days(some["day"], panel.zero), y=some["score"].to_numpy(), mode="lines", line=look, customdata=custom, hovertemplate=_HOVER)


def _bars(panel: Panel, axis: str, width: int, *, is_reported: bool) -> list[Trace]:
    """Cooperation above zero and conflict below: full where confirmed, pale where only reported."""
    traces = []
    for is_cooperation, colour in ((True, style.COOPERATION), (False, style.CONFLICT)):
        some = panel.sums[(panel.sums["is_cooperation"] == is_cooperation) & (panel.sums["is_reported"] == is_reported)]
        if some.empty:
            continue
        first, last = _days(some["first"], panel.zero), _days(some["last"], panel.zero)
        kind = f"{'Cooperation' if is_cooperation else 'Conflict'}{', only reported' if is_reported else ''}"
        custom = [
            [row.ids, style.chart_text(f"{panel.short}, {row.first:%-d %B %Y} to {row.last - pd.Timedelta(days=1):%-d %B %Y}"), f"{kind}: {style.signed(row.total)} from {row.count:,} event{'' if row.count == 1 else 's'}", style.hover_lines(row.titles, width)]
            for row in some.itertuples(index=False, name="Sum")
        ]  # fmt: skip
        traces.append(style.bar(
            x=(first + last) / 2, y=some["total"].to_numpy(), width=(last - first) * 0.86, xaxis=f"x{axis}", yaxis=f"y{axis}", customdata=custom, hovertemplate=_HOVER,
            marker={"color": colour, "opacity": 0.42 if is_reported else 1, "line": {"width": 0}},
        ))  # fmt: skip
    return traces


def _zero(panel: Panel, days: tuple[float, float], axis: str) -> list[Trace]:
    """A mark on day zero, where it is drawn, that opens its event."""
    event_id, words = panel.event
    if not event_id or not days[0] <= 0 <= days[1]:
        return []
    marker = {"symbol": "diamond", "size": 9, "color": style.QUIET, "line": {"width": 1, "color": style.OTHER_COUNTRY}}
    custom = [[event_id, style.chart_text(words), f"{panel.zero:%-d %B %Y}", "day zero"]]
    return [style.scatter(x=[0.0], y=[0.0], xaxis=f"x{axis}", yaxis=f"y{axis}", mode="markers", marker=marker, customdata=custom, hovertemplate=_HOVER)]


def _uncovered(panel: Panel, days: tuple[float, float], axis: str) -> list[dict[str, Any]]:
    """A grey field over the days that the data does not cover."""
    first, last = ((moment(day.date()) - moment(panel.zero.date())) / DAY for day in (panel.first, panel.last))
    field = {"type": "rect", "xref": f"x{axis}", "yref": f"y{axis} domain", "y0": 0, "y1": 1, "fillcolor": style.FAINT, "line": {"width": 0}, "layer": "below"}
    return [{**field, "x0": start, "x1": end} for start, end in ((days[0], first), (last + 1, days[1])) if end - start > (days[1] - days[0]) * 0.004]


def _said(panel: Panel, plot: int) -> str:
    """What is said beside the name of a side, as far as there is room."""
    room = plot + _LEFT - style.text_width(panel.name) * 1.08
    texts = [f"  {panel.note}; day 0: {panel.event[1]}", f"  day 0: {panel.event[1]}"] if panel.event[0] else [f"  {panel.note}"]
    fitting = next((text for text in texts if style.text_width(text) <= room), "")
    return style.chart_text(fitting)


def _head(text: str, top: float) -> dict[str, Any]:
    return style.panel_head(text, top, left=_LEFT - _INDENT, above=6)


def _line_names(panels: Sequence[Panel], labels: list[list[str]], score: list[float]) -> list[dict[str, Any]]:
    """The name of each line at the right edge, at the height of its end, moved where names would touch."""
    ends = [(float(panel.running["score"].iloc[-1]) - score[0]) / (score[1] - score[0]) * _LINES for panel in panels]
    heights = spread(ends, _LABEL * max(map(len, labels)), _LINES)
    place = {"xref": "paper", "x": 1, "xanchor": "left", "xshift": _LABEL_GAP, "yref": "y domain", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [
        {"text": f"<b>{'<br>'.join(lines)}</b>", "y": height / _LINES, "font": {"size": style.SIZE_SMALL, "color": style.SIDES[number]}, **place}
        for number, (lines, height) in enumerate(zip(labels, heights, strict=True))
    ]


def _year_ticks(panel: Panel, days: tuple[float, float], plot: int) -> dict[str, Any]:
    """Ticks on the first of a year, as days from the day zero of the panel; as many as have room."""
    years = (days[1] - days[0]) / _YEAR
    step = next((step for step in (1, 2, 5, 10, 20, 50) if years / step <= plot / _TICK_PIXELS), 100)
    first, last = ((panel.zero + pd.Timedelta(days=day)).year for day in days)
    chosen = [year for year in range(first, last + 1) if year % step == 0]
    places = [float((pd.Timestamp(year, 1, 1) - panel.zero).days) for year in chosen]
    kept = [(place, str(year)) for place, year in zip(places, chosen, strict=True) if days[0] <= place <= days[1]]
    return {"tickvals": [place for place, _ in kept], "ticktext": [text for _, text in kept]}


def _day_ticks(days: tuple[float, float], plot: int) -> dict[str, Any]:
    """Ticks before and after day zero, in days or in years."""
    step = next((step for step in _STEPS if (days[1] - days[0]) / step <= plot / (_TICK_PIXELS + 12)), 100 * _YEAR)
    counts = range(int(np.ceil(days[0] / step)), int(np.floor(days[1] / step)) + 1)
    return {"tickvals": [count * step for count in counts], "ticktext": [_say_offset(count * step) for count in counts]}


def _say_offset(days: float) -> str:
    if days == 0:
        return "day 0"
    sign = "−" if days < 0 else "+"
    if abs(days) >= _YEAR:
        return f"{sign}{abs(days) / _YEAR:.0f} y"
    return f"{sign}{abs(days):.0f} d"
