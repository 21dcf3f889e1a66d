"""Where everything on a timeline goes: dates to pixels, rows of lanes, words beside marks, clusters where marks pile up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from timeline.figures import style
from timeline.figures.packing import Cluster, Item, pack

LEFT, RIGHT, WIDE = 150, 16, 600
ROW_HEIGHT, LANE_GAP, ROWS = 15, 0.4, 34
DAY = 86_400_000.0
_YEAR_PIXELS, _BESIDE_LANE, _LANE_NUMBER = 46, 16, 18
_SPAN_FROM = 14.0
_MARK = 10.0
_WINDOW = 160.0
_LABEL_ALL, _LABEL_EXPECTED = 45, 130


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels: the period drawn in milliseconds and the width of the plot."""

    first: float
    last: float
    width: float

    def pixels(self, moments: np.ndarray) -> np.ndarray:
        """Return the distance of moments from the left edge."""
        return (moments - self.first) / (self.last - self.first) * self.width

    def moment(self, pixels: float) -> float:
        """Return the moment at a distance from the left edge."""
        return self.first + pixels / self.width * (self.last - self.first)


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A counted cluster: the rows it stands for, where it is drawn, and the commonest category of its lane."""

    indices: tuple[int, ...]
    x: float
    y: float
    category: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the figure draws: marks (rows with x, x_first, x_last, x_end, y, side, word_x, text, is_span), clusters, lanes (bottom, centre, text)."""

    marks: pd.DataFrame
    clusters: list[PlacedCluster]
    lanes: pd.DataFrame

    @property
    def height(self) -> float:
        """The number of rows that all lanes take."""
        return float(self.lanes["bottom"].iloc[-1])


def scale_of(period: tuple[date, date], width: int, left: int = LEFT) -> Scale:
    """Return the scale of a period, its last day included, in a chart of `width` pixels with the names of lanes in `left` of them."""
    return Scale(moment(period[0]), moment(period[1]) + DAY, width - left - RIGHT)


def left_of(lanes: pd.Series, width: int) -> int:
    """Return the room for the names of `lanes` beside a chart of `width` pixels: where it is narrow no more than their longest word and a number need."""
    if width >= WIDE:
        return LEFT
    return min(LEFT, round(max(style.text_width(word) for lane in lanes.unique() for word in lane.split())) + _LANE_NUMBER + _BESIDE_LANE)


def year_ticks(scale: Scale) -> dict[str, object]:
    """Return ticks on the first of a year, as many as have room."""
    years, room = (scale.last - scale.first) / (365.25 * DAY), max(1.0, scale.width / _YEAR_PIXELS)
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100, 500) if years / step <= room), 1000)
    return {"dtick": f"M{12 * step}", "tick0": "2000-01-01", "tickformat": "%Y"}


def month_ticks(scale: Scale) -> dict[str, object]:
    """Return ticks on the first of a year, or of a month where the period is short; as many as have room."""
    years, room = (scale.last - scale.first) / (365.25 * DAY), max(1.0, scale.width / _YEAR_PIXELS)
    if years > room / 4:
        return year_ticks(scale)
    months = next((step for step in (1, 3, 6) if years * 12 / step <= room), 6)
    return {"dtick": f"M{months}", "tick0": "2000-01-01", "tickformat": "%b %Y"}


def moment(day: date) -> float:
    """Return a day as milliseconds since 1970."""
    return float(np.datetime64(day, "ms").astype("int64"))


def moments(values: pd.Series) -> np.ndarray:
    """Return days as milliseconds since 1970."""
    return values.to_numpy(dtype="datetime64[ms]").astype("int64").astype("float64")


def lay_out(rows: pd.DataFrame, scale: Scale, left: int = LEFT) -> Layout:
    """Return the places of `rows` (see `queries.chronology.timeline_rows`): every row is a mark or in one cluster; the names of
    lanes are broken to fit `left` pixels.
    """
    frame = _with_moments(rows.reset_index(drop=True), scale)
    ys, sides = np.full(len(frame), np.nan), np.full(len(frame), "", dtype=object)
    clusters: list[PlacedCluster] = []
    lanes: list[tuple[float, float, str]] = []
    top = 0.0
    rows_each = max(2, min(9, ROWS // frame["lane"].nunique()))
    for lane, group in frame.groupby("lane", sort=False):
        text = _lane_text(str(lane), group["event_id"].nunique(), left)
        kept, crowded, used = pack(_items(group, scale), rows_each, scale.width)
        used = max(used, 1 + text.count("<br>"))
        for item in kept:
            ys[item.index], sides[item.index] = top + item.row + 0.5, item.side
        category = str(group["category"].mode().iloc[0]) if crowded else ""
        clusters += [_placed(cluster, top, category, scale) for cluster in crowded]
        lanes.append((top + used, top + used / 2, text))
        top += used + LANE_GAP
    frame["y"], frame["side"], frame["word_x"] = ys, sides, _word_places(frame, sides, scale)
    return Layout(frame[~np.isnan(ys)], clusters, pd.DataFrame(lanes, columns=["bottom", "centre", "text"]))


def _with_moments(frame: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    first, last = moments(frame["earliest"]), moments(frame["start_latest"]) + DAY
    is_ongoing = frame["is_ongoing"].to_numpy(dtype=bool)
    end = np.where(is_ongoing, scale.last, moments(frame["latest"].fillna(frame["earliest"])) + DAY)
    ends_later = is_ongoing | (moments(frame["end_earliest"].fillna(frame["earliest"])) > last)
    is_span = (scale.pixels(end) - scale.pixels(first) > _SPAN_FROM) & ends_later
    x = np.clip(np.where(is_span, first, (first + last) / 2), scale.first, scale.last)
    return frame.assign(x_first=first, x_last=last, x_end=end, is_span=is_span, x=x, text=_labels(frame))


def _labels(frame: pd.DataFrame) -> list[str]:
    """The words beside each mark: the fewer events, the more of them are named, and the longer their names."""
    count = frame["event_id"].nunique()
    deepest = 3 if count <= _LABEL_ALL else 2 if count <= _LABEL_EXPECTED else 1
    longest = 64 if deepest > 1 else 40
    texts = frame["title"].where((deepest == 3) | (frame["label"] == ""), frame["label"])
    return [text if importance <= deepest and len(text) <= longest else "" for text, importance in zip(texts, frame["importance"], strict=True)]


def _items(group: pd.DataFrame, scale: Scale) -> list[Item]:
    """The marks of a lane as items to pack: essential events first, those of the focus pair before others."""
    centres = scale.pixels(group["x"].to_numpy())
    ends = scale.pixels(np.minimum(group["x_end"].to_numpy(), scale.last))
    windows = scale.pixels(group["x_last"].to_numpy()) - scale.pixels(group["x_first"].to_numpy())
    priorities = 2 * group["importance"] - group["is_focus"]
    items = []
    for index, centre, end, window, is_span, text, priority in zip(group.index, centres, ends, windows, group["is_span"], group["text"], priorities, strict=True):
        half = max(_MARK, min(window, _WINDOW)) / 2
        left, right = (centre, max(end, centre + 4)) if is_span else (centre - half, centre + half)
        items.append(Item(index, left, right, style.text_width(text, style.SIZE_SMALL) + 7 if text else 0.0, priority))
    return items


def _placed(cluster: Cluster, top: float, category: str, scale: Scale) -> PlacedCluster:
    return PlacedCluster(cluster.indices, scale.moment(cluster.centre), top + cluster.row + 0.5, category)


def _word_places(frame: pd.DataFrame, sides: np.ndarray, scale: Scale) -> np.ndarray:
    """Where words begin (on the right) or end (on the left): clear of the mark, or at the end of the span."""
    is_right = sides == "right"
    anchor = np.where(frame["is_span"], np.where(is_right, frame["x_end"], frame["x_first"]), frame["x"])
    clear = np.where(frame["is_span"], 3.0, _MARK / 2 + 4.0) * (scale.last - scale.first) / scale.width
    return anchor + np.where(is_right, clear, -clear)


def _lane_text(lane: str, count: int, left: int) -> str:
    """The name of a lane with its number, which takes a line of its own where the last line has no room for it."""
    lines, number = style.wrapped(lane, left - _BESIDE_LANE), f"{count:,}"
    length = style.text_width(lines[-1].replace("&amp;", "&")) + style.text_width(f" {number}", style.SIZE_SMALL)
    return f"{'<br>'.join(lines)}{' ' if length <= left - _BESIDE_LANE / 2 else '<br>'}<span style='font-size:{style.SIZE_SMALL}px'>{number}</span>"
