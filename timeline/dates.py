"""EDTF dates (ISO 8601-2, levels 0 and 1): what a person may write, the days it can mean, and how to say it.

The grammar is https://www.loc.gov/standards/datetime/ without times, negative and five-digit years.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from timeline.wording import shown

Precision = Literal["day", "month", "season", "year", "decade", "century"]

OPEN_END = ".."
MONTHS = tuple(calendar.month_name)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
_PATTERN = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([?~%])?", re.ASCII)
_EXAMPLES = "write 1997-08-29, 1997-08 or 1997"


class DateError(ValueError):
    """A text that is no EDTF date of level 0 or 1; its message says which rule it breaks and what to write."""


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """One date as written, with the first and the last day that it can mean."""

    text: str
    earliest: date
    latest: date
    precision: Precision
    is_uncertain: bool = False
    is_approximate: bool = False

    @property
    def is_exact(self) -> bool:
        """True for a single, unqualified day."""
        return self.precision == "day" and not (self.is_uncertain or self.is_approximate)


def parse_date(text: str) -> EdtfDate:
    """Return the EDTF date that `text` stands for.

    Raises:
        DateError: with the rule that is broken and a form that would do.
    """
    match = _PATTERN.fullmatch(text)
    if not match:
        raise DateError(f'"{shown(text)}" is not a date (EDTF level 1). {_advice(text)}')
    year, month, day, qualifier = match.groups()
    try:
        earliest, latest, precision = _bounds(year, month, day)
    except ValueError as error:
        raise DateError(f'"{text}" is not a date (EDTF level 1). {error}; {_EXAMPLES}.') from None
    return EdtfDate(text, earliest, latest, precision, qualifier in ("?", "%"), qualifier in ("~", "%"))


def say_date(value: EdtfDate) -> str:
    """Return the date in words, no more precise than it is: `29 August 1997`, `about 1993`, `January 2012 (unsure)`."""
    words = _say_plain(value)
    if value.is_approximate:
        words = f"about {words}"
    return f"{words} (unsure)" if value.is_uncertain else words


def say_span(start: EdtfDate, end: EdtfDate | None, *, is_ongoing: bool = False) -> str:
    """Return a start and an end in words, leaving out what both share: `27 September – 10 November 2020`."""
    if is_ongoing:
        return f"since {say_date(start)}"
    if end is None or end.text == start.text:
        return say_date(start)
    first, last = say_date(start), say_date(end)
    if start.is_exact and end.is_exact and start.earliest.year == end.earliest.year:
        same_month = start.earliest.month == end.earliest.month
        first = str(start.earliest.day) if same_month else first.rsplit(" ", 1)[0]
        return f"{first}–{last}" if same_month else f"{first} – {last}"
    return f"{first} – {last}"


def _bounds(year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    if "X" in year:
        if month or day:
            raise ValueError("A year with X stands alone")
        low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
        _check_year(low or 1)
        return date(low or 1, 1, 1), date(high, 12, 31), "decade" if year.count("X") == 1 else "century"
    number = int(year)
    _check_year(number)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError("A day needs its month")
        return date(number, 1, 1), date(number, 12, 31), "year"
    if int(month) in SEASONS:
        return _season_bounds(number, int(month), day)
    if not 1 <= int(month) <= 12:
        raise ValueError("Months run 01-12")
    last = calendar.monthrange(number, int(month))[1]
    if day is None or day == "XX":
        return date(number, int(month), 1), date(number, int(month), last), "month"
    if not 1 <= int(day) <= last:
        raise ValueError(f"{MONTHS[int(month)]} {number} has days 01-{last}")
    exact = date(number, int(month), int(day))
    return exact, exact, "day"


def _season_bounds(year: int, season: int, day: str | None) -> tuple[date, date, Precision]:
    if day is not None:
        raise ValueError("A season (21-24) has no day")
    first, last = _SEASON_MONTHS[season]
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), "season"


def _check_year(year: int) -> None:
    if year < 1:
        raise ValueError("Years run 0001-9999")


def _advice(text: str) -> str:
    if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}", text, re.ASCII):
        return "Day and month can be told apart only as year-month-day: " + _EXAMPLES + "."
    if not text.isascii():
        return "Use the plain digits 0-9 and the plain hyphen: " + _EXAMPLES + "."
    return _EXAMPLES[0].upper() + _EXAMPLES[1:] + "; about: 1993~, unsure: 2012-01?, some year of a decade: 201X."


def _say_plain(value: EdtfDate) -> str:
    first = value.earliest
    match value.precision:
        case "day":
            return f"{first.day} {MONTHS[first.month]} {first.year}"
        case "month":
            return f"{MONTHS[first.month]} {first.year}"
        case "season":
            return f"{SEASONS[int(value.text[5:7])]} {first.year}"
        case "year":
            return str(first.year)
        case "decade":
            return f"{first.year}s"
        case "century":
            return f"the years {first.year}–{value.latest.year}"
