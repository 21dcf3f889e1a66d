"""What is cited, apart from how: a view of the data, or a page or document that it rests on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from timeline.exports.safety import clean, file_name, link, one_line
from timeline.exports.view import View
from timeline.frames import fold
from timeline.schema import LANGUAGES

Kind = Literal["dataset", "article", "report", "reference", "page"]

_KINDS: dict[str, Kind] = {
    "wire": "article", "national_press": "article", "foreign_press": "article", "ngo": "report", "academic": "report",
    "dataset": "dataset", "reference": "reference",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing to cite. Texts are on one line; dates are EDTF, `accessed` an exact day; what is unknown is empty."""

    key: str
    kind: Kind
    title: str
    author: str = ""
    publisher: str = ""
    published: str = ""
    version: str = ""
    licence: str = ""
    language: str = ""
    url: str = ""
    archive_url: str = ""
    accessed: str = ""


def view_reference(view: View) -> Reference:
    """Return the view as something to cite: the data with its version, the view in a sentence, its link, the day it was seen."""
    data = view.dataset
    return Reference(
        key=f"{file_name(data.title)}-{hashlib.sha256(f'{data.label} {view.link}'.encode()).hexdigest()[:6]}",
        kind="dataset",
        title=one_line(f"{data.title}: {view.sentence}"),
        published=data.releases.get(data.version, ""),
        version=clean(data.label),
        licence=one_line(data.licence),
        language="en",
        url=view.link,
        accessed=view.today.isoformat(),
    )


def source_references(view: View) -> list[Reference]:
    """Return the sources of the view, its competing accounts' too, in order of author or publisher, then of day."""
    found = [_source(row) for row in view.sources.to_dict("records")]
    return sorted(found, key=lambda reference: (fold(reference.author or reference.publisher), reference.published, reference.key))


def _source(row: dict[str, Any]) -> Reference:
    return Reference(
        key=row["source_id"],
        kind=_KINDS.get(row["type"], "page"),
        title=one_line(row["title"]),
        author=one_line(row["author"]),
        publisher=one_line(row["publisher"]),
        published=row["published"],
        language=row["language"] if row["language"] in LANGUAGES else "",
        url=link(row["url"]),
        archive_url=link(row["archive_url"]),
        accessed=row["accessed"],
    )
