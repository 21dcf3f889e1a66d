"""The one Store of this process, shared by every session and route."""

from __future__ import annotations

from functools import cache

from timeline.repository import Store, data_folder


@cache
def store() -> Store:
    """Return the Store of the folder this process serves."""
    return Store(data_folder())
