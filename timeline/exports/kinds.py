"""Every kind of file a view can become."""

from __future__ import annotations

from timeline.exports import numbers
from timeline.exports.formats import FORMATS

HTML = "html"
DOSSIER = "dossier"
NUMBERS = numbers.CODE
PICTURES = {"svg": "image/svg+xml", "pdf": "application/pdf", "png": "image/png"}
KINDS = (HTML, *PICTURES, *FORMATS, DOSSIER, NUMBERS)


def kind_of(code: str) -> tuple[str, str]:
    """Return how a file of this kind ends, and its media type.

    Raises:
        KeyError: if there is no such kind.
    """
    if code == HTML:
        return HTML, "text/html; charset=utf-8"
    if code == DOSSIER:
        return "pdf", PICTURES["pdf"]
    if code == NUMBERS:
        return "csv", numbers.MEDIA
    return (code, PICTURES[code]) if code in PICTURES else (FORMATS[code].suffix, FORMATS[code].media)


def kind_named(file: str) -> str:
    """Return the kind that the name of a file says by its ending, the ending itself where it says none, `csv` where it has none."""
    suffix = file.rpartition(".")[2].lower() if "." in file else ""
    return next((code for code in KINDS if suffix in (code, kind_of(code)[0])), suffix or "csv")


def is_text(code: str) -> bool:
    """Return whether a file of this kind can be read on a terminal."""
    media = kind_of(code)[1]
    return media.startswith("text/") or media.endswith("json")
