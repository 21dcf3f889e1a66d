"""Every chart by name: which queries feed which figure. Pages and downloads draw from these lists.

A module here holds the charts of one subject: its `PAGE` says which page draws them, its `CHARTS` names them, its
`WHOLE` (if any) those whose tables hold every event of the view, also one that finds no place, and its `NUMBERS` (if any)
what the charts of these names compute: a frame for the same request. A new module is found by being here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, sentence

Chart = Callable[[Request], go.Figure]
Numbers = Callable[[Request], pd.DataFrame]


def _subjects() -> list[ModuleType]:
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    return [module for module in modules if hasattr(module, "CHARTS")]


CHARTS: dict[str, Chart] = {name: chart for module in _subjects() for name, chart in module.CHARTS.items()}
PAGE_OF: dict[str, str] = {name: module.PAGE for module in _subjects() for name in module.CHARTS}
NUMBERS_OF: dict[str, Numbers] = {name: numbers for module in _subjects() for name, numbers in getattr(module, "NUMBERS", {}).items()}
WHOLE = frozenset(name for module in _subjects() for name in getattr(module, "WHOLE", ()))

__all__ = ["CHARTS", "NUMBERS_OF", "PAGE_OF", "WHOLE", "Chart", "Numbers", "Request", "sentence"]
