"""How single values are said: those from outside short, on one line and without characters that do something; money as exactly as it was stated."""

from __future__ import annotations

from collections.abc import Sequence

MAX_VALUE_SHOWN = 80


def shown(value: str) -> str:
    """Return `value` as it may stand in a message: at most 80 characters, unprintable ones marked."""
    text = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in value[: MAX_VALUE_SHOWN + 1])
    return text if len(value) <= MAX_VALUE_SHOWN else text[:MAX_VALUE_SHOWN] + "…"


def say_millions(value: float) -> str:
    """Return a sum in million US dollars as it is said: `US$ 0.2 m`, `US$ 1,600 m`; no digit is lost down to a dollar."""
    return f"US$ {_plain(value)} m"


def say_billions(value: float) -> str:
    """Return a sum in million US dollars, in billions from one billion on: `US$ 4.85 bn`, `US$ 0.2 m`."""
    return f"US$ {_plain(value / 1000, 9)} bn" if value >= 1000 else say_millions(value)


def _plain(value: float, places: int = 6) -> str:
    whole, _, rest = f"{value:,.{places}f}".partition(".")
    return f"{whole}.{rest}".rstrip("0").rstrip(".")


def listed(lines: Sequence[object], most: int, where: str) -> list[str]:
    """Return the first `most` of `lines` as text, and how many more there are `where`, if any."""
    more = len(lines) - most
    return [*map(str, lines[:most]), *([f"… and {more:,} more: {where}"] if more > 0 else [])]
