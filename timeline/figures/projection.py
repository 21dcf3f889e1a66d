"""Which part of the world a map frames, and where names go so that none hides another: arithmetic on degrees and pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

NEAR_LONGITUDE, NEAR_LATITUDE = 42.0, 20.0
MARGIN = 0.16
LEAST_SPAN = 14.0
_SIDES = ("top center", "bottom center", "middle right", "middle left")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of a Mercator map: its bounds in degrees and its width and height in pixels."""

    west: float
    east: float
    south: float
    north: float
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        """The latitude and longitude of the place in the middle of the picture."""
        ordinate = (mercator(np.array(self.south)) + mercator(np.array(self.north))) / 2
        return float(_latitude(ordinate)), (self.west + self.east) / 2

    def pixels(self, latitude: np.ndarray, longitude: np.ndarray) -> np.ndarray:
        """Return rows of x, y from the top left corner."""
        x = (longitude - self.west) / (self.east - self.west) * self.width
        y = (mercator(np.array(self.north)) - mercator(latitude)) / (mercator(np.array(self.north)) - mercator(np.array(self.south))) * self.height
        return np.column_stack([x, y])

    def holds(self, latitude: pd.Series, longitude: pd.Series) -> pd.Series:
        """Return which places lie inside."""
        return latitude.between(self.south, self.north) & longitude.between(self.west, self.east)


def mercator(latitude: np.ndarray) -> np.ndarray:
    """Return the ordinate of latitudes (degrees) in the Mercator projection, in degrees of longitude at the equator."""
    return np.degrees(np.log(np.tan(np.pi / 4 + np.radians(np.clip(latitude, -84, 84)) / 2)))


def _latitude(ordinate: float | np.ndarray) -> np.ndarray:
    return np.degrees(2 * np.arctan(np.exp(np.radians(ordinate))) - np.pi / 2)


def fitted(places: pd.DataFrame, width: int, height: int) -> Frame:
    """Return the frame of width x height pixels around `places` (latitude, longitude, weight).

    Around their weighted middle if most of the weight lies near it, so that one far capital does not make all others
    small; else around all of them. No places: the lands between the Mediterranean and the Caspian.
    """
    if places.empty:
        places = pd.DataFrame({"latitude": [29.0, 43.0], "longitude": [30.0, 54.0], "weight": [1, 1]})
    near = (places["longitude"] - _weighted_median(places, "longitude")).abs().le(NEAR_LONGITUDE) & (places["latitude"] - _weighted_median(places, "latitude")).abs().le(
        NEAR_LATITUDE
    )
    if places.loc[near, "weight"].sum() >= 0.6 * places["weight"].sum():
        places = places[near]
    west, east = places["longitude"].min(), places["longitude"].max()
    low, high = (float(mercator(np.array(value))) for value in (places["latitude"].min(), places["latitude"].max()))
    across, up = max(east - west, LEAST_SPAN) * (1 + 2 * MARGIN), max(high - low, LEAST_SPAN / 2) * (1 + 2 * MARGIN)
    if across / up < width / height:
        across = up * width / height
    else:
        up = across * height / width
    middle_x, middle_y = (west + east) / 2, (low + high) / 2
    south, north = (float(_latitude(value)) for value in (middle_y - up / 2, middle_y + up / 2))
    return Frame(float(middle_x - across / 2), float(middle_x + across / 2), south, north, width, height)


def label_sides(frame: Frame, points: np.ndarray, widths: list[float], line: float) -> list[str]:
    """Return for each point (x, y in pixels; most important first) the side of its name, empty where it finds no room."""
    inside = (0.0, 0.0, float(frame.width), float(frame.height))
    taken = point_boxes(points)
    sides: list[str] = []
    for number, (point, width) in enumerate(zip(points, widths, strict=True)):
        boxes = {side: label_box(point, width, line, side) for side in _SIDES}
        others = [box for place, box in enumerate(taken) if place != number]
        side = next((side for side in _SIDES if _within(boxes[side], inside) and not any(_overlap(boxes[side], box) for box in others)), "")
        if side:
            taken.append(boxes[side])
        sides.append(side)
    return sides


def point_boxes(points: np.ndarray) -> list[Box]:
    """Return the room that each point takes: left, top, right, bottom in pixels."""
    return [(x - 4, y - 4, x + 4, y + 4) for x, y in points]


def label_box(point: np.ndarray, width: float, line: float, side: str) -> Box:
    """Return the room of a name of `width` x `line` pixels on a side of its point: left, top, right, bottom."""
    x, y = (float(value) for value in point)
    return {
        "top center": (x - width / 2, y - line - 5, x + width / 2, y - 5),
        "bottom center": (x - width / 2, y + 5, x + width / 2, y + line + 5),
        "middle right": (x + 6, y - line / 2, x + width + 6, y + line / 2),
        "middle left": (x - width - 6, y - line / 2, x - 6, y + line / 2),
    }[side]


def apart(points: np.ndarray, width: float, line: float, others: Sequence[Box] = ()) -> list[bool]:
    """Return for each text of `width` x `line` pixels centred on its point (most important first) whether it finds room
    beside those before it and the `others`.
    """
    taken = list(others)
    kept = []
    for x, y in points:
        box = (x - width / 2, y - line / 2, x + width / 2, y + line / 2)
        kept.append(not any(_overlap(box, other) for other in taken))
        if kept[-1]:
            taken.append(box)
    return kept


def _within(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _weighted_median(places: pd.DataFrame, column: str) -> float:
    ordered = places.sort_values(column)
    half = ordered["weight"].cumsum() >= ordered["weight"].sum() / 2
    return float(ordered.loc[half, column].iloc[0])
