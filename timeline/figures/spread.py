"""Names on a line, moved until each stands clear of the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np


def spread(places: Sequence[float], spacing: float, room: float) -> list[float]:
    """Return the places, moved as little as a pass from below and one from above must, at least `spacing` apart and within `room`."""
    order = np.argsort(places, kind="stable")
    sorted_places = [places[index] for index in order]
    up = list(accumulate(sorted_places[1:], lambda below, place: max(place, below + spacing), initial=max(sorted_places[0], spacing / 2)))
    down = list(accumulate(reversed(up[:-1]), lambda above, place: min(place, above - spacing), initial=min(up[-1], room - spacing / 2)))
    moved = np.empty(len(places))
    moved[order] = down[::-1]
    return [float(place) for place in moved]
