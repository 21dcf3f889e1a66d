"""How a view is described wherever it goes: source line, citation, file name."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from timeline.filters import Filters
from timeline.frames import fold
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


def view_link(page: str, filters: Filters) -> str:
    """Return the address of a view, relative to the dashboard: `map?actors=ISR`, `./?actors=ISR` for the first page."""
    query = urlencode(filters.to_query(), doseq=True)
    path = "./" if page == HOME else page
    return f"{path}?{query}" if query else path


def file_name(text: str) -> str:
    """Return a name of at most 60 small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:60].strip("-") or "events"
