"""What every format of tables keeps, found by being there: the rows are those on screen, no text does anything, each file says what it is."""

from __future__ import annotations

import re
import time
from dataclasses import fields
from functools import cache
from itertools import product

import pytest

from tests import tiny
from tests.exports.readers import READERS, Read
from tests.exports.views import FILTERS, FORMULAS, HOSTILE, TURNING, hostile, view, with_cells
from timeline.exports.formats import FORMATS, Format
from timeline.exports.safety import FORMULA_STARTS, clean, link
from timeline.filters import DRAWN_ONLY, Filters
from timeline.repository import Dataset

every_format = pytest.mark.parametrize("code", FORMATS)
every_file = pytest.mark.parametrize(("code", "shown"), list(product(FORMATS, FILTERS)))
BAD_LINKS = [
    "javascript:alert(1)",
    "JaVa\tScRiPt:alert(1)",
    "\x01javascript:x",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://x/y",
    "//host/x",
    "https://user:pw@host/",
    "https://a\\@evil/",
]


@cache
def written(dataset: Dataset, code: str, shown: str) -> bytes:
    return FORMATS[code].write(view(dataset, FILTERS[shown]))


def read(code: str, content: bytes) -> Read:
    return READERS[code][0](content)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Five events, one of them not placed, one with competing accounts."""
    return tiny.dataset(tiny.make(tmp_path_factory.mktemp("small") / "data"))


def test_every_filter_stands_in_a_view_that_is_tested() -> None:
    assert {field.name for field in fields(Filters)} - set(DRAWN_ONLY) <= {part for view in FILTERS.values() for part in view.to_query()}


@every_format
def test_a_format_has_a_reader_among_the_tests(code: str) -> None:
    assert code in READERS, f"{code}: write a reader in tests/exports/readers.py, so that what is downloaded can be compared with what is shown"


@every_format
def test_a_format_is_described(code: str) -> None:
    form = FORMATS[code]
    assert isinstance(form, Format)
    assert (form.code, bool(form.label), bool(form.hint)) == (code, True, True)
    assert re.fullmatch(r"[a-z0-9]{2,12}", code)
    assert re.fullmatch(r"[a-z0-9]{2,8}", form.suffix)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?", form.media)


@every_file
def test_what_is_downloaded_is_what_is_shown(dataset: Dataset, code: str, shown: str) -> None:
    events = READERS[code][1](view(dataset, FILTERS[shown]).events)
    found = read(code, written(dataset, code, shown)).titles
    assert list(found) == events["event_id"].tolist()
    assert list(found.values()) == events["title"].tolist()


@every_format
def test_a_file_says_what_it_is(small: Dataset, code: str) -> None:
    shown = view(small, FILTERS["two kinds"])
    said = "\n".join(read(code, FORMATS[code].write(shown)).texts)
    for fact in (shown.sentence, shown.link, small.version, small.digest[:8], small.licence):
        assert fact in said, f"{code} does not say {fact!r}"


@every_format
def test_an_empty_file_says_what_it_is_too(small: Dataset, code: str) -> None:
    content = FORMATS[code].write(view(small, FILTERS["nothing"]))
    assert read(code, content).titles == {}


def test_a_file_depends_on_the_view_and_its_day_not_on_the_moment(small: Dataset) -> None:
    first = {code: FORMATS[code].write(view(small)) for code in FORMATS}
    time.sleep(2.1)  # archives count in steps of two seconds
    assert [code for code in FORMATS if FORMATS[code].write(view(small)) != first[code]] == []


@every_format
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_through_as_text(small: Dataset, code: str, text: str) -> None:
    spoilt = hostile(small, text)
    found = read(code, FORMATS[code].write(view(spoilt)))
    events = READERS[code][1](spoilt["events"])
    assert list(found.titles) == events["event_id"].tolist(), "text of one event made or unmade another"
    assert {" ".join(title.split()) for title in found.titles.values()} == {" ".join(clean(text).split())}


@every_format
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_turns_the_direction_of_reading_or_controls_anything(small: Dataset, code: str, text: str) -> None:
    for said in read(code, FORMATS[code].write(view(hostile(small, text)))).texts:
        assert not set(said) & set(TURNING)
        assert clean(said) == said


@every_format
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_a_formula(small: Dataset, code: str, text: str) -> None:
    for cell in read(code, FORMATS[code].write(view(hostile(small, text)))).cells:
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
        assert is_number or not cell.lstrip("\u00a0\u200b\u200c\u200d\ufeff ").startswith(tuple(set(FORMULA_STARTS) - {"'"})), cell


@every_format
def test_nothing_closes_a_script_into_which_a_file_is_pasted(small: Dataset, code: str) -> None:
    if "json" in FORMATS[code].media:
        content = FORMATS[code].write(view(hostile(small, "</script>\u2028\u2029<!--"))).decode()
        assert not re.search("[<\u2028\u2029]", content)


@every_format
@pytest.mark.parametrize("url", BAD_LINKS)
def test_only_web_addresses_are_links(small: Dataset, code: str, url: str) -> None:
    found = read(code, FORMATS[code].write(view(with_cells(small, "sources", url=url, archive_url=url))))
    assert all(link(address) for address in found.links), found.links
    assert not any(url in text for text in found.texts)


@every_format
def test_the_notes_of_maintainers_stay_at_home(small: Dataset, code: str) -> None:
    spoilt = with_cells(with_cells(small, "events", note="zebra"), "sources", note="zebra")
    assert not any("zebra" in text for text in read(code, FORMATS[code].write(view(spoilt))).texts)
