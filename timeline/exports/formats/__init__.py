"""Every format in which the rows of a view leave. A new one is found by being here: a module with a `FORMAT`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from timeline.exports.formats.format import Format

_FOUND = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
FORMATS: dict[str, Format] = {
    form.code: form for form in sorted((module.FORMAT for module in _FOUND if hasattr(module, "FORMAT")), key=lambda form: (not form.is_common, form.label.casefold()))
}

__all__ = ["FORMATS", "Format"]
