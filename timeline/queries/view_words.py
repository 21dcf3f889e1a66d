"""A view in words: what every page, chart and export says that it shows."""

from __future__ import annotations

from collections.abc import Mapping

from timeline import vocabulary
from timeline.filters import FIRST_YEAR, LAST_YEAR, Filters


def say_view(filters: Filters, count: int, names: Mapping[str, str]) -> str:
    """Return the view in a sentence: `62 visits and arms events between Azerbaijan and Israel, 1997-2016`."""
    kinds = _kinds(filters)
    noun = f"{kinds} event" if kinds else "event"
    parts = [f"{count:,} {noun}{'' if count == 1 else 's'}"]
    if filters.dyad:
        first, second = (names.get(code, code) for code in filters.dyad)
        link = {"both": f"between {first} and {second}", "forward": f"from {first} to {second}", "back": f"from {second} to {first}"}
        parts.append(link[filters.direction])
    if filters.actors:
        joined = (" and " if filters.match == "all" else " or ").join(names.get(code, code) for code in filters.actors)
        parts.append(f"with {joined}")
    if filters.search:
        parts.append(f"that mention{'s' if count == 1 else ''} “{filters.search}”")
    sentence = " ".join(parts)
    if filters.years:
        sentence += f", {say_years(*filters.years)}"
    if filters.status:
        sentence += ", " + " or ".join(filters.status)
    if filters.importance:
        labels = {term.code: term.label.lower() for term in vocabulary.IMPORTANCES}
        sentence += ", " + " or ".join(labels[code] for code in filters.importance) + " only"
    return sentence


def say_years(first: int, last: int) -> str:
    """Return a span of years in words: `1993–2010`, `since 1993` or `up to 2010` where it is open, `1993` for one year."""
    if first == last:
        return str(first)
    if last == LAST_YEAR:
        return "all years" if first == FIRST_YEAR else f"since {first}"
    return f"up to {last}" if first == FIRST_YEAR else f"{first}–{last}"


def _kinds(filters: Filters) -> str:
    words = [vocabulary.TYPE_LABELS[code].lower() for code in filters.type] or list(filters.category)
    if len(words) > 3:
        return f"{', '.join(words[:2])} and {len(words) - 2} other kinds of"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
