"""Rules for one cell: each kind of column has one function that says what is wrong with a value, or nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from timeline import vocabulary
from timeline.dates import OPEN_END, DateError, parse_date
from timeline.schema import LIST_SEPARATOR, Column, Kind
from timeline.wording import shown

Problem = tuple[str, str]

MAX_DIGITS = 15

_CODE = re.compile(r"[A-Z][A-Z0-9_]{1,11}", re.ASCII)
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_CAMEO = re.compile(r"(0[1-9]|1\d|20)\d{0,2}", re.ASCII)
_OFFICE = re.compile(r"([a-z_]+) (\S+?)(?:/(\S+))?", re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?\.?(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/[^\s<>\"\\]+)", re.ASCII | re.IGNORECASE)
MAX_PORT = 65_535


def split_list(cell: str) -> list[str]:
    """Return the parts of a cell that holds several values."""
    return [part.strip() for part in cell.split(LIST_SEPARATOR)] if cell else []


def cell_problems(column: Column, cell: str) -> Iterator[Problem]:
    """Yield (rule, message) for each thing wrong with `cell` in `column`, apart from references to other rows."""
    if not cell:
        if column.is_required:
            yield "required", f"the cell is empty. {column.description or column.title} Example: {column.example or 'see CODEBOOK.md'}."
        return
    parts = split_list(cell) if column.is_list else [cell]
    if column.is_list and len(set(parts)) != len(parts):
        yield "repeated", f'"{shown(cell)}" names something twice. Name it once.'
    for part in parts:
        yield from _CHECKS[column.kind](column, part)


def is_version(text: str) -> bool:
    """Return whether `text` is a data version: three numbers."""
    return bool(_VERSION.fullmatch(text))


def safe_url(url: str) -> bool:
    """Return whether `url` is an http or https address without user name, control characters or tricks in the host."""
    if len(url) > 2_000 or re.search(r"[\s\\<>\"\x00-\x20]", url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port or 0
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc)) and port <= MAX_PORT


def _slug(column: Column, value: str) -> Iterator[Problem]:
    if not _SLUG.fullmatch(value) or len(value) > column.max_length:
        yield "bad-id", f'"{shown(value)}" is not an id. Use letters, digits, "-", "." and "_", at most {column.max_length}.'


def _code(column: Column, value: str) -> Iterator[Problem]:
    if not _CODE.fullmatch(value):
        yield "bad-id", f'"{shown(value)}" is not a code. Use 2 to 12 capitals, digits and "_", a capital first.'


def _text(column: Column, value: str) -> Iterator[Problem]:
    if len(value) > column.max_length:
        yield "too-long", f'"{shown(value)}" has {len(value)} characters; at most {column.max_length}. Shorten it.'


def _date(column: Column, value: str) -> Iterator[Problem]:
    if column.kind == "end_date" and value == OPEN_END:
        return
    try:
        parse_date(value)
    except DateError as error:
        yield "bad-date", str(error)


def _term(column: Column, value: str) -> Iterator[Problem]:
    if value not in column.codes:
        near = difflib.get_close_matches(value.lower(), column.codes, 3)
        hint = f"Is it {' or '.join(near)}?" if near else f"It is one of: {', '.join(column.codes)}."
        yield "unknown-term", f'"{shown(value)}" is not a {column.title.lower()}. {hint}'


def _reference(column: Column, value: str) -> Iterator[Problem]:
    if not value:
        yield "empty-part", f'two "{LIST_SEPARATOR}" stand together, or one at an end. Remove it.'


def _number(column: Column, value: str) -> Iterator[Problem]:
    if not _NUMBER.fullmatch(value) or len(value) > MAX_DIGITS:
        yield "bad-number", f'"{shown(value)}" is not a number. Write digits with a point, such as 1600 or 4.85.'


def _integer(column: Column, value: str) -> Iterator[Problem]:
    if not (value.isascii() and value.isdigit()) or len(value) > MAX_DIGITS:
        yield "bad-number", f'"{shown(value)}" is not a whole number. Write digits only.'


def _degrees(limit: float) -> Callable[[Column, str], Iterator[Problem]]:
    def check(column: Column, value: str) -> Iterator[Problem]:
        if not _NUMBER.fullmatch(value) or abs(float(value)) > limit:
            yield "out-of-range", f'"{shown(value)}" is not between -{limit:g} and {limit:g} degrees. Write decimal degrees such as {column.example}.'

    return check


def _url(column: Column, value: str) -> Iterator[Problem]:
    if not safe_url(value):
        yield "bad-url", f'"{shown(value)}" is not an http or https address. {_advice_on_url(value)}'


def _advice_on_url(value: str) -> str:
    """What to write instead of an address that is not safe."""
    if doi := _DOI.fullmatch(value):
        return f"It is a DOI: write https://doi.org/{shown(doi[1])}."
    try:
        host = urlsplit(value).hostname or ""
        if not host.isascii():
            return f"Its host has other letters than a to z: write {host.encode('idna').decode()} instead of {shown(host)}."
    except ValueError:
        pass
    if re.match(r"https?://[^/?#]*:\d{5,}([/?#]|$)", value):
        return f"Its port is higher than {MAX_PORT:,}: correct or remove it."
    return "Write https://host/path without user name or blanks."


def _plover(column: Column, value: str) -> Iterator[Problem]:
    event = value.partition(":")[0]
    if event not in vocabulary.PLOVER_SCORES:
        yield (
            "unknown-term",
            f'"{shown(value)}" is not a PLOVER event. It is one of: {", ".join(code for code in vocabulary.PLOVER_SCORES if ":" not in code)}, with a mode after ":" if any.',
        )


def _cameo(column: Column, value: str) -> Iterator[Problem]:
    if not _CAMEO.fullmatch(value):
        yield "bad-cameo", f'"{shown(value)}" is not a CAMEO code. Write two to four digits from 01 to 20..., with the leading zero.'


def _version(column: Column, value: str) -> Iterator[Problem]:
    if not is_version(value):
        yield "bad-version", f'"{shown(value)}" is not a data version. Write three numbers such as 0.1.0.'


def _offices(column: Column, value: str) -> Iterator[Problem]:
    for office in split_list(value):
        match = _OFFICE.fullmatch(office)
        if not match or match[1] not in {term.code for term in vocabulary.OFFICES}:
            yield "bad-office", f'"{shown(office)}" is not an office and its years. Write prime_minister 1996/1999; offices: {", ".join(term.code for term in vocabulary.OFFICES)}.'
            continue
        for moment in match.groups()[1:]:
            if moment and moment != OPEN_END:
                yield from _date(column, moment)


_CHECKS: dict[Kind, Callable[[Column, str], Iterator[Problem]]] = {
    "slug": _slug,
    "code": _code,
    "text": _text,
    "date": _date,
    "end_date": _date,
    "term": _term,
    "reference": _reference,
    "number": _number,
    "integer": _integer,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "url": _url,
    "plover": _plover,
    "cameo": _cameo,
    "version": _version,
    "offices": _offices,
}
