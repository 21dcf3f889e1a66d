"""How a value from outside may stand in a message: short, on one line, without characters that do something."""

from __future__ import annotations

MAX_VALUE_SHOWN = 80


def shown(value: str) -> str:
    """Return `value` as it may stand in a message: at most 80 characters, unprintable ones marked."""
    text = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in value[: MAX_VALUE_SHOWN + 1])
    return text if len(value) <= MAX_VALUE_SHOWN else text[:MAX_VALUE_SHOWN] + "…"
