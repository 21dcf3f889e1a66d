"""The place on each page where its view is taken away as a brief."""

from __future__ import annotations

from urllib.parse import urlencode

from timeline.exports.dossier import CHARTS
from timeline.filters import Filters
from timeline.ui import words
from timeline.ui.components import mount

_FORMS = (("a4", "PDF, A4", "dossier.pdf", ()), ("letter", "PDF, Letter", "dossier.pdf", (("paper", "letter"),)), ("html", "HTML", "dossier.html", ()))


def dossier_place(filters: Filters) -> None:
    """Draw what makes the dossier of this view, in each form, with a bar that tells how far it is."""
    query = filters.without("event").to_query()
    forms = [[code, label, f"{file}?{urlencode([*query.items(), *more], doseq=True)}".rstrip("?")] for code, label, file, more in _FORMS]
    charts = [[name, words.DOSSIER_CHARTS[name]] for name in CHARTS]
    mount("dossier", {"forms": forms, "charts": charts, "query": urlencode(query, doseq=True), "words": words.DOSSIER})
