"""What `datapackage.json` says of the whole: title, version, horizon, focus, releases; each entry that says something else is an issue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from timeline.dates import DateError, parse_date
from timeline.reading import Issue
from timeline.rules import is_version
from timeline.wording import shown

FILE = "datapackage.json"
NO_VERSION = "0.0.0"
NO_LICENCE = "licence not stated"


@dataclass(frozen=True, slots=True)
class Descriptor:
    """The entries of a descriptor that the dashboard uses, with what holds where there is none."""

    title: str
    version: str = NO_VERSION
    horizon: str = ""
    licence: str = NO_LICENCE
    homepage: str = ""
    focus: tuple[str, ...] = ()
    begins: int | None = None
    releases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def parse_package(content: bytes) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """Return the entries of a descriptor, or none and the reason why it cannot be read."""
    try:
        package = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return {}, (_unreadable(content.count(b"\n", 0, error.start) + 1, f"byte 0x{content[error.start]:02X} is not UTF-8"),)
    except json.JSONDecodeError as error:
        return {}, (_unreadable(error.lineno, error.msg),)
    except RecursionError:
        return {}, (_unreadable(0, "it is nested too deeply"),)
    except ValueError:
        return {}, (_unreadable(0, "a number in it has too many digits"),)
    return (package, ()) if isinstance(package, dict) else ({}, (_unreadable(0, "it holds no entries in braces"),))


def _unreadable(line: int, why: str) -> Issue:
    return Issue(FILE, line, "", "", "bad-json", f"the file cannot be read ({why}). Correct it, or restore it; where there is none, the data have no title and no version.")


def package_issues(package: Mapping[str, Any], actors: Set[str] | None) -> Iterator[Issue]:
    """Yield an issue for each entry that is not what it should be; `actors` are the codes there are, None where they could not be read."""
    wrong = False
    for name, (is_right, what, example) in _ENTRIES.items():
        if name in package and not is_right(package[name]):
            wrong = True
            yield _issue(name, package[name], f"{_said(package[name])} is not {what}. Write {example}.")
    if wrong:
        return
    for code in package.get("focus") or ():
        if actors is not None and code not in actors:
            yield _issue("focus", code, f'"{shown(code)}" is not in actors.csv. Add it there first, or correct it here.')
    begins, horizon = package.get("begins"), package.get("horizon")
    if begins and horizon and begins > int(horizon[:4]):
        yield _issue("begins", begins, f"{begins} lies after the horizon {horizon}. Correct one of them.")


def describe(package: Mapping[str, Any], title: str) -> Descriptor:
    """Return what a descriptor without issues says; `title` is that of data that have none."""
    licences = package.get("licenses") or [{}]
    days = dict(package.get("releases") or {})
    if package.get("created"):
        days[package.get("version", NO_VERSION)] = package["created"]
    return Descriptor(
        title=package.get("title", title),
        version=package.get("version", NO_VERSION),
        horizon=package.get("horizon") or "",
        licence=licences[0].get("title") or licences[0].get("name") or NO_LICENCE,
        homepage=package.get("homepage") or "",
        focus=tuple(package.get("focus") or ()),
        begins=package.get("begins"),
        releases=MappingProxyType(days),
    )


def _issue(name: str, value: object, message: str) -> Issue:
    return Issue(FILE, 0, name, _said(value), "bad-descriptor", message)


def _said(value: object) -> str:
    return shown(json.dumps(value, ensure_ascii=False))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_version(value: object) -> bool:
    return isinstance(value, str) and is_version(value)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and parse_date(value).is_exact
    except DateError:
        return False


def _is_day_or_open(value: object) -> bool:
    return value is None or value == "" or _is_day(value)


def _is_text_or_open(value: object) -> bool:
    return value is None or isinstance(value, str)


def _is_pair_or_open(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, list) and len(value) == 2 and all(map(_is_text, value)) and value[0] != value[1])


def _is_year_or_open(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999)


def _are_releases(value: object) -> bool:
    return value is None or (isinstance(value, dict) and all(_is_version(version) and _is_day(day) for version, day in value.items()))


def _are_licences(value: object) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(one, dict) and (_is_text(one.get("title")) or _is_text(one.get("name"))) for one in value))


_ENTRIES: dict[str, tuple[Callable[[object], bool], str, str]] = {
    "title": (_is_text, "a title", 'a text such as "Azerbaijan and Israel since 1988"'),
    "version": (_is_version, "a data version", 'three numbers such as "0.1.0"'),
    "created": (_is_day_or_open, "a day", 'one such as "2026-06-30"'),
    "horizon": (_is_day_or_open, "a day", 'one such as "2026-06-30"'),
    "homepage": (_is_text_or_open, "an address", 'one such as "https://example.org"'),
    "focus": (_is_pair_or_open, "a pair of actors", 'two codes such as ["AZE", "ISR"]'),
    "begins": (_is_year_or_open, "a year", "one such as 1988"),
    "releases": (_are_releases, "the day of each version", 'them such as {"0.1.0": "2026-11-24"}'),
    "licenses": (_are_licences, "a list of licences", 'one such as [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]'),
}
