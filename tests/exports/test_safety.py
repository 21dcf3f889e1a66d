"""Tests of the one place that makes text harmless."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.readers import unguarded
from tests.exports.views import FORMULAS, TURNING
from timeline.exports.safety import BLANKS, FORMULA_STARTS, as_json, clean, file_name, link, markup, one_line, spreadsheet_cell, straight_json

HARMLESS = ["Netanyahu in Baku", "1997-08-29", "a=b", "A+B", "", "x@y.org", "100%", "007"]
NAMES = [
    ("62 visit events between Azerbaijan and Israel, 1993–2010", "62-visit-events-between-azerbaijan-and-israel-1993-2010"),
    ('../../a"\r\nX: 1', "a-x-1"),
    ("Əliyev İlham", "eliyev-ilham"),
    ("Баку", "events"),
    ("", "events"),
    ("x" * 100, "x" * 60),
    ("x" * 59 + " y", "x" * 59),
]
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@pytest.mark.parametrize("value", [*FORMULAS, "\r=1"])
def test_what_a_spreadsheet_would_take_for_a_formula_is_guarded(value: str) -> None:
    assert spreadsheet_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", [*HARMLESS, -33.5, 4, 0.0])
def test_numbers_dates_and_plain_words_stay_as_they_are(value: object) -> None:
    assert spreadsheet_cell(value) == value


@given(st.text())
def test_the_guard_can_be_taken_off_again(value: str) -> None:
    assert unguarded(str(spreadsheet_cell(value))) == value


@given(st.text("=+-@\t\r\n|%'＝＋－＠ \u00a0\u200b\ufeffab1"))
def test_no_guarded_cell_begins_a_formula(value: str) -> None:
    assert not str(spreadsheet_cell(value)).lstrip(BLANKS).startswith(tuple(set(FORMULA_STARTS) - {"'"}))


@given(st.text())
def test_clean_text_stays_clean_and_loses_no_letter(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {*TURNING, "\r", "\x00", "\x1b", "\x9b"}
    assert [character for character in text if character.isalnum()] == [character for character in once if character.isalnum()]


def test_half_a_character_is_left_out() -> None:
    assert clean("a\ud800b") == "ab"


def test_marks_that_names_of_right_to_left_languages_need_are_kept() -> None:
    assert clean("می\u200cخواهم \u200fא") == "می\u200cخواهم \u200fא"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.text())
def test_markup_says_the_text_and_opens_nothing(text: str) -> None:
    said = markup(text)
    assert not re.search("[<>\"']", said)
    assert unescape(said) == clean(text) or "&" in text


@given(VALUES)
def test_json_says_the_value_and_leaves_no_script(value: object) -> None:
    text = as_json(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\u2028\u2029]", text)


def test_json_knows_no_infinity() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json(float("nan"))


@given(st.text())
def test_json_of_others_keeps_all_but_what_turns_the_direction(text: str) -> None:
    assert json.loads(straight_json(json.dumps(text))) == "".join(character for character in text if character not in TURNING)


def test_an_escape_that_is_written_out_stays() -> None:
    assert json.loads(straight_json(json.dumps("\\u202e \u202e \\\u202e"))) == "\\u202e  \\"


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_file_name_is_made_of_small_letters_digits_and_hyphens(text: str, name: str) -> None:
    assert file_name(text) == name


@given(st.text())
def test_every_file_name_is_harmless(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", file_name(text))


@pytest.mark.parametrize("url", ["https://example.org/a?b=1&c=2", "http://example.org", "https://xn--bcher-kva.example/x"])
def test_a_web_address_is_a_link(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize("url", ["javascript:x", "data:x", "//host", "https://user:pw@host", "", "mailto:a@b", "https://a b"])
def test_nothing_else_is_a_link(url: str) -> None:
    assert link(url) == ""
