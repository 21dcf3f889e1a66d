"""What text of the data may do where it leads to: nothing. Every export makes its texts safe here and nowhere else."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from timeline.frames import fold
from timeline.rules import safe_url

MAX_FILE_NAME = 60
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠", "'")
BLANKS = "\u00a0\u200b\u200c\u200d\ufeff "

# Control characters that no text needs, halves of surrogate pairs, what XML cannot hold, and what turns the direction of reading.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_IN_SCRIPTS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TURNING_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\u(?:202[a-e]|206[6-9])", re.IGNORECASE)


def clean(text: str) -> str:
    """Return `text` without control characters and without those that turn the direction of what follows; its lines end with LF."""
    return _UNWANTED.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text: str) -> str:
    """Return `text` cleaned, on one line, with single blanks."""
    return " ".join(clean(text).split())


def spreadsheet_cell(value: object) -> object:
    """Return `value` as a CSV may hold it: a text that a spreadsheet would take for a formula begins with an apostrophe.

    Numbers stay numbers, and texts that begin with an apostrophe get a second one: taking one off gives back the text.
    """
    if isinstance(value, str) and value.lstrip(BLANKS).startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def markup(text: str) -> str:
    """Return `text` cleaned, as it stands in HTML, XML and their attributes, in quotes too."""
    return html.escape(clean(text))


def link(url: str) -> str:
    """Return `url` if it is an http or https address that may be made a link, else nothing."""
    return url if safe_url(url) else ""


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Return `value` as JSON that may also stand within a script of a page: nothing in it closes the script or ends a line.

    Raises:
        ValueError: for a number that JSON does not have.
    """
    return in_script(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent))


def in_script(text: str) -> str:
    """Return JSON so that it may stand within a script of a page."""
    for character, escape in _IN_SCRIPTS.items():
        text = text.replace(character, escape)
    return text


def straight_json(text: str) -> str:
    """Return JSON written by others, with only ASCII in it, without escapes for characters that turn the direction of reading."""
    return _TURNING_ESCAPE.sub(r"\1", text)


def file_name(text: str) -> str:
    """Return a name of at most 60 small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:MAX_FILE_NAME].strip("-") or "events"
