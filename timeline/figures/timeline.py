"""The timeline: lanes of marks, spans and war bands, with labels that never overlap and counted clusters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.packing import Cluster, Item, pack
from timeline.figures.style import Caption

LEFT, RIGHT = 150, 16
ROW_HEIGHT, LANE_GAP, ROWS, HEAD_ROWS = 15, 0.4, 34, 2.2
SPAN_FROM = 14.0
MARK = 10.0
_YEAR_PIXELS = 46
_WINDOW = 160.0
_DAY = 86_400_000.0
_LABEL_ALL, _LABEL_EXPECTED = 45, 130
_HOVER = "<b>%{customdata[1]}</b><br>%{customdata[2]} · %{customdata[3]}<br>%{customdata[4]}<extra></extra>"
_STRUCK = ("denied", "cancelled")


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to pixels: the period drawn and the width of the plot."""

    first: float
    last: float
    width: float

    def pixels(self, moments: np.ndarray) -> np.ndarray:
        return (moments - self.first) / (self.last - self.first) * self.width


def timeline(rows: pd.DataFrame, bands: pd.DataFrame, ghosts: pd.DataFrame, period: tuple[date, date], caption: Caption, *, width: int = 1080) -> go.Figure:
    """Return the timeline of `rows` (see `queries.chronology.timeline_rows`) over `period`.

    `bands` (event_id, title, label, earliest, latest, is_ongoing) run behind all lanes; `ghosts` (event_id, earliest,
    latest, when, claimant) are the dates of competing accounts. `width` is the width of the whole chart in pixels, for
    which marks and labels are placed. Every mark's `customdata[0]` is its event id, or the ids behind a cluster with
    `;` between them.
    """
    if rows.empty:
        return style.empty_figure(caption, "No event fits all of these filters. Clear one of them, or widen the years.", width=width)
    scale = _Scale(_ms(period[0]), _ms(period[1]) + _DAY, width - LEFT - RIGHT)
    placed, clusters, lanes = _placed(rows, scale, _ms(period[1]) + _DAY)
    figure = go.Figure()
    total = lanes["bottom"].max()
    _add_bands(figure, bands, scale)
    _add_lanes(figure, lanes)
    _add_windows(figure, placed)
    _add_spans(figure, placed)
    _add_ghosts(figure, placed, ghosts)
    _add_marks(figure, placed)
    _add_strikes(figure, placed)
    _add_clusters(figure, clusters, rows)
    figure.update_xaxes(type="date", range=[scale.first, scale.last], fixedrange=True, side="top", ticks="", **_ticks(scale))
    figure.update_yaxes(range=[total + 0.1, -HEAD_ROWS], tickvals=lanes["centre"].tolist(), ticktext=lanes["text"].tolist(), showgrid=False, fixedrange=True, ticks="")
    figure.update_layout(barmode="overlay", hovermode="closest", dragmode="select", selectdirection="h", bargap=0, hoverdistance=12)
    return style.framed(figure, caption, width=width, plot_height=int((total + HEAD_ROWS + 0.1) * ROW_HEIGHT), left=LEFT, right=RIGHT, axis_above=22)


def _ticks(scale: _Scale) -> dict[str, object]:
    """Ticks on the first of a year, or of a month where the period is short; as many as have room."""
    years = (scale.last - scale.first) / (365.25 * _DAY)
    room = max(1.0, scale.width / _YEAR_PIXELS)
    if years > room / 4:
        step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 500) if years / step <= room), 1000)
        return {"dtick": f"M{12 * step}", "tick0": "2000-01-01", "tickformat": "%Y"}
    months = next((step for step in (1, 3, 6) if years * 12 / step <= room), 6)
    return {"dtick": f"M{months}", "tick0": "2000-01-01", "tickformat": "%b %Y"}


def _ms(day: date) -> float:
    return float(np.datetime64(day, "ms").astype("int64"))


def _moments(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype="datetime64[ms]").astype("int64").astype("float64")


def _placed(rows: pd.DataFrame, scale: _Scale, now: float) -> tuple[pd.DataFrame, list[tuple[Cluster, float, str]], pd.DataFrame]:
    """Return the rows with x, x_end, y, side and is_span; the clusters with their y and category; the lanes."""
    frame = rows.copy()
    frame["x_first"] = _moments(frame["earliest"])
    frame["x_last"] = _moments(frame["start_latest"]) + _DAY
    frame["x_end"] = np.where(frame["is_ongoing"], max(now, scale.last), _moments(frame["latest"].fillna(frame["earliest"])) + _DAY)
    frame["is_span"] = (scale.pixels(frame["x_end"].to_numpy()) - scale.pixels(frame["x_first"].to_numpy()) > SPAN_FROM) & (
        frame["is_ongoing"] | (_moments(frame["end_earliest"].fillna(frame["earliest"])) > frame["x_last"])
    )
    frame["x"] = np.where(frame["is_span"], frame["x_first"], (frame["x_first"] + frame["x_last"]) / 2).clip(scale.first, scale.last)
    frame["text"] = _labels(frame)
    frame["y"], frame["side"] = np.nan, ""
    clusters: list[tuple[Cluster, float, str]] = []
    lanes: list[tuple[float, float, str]] = []
    top = 0.0
    rows_each = max(2, min(9, ROWS // frame["lane"].nunique()))
    for lane, group in frame.groupby("lane", sort=False):
        items = _items(group, scale)
        kept, crowded, used = pack(items, rows_each, scale.width)
        for item in kept:
            frame.loc[item.index, ["y", "side"]] = (top + item.row + 0.5, item.side)
        clusters += [(cluster, top + cluster.row + 0.5, str(group["category"].mode().iloc[0])) for cluster in crowded]
        lanes.append(
            (
                top,
                top + used,
                f"{'<br>'.join(style.wrapped(str(lane), LEFT - 16, style.SIZE_TEXT))} <span style='font-size:{style.SIZE_SMALL}px'>{group['event_id'].nunique():,}</span>",
            )
        )
        top += used + LANE_GAP
    table = pd.DataFrame(lanes, columns=["top", "bottom", "text"])
    table["centre"] = (table["top"] + table["bottom"]) / 2
    return frame[frame["y"].notna()], clusters, table


def _labels(frame: pd.DataFrame) -> list[str]:
    """The words beside each mark: the fewer events, the more of them are named, and the longer their names."""
    count = frame["event_id"].nunique()
    deepest = 3 if count <= _LABEL_ALL else 2 if count <= _LABEL_EXPECTED else 1
    longest = 64 if deepest > 1 else 40
    texts = frame["title"].where((deepest == 3) | (frame["label"] == ""), frame["label"])
    return [text if importance <= deepest and len(text) <= longest else "" for text, importance in zip(texts, frame["importance"], strict=True)]


def _items(group: pd.DataFrame, scale: _Scale) -> list[Item]:
    centres = scale.pixels(group["x"].to_numpy())
    ends = scale.pixels(np.minimum(group["x_end"].to_numpy(), scale.last))
    items = []
    windows = scale.pixels(group["x_last"].to_numpy()) - scale.pixels(group["x_first"].to_numpy())
    for index, centre, end, window, is_span, text, priority in zip(
        group.index, centres, ends, windows, group["is_span"], group["text"], 2 * group["importance"] - group["is_focus"], strict=True
    ):
        half = max(MARK, min(window, _WINDOW)) / 2
        left, right = (centre, max(end, centre + 4)) if is_span else (centre - half, centre + half)
        items.append(Item(index, left, right, style.text_width(text, style.SIZE_SMALL) + 4 if text else 0.0, priority))
    return items


def _custom(rows: pd.DataFrame) -> list[list[str]]:
    return [[row.event_id, *(style.chart_text(text) for text in (row.title, row.when, row.parties, row.sources))] for row in rows.itertuples()]


def _colours(rows: pd.DataFrame) -> list[str]:
    return [style.CATEGORY_COLOURS[category] for category in rows["category"]]


def _symbols(rows: pd.DataFrame) -> list[str]:
    suffix = {"confirmed": "", "planned": "-open-dot"}
    return [style.CATEGORY_SYMBOLS[category] + suffix.get(status, "-open") for category, status in zip(rows["category"], rows["status"], strict=True)]


def _add_bands(figure: go.Figure, bands: pd.DataFrame, scale: _Scale) -> None:
    """Pale bands of wars behind all lanes, named in the two rows above them."""
    names: list[Item] = []
    for number, band in enumerate(bands.itertuples()):
        first = _ms(band.earliest.date())
        last = scale.last if band.is_ongoing else _ms(band.latest.date()) + _DAY
        if last < scale.first or first > scale.last:
            continue
        first, last = max(first, scale.first), min(last, scale.last)
        figure.add_shape(type="rect", xref="x", yref="paper", x0=first, x1=last, y0=0, y1=1, fillcolor=style.BAND, line={"width": 0}, layer="below")
        left = float(scale.pixels(np.array([first]))[0])
        start = max(0.0, min(left, scale.width - style.text_width(band.label or band.title, style.SIZE_SMALL)))
        names.append(Item(number, start, start + style.text_width(band.label or band.title, style.SIZE_SMALL), priority=number))
    placed, _, _ = pack(names, int(HEAD_ROWS), scale.width)
    texts = [band.label or band.title for band in bands.itertuples()]
    for item in placed:
        if item.row < int(HEAD_ROWS):
            figure.add_annotation(
                text=style.chart_text(texts[item.index]), x=item.left / scale.width, xref="x domain", y=-HEAD_ROWS + 0.55 + item.row, yref="y", xanchor="left", yanchor="middle",
                showarrow=False, font={"size": style.SIZE_SMALL, "color": style.CATEGORY_COLOURS["war"]}, borderpad=0,
            )  # fmt: skip


def _add_lanes(figure: go.Figure, lanes: pd.DataFrame) -> None:
    for bottom in lanes["bottom"].iloc[:-1]:
        figure.add_shape(
            type="line", xref="paper", yref="y", x0=0, x1=1, y0=bottom + LANE_GAP / 2, y1=bottom + LANE_GAP / 2, line={"color": style.FAINT, "width": 1}, layer="below"
        )


def _bars(rows: pd.DataFrame, start: Sequence[float] | np.ndarray, end: Sequence[float] | np.ndarray, *, opacity: float, height: float) -> go.Bar:
    return go.Bar(
        orientation="h", base=np.asarray(start), x=np.asarray(end) - np.asarray(start), y=rows["y"].to_numpy(), width=height,
        marker={"color": _colours(rows), "line": {"width": 0}}, opacity=opacity, customdata=_custom(rows), hovertemplate=_HOVER,
    )  # fmt: skip


def _add_windows(figure: go.Figure, rows: pd.DataFrame) -> None:
    """Pale bars as wide as an imprecise start can lie, so that a month or a year is seen to be one."""
    wide = rows[~rows["is_span"] & ((rows["precision"] != "day") | rows["is_approximate"])]
    if len(wide):
        figure.add_trace(_bars(wide, wide["x_first"], wide["x_last"], opacity=0.28, height=0.44))


def _add_spans(figure: go.Figure, rows: pd.DataFrame) -> None:
    for status, opacity in (("confirmed", 0.85), ("", 0.4)):
        spans = rows[rows["is_span"] & ((rows["status"] == "confirmed") == bool(status))]
        if len(spans):
            figure.add_trace(_bars(spans, spans["x_first"], spans["x_end"], opacity=opacity, height=0.5))
    labelled = rows[rows["is_span"] & (rows["side"] != "")]
    for side, anchor in (("right", "x_end"), ("left", "x_first")):
        named = labelled[labelled["side"] == side]
        if len(named):
            figure.add_trace(go.Scatter(
                x=named[anchor].to_numpy(), y=named["y"].to_numpy(), mode="text", text=[f" {style.chart_text(text)} " for text in named["text"]],
                textposition=f"middle {side}", textfont={"size": style.SIZE_SMALL}, customdata=_custom(named), hoverinfo="skip", cliponaxis=False,
            ))  # fmt: skip
    running = rows[rows["is_span"] & rows["is_ongoing"]]
    if len(running):
        figure.add_trace(go.Scatter(
            x=running["x_end"].to_numpy(), y=running["y"].to_numpy(), mode="markers", customdata=_custom(running), hovertemplate=_HOVER,
            marker={"symbol": "triangle-right", "size": 10, "color": _colours(running)}, cliponaxis=False,
        ))  # fmt: skip


def _add_ghosts(figure: go.Figure, rows: pd.DataFrame, ghosts: pd.DataFrame) -> None:
    """Dates of competing accounts: a faint hollow mark, tied to the event by a dotted line."""
    joined = ghosts.merge(rows[["event_id", "x", "y", "category", "title", "parties"]], on="event_id")
    if joined.empty:
        return
    middle = (_moments(joined["earliest"]) + _moments(joined["latest"]) + _DAY) / 2
    xs, ys = [], []
    for start, end, y in zip(joined["x"], middle, joined["y"], strict=True):
        xs += [start, end, None]
        ys += [y, y, None]
    figure.add_trace(go.Scatter(x=xs, y=ys, mode="lines", line={"width": 1.2, "dash": "dot", "color": style.QUIET}, hoverinfo="skip"))
    custom = [[row.event_id, style.chart_text(row.title), f"{row.when} according to {style.chart_text(row.claimant)}"] for row in joined.itertuples()]
    figure.add_trace(go.Scatter(
        x=middle, y=joined["y"].to_numpy(), mode="markers", customdata=custom, opacity=0.65,
        marker={"symbol": [style.CATEGORY_SYMBOLS[category] + "-open" for category in joined["category"]], "size": 8, "color": _colours(joined), "line": {"width": 1.2}},
        hovertemplate="<b>%{customdata[1]}</b><br>Competing account: %{customdata[2]}<extra></extra>",
    ))  # fmt: skip


def _add_marks(figure: go.Figure, rows: pd.DataFrame) -> None:
    points = rows[~rows["is_span"]]
    if points.empty:
        return
    sizes = [style.SYMBOL_SIZES.get(style.CATEGORY_SYMBOLS[category], style.SYMBOL_SIZE) for category in points["category"]]
    texts = [f" {style.chart_text(text)} " if side else "" for text, side in zip(points["text"], points["side"], strict=True)]
    figure.add_trace(go.Scatter(
        x=points["x"].to_numpy(), y=points["y"].to_numpy(), mode="markers+text", text=texts, textposition=[f"middle {side or 'right'}" for side in points["side"]],
        textfont={"size": style.SIZE_SMALL}, customdata=_custom(points), hovertemplate=_HOVER, cliponaxis=False,
        marker={"symbol": _symbols(points), "size": sizes, "color": _colours(points), "line": {"width": 1.4, "color": _colours(points)}, "opacity": 1},
    ))  # fmt: skip


def _add_strikes(figure: go.Figure, rows: pd.DataFrame) -> None:
    struck = rows[rows["status"].isin(_STRUCK)]
    if len(struck):
        figure.add_trace(go.Scatter(
            x=struck["x"].to_numpy(), y=struck["y"].to_numpy(), mode="markers", hoverinfo="skip",
            marker={"symbol": "line-ew", "size": 15, "line": {"width": 1.6, "color": _colours(struck)}},
        ))  # fmt: skip


def _add_clusters(figure: go.Figure, clusters: list[tuple[Cluster, float, str]], rows: pd.DataFrame) -> None:
    if not clusters:
        return
    moments = (_moments(rows["earliest"]) + _moments(rows["start_latest"]) + _DAY) / 2
    xs = [float(np.mean([moments[rows.index.get_loc(index)] for index in cluster.indices])) for cluster, _, _ in clusters]
    custom = [
        [
            ";".join(rows.loc[list(cluster.indices), "event_id"]),
            "<br>".join(style.chart_text(title) for title in rows.loc[list(cluster.indices), "title"].head(6)),
            len(cluster.indices),
        ]
        for cluster, _, _ in clusters
    ]
    figure.add_trace(go.Scatter(
        x=xs, y=[y for _, y, _ in clusters], mode="markers+text", text=[str(len(cluster.indices)) for cluster, _, _ in clusters], customdata=custom,
        textfont={"size": style.SIZE_SMALL}, hovertemplate="<b>%{customdata[2]} events, click to open</b><br>%{customdata[1]}<extra></extra>",
        marker={"symbol": "circle-open", "size": 17, "color": [style.CATEGORY_COLOURS[category] for _, _, category in clusters], "line": {"width": 1.2}},
    ))  # fmt: skip
