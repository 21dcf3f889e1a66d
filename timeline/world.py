"""Where countries lie: a box of degrees for each code, made with the shapes of the map by data/geometry/make_countries.py."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent / "world.json"
MARGIN = 0.3

Box = tuple[float, float, float, float]


@cache
def boxes() -> dict[str, Box]:
    """Return west, south, east, north in degrees of every country of the map by its code."""
    return {code: (west, south, east, north) for code, (west, south, east, north) in json.loads(FILE.read_text("utf-8")).items()}


def lies_in(code: str, latitude: float, longitude: float) -> bool:
    """Return whether a place lies in the box of a country, with a margin; True for a code without a box."""
    if code not in boxes():
        return True
    west, south, east, north = boxes()[code]
    return south - MARGIN <= latitude <= north + MARGIN and west - MARGIN <= longitude <= east + MARGIN
