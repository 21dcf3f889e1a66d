"""The filter panel: options with live counts, made from queries and vocabularies."""

from __future__ import annotations

from typing import Any

from timeline import vocabulary
from timeline.figures import style
from timeline.filters import Filters
from timeline.queries import chronology, selection
from timeline.repository import Dataset
from timeline.ui import words
from timeline.ui.components import mount


def filter_panel(dataset: Dataset, filters: Filters) -> None:
    """Draw the filters; what a reader changes goes into the address."""
    counts = selection.facet_counts(dataset, filters)
    names = chronology.actor_names(dataset)
    pairs = selection.dyad_counts(dataset, filters)
    total = len(selection.select(dataset, filters))
    data = {
        "query": filters.restrictions.to_query(),
        "is_plain": filters.is_plain,
        "words": words.PANEL | {"count": f"{total:,} of {len(dataset['events']):,}"},
        "year_bounds": selection.year_bounds(dataset),
        "dyads": _dyads(filters, pairs, names),
        "directions": _directions(filters, names),
        "facets": _facets(counts, names, filters),
    }
    mount("panel", data, "query")


def _dyads(filters: Filters, pairs: list[tuple[str, str, int]], names: dict[str, str]) -> list[list[str]]:
    options = [[f"{a}-{b}", f"{names.get(a, a)} – {names.get(b, b)} ({count})"] for a, b, count in pairs[:60]]
    chosen = "-".join(filters.dyad)
    if chosen and all(value != chosen for value, _ in options):
        options.insert(0, [chosen, " – ".join(names.get(code, code) for code in filters.dyad)])
    return options


def _directions(filters: Filters, names: dict[str, str]) -> list[list[str]]:
    if not filters.dyad:
        return []
    first, second = (names.get(code, code) for code in filters.dyad)
    return [["both", "either direction"], ["forward", f"{first} → {second}"], ["back", f"{second} → {first}"]]


def _facets(counts: dict[str, dict[str, int]], names: dict[str, str], filters: Filters) -> list[dict[str, Any]]:
    actors = sorted(counts["actors"].items(), key=lambda item: (-item[1], item[0]))
    chosen = set(filters.category)
    types = [term for term in vocabulary.EVENT_TYPES if not chosen or term.category in chosen]
    return [
        _facet("category", [_option(term.code, term.label, counts["category"], term.definition) | _look(term.code) for term in vocabulary.CATEGORIES], is_open=True),
        _facet("actors", [_option(code, names.get(code, code), counts["actors"]) | {"is_rare": True} for code, _ in actors], is_open=True) | {"match": words.MATCH},
        _facet("type", [_option(term.code, term.label, counts["type"], term.definition) | {"is_rare": True} for term in types]),
        _facet(
            "status",
            [
                _option(term.code, term.label, counts["status"], term.definition) | {"symbol": "circle", "colour": style.OTHER_COUNTRY, "status": term.code}
                for term in vocabulary.STATUSES
            ],
        ),
        _facet("importance", [_option(term.code, term.label, counts["importance"], term.definition) for term in vocabulary.IMPORTANCES]),
    ]


def _facet(field: str, options: list[dict[str, Any]], *, is_open: bool = False) -> dict[str, Any]:
    return {"field": field, "label": words.FACETS[field], "options": options, "is_open": is_open}


def _option(code: str, label: str, counts: dict[str, int], definition: str = "") -> dict[str, Any]:
    return {"code": code, "label": label, "count": counts.get(code, 0), "help": definition}


def _look(category: str) -> dict[str, str]:
    return {"symbol": style.CATEGORY_SYMBOLS[category], "colour": style.CATEGORY_COLOURS[category]}
