"""What a format of tables is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.exports.view import View


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a view: its code in addresses, its label on screen, what it is for, how its file ends, its media type, and the writer.

    `is_common` formats stand beside each chart, the others in a menu.
    """

    code: str
    label: str
    hint: str
    suffix: str
    media: str
    write: Callable[[View], bytes]
    is_common: bool = False
