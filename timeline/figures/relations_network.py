"""States on a ring, a line between those that had to do with each other: width by number of events, look by their balance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.dyad_matrix import STEPS, say_balance
from timeline.figures.projection import apart
from timeline.figures.style import Caption, Trace

_NARROW, _POINTS, _PULL = 600, 24, 0.35
_HEIGHT, _HEIGHT_NARROW, _MARGIN, _NODE, _NAME = 480, 400, 4, 11, 0.2
_WIDEST, _THINNEST, _COUNTED = 10.0, 1.2, 14
_OPACITIES = (0.75, 0.45, 0.7, 1.0)
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<br>%{customdata[4]}<extra></extra>"

Places = dict[str, tuple[float, float]]


def relations_network(states: pd.DataFrame, edges: pd.DataFrame, chosen: tuple[str, str], caption: Caption, advice: str, *, width: int) -> go.Figure:
    """Return the `states` (code, name, count) on a ring and the `edges` between them (see `queries.relations.pair_sums`, with
    `pair` in words).

    `customdata[0]` of every point of a line is the ids of its events joined with `;`. The names of the pair `chosen` are bold.
    The order on the ring depends on the edges alone (see `ring`).
    """
    if edges.empty:
        return style.empty_figure(caption, advice, width=width)
    height = _HEIGHT if width >= _NARROW else _HEIGHT_NARROW
    left, right = ring(states["code"].tolist(), edges)
    order = [*left, *right]
    names = {code: style.wrapped(name, width * _NAME) for code, name in zip(states["code"], states["name"], strict=True)}
    longest = max(style.text_width(line.replace("&amp;", "&")) for lines in names.values() for line in lines) * 1.06 + _NODE + 8
    places = seats(left, right, width, height, longest)
    most = int(edges["count"].max())
    drawn = edges.sort_values(["count", "low", "high"], ascending=[True, True, True], kind="stable")
    traces = [_edge(edge, places, most, width) for edge in drawn.rename(columns={"count": "count_"}).itertuples()]
    traces += [*_counts(edges, places, width), _nodes(order, states, places, edges)]
    layout = {
        "xaxis": {"range": [0, width], "visible": False, "fixedrange": True},
        "yaxis": {"range": [0, height], "visible": False, "fixedrange": True},
        "hovermode": "closest", "hoverdistance": 14, "dragmode": False, "annotations": [_name(code, names[code], places, width, is_chosen=code in chosen) for code in order],
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=height, axis_above=4)


def ring(codes: list[str], edges: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the left and the right side of the ring, each from top to bottom: the state with most events in the middle of
    the left; every other, in the order of their events, on the side that faces those placed before with which it has most,
    as long as there is room, and outwards from the middle. So the busiest lines cross the ring and fan out.
    """
    ties = {(low, high): int(count) for low, high, count in zip(edges["low"], edges["high"], edges["count"], strict=True)}
    weight = {code: sum(count for pair, count in ties.items() if code in pair) for code in codes}
    sides: tuple[list[str], list[str]] = ([], [])
    for code in sorted(codes, key=lambda code: (-weight[code], codes.index(code))):
        near = [sum(ties.get((min(code, other), max(code, other)), 0) for other in side) for side in sides]
        side, other = sides if near[1] >= near[0] else sides[::-1]
        (side if 2 * len(side) < len(codes) else other).append(code)
    return _outwards(sides[0]), _outwards(sides[1])


def _outwards(ranked: list[str]) -> list[str]:
    """The first in the middle, the others in turn above and below it."""
    return [*ranked[1::2][::-1], *ranked[:1], *ranked[2::2]]


def seats(left: list[str], right: list[str], width: int, height: int, label: float) -> Places:
    """Return where each state stands, in pixels from the lower left corner: at equal heights on each side, so that names stand
    one above the other. `label` is the room for a name beside the ring.
    """
    across, down = max(20.0, min(width / 2 - label, height * 0.75)), height / 2 - _MARGIN
    found: Places = {}
    for sign, side in ((-1, left), (1, right)):
        for number, code in enumerate(side):
            y = 1 - 2 * (number + 0.5) / len(side)
            found[code] = (width / 2 + sign * across * float(np.sqrt(1 - y * y)), height / 2 + down * y)
    return found


def _curve(start: tuple[float, float], end: tuple[float, float], width: int) -> np.ndarray:
    """Points of a line from start to end, drawn in towards the middle of the ring (a quadratic Bézier curve)."""
    first, last = np.array(start), np.array(end)
    middle = (first + last) / 2
    centre = np.array([width / 2, middle[1]])
    bend = middle + (centre - middle) * _PULL
    share = np.linspace(0, 1, _POINTS + 1)[:, None]
    return (1 - share) ** 2 * first + 2 * share * (1 - share) * bend + share**2 * last


def _edge(edge: Any, places: Places, most: int, width: int) -> Trace:
    line = _curve(places[edge.low], places[edge.high], width)
    depth = int(np.searchsorted(STEPS, abs(edge.balance), side="right"))
    colour, dash = (style.OTHER_COUNTRY, "2px,5px") if depth == 0 else (style.COOPERATION, "solid") if edge.balance > 0 else (style.CONFLICT, "10px,5px")
    said = f"{edge.count_:,} event{'' if edge.count_ == 1 else 's'}, click to open"
    custom = [edge.ids, style.chart_text(edge.pair), said, say_balance(edge.total, edge.balance), style.hover_lines(edge.titles, width)]
    look = {"width": round(_THINNEST + (_WIDEST - _THINNEST) * (edge.count_ / most) ** 0.5, 2), "color": colour, "dash": dash}
    return style.scatter(
        x=line[:, 0].round(1), y=line[:, 1].round(1), mode="lines", line=look, opacity=_OPACITIES[depth], customdata=[custom] * len(line), hovertemplate=_HOVER, cliponaxis=False
    )


def _counts(edges: pd.DataFrame, places: Places, width: int) -> list[Trace]:
    """The number of events in the middle of the busiest lines, where there is room, so that width need not be read alone."""
    busiest = edges.head(_COUNTED)
    middles = np.array([_curve(places[low], places[high], width)[_POINTS // 2] for low, high in zip(busiest["low"], busiest["high"], strict=True)])
    seated = np.array(list(places.values()))
    is_free = apart(middles, 30, style.SIZE_SMALL * 1.6)
    kept = [free and float(np.hypot(*(seated - middle).T).min()) > _NODE + 8 for free, middle in zip(is_free, middles, strict=True)]
    return [style.scatter(
        x=middles[:, 0].round(1), y=middles[:, 1].round(1), mode="text", text=[f"<b>{count}</b>" if free else "" for count, free in zip(busiest["count"], kept, strict=True)],
        textfont={"size": style.SIZE_SMALL, "shadow": "auto"}, hoverinfo="skip",
    )]  # fmt: skip


def _nodes(order: list[str], states: pd.DataFrame, places: Places, edges: pd.DataFrame) -> Trace:
    """A point for each state; it opens the events of all its lines."""
    rows = states.set_index("code")
    custom = []
    for code in order:
        ids = dict.fromkeys(event for edge in edges.itertuples() if code in (edge.low, edge.high) for event in edge.ids.split(";"))
        custom.append([";".join(ids), style.chart_text(rows.loc[code, "name"]), f"{len(ids):,} events of its lines, click to open", "", ""])
    x, y = ([places[code][axis] for code in order] for axis in (0, 1))
    marker = {"size": _NODE, "color": [style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in order], "opacity": 1, "line": {"width": 0}}
    return style.scatter(x=x, y=y, mode="markers", marker=marker, customdata=custom, hovertemplate="<b>%{customdata[1]}</b><br>%{customdata[2]}<extra></extra>", cliponaxis=False)


def _name(code: str, lines: list[str], places: Places, width: int, *, is_chosen: bool) -> dict[str, Any]:
    x, y = places[code]
    side, away = ("left", 1) if x >= width / 2 else ("right", -1)
    text = "<br>".join(lines)
    return {
        "text": f"<b>{text}</b>" if is_chosen else text, "xref": "x", "yref": "y", "x": x, "y": y, "xanchor": side, "xshift": away * (_NODE / 2 + 4), "yanchor": "middle",
        "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT},
    }  # fmt: skip
