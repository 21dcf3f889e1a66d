"""The place on each page where its view can be cited."""

from __future__ import annotations

from timeline.exports.bibliographies import BIBLIOGRAPHIES
from timeline.exports.citation import view_link
from timeline.filters import Filters
from timeline.ui import words
from timeline.ui.components import mount


def cite_place(page: str, filters: Filters) -> None:
    """Draw what opens to the citation of this view, in every format, with its sources as a bibliography."""
    forms = [[form.code, form.label, *(f"cite/{what}/{view_link(f'{page}.{form.code}', filters)}" for what in ("view", "sources"))] for form in BIBLIOGRAPHIES.values()]
    mount("cite", {"forms": forms, "words": words.CITE})
