"""Where marks and labels go so that none hides another: pure arithmetic on pixels, used by the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

GAP = 3.0


@dataclass(slots=True)
class Item:
    """A mark that wants a place: its horizontal extent in pixels, the width of its label (0 = none), and what else belongs to it and
    takes room in its row, as extents.
    """

    index: int
    left: float
    right: float
    label: float = 0.0
    priority: int = 9
    beside: tuple[tuple[float, float], ...] = ()
    row: int = -1
    side: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Marks that found no row and are counted as one: the indices it stands for and where it is drawn."""

    indices: tuple[int, ...]
    centre: float
    row: int


@dataclass(slots=True)
class _Row:
    """The extents that are taken in one row."""

    taken: list[tuple[float, float]] = field(default_factory=list)

    def is_free(self, left: float, right: float) -> bool:
        return all(right + GAP <= first or last + GAP <= left for first, last in self.taken)

    def has_room(self, item: Item, left: float, right: float) -> bool:
        """Whether the item fits between `left` and `right`, and what lies beside it where it is."""
        return self.is_free(left, right) and all(self.is_free(*extent) for extent in item.beside)

    def take(self, item: Item, left: float, right: float) -> None:
        self.taken += [(left, right), *item.beside]


def pack(items: Sequence[Item], rows: int, width: float, *, cluster_width: float = 22.0) -> tuple[list[Item], list[Cluster], int]:
    """Return the items with a row and the side of their label, the clusters, and the number of rows used.

    Items of the smallest priority are placed first, with their labels: right of the mark, else left. A label that
    finds no room is dropped (side `""`), a mark that finds none joins a cluster, or stands alone,
    in a row of its own at the bottom.
    """
    lanes = [_Row() for _ in range(rows)]
    homeless = [item for item in sorted(items, key=lambda item: (item.priority, item.left)) if not _settle(item, lanes, width)]
    used = max((item.row for item in items), default=-1) + 1
    if not homeless:
        return list(items), [], max(used, 1)
    clusters: list[Cluster] = []
    for group in _groups(homeless, cluster_width):
        if len(group) == 1:
            group[0].row = used
        else:
            clusters.append(Cluster(tuple(item.index for item in group), _centre(group), used))
    return [item for item in items if item.row >= 0], clusters, used + 1


def _settle(item: Item, lanes: list[_Row], width: float) -> bool:
    return bool(item.label and _place_labelled(item, lanes, width)) or _place(item, lanes)


def _place_labelled(item: Item, lanes: list[_Row], width: float) -> bool:
    right, left = item.right + GAP + item.label, item.left - GAP - item.label
    own = _Row(list(item.beside))
    sides = []
    if right <= width and own.is_free(item.right, right):
        sides.append(("right", item.left, right))
    if left >= 0 and own.is_free(left, item.left):
        sides.append(("left", left, item.right))
    for row, lane in enumerate(lanes):
        for side, first, last in sides:
            if lane.has_room(item, first, last):
                item.row, item.side = row, side
                lane.take(item, first, last)
                return True
    return False


def _place(item: Item, lanes: list[_Row]) -> bool:
    for row, lane in enumerate(lanes):
        if lane.has_room(item, item.left, item.right):
            item.row = row
            lane.take(item, item.left, item.right)
            return True
    return False


def _groups(items: list[Item], width: float) -> list[list[Item]]:
    """Join neighbours until the marks and clusters of the row stand clear of each other, clusters at least `width` apart."""
    groups = [[item] for item in sorted(items, key=lambda item: item.left + item.right)]
    while True:
        joined: list[list[Item]] = []
        for group in groups:
            if joined and _collide(joined[-1], group, width):
                joined[-1] = joined[-1] + group
            else:
                joined.append(group)
        if len(joined) == len(groups):
            return joined
        groups = sorted(joined, key=_centre)


def _collide(first: list[Item], second: list[Item], width: float) -> bool:
    (left, right), (other_left, other_right) = (_extent(group, width) for group in (first, second))
    return _centre(second) - _centre(first) < width or (left < other_right + GAP and other_left < right + GAP)


def _extent(group: list[Item], width: float) -> tuple[float, float]:
    """A mark alone takes its own room, a cluster that of its circle."""
    return (group[0].left, group[0].right) if len(group) == 1 else (_centre(group) - width / 2, _centre(group) + width / 2)


def _centre(items: list[Item]) -> float:
    return sum(item.left + item.right for item in items) / (2 * len(items))
