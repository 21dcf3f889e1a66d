"""Lets go of what caches remember of data that are no longer shown."""

from __future__ import annotations

import inspect
import sys


def forget(kind: type) -> None:
    """Empty every cache (`functools.cache`, `lru_cache`) of this project whose function takes a `kind`: its keys keep each one alive."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == __name__.partition(".")[0]:
            for value in list(vars(module).values()):
                if callable(clear := getattr(value, "cache_clear", None)) and _takes(value, kind):
                    clear()


def _takes(cached: object, kind: type) -> bool:
    function = inspect.unwrap(cached)  # type: ignore[arg-type]
    annotations = inspect.get_annotations(function)
    return any(annotation is kind or annotation == kind.__name__ for name, annotation in annotations.items() if name != "return")
