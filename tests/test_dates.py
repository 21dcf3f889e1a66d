"""Tests of EDTF dates: what may be written, the days it can mean, how it is said, and what a wrong date is told."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import DateError, parse_date, say_date, say_span
from timeline.wording import shown

WRITE = "write 1997-08-29, 1997-08 or 1997"
WRITE_ALL = "Write 1997-08-29, 1997-08 or 1997; about: 1993~, unsure: 2012-01?, some year of a decade: 201X."

READ = [
    ("1997-08-29", "1997-08-29", "1997-08-29", "day", "29 August 1997"),
    ("1997-08", "1997-08-01", "1997-08-31", "month", "August 1997"),
    ("1997-02", "1997-02-01", "1997-02-28", "month", "February 1997"),
    ("2000-02", "2000-02-01", "2000-02-29", "month", "February 2000"),
    ("1993", "1993-01-01", "1993-12-31", "year", "1993"),
    ("1993~", "1993-01-01", "1993-12-31", "year", "about 1993"),
    ("2012-01?", "2012-01-01", "2012-01-31", "month", "January 2012 (unsure)"),
    ("2012-01%", "2012-01-01", "2012-01-31", "month", "about January 2012 (unsure)"),
    ("1997-08-29~", "1997-08-29", "1997-08-29", "day", "about 29 August 1997"),
    ("201X", "2010-01-01", "2019-12-31", "decade", "2010s"),
    ("19XX", "1900-01-01", "1999-12-31", "century", "the years 1900–1999"),
    ("1993-XX", "1993-01-01", "1993-12-31", "year", "1993"),
    ("1993-XX-XX", "1993-01-01", "1993-12-31", "year", "1993"),
    ("1993-08-XX", "1993-08-01", "1993-08-31", "month", "August 1993"),
    ("1993-21", "1993-03-01", "1993-05-31", "season", "spring 1993"),
    ("1993-22", "1993-06-01", "1993-08-31", "season", "summer 1993"),
    ("1993-23", "1993-09-01", "1993-11-30", "season", "autumn 1993"),
    ("1993-24", "1993-12-01", "1993-12-31", "season", "winter 1993"),
    ("0001-01-01", "0001-01-01", "0001-01-01", "day", "1 January 1"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day", "31 December 9999"),
]

REFUSED = [
    ("1997-13-29", f"Months run 01-12; {WRITE}."),
    ("1997-00", f"Months run 01-12; {WRITE}."),
    ("1993-25", f"Months run 01-12; {WRITE}."),
    ("1997-02-29", f"February 1997 has days 01-28; {WRITE}."),
    ("2000-02-30", f"February 2000 has days 01-29; {WRITE}."),
    ("1997-08-00", f"August 1997 has days 01-31; {WRITE}."),
    ("1997-XX-05", f"A day needs its month; {WRITE}."),
    ("201X-05", f"A year with X stands alone; {WRITE}."),
    ("1997-21-03", f"A season (21-24) has no day; {WRITE}."),
    ("0000", f"Years run 0001-9999; {WRITE}."),
    ("0000-01-01", f"Years run 0001-9999; {WRITE}."),
    ("02/03/2004", f"Day and month can be told apart only as year-month-day: {WRITE}."),
    ("3.4.2004", f"Day and month can be told apart only as year-month-day: {WRITE}."),
    ("٢٠٠١-٠١-٠١", f"Use the plain digits 0-9 and the plain hyphen: {WRITE}."),
    ("1997\u201108\u201129", f"Use the plain digits 0-9 and the plain hyphen: {WRITE}."),
    ("-0044-03-15", WRITE_ALL),
    ("10000-01-01", WRITE_ALL),
    ("1997-8-29", WRITE_ALL),
    ("1997-08-29 ", WRITE_ALL),
    ("1997-08-29\n", WRITE_ALL),
    ("1917-11-02T10:00+02:00", WRITE_ALL),
    ("1917/1918", WRITE_ALL),
    ("c. 1917", WRITE_ALL),
    ("~1993", WRITE_ALL),
    ("1993?~", WRITE_ALL),
    ("August 1993", WRITE_ALL),
    ("now", WRITE_ALL),
    ("today", WRITE_ALL),
    ("NaT", WRITE_ALL),
    ("nan", WRITE_ALL),
    ("44562", WRITE_ALL),
    ("1e3", WRITE_ALL),
    ("..", WRITE_ALL),
    ("", WRITE_ALL),
]

SPANS = [
    ("1997-08-29", "", "29 August 1997"),
    ("1997-08-29", "1997-08-29", "29 August 1997"),
    ("1997-08-29", "1997-08-30", "29–30 August 1997"),
    ("2020-09-27", "2020-11-10", "27 September – 10 November 2020"),
    ("1988-02-20", "1994-05-12", "20 February 1988 – 12 May 1994"),
    ("1993-08", "1993-10", "August 1993 – October 1993"),
    ("1993~", "1995?", "about 1993 – 1995 (unsure)"),
]

YEARS = st.integers(1, 9999)
MONTHS = st.integers(1, 12)


@st.composite
def written_dates(draw: st.DrawFn) -> str:
    year, month = draw(YEARS), draw(MONTHS)
    day = draw(st.integers(1, calendar.monthrange(year, month)[1]))
    forms = [f"{year:04d}", f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}-{day:02d}", f"{year:04d}-XX", f"{year:04d}-{month:02d}-XX", f"{year:04d}-XX-XX"]
    forms += [f"{year:04d}"[:3] + "X", f"{year:04d}"[:2] + "XX", f"{year:04d}-{draw(st.integers(21, 24))}"]
    return draw(st.sampled_from(forms)) + draw(st.sampled_from(["", "?", "~", "%"]))


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "words"), READ)
def test_a_date_means_these_days_and_is_said_so(text: str, earliest: str, latest: str, precision: str, words: str) -> None:
    value = parse_date(text)
    found = (value.text, value.earliest.isoformat(), value.latest.isoformat(), value.precision, say_date(value))
    assert found == (text, earliest, latest, precision, words)


@pytest.mark.parametrize(("text", "advice"), REFUSED)
def test_a_wrong_date_is_told_the_rule_and_a_right_form(text: str, advice: str) -> None:
    with pytest.raises(DateError) as error:
        parse_date(text)
    assert str(error.value) == f'"{shown(text)}" is not a date (EDTF level 1). {advice}'


@pytest.mark.parametrize(("sign", "is_uncertain", "is_approximate"), [("", False, False), ("?", True, False), ("~", False, True), ("%", True, True)])
def test_the_sign_behind_a_date_says_how_sure_it_is(sign: str, is_uncertain: bool, is_approximate: bool) -> None:
    value = parse_date("2012-01" + sign)
    assert (value.is_uncertain, value.is_approximate) == (is_uncertain, is_approximate)


@pytest.mark.parametrize(("text", "is_exact"), [("1997-08-29", True), ("1997-08-29?", False), ("1997-08-29~", False), ("1997-08", False)])
def test_only_a_plain_day_is_exact(text: str, is_exact: bool) -> None:
    assert parse_date(text).is_exact is is_exact


@pytest.mark.parametrize(("start", "end", "words"), SPANS)
def test_a_span_leaves_out_what_both_ends_share(start: str, end: str, words: str) -> None:
    assert say_span(parse_date(start), parse_date(end) if end else None) == words


def test_what_goes_on_is_said_with_its_beginning() -> None:
    assert say_span(parse_date("1992-04"), None, is_ongoing=True) == "since April 1992"


@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_of_the_calendar_is_read_as_itself(day: date) -> None:
    value = parse_date(day.isoformat())
    assert (value.earliest, value.latest, value.precision) == (day, day, "day")


@given(written_dates())
def test_a_date_keeps_its_text_and_its_days_are_in_order(text: str) -> None:
    value = parse_date(text)
    assert value.text == text
    assert value.earliest <= value.latest
    assert (value.precision == "day") == (value.earliest == value.latest)


@given(written_dates())
def test_the_words_of_a_date_never_claim_more_than_it_says(text: str) -> None:
    value = parse_date(text)
    words = say_date(value)
    assert words.startswith("about ") == value.is_approximate
    assert words.endswith("(unsure)") == value.is_uncertain
    assert any(name in words for name in calendar.month_name[1:]) == (value.precision in ("day", "month"))


@given(st.text() | st.text("0123456789X-?~%./ "))
def test_any_other_text_is_refused_with_one_kind_of_error(text: str) -> None:
    try:
        told = parse_date(text).text
    except DateError as error:
        told = str(error)
    assert told == text or told.startswith(f'"{shown(text)}" is not a date (EDTF level 1). ')


@given(written_dates())
def test_the_library_edtf_finds_the_same_days(text: str) -> None:
    # The library takes no sign behind a season, and begins the first decade with the year 0, which ours does not have.
    if (len(text) == 8 and text[4] == "-" and text[5] == "2") or text.startswith(("000X", "00XX")):
        return
    expected, value = parse_edtf(text), parse_date(text)
    assert tuple(expected.lower_strict())[:3] == value.earliest.timetuple()[:3]
    assert tuple(expected.upper_strict())[:3] == value.latest.timetuple()[:3]


@given(written_dates())
def test_the_library_edtf_finds_the_same_doubts(text: str) -> None:
    if len(text) == 8 and text[4] == "-" and text[5] == "2":
        return
    expected, value = parse_edtf(text), parse_date(text)
    both = bool(getattr(expected, "is_uncertain_and_approximate", False))
    assert value.is_uncertain == (bool(expected.is_uncertain) or both)
    assert value.is_approximate == (bool(expected.is_approximate) or both)


@given(YEARS, st.integers(0, 24), st.integers(0, 40))
def test_the_library_edtf_refuses_the_same_days(year: int, month: int, day: int) -> None:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    if (month, day) == (2, 29):
        # The library takes 1900 for a leap year; the calendar of Python is the test for that day above.
        return
    try:
        parse_edtf(text)
    except EDTFParseException:
        with pytest.raises(DateError):
            parse_date(text)
    else:
        parse_date(text)
