"""Tests of references: every format, found by being there, gives back what it was given, hostile text too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from tests.exports.citations import READERS, read_bibtex, read_csl, read_ris, set_by_latex
from tests.exports.views import BASE, HOSTILE, hostile, view
from timeline.exports.bibliographies import BIBLIOGRAPHIES, bibtex, csl_json, latex, plain_text, ris
from timeline.exports.references import Reference, source_references, view_reference
from timeline.exports.safety import one_line
from timeline.filters import Filters
from timeline.repository import Dataset

every_form = pytest.mark.parametrize("code", BIBLIOGRAPHIES)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])).map(one_line)
REFERENCES = st.lists(
    st.builds(
        Reference, key=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True), kind=st.sampled_from(["dataset", "article", "report", "reference", "page"]),
        title=TEXTS.filter(bool), author=TEXTS, publisher=TEXTS, published=st.sampled_from(["", "2012", "2012-02", "2012-02-26", "2012~", "201X", "2012-21", "2012-02?"]),
        url=st.just("https://example.org/a_b?c=%20&d=1#e"), accessed=st.just("2026-11-24"), version=TEXTS, licence=TEXTS, language=st.sampled_from(["", "en", "he"]),
    ),
    max_size=3,
)  # fmt: skip
DATES = [
    # EDTF, BibTeX, RIS, CSL
    ("2012-02-26", {"year": "2012", "month": "feb", "day": "26"}, ("2012", "2012/02/26/"), {"date-parts": [[2012, 2, 26]]}),
    ("2012-02", {"year": "2012", "month": "feb"}, ("2012", "2012/02//"), {"date-parts": [[2012, 2]]}),
    ("2012", {"year": "2012"}, ("2012", "2012///"), {"date-parts": [[2012]]}),
    ("2012~", {"year": "2012", "note": "Published about 2012"}, ("2012", "2012///"), {"date-parts": [[2012]], "circa": True}),
    ("2012-23", {"year": "2012", "note": "Published autumn 2012"}, ("2012", "2012///"), {"date-parts": [[2012]], "season": 3}),
    ("201X", {"note": "Published 2010s"}, ("2010", None), {"literal": "2010s"}),
    ("", {}, (None, None), None),
]


def an_article(**more: str) -> Reference:
    return Reference(**({"key": "x", "kind": "article", "title": "T", "url": "https://example.org/", "accessed": "2026-11-24"} | more))  # type: ignore[arg-type]


@every_form
def test_a_format_has_a_reader_among_the_tests(code: str) -> None:
    assert code in READERS, f"{code}: write a reader in tests/exports/citations.py"


@every_form
@given(references=REFERENCES)
def test_what_is_written_is_read_again(code: str, references: list[Reference]) -> None:
    if code == "text":
        assert len(plain_text(references).splitlines()) == len(references)
        return
    found = READERS[code](BIBLIOGRAPHIES[code].write(references)) if references or code != "ris" else []
    assert [(entry["key"], entry["title"], entry["url"], entry.get("author", "")) for entry in found] == [(one.key, one.title, one.url, one.author) for one in references]


@given(st.text())
def test_latex_prints_the_text_and_does_nothing(text: str) -> None:
    assert set_by_latex(latex(text)) == text


@every_form
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_of_the_data_is_only_text(folder: Path, code: str, text: str) -> None:
    shown = view(hostile(tiny.dataset(folder), text))
    references = source_references(shown)
    found = READERS[code](BIBLIOGRAPHIES[code].write(references))
    assert [entry["url"] for entry in found] == ["https://example.org/ministry", "https://example.org/wire?id=1"]
    if code != "text":
        assert {entry["title"] for entry in found} == {one_line(text)}
    assert len(READERS[code](BIBLIOGRAPHIES[code].write([view_reference(shown)]))) == 1


@every_form
def test_the_sources_of_every_view_can_be_had(dataset: Dataset, code: str) -> None:
    shown = view(dataset, Filters(dyad=("AZE", "ISR")))
    found = READERS[code](BIBLIOGRAPHIES[code].write(source_references(shown)))
    assert sorted(entry["url"] for entry in found) == sorted(shown.sources["url"])


def test_a_view_is_cited_with_version_day_and_lasting_link(folder: Path) -> None:
    shown = view(tiny.dataset(folder), Filters(category=("visit",)))
    assert plain_text([view_reference(shown)]) == (
        f"Tiny timeline: 1 visit event. Data set, version {shown.dataset.label}. CC BY 4.0. {BASE}?category=visit (accessed 24 November 2026)\n"
    )


def test_the_day_of_the_version_stands_in_the_citation(dataset: Dataset) -> None:
    assert f"version {dataset.label}, {date.fromisoformat(dataset.releases[dataset.version]):%-d %B %Y}." in plain_text([view_reference(view(dataset))])


def test_two_views_have_two_keys(folder: Path) -> None:
    data = tiny.dataset(folder)
    assert view_reference(view(data)).key != view_reference(view(data, Filters(category=("visit",)))).key


def test_a_source_is_cited_with_all_that_is_known(folder: Path) -> None:
    tiny.change(folder, "sources", "wire-1992", author="Jane Doe", archive_url="https://archive.example/1", language="he")
    (wire,) = [reference for reference in source_references(view(tiny.dataset(folder))) if reference.key == "wire-1992"]
    assert plain_text([wire]) == ("Jane Doe. “Ties begin”. Wire, 1 March 2010. https://example.org/wire?id=1 (accessed 1 January 2026; archived at https://archive.example/1)\n")
    (entry,) = read_bibtex(bibtex([wire]))
    assert (entry["author"], entry["language"], entry["note"]) == ("Jane Doe", "Hebrew", "Archived at https://archive.example/1")
    assert bibtex([wire]) == (
        "@misc{wire-1992,\n  author = {{Jane Doe}},\n  title = {{Ties begin}},\n  howpublished = {{Wire}},\n  year = {2010},\n  month = mar,\n  day = {1},\n"
        "  note = {Archived at https://archive.example/1},\n  language = {Hebrew},\n  url = {https://example.org/wire?id=1},\n  urldate = {2026-01-01},\n}\n"
    )


def test_sources_stand_in_order_of_author_or_publisher(folder: Path) -> None:
    tiny.change(folder, "sources", "wire-1992", author="Abel")
    assert [reference.key for reference in source_references(view(tiny.dataset(folder)))] == ["wire-1992", "ministry-2010"]


@pytest.mark.parametrize(("published", "fields", "tags", "issued"), DATES)
def test_a_date_is_no_more_precise_than_it_is_known(published: str, fields: dict[str, str], tags: tuple[str | None, str | None], issued: object) -> None:
    reference = an_article(published=published)
    (entry,) = read_bibtex(bibtex([reference]))
    assert {name: entry[name] for name in ("year", "month", "day", "note") if name in entry} == fields
    (record,) = read_ris(ris([reference]))
    assert (record.get("PY"), record.get("DA")) == tags
    (item,) = read_csl(csl_json([reference]))
    assert item.get("issued") == issued


@pytest.mark.parametrize(("kind", "ris_type", "csl_type"), [("dataset", "DATA", "dataset"), ("article", "NEWS", "article-newspaper"), ("page", "ELEC", "webpage")])
def test_a_manager_is_told_what_kind_of_thing_it_is(kind: str, ris_type: str, csl_type: str) -> None:
    assert read_ris(ris([an_article(kind=kind)]))[0]["TY"] == ris_type
    assert read_csl(csl_json([an_article(kind=kind)]))[0]["type"] == csl_type


def test_an_address_with_braces_keeps_the_entry_whole() -> None:
    (entry,) = read_bibtex(bibtex([an_article(url="https://example.org/{a}\\b")]))
    assert entry["url"] == "https://example.org/%7Ba%7D%5Cb"
