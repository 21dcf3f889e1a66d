"""Visits of a pair by rank of the traveller: two mirrored halves on one axis of time, what was elsewhere between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Cluster, Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, Scale, moment, moments

_LEFT, _RIGHT, _ROW, _ROWS = 112, 14, 17, 9
_HEAD, _GAP, _MIDDLE_GAP = 1.5, 0.45, 0.9
_MARK, _STRUCK, _WINDOW = 10.0, 21.0, 90.0
_BOLD = 1.06
_NARROW, _NAMED_RANKS = 600, 5
_YEAR_PIXELS = 46
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"
_SUFFIX = {"confirmed": "", "planned": "-open-dot"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows in drawing order (label, bottom, centre), marks with y and label, clusters with y."""

    rows: pd.DataFrame
    marks: pd.DataFrame
    clusters: list[tuple[Cluster, float, str]]
    middle: tuple[float, float]
    height: float


def pair_colours(first: str, second: str) -> tuple[str, str]:
    """Return the colours of the two sides of a pair, never the same."""
    one, other = (style.COUNTRY_COLOURS.get(code, style.OTHER_COUNTRY) for code in (first, second))
    return one, other if other != one else style.CATEGORY_COLOURS["visit"]


def visit_ranks(
    visits: pd.DataFrame, ranks: Sequence[str], pair: tuple[str, str], titles: tuple[str, str], period: tuple[date, date], caption: Caption, *, width: int
) -> go.Figure:
    """Return the two halves of `visits` (see `queries.visits.pair_visits`): rows by `ranks`, the highest farthest from the middle.

    `titles` stand over the upper and under the lower half; `period` is what the axis spans. Labels tell the firsts, and
    on wide charts who travelled, where they find room.
    """
    if visits.empty:
        return style.empty_figure(caption, "No visit between the two fits these filters. Clear one of them, or choose another pair.", width=width)
    scale = Scale(moment(period[0]), moment(period[1]) + DAY, width - _LEFT - _RIGHT)
    colours = dict(zip(("forth", "back"), pair_colours(*pair), strict=True)) | {"between": style.OTHER_COUNTRY}
    layout = _lay_out(visits, ranks, scale, is_wide=width >= _NARROW)
    traces = [*_windows(layout.marks, colours), *_marks(layout.marks, colours, scale), *_clusters(layout.clusters, visits, colours, scale)]
    years = (scale.last - scale.first) / (365.25 * DAY)
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if years / step * _YEAR_PIXELS <= scale.width), 200)
    axes = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, "side": "top", "dtick": f"M{12 * step}", "tick0": "2000-01-01", "tickformat": "%Y"},
        "yaxis": {
            "range": [layout.height, 0], "tickvals": layout.rows["centre"].tolist(), "ticktext": layout.rows["label"].tolist(),
            "showgrid": False, "fixedrange": True, "ticks": "outside", "ticklen": 6, "tickcolor": style.CLEAR,
        },
        "hovermode": "closest", "barmode": "overlay", "shapes": _lines(layout), "annotations": _titles(titles, layout, colours),
    }  # fmt: skip
    return style.framed(traces, axes, caption, width=width, plot_height=round(layout.height * _ROW), left=_LEFT, right=_RIGHT, axis_above=22)


def _lay_out(visits: pd.DataFrame, ranks: Sequence[str], scale: Scale, *, is_wide: bool) -> _Layout:
    frame = _with_places(visits.reset_index(drop=True), scale, is_wide=is_wide)
    lanes = [*(("forth", rank) for rank in range(len(ranks))), ("between", -1), *(("back", rank) for rank in reversed(range(len(ranks))))]
    ys, sides = np.full(len(frame), np.nan), np.full(len(frame), "", dtype=object)
    rows, clusters, middle, top = [], [], (0.0, 0.0), _HEAD
    for side, rank in lanes:
        top += _MIDDLE_GAP if side == "between" else 0.0
        group = frame[(frame["side"] == side) & ((frame["rank"] == rank) | (side == "between"))]
        items = [Item(row.Index, row.left, row.right, _BOLD * style.text_width(row.text, style.SIZE_SMALL) + 4 if row.text else 0.0, row.priority) for row in group.itertuples()]
        kept, crowded, used = pack(items, _ROWS, scale.width, cluster_width=20.0)
        for item in kept:
            ys[item.index], sides[item.index] = top + item.row + 0.5, item.side
        clusters += [(cluster, top + cluster.row + 0.5, side) for cluster in crowded]
        rows.append((ranks[rank] if rank >= 0 else "Elsewhere, calls", top + used, top + used / 2))
        if side == "between":
            middle = (top - _MIDDLE_GAP / 2, top + used + _MIDDLE_GAP / 2)
        top += used + (_MIDDLE_GAP if side == "between" else _GAP)
    frame = frame.assign(y=ys, label_side=sides)
    return _Layout(pd.DataFrame(rows, columns=["label", "bottom", "centre"]), frame[~np.isnan(ys)], clusters, middle, top + _HEAD - _GAP)


def _with_places(frame: pd.DataFrame, scale: Scale, *, is_wide: bool) -> pd.DataFrame:
    first, last = moments(frame["earliest"]), moments(frame["start_latest"]) + DAY
    x = np.clip((first + last) / 2, scale.first, scale.last)
    centre = scale.pixels(x)
    half = np.maximum(np.clip(scale.pixels(last) - scale.pixels(first), _MARK, _WINDOW), np.where(_is_struck(frame), _STRUCK, 0.0)) / 2
    texts = [_label(row.first, row.lead or "", max(place, scale.width - place) - _MARK - 8) for row, place in zip(frame.itertuples(), centre, strict=True)]
    is_first = frame["first"] != ""
    named = is_wide & ~is_first & (frame["rank"] < _NAMED_RANKS) & (frame["side"] != "between")
    texts = [row_text if first_one else lead if is_named else "" for row_text, first_one, lead, is_named in zip(texts, is_first, frame["lead"], named, strict=True)]
    return frame.assign(x=x, x_first=first, x_last=last, left=centre - half, right=centre + half, text=texts, priority=np.where(is_first, 0, np.where(named, 1, 2)))


def _label(first: str, lead: str, room: float) -> str:
    """The longest way to tell a first that has room on one side of its mark."""
    plain = first[:1].upper() + first[1:]
    last = first.rsplit(", ", 1)[-1]
    for text in (f"{lead}: {first}" if lead else plain, plain, last[:1].upper() + last[1:], "First"):
        if first and _BOLD * style.text_width(text, style.SIZE_SMALL) <= room:
            return text
    return ""


def _is_struck(rows: pd.DataFrame) -> pd.Series:
    return rows["status"].isin(["denied", "cancelled"]) | (rows["type"] == "visit_postponed")


def _windows(marks: pd.DataFrame, colours: dict[str, str]) -> list[Trace]:
    """Pale bars as wide as an imprecise date can lie."""
    wide = marks[marks["x_last"] - marks["x_first"] > 27 * DAY]
    if wide.empty:
        return []
    return [style.bar(
        orientation="h", base=wide["x_first"].to_numpy(), x=(wide["x_last"] - wide["x_first"]).to_numpy(), y=wide["y"].to_numpy(), width=0.44, opacity=0.28,
        marker={"color": [colours[side] for side in wide["side"]], "line": {"width": 0}}, customdata=_custom(wide), hovertemplate=_HOVER,
    )]  # fmt: skip


def _marks(marks: pd.DataFrame, colours: dict[str, str], scale: Scale) -> list[Trace]:
    tints = [colours[side] for side in marks["side"]]
    symbols = ["circle" + ("-open" if row.type == "visit_postponed" else _SUFFIX.get(row.status, "-open")) for row in marks.itertuples()]
    traces = [style.scatter(
        x=marks["x"].to_numpy(), y=marks["y"].to_numpy(), mode="markers", customdata=_custom(marks), hovertemplate=_HOVER, cliponaxis=False,
        marker={"symbol": symbols, "size": [7 if side == "between" else style.SYMBOL_SIZE for side in marks["side"]], "color": tints, "line": {"width": 1.4, "color": tints}, "opacity": 1},
    )]  # fmt: skip
    struck = marks[_is_struck(marks)]
    if len(struck):
        line = {"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": [colours[side] for side in struck["side"]]}}
        traces.append(style.scatter(x=struck["x"].to_numpy(), y=struck["y"].to_numpy(), mode="markers", hoverinfo="skip", marker=line))
    named = marks[marks["label_side"] != ""]
    if len(named):
        edge = np.where(named["label_side"] == "right", named["right"] + 3, named["left"] - 3)
        texts = [f"<b>{style.chart_text(text)}</b>" if first else style.chart_text(text) for text, first in zip(named["text"], named["first"] != "", strict=True)]
        traces.append(style.scatter(
            x=edge / scale.width * (scale.last - scale.first) + scale.first, y=named["y"].to_numpy(), mode="text", text=texts, textposition=[f"middle {side}" for side in named["label_side"]],
            textfont={"size": style.SIZE_SMALL}, hoverinfo="skip", cliponaxis=False,
        ))  # fmt: skip
    return traces


def _clusters(clusters: list[tuple[Cluster, float, str]], visits: pd.DataFrame, colours: dict[str, str], scale: Scale) -> list[Trace]:
    if not clusters:
        return []
    ids, titles = visits["event_id"].tolist(), visits["title"].tolist()
    custom = [
        [";".join(ids[index] for index in cluster.indices), f"{len(cluster.indices)} visits, click to open", "<br>".join(style.chart_text(titles[index]) for index in cluster.indices[:6]), ""]
        for cluster, _, _ in clusters
    ]  # fmt: skip
    return [style.scatter(
        x=[scale.moment(cluster.centre) for cluster, _, _ in clusters], y=[y for _, y, _ in clusters], mode="markers+text", text=[str(len(cluster.indices)) for cluster, _, _ in clusters],
        textfont={"size": style.SIZE_SMALL}, customdata=custom, hovertemplate=_HOVER,
        marker={"symbol": "circle-open", "size": 17, "color": [colours[side] for _, _, side in clusters], "line": {"width": 1.2}},
    )]  # fmt: skip


def _custom(marks: pd.DataFrame) -> list[list[str]]:
    custom = []
    for row in marks.itertuples():
        met = f"Met: {row.whom}" if row.whom else "Whom they met is not named in this data"
        who = f"Took part: {row.who or 'nobody named'}" if row.side == "between" else f"Travelled: {row.who or 'nobody named'}"
        lines = [part for text in (who, "" if row.side == "between" and not row.whom else met) for part in style.wrapped(text, 320)]
        custom.append([row.event_id, style.chart_text(row.title), style.chart_text(row.when), "<br>".join(lines)])
    return custom


def _lines(layout: _Layout) -> list[dict[str, object]]:
    rule = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1, "line": {"color": style.FAINT, "width": 1}, "layer": "below"}
    low, high = layout.middle
    strong = {**rule, "line": {"color": style.QUIET, "width": 1}}
    edges = [bottom + _GAP / 2 for bottom in layout.rows["bottom"] if not low - 0.5 <= bottom <= high]
    return [*({**strong, "y0": edge, "y1": edge} for edge in layout.middle), *({**rule, "y0": edge, "y1": edge} for edge in edges[:-1])]


def _titles(titles: tuple[str, str], layout: _Layout, colours: dict[str, str]) -> list[dict[str, object]]:
    place = {"xref": "paper", "yref": "y", "x": 0, "xanchor": "left", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    return [
        {"text": f"<b>{style.chart_text(title)}</b>", "y": y, "font": {"size": style.SIZE_TEXT, "color": colours[side]}, **place}
        for title, side, y in ((titles[0], "forth", _HEAD / 2), (titles[1], "back", layout.height - _HEAD / 2))
    ]
