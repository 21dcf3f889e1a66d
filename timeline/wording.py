"""How a value from outside may stand in a message: short, on one line, without characters that do something."""

from __future__ import annotations

from collections.abc import Sequence

MAX_VALUE_SHOWN = 80


def shown(value: str) -> str:
    """Return `value` as it may stand in a message: at most 80 characters, unprintable ones marked."""
    text = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in value[: MAX_VALUE_SHOWN + 1])
    return text if len(value) <= MAX_VALUE_SHOWN else text[:MAX_VALUE_SHOWN] + "…"


def listed(lines: Sequence[object], most: int, where: str) -> list[str]:
    """Return the first `most` of `lines` as text, and how many more there are `where`, if any."""
    more = len(lines) - most
    return [*map(str, lines[:most]), *([f"… and {more:,} more: {where}"] if more > 0 else [])]
