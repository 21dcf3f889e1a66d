"""Mirrored levels: what one side keeps at the other above a middle line, the reverse below, and the gaps between."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.one_sidedness import scale_over
from timeline.figures.packing import Cluster, Item, pack
from timeline.figures.style import Caption, Trace
from timeline.figures.timeline_layout import DAY, Scale, moments, year_ticks

HEIGHTS = {1: 22, 2: 44, 3: 66, 9: 11}
LANE = HEIGHTS[3]
TICKS = {1: "chargé or office", 2: "minister", 3: "ambassador"}

_LEFT, _RIGHT = 76, 18
_ROW, _LINE, _CLEAR = 17, 16, 14
_ROWS, _BAND_ROWS = 6, 2
_MARK = 10.0
_FEW, _NAMED_FROM = 8, 90
_OTHER = 9
_SIDES = {"first": 1, "second": -1}
_COLOUR = style.CATEGORY_COLOURS["representation"]
_SYMBOL = style.CATEGORY_SYMBOLS["representation"]
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}<br>%{customdata[4]}%{customdata[5]}<extra></extra>"
_STRUCK = ("denied", "cancelled")

Shapes = list[dict[str, Any]]


def mirrored_levels(
    spells: pd.DataFrame, gaps: pd.DataFrame, marks: pd.DataFrame, bands: pd.DataFrame,
    headings: tuple[tuple[str, str], tuple[str, str]], period: tuple[date, date], caption: Caption, advice: str, *, width: int,
) -> go.Figure:  # fmt: skip
    """Return half-lanes of levels on one time axis: the first side upward from the middle line, the second downward.

    `spells` (side, level, word, words, said, begins, ends, event_id) are drawn as areas, level 9 hatched and low; `gaps` (side
    that lacks, words, length, short, said, begins, ends, days, event_id, is_running) as pale areas with a bracket and
    their words, which stand beyond the lane where the gap is narrow; `marks`
    (see `queries.missions.representation_marks`) as squares beyond the lane of their side; `bands` as in the timeline.
    `headings` name each lane and say how it stands. Without spells and marks the picture says `advice`.
    """
    if spells.empty and marks.empty:
        return style.empty_figure(caption, advice, width=width)
    scale = scale_over(period, width, _LEFT, _RIGHT)
    gaps = _with_texts(gaps, spells, scale)
    rows, gaps, clusters, used = _packed(marks, gaps, scale)
    heads = [_heading(*heading, width) for heading in headings]
    shapes, names = _bands(bands, scale)
    top, bottom = (LANE + _CLEAR + used[side] * _ROW + len(head) * _LINE + 4 for side, head in zip(_SIDES, heads, strict=True))
    band_height = _LINE * (1 + max((name["y"] for name in names), default=-1))
    for name in names:
        name["y"] = top + band_height - _LINE * (name["y"] + 0.5)
    heading_notes = [_note(head, 1 - 2 * number, (top, bottom)[number]) for number, head in enumerate(heads)]
    traces = [*_gap_areas(gaps), *_areas(spells), *_gap_words(gaps), *_area_words(spells, scale), *_windows(rows), *_marks(rows), *_clusters(clusters, marks)]
    layout = {
        "xaxis": {"type": "date", "range": [scale.first, scale.last], "fixedrange": True, **year_ticks(scale)},
        "yaxis": {"range": [-bottom, top + band_height], "showgrid": False, "fixedrange": True, "ticks": "", **_level_ticks(spells)},
        "barmode": "overlay", "bargap": 0, "hovermode": "closest", "hoverdistance": 12, "shapes": [*shapes, *_lines()], "annotations": [*names, *heading_notes],
    }  # fmt: skip
    return style.framed(traces, layout, caption, width=width, plot_height=top + bottom + band_height, left=_LEFT, right=_RIGHT, axis=24)


def _bars(rows: pd.DataFrame, y: Any, height: Any, marker: Trace) -> Trace:
    begins = moments(rows["begins"])
    custom = [[event_id, style.chart_text(said)] for event_id, said in zip(rows["event_id"], rows["said"], strict=True)]
    return style.bar(
        orientation="h", base=begins, x=moments(rows["ends"]) - begins, y=np.asarray(y), width=np.asarray(height), marker=marker,
        customdata=custom, hovertemplate="%{customdata[1]}<extra></extra>",
    )  # fmt: skip


def _areas(spells: pd.DataFrame) -> list[Trace]:
    """An area for each spell, from the middle line outward; another rank is hatched, for it has no height on the scale."""
    hatched = {"pattern": {"shape": "/", "size": 5, "solidity": 0.4, "fillmode": "replace", "fgcolor": _COLOUR, "bgcolor": style.CLEAR}}
    is_other = spells["level"] == _OTHER
    traces = []
    for some, more in ((spells[~is_other], {}), (spells[is_other], hatched)):
        if len(some):
            heights = some["level"].map(HEIGHTS).to_numpy()
            traces.append(_bars(some, some["side"].map(_SIDES).to_numpy() * heights / 2, heights, {"color": _COLOUR, "line": {"width": 0}, **more}))
    return traces


def _area_words(spells: pd.DataFrame, scale: Scale) -> list[Trace]:
    """What the level is called, with or without the lane, in the area where it has room; beyond the area where that is low."""
    room = scale.pixels(moments(spells["ends"])) - scale.pixels(moments(spells["begins"]))
    texts = [
        next((text for text in (full, word) if style.text_width(text, style.SIZE_SMALL) + 8 <= pixels), "")
        for full, word, pixels in zip(spells["words"], spells["word"], room, strict=True)
    ]
    named = spells.assign(text=texts)[[bool(text) for text in texts]]
    if named.empty:
        return []
    is_other = (named["level"] == _OTHER).to_numpy()
    heights = named["level"].map(HEIGHTS).to_numpy()
    traces = []
    for some, offset, font in (
        (~is_other, heights / 2, {"size": style.SIZE_SMALL, "color": style.WORDS_ON_CATEGORY["representation"]}),
        (is_other, heights + 9, {"size": style.SIZE_SMALL}),
    ):
        if some.any():
            y = (named["side"].map(_SIDES).to_numpy() * offset)[some]
            traces.append(_text(_middle(named[some]), y, named.loc[some, "text"].map(style.chart_text).tolist(), font))
    return traces


def _gap_areas(gaps: pd.DataFrame) -> list[Trace]:
    """Pale areas where the other side has an embassy and this one has none, each under a bracket that stays open if it still runs."""
    if gaps.empty:
        return []
    signs = gaps["side"].map(_SIDES).to_numpy()
    area = _bars(gaps, signs * LANE / 2, [LANE] * len(gaps), {"color": style.FAINT, "line": {"width": 0}})
    xs: list[float | None] = []
    ys: list[float | None] = []
    for begins, ends, sign, is_running in zip(moments(gaps["begins"]), moments(gaps["ends"]), signs, gaps["is_running"], strict=True):
        xs += [begins, begins, ends, *([] if is_running else [ends]), None]
        ys += [sign * (LANE - 8), sign * LANE, sign * LANE, *([] if is_running else [sign * (LANE - 8)]), None]
    return [area, style.scatter(x=xs, y=ys, mode="lines", line={"width": 1.6, "color": style.OTHER_COUNTRY}, hoverinfo="skip")]


def _with_texts(gaps: pd.DataFrame, spells: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """The gaps with text and y: the words that have room between bracket and what the side that lacks keeps instead, else none."""
    rooms = scale.pixels(moments(gaps["ends"])) - scale.pixels(moments(gaps["begins"])) - 8
    texts, ys = [], []
    for gap, room in zip(gaps.itertuples(), rooms, strict=True):
        beside = spells[(spells["side"] == gap.side) & (spells["begins"] < gap.ends) & (spells["ends"] > gap.begins)]
        taken = int(beside["level"].map(HEIGHTS).max()) if len(beside) else 0
        most = (LANE - taken) // 15
        texts.append(next((said for said in (_fitted(text, room, most) for text in (gap.words, gap.length, gap.short)) if said), ""))
        ys.append(_SIDES[gap.side] * (taken + LANE) / 2)
    return gaps.assign(text=texts, y=ys, x=_middle(gaps))


def _gap_words(gaps: pd.DataFrame) -> list[Trace]:
    named = gaps[gaps["text"] != ""]
    return [_text(named["x"].to_numpy(), named["y"].to_numpy(), named["text"].tolist(), {"size": style.SIZE_SMALL})] if len(named) else []


def _fitted(text: str, room: float, most: int) -> str:
    """The text in at most so many lines, empty if it does not fit."""
    lines = style.wrapped(text, room, style.SIZE_SMALL)
    return "<br>".join(lines) if len(lines) <= most and all(style.text_width(word, style.SIZE_SMALL) <= room for word in text.split()) else ""


def _middle(rows: pd.DataFrame) -> np.ndarray:
    return (moments(rows["begins"]) + moments(rows["ends"])) / 2


def _text(x: Any, y: Any, text: list[str], font: dict[str, Any], position: Any = "middle center") -> Trace:
    return style.scatter(x=x, y=y, mode="text", text=text, textfont=font, textposition=position, hoverinfo="skip", cliponaxis=False)


def _packed(marks: pd.DataFrame, gaps: pd.DataFrame, scale: Scale) -> tuple[pd.DataFrame, pd.DataFrame, list[tuple[Cluster, float]], dict[str, int]]:
    """The marks with x, y and the place of their label; the gaps, the narrow ones named; the clusters with their y; the
    rows that each side uses.
    """
    first, last = moments(marks["earliest"]), moments(marks["start_latest"]) + DAY
    rows = marks.assign(begins=first, ends=last, x=np.clip((first + last) / 2, scale.first, scale.last), y=np.nan, beside="", text="")
    gaps = gaps.copy()
    clusters: list[tuple[Cluster, float]] = []
    used = dict.fromkeys(_SIDES, 0)
    for side, sign in _SIDES.items():
        rows.loc[rows["side"] == side, "text"] = _labels(rows[rows["side"] == side], side)
        narrow = gaps[(gaps["side"] == side) & (gaps["text"] == "") & (gaps["days"] >= _NAMED_FROM)]
        items = _items(rows[rows["side"] == side], narrow, len(marks), scale)
        if not items:
            continue
        kept, crowded, used[side] = pack(items, _ROWS, scale.width)
        for item in kept:
            y = sign * _row_height(item.row)
            if item.index < len(marks):
                rows.loc[item.index, ["y", "beside"]] = [y, item.side]
            else:
                place = item.index - len(marks)
                gaps.loc[place, ["text", "x", "y"]] = [style.chart_text(str(gaps.at[place, "short"])), scale.moment((item.left + item.right) / 2), y]
        clusters += [(Cluster(cluster.indices, scale.moment(cluster.centre), cluster.row), sign * _row_height(cluster.row)) for cluster in crowded]
    clear = (_MARK / 2 + 3) * (scale.last - scale.first) / scale.width
    rows["word_x"] = rows["x"] + np.where(rows["beside"] == "right", clear, -clear)
    return rows[rows["y"].notna()], gaps, clusters, used


def _labels(group: pd.DataFrame, side: str) -> pd.Series:
    """The words beside the marks of a side: what a specialist would expect, all where they are few; of both sides' acts once."""
    is_named = (group["importance"] <= 2) | (len(group) <= _FEW)
    return group["label"].where(group["label"] != "", group["title"]).where(is_named & ~(group["is_mutual"] & (side == "second")), "")


def _items(group: pd.DataFrame, narrow: pd.DataFrame, count: int, scale: Scale) -> list[Item]:
    """The marks of a side and, first of all, the words of its narrow gaps (numbered from `count`) as items to pack."""
    items = []
    for index, centre, short in zip(narrow.index, scale.pixels(narrow["x"].to_numpy(dtype="float64")), narrow["short"], strict=True):
        length = style.text_width(short, style.SIZE_SMALL)
        left = max(0.0, min(centre - length / 2, scale.width - length))
        items.append(Item(count + int(index), left, left + length, priority=0))
    for index, centre, text, importance in zip(group.index, scale.pixels(group["x"].to_numpy()), group["text"], group["importance"], strict=True):
        items.append(Item(int(index), centre - _MARK / 2, centre + _MARK / 2, style.text_width(text, style.SIZE_SMALL) + 7 if text else 0.0, importance))
    return items


def _row_height(row: int) -> float:
    return LANE + _CLEAR + (row + 0.2) * _ROW


def _custom(rows: pd.DataFrame) -> list[list[str]]:
    columns = [rows["event_id"], *(rows[name].map(style.chart_text) for name in ("title", "when", "parties", "sources"))]
    remarks = np.where(rows["is_unmet"], "<br>No mission was opened within two years.", "")
    return [list(row) for row in zip(*columns, remarks.tolist(), strict=True)]


def _windows(rows: pd.DataFrame) -> list[Trace]:
    """Pale bars as wide as an imprecise date."""
    wide = rows[(rows["precision"] != "day") | rows["is_approximate"]]
    if wide.empty:
        return []
    bars = style.bar(orientation="h", base=wide["begins"].to_numpy(), x=(wide["ends"] - wide["begins"]).to_numpy(), y=wide["y"].to_numpy(), width=7)
    return [bars | {"marker": {"color": _COLOUR, "line": {"width": 0}}, "opacity": 0.28, "customdata": _custom(wide), "hovertemplate": _HOVER}]


def _marks(rows: pd.DataFrame) -> list[Trace]:
    """A square for each event, in the form of its status, and the words beside those that are named."""
    if rows.empty:
        return []
    suffix = {"confirmed": "", "planned": "-open-dot"}
    marker = {"symbol": [_SYMBOL + suffix.get(form, "-open") for form in rows["form"]], "size": style.SYMBOL_SIZE, "color": _COLOUR, "line": {"width": 1.4, "color": _COLOUR}}
    traces = [style.scatter(x=rows["x"].to_numpy(), y=rows["y"].to_numpy(), mode="markers", marker=marker, customdata=_custom(rows), hovertemplate=_HOVER, cliponaxis=False)]
    struck = rows[rows["form"].isin(_STRUCK)]
    if len(struck):
        strike = {"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": _COLOUR}}
        traces.append(style.scatter(x=struck["x"].to_numpy(), y=struck["y"].to_numpy(), mode="markers", marker=strike, hoverinfo="skip", cliponaxis=False))
    named = rows[rows["beside"] != ""]
    if len(named):
        places = [f"middle {beside}" for beside in named["beside"]]
        traces.append(_text(named["word_x"].to_numpy(), named["y"].to_numpy(), named["text"].map(style.chart_text).tolist(), {"size": style.SIZE_SMALL}, places))
    return traces


def _clusters(clusters: list[tuple[Cluster, float]], marks: pd.DataFrame) -> list[Trace]:
    if not clusters:
        return []
    behind = [marks.loc[list(cluster.indices)] for cluster, _ in clusters]
    custom = [[";".join(rows["event_id"]), "<br>".join(rows["title"].head(6).map(style.chart_text)), len(rows)] for rows in behind]
    return [style.scatter(
        x=[cluster.centre for cluster, _ in clusters], y=[y for _, y in clusters], mode="markers+text", text=[str(len(rows)) for rows in behind], customdata=custom,
        textfont={"size": style.SIZE_SMALL}, hovertemplate="<b>%{customdata[2]} events, click to open</b><br>%{customdata[1]}<extra></extra>",
        marker={"symbol": "circle-open", "size": 17, "color": _COLOUR, "line": {"width": 1.2}},
    )]  # fmt: skip


def _heading(lane: str, standing: str, width: int) -> list[str]:
    if style.text_width(f"{lane}: {standing}") * 1.06 <= width:
        return [f"<b>{style.chart_text(lane)}</b>: {style.chart_text(standing)}"]
    return [f"<b>{line}</b>" for line in style.wrapped(lane, width / 1.06)] + style.wrapped(standing, width)


def _note(lines: list[str], sign: int, edge: float) -> dict[str, Any]:
    place = {"xref": "paper", "x": 0, "xshift": -_LEFT, "xanchor": "left", "yref": "y", "y": sign * edge, "yanchor": "top" if sign > 0 else "bottom"}
    return {"text": "<br>".join(lines), "showarrow": False, "borderpad": 0, "font": {"size": style.SIZE_TEXT}, **place}


def _level_ticks(spells: pd.DataFrame) -> dict[str, Any]:
    shown = [level for level in TICKS if level != 2 or (spells["level"] == 2).any()]
    texts = ["<br>".join(style.wrapped(TICKS[level], _LEFT - 8, style.SIZE_SMALL)) for level in shown]
    return {"tickvals": [sign * HEIGHTS[level] for sign in (1, -1) for level in shown], "ticktext": texts * 2, "tickfont": {"size": style.SIZE_SMALL}}


def _lines() -> Shapes:
    """The middle line, and faint ones where an embassy would reach."""
    line = {"type": "line", "xref": "paper", "yref": "y", "x0": 0, "x1": 1}
    faint = [{**line, "y0": sign * LANE, "y1": sign * LANE, "line": {"color": style.FAINT, "width": 1}, "layer": "below"} for sign in (1, -1)]
    return [*faint, {**line, "y0": 0, "y1": 0, "line": {"color": style.OTHER_COUNTRY, "width": 1.6}, "layer": "above"}]


def _bands(bands: pd.DataFrame, scale: Scale) -> tuple[Shapes, list[dict[str, Any]]]:
    """Pale bands of wars behind all as shapes, and their names as notes whose y is the row they found, from the top."""
    begins = moments(bands["earliest"])
    ends = np.where(bands["is_ongoing"], scale.last, moments(bands["latest"].fillna(bands["earliest"])) + DAY)
    shown = (ends > scale.first) & (begins < scale.last)
    firsts, lasts = np.maximum(begins, scale.first)[shown], np.minimum(ends, scale.last)[shown]
    place = {"type": "rect", "xref": "x", "yref": "paper", "y0": 0, "y1": 1, "fillcolor": style.BAND, "line": {"width": 0}, "layer": "below"}
    shapes = [{**place, "x0": first, "x1": last} for first, last in zip(firsts, lasts, strict=True)]
    texts = bands["label"].where(bands["label"] != "", bands["title"])[shown].tolist()
    widths = [style.text_width(text, style.SIZE_SMALL) for text in texts]
    starts = [max(0.0, min(start, scale.width - wide)) for start, wide in zip(scale.pixels(firsts), widths, strict=True)]
    items = [Item(number, start, start + wide, priority=number) for number, (start, wide) in enumerate(zip(starts, widths, strict=True)) if wide <= scale.width]
    pack(items, _BAND_ROWS, scale.width)
    note = {"xref": "x domain", "yref": "y", "xanchor": "left", "yanchor": "middle", "showarrow": False, "borderpad": 0}
    font = {"size": style.SIZE_SMALL, "color": style.CATEGORY_COLOURS["war"]}
    placed = [item for item in items if 0 <= item.row < _BAND_ROWS]
    return shapes, [{"text": style.chart_text(texts[item.index]), "x": item.left / scale.width, "y": item.row, "font": font, **note} for item in placed]
