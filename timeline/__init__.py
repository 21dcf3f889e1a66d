"""An open dashboard for the history of a bilateral relationship, from checked tables to pages.

In a notebook: `from timeline import Filters, draw, load_dataset`. What is named in `__all__` is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PLACES = {
    "load_dataset": "timeline.repository",
    "Filters": "timeline.filters",
    "draw": "timeline.exports.pages",
    "charts": "",
    "figures": "",
    "queries": "",
}
__all__ = ["Filters", "charts", "draw", "figures", "load_dataset", "queries"]


def __getattr__(name: str) -> Any:
    """Return what the package offers under `name`, with every module of a room loaded.

    Raises:
        AttributeError: if it offers nothing under that name.
    """
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if _PLACES[name]:
        return getattr(import_module(_PLACES[name]), name)
    return _room(f"{__name__}.{name}")


def _room(name: str) -> Any:
    import pkgutil

    room = import_module(name)
    for found in pkgutil.iter_modules(room.__path__):
        import_module(f"{name}.{found.name}")
    return room
