"""A view in words: what every page, chart and export says that it shows."""

from __future__ import annotations

from collections.abc import Mapping

from timeline import vocabulary
from timeline.filters import Filters


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
        parts.append(f"that mention “{filters.search}”")
    sentence = " ".join(parts)
    if filters.years:
        first_year, last_year = filters.years
        sentence += f", {first_year}" if first_year == last_year else f", {first_year}–{last_year}"
    if filters.status:
        sentence += ", " + " or ".join(filters.status)
    if filters.importance:
        labels = {term.code: term.label.lower() for term in vocabulary.IMPORTANCES}
        sentence += ", " + " or ".join(labels[code] for code in filters.importance) + " only"
    return sentence


def _kinds(filters: Filters) -> str:
    words = [vocabulary.TYPE_LABELS[code].lower() for code in filters.type] or list(filters.category)
    if len(words) > 3:
        return f"{', '.join(words[:2])} and {len(words) - 2} other kinds of"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
