"""Where everything on a timeline goes: dates to pixels, rows of lanes, words beside marks, clusters where marks pile up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import pandas as pd

from timeline.figures import style
from timeline.figures.packing import Cluster, Item, pack

LEFT, RIGHT, WIDE = 150, 16, 600
ROW_HEIGHT, LANE_GAP, ROWS = 15, 0.4, 34
DAY = 86_400_000.0
_YEAR_PIXELS, _BESIDE_LANE, _LANE_NUMBER = 46, 16, 18
_SPAN_FROM = 14.0
_MARK, _GHOST, _NEAR = 10.0, 9.0, 60.0
_WINDOW = 160.0
_LABEL_ALL, _LABEL_EXPECTED = 45, 130
_SAID = ("event_id", "category", "status", "title", "when", "parties", "sources", "precision", "is_approximate", "is_ongoing")

Moments = TypeVar("Moments", float, np.ndarray)
Extent = tuple[float, float, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to pixels: the period drawn in milliseconds and the width of the plot."""

    first: float
    last: float
    width: float

    def pixels(self, moments: Moments) -> Moments:
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


@dataclass(slots=True)
class Mark:
    """An event in a lane: what its row says (see `queries.chronology.timeline_rows`), and where it goes. Moments are milliseconds since
    1970: `x_first` to `x_last` the days on which it can have begun, `x_end` its end, `x` the mark; `text` the words beside it, which begin
    or end at `word_x` on `side` (empty: no room); `y` in rows from the top, below 0 where it is counted in a cluster.
    """

    event_id: str
    category: str
    status: str
    title: str
    when: str
    parties: str
    sources: str
    precision: str
    is_approximate: bool
    is_ongoing: bool
    x_first: float
    x_last: float
    x_end: float
    x: float
    is_span: bool
    text: str
    y: float = -1.0
    side: str = ""
    word_x: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane: its lower edge and its middle in rows from the top, and its name with the number of its events."""

    bottom: float
    centre: float
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What the figure draws: the marks that have a place, the clusters that count the others, and the lanes."""

    marks: list[Mark]
    clusters: list[PlacedCluster]
    lanes: list[Lane]

    @property
    def height(self) -> float:
        """The number of rows that all lanes take."""
        return self.lanes[-1].bottom


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


def lay_out(rows: pd.DataFrame, scale: Scale, left: int = LEFT, ghosts: Mapping[str, Sequence[float]] = MappingProxyType({})) -> Layout:
    """Return the places of `rows` (see `queries.chronology.timeline_rows`): every row is a mark or in one cluster; the names of
    lanes are broken to fit `left` pixels. `ghosts` are the moments at which a competing account of an event is drawn in its row.
    """
    marks = _marks(rows, scale)
    extents = [_extent(mark, ghosts.get(mark.event_id, ()), scale) for mark in marks]
    items = _items(marks, (2 * rows["importance"] - rows["is_focus"]).tolist(), extents, scale)
    within: dict[str, list[int]] = {}
    for place, lane in enumerate(rows["lane"]):
        within.setdefault(str(lane), []).append(place)
    rows_each = max(2, min(9, ROWS // len(within)))
    clusters: list[PlacedCluster] = []
    lanes: list[Lane] = []
    top = 0.0
    for lane, places in within.items():
        text = _lane_text(lane, len({marks[place].event_id for place in places}), left)
        kept, crowded, used = pack([items[place] for place in places], rows_each, scale.width)
        used = max(used, 1 + text.count("<br>"))
        for item in kept:
            _settle(marks[item.index], top + item.row + 0.5, item.side, extents[item.index], scale)
        category = _commonest([marks[place].category for place in places]) if crowded else ""
        clusters += [_placed(cluster, top, category, scale) for cluster in crowded]
        lanes.append(Lane(top + used, top + used / 2, text))
        top += used + LANE_GAP
    return Layout([mark for mark in marks if mark.y >= 0], clusters, lanes)


def _marks(rows: pd.DataFrame, scale: Scale) -> list[Mark]:
    first, last = moments(rows["earliest"]), moments(rows["start_latest"]) + DAY
    is_ongoing = rows["is_ongoing"].to_numpy(dtype=bool)
    end = np.where(is_ongoing, scale.last, moments(rows["latest"].fillna(rows["earliest"])) + DAY)
    ends_later = is_ongoing | (moments(rows["end_earliest"].fillna(rows["earliest"])) > last)
    is_span = (scale.pixels(end) - scale.pixels(first) > _SPAN_FROM) & ends_later
    x = np.clip(np.where(is_span, first, (first + last) / 2), scale.first, scale.last)
    said = (rows[name].tolist() for name in _SAID)
    return [Mark(*mark) for mark in zip(*said, first.tolist(), last.tolist(), end.tolist(), x.tolist(), is_span.tolist(), _labels(rows), strict=True)]


def _labels(rows: pd.DataFrame) -> list[str]:
    """The words beside each mark: the fewer events, the more of them are named, and the longer their names."""
    count = rows["event_id"].nunique()
    deepest = 3 if count <= _LABEL_ALL else 2 if count <= _LABEL_EXPECTED else 1
    longest = 64 if deepest > 1 else 40
    texts = [title if deepest == 3 or not label else label for title, label in zip(rows["title"], rows["label"], strict=True)]
    return [text if importance <= deepest and len(text) <= longest else "" for text, importance in zip(texts, rows["importance"], strict=True)]


def _extent(mark: Mark, ghosts: Sequence[float], scale: Scale) -> Extent:
    """The pixels that a mark takes together with the ghosts near it, beside which its words stand; and the ghosts that are far."""
    left, right = (scale.pixels(mark.x), scale.pixels(min(mark.x_end, scale.last))) if mark.is_span else (scale.pixels(mark.x) - _MARK / 2, scale.pixels(mark.x) + _MARK / 2)
    boxes = [(pixel - _GHOST / 2, pixel + _GHOST / 2) for pixel in map(scale.pixels, ghosts) if 0 <= pixel <= scale.width]
    near = [box for box in boxes if box[1] > left - _NEAR and box[0] < right + _NEAR]
    return min([left, *(box[0] for box in near)]), max([right, *(box[1] for box in near)]), tuple(box for box in boxes if box not in near)


def _items(marks: list[Mark], priorities: list[int], extents: list[Extent], scale: Scale) -> list[Item]:
    """The marks as items to pack: essential events first, those of the focus pair before others."""
    items = []
    for index, (mark, priority, (left, right, far)) in enumerate(zip(marks, priorities, extents, strict=True)):
        centre = scale.pixels(mark.x)
        half = min(scale.pixels(mark.x_last) - scale.pixels(mark.x_first), _WINDOW) / 2
        first, last = (left, max(right, centre + 4)) if mark.is_span else (min(left, centre - half), max(right, centre + half))
        items.append(Item(index, first, last, style.text_width(mark.text, style.SIZE_SMALL) + 7 if mark.text else 0.0, priority, far))
    return items


def _settle(mark: Mark, y: float, side: str, extent: Extent, scale: Scale) -> None:
    """Put a mark into its row, and its words on their side: clear of the mark and the ghosts near it, or at the end of the span."""
    clear = 3.0 if mark.is_span else 4.0
    left, right, _ = extent
    mark.y, mark.side, mark.word_x = y, side, scale.moment(right + clear if side == "right" else left - clear)


def _commonest(categories: list[str]) -> str:
    counted = Counter(categories)
    return min(counted, key=lambda category: (-counted[category], category))


def _placed(cluster: Cluster, top: float, category: str, scale: Scale) -> PlacedCluster:
    return PlacedCluster(cluster.indices, scale.moment(cluster.centre), top + cluster.row + 0.5, category)


def _lane_text(lane: str, count: int, left: int) -> str:
    """The name of a lane with its number, which takes a line of its own where the last line has no room for it."""
    lines, number = style.wrapped(lane, left - _BESIDE_LANE), f"{count:,}"
    length = style.text_width(lines[-1].replace("&amp;", "&")) + style.text_width(f" {number}", style.SIZE_SMALL)
    return f"{'<br>'.join(lines)}{' ' if length <= left - _BESIDE_LANE / 2 else '<br>'}<span style='font-size:{style.SIZE_SMALL}px'>{number}</span>"
