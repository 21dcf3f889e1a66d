"""How a view is described wherever it goes: source line, citation, address."""

from __future__ import annotations

from urllib.parse import urlencode

from timeline.filters import Filters
from timeline.repository import Dataset

HOME = "timeline"


def source_line(dataset: Dataset) -> str:
    """Return the line under every chart: data, version, horizon, licence."""
    seen = f", seen up to {dataset.horizon}" if dataset.horizon else ""
    return f"Data: {dataset.title}, version {dataset.label}{seen}. {dataset.licence}. Each mark is one click from its sources."


def cite_view(dataset: Dataset, sentence: str) -> str:
    """Return the citation of a view in plain text, without its link."""
    return f"{dataset.title}, version {dataset.label}: {sentence}. {dataset.licence}."


def cite_event(dataset: Dataset, title: str, when: str) -> str:
    """Return the citation of one event in plain text, without its link."""
    return f"“{title}” ({when}), in: {dataset.title}, version {dataset.label}, {dataset.licence}."


def view_link(page: str, filters: Filters, base: str = "") -> str:
    """Return the address of a view below `base`; without one it is relative: `map?actors=ISR`, `./?actors=ISR` for the first page."""
    query = urlencode(filters.to_query(), doseq=True)
    path = base or "./" if page == HOME else f"{base}{page}"
    return f"{path}?{query}" if query else path


def event_link(event_id: str, base: str = "") -> str:
    """Return the lasting address of an event: the first page with its card open."""
    return view_link(HOME, Filters(event=event_id), base)
