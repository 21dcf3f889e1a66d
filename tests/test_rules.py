"""Tests of the rules for one cell: for each a value that breaks it, with its exact message, and values that may pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import vocabulary
from timeline.rules import cell_problems, safe_url, split_list
from timeline.schema import TABLE_BY_NAME, TABLES, Column

OFFICES = ", ".join(term.code for term in vocabulary.OFFICES)
CATEGORIES = ", ".join(term.code for term in vocabulary.CATEGORIES)
PLOVER = ", ".join(code for code in vocabulary.PLOVER_SCORES if ":" not in code)
EMPTY_PART = 'two ";" stand together, or one at an end. Remove it.'
NO_ADDRESS = "is not an http or https address."
ADDRESS = f"{NO_ADDRESS} Write https://host/path without user name or blanks."

EXAMPLES: list[tuple[str, str, str, list[str]]] = [
    ("required", "events.event_id", "", ["the cell is empty. Stable for ever; begins with the year. Example: 1997-netanyahu-baku."]),
    ("required", "events.summary", "", ["the cell is empty. One to three sentences, own words; says who says so where it is a claim. Example: see CODEBOOK.md."]),
    ("required", "events.source_ids", "", ["the cell is empty. Best first. Example: see CODEBOOK.md."]),
    ("repeated", "events.actors", "AZE;ISR;AZE", ['"AZE;ISR;AZE" names something twice. Name it once.']),
    ("empty-part", "events.actors", "AZE;;ISR", [EMPTY_PART]),
    ("empty-part", "events.actors", "AZE;", [EMPTY_PART]),
    ("bad-id", "events.event_id", "../../x", ['"../../x" is not an id. Use letters, digits, "-", "." and "_", at most 80.']),
    ("bad-id", "events.event_id", "a b", ['"a b" is not an id. Use letters, digits, "-", "." and "_", at most 80.']),
    ("bad-id", "events.event_id", "<b>", ['"<b>" is not an id. Use letters, digits, "-", "." and "_", at most 80.']),
    ("bad-id", "events.event_id", "İd", ['"İd" is not an id. Use letters, digits, "-", "." and "_", at most 80.']),
    ("bad-id", "events.event_id", "x" * 81, [f'"{"x" * 80}…" is not an id. Use letters, digits, "-", "." and "_", at most 80.']),
    ("bad-id", "actors.code", "x" * 13, ['"xxxxxxxxxxxxx" is not a code. Use 2 to 12 capitals, digits and "_", a capital first.']),
    ("too-long", "events.title", "x" * 91, [f'"{"x" * 80}…" has 91 characters; at most 90. Shorten it.']),
    ("too-long", "events.label", "x" * 37, [f'"{"x" * 37}" has 37 characters; at most 36. Shorten it.']),
    ("bad-date", "events.start", "1997-13-29", ['"1997-13-29" is not a date (EDTF level 1). Months run 01-12; write 1997-08-29, 1997-08 or 1997.']),
    (
        "bad-date",
        "events.start",
        "..",
        ['".." is not a date (EDTF level 1). Write 1997-08-29, 1997-08 or 1997; about: 1993~, unsure: 2012-01?, some year of a decade: 201X.'],
    ),
    ("bad-date", "people.offices", "president 1990/1991-13", ['"1991-13" is not a date (EDTF level 1). Months run 01-12; write 1997-08-29, 1997-08 or 1997.']),
    ("unknown-term", "events.category", "Visit", ['"Visit" is not a category. Is it visit?']),
    ("unknown-term", "events.type", "delivry", ['"delivry" is not a type. Is it delivery?']),
    ("unknown-term", "events.category", "zzz", [f'"zzz" is not a category. It is one of: {CATEGORIES}.']),
    ("unknown-term", "events.status", "<script>", ['"<script>" is not a status. It is one of: confirmed, reported, denied, planned, cancelled.']),
    ("unknown-term", "events.plover", "TALK", [f'"TALK" is not a PLOVER event. It is one of: {PLOVER}, with a mode after ":" if any.']),
    ("bad-number", "events.value_usd_m", "1,600", ['"1,600" is not a number. Write digits with a point, such as 1600 or 4.85.']),
    ("bad-number", "events.value_usd_m", "1e999", ['"1e999" is not a number. Write digits with a point, such as 1600 or 4.85.']),
    ("bad-number", "events.value_usd_m", "nan", ['"nan" is not a number. Write digits with a point, such as 1600 or 4.85.']),
    ("bad-number", "events.value_usd_m", "²", ['"²" is not a number. Write digits with a point, such as 1600 or 4.85.']),
    ("bad-number", "arms.year_of_order", "20l1", ['"20l1" is not a whole number. Write digits only.']),
    ("bad-number", "arms.years_delivered", "2015;x;2016", ['"x" is not a whole number. Write digits only.']),
    ("out-of-range", "events.latitude", "91", ['"91" is not between -90 and 90 degrees. Write decimal degrees such as 40.41.']),
    ("out-of-range", "events.longitude", "-181", ['"-181" is not between -180 and 180 degrees. Write decimal degrees such as 49.87.']),
    ("out-of-range", "events.latitude", "40,41", ['"40,41" is not between -90 and 90 degrees. Write decimal degrees such as 40.41.']),
    ("out-of-range", "events.latitude", "N/A", ['"N/A" is not between -90 and 90 degrees. Write decimal degrees such as 40.41.']),
    ("bad-url", "sources.url", "javascript:alert(1)", [f'"javascript:alert(1)" {ADDRESS}']),
    ("bad-url", "sources.url", "JaVa\tScRiPt:x", [f'"JaVa\\x09ScRiPt:x" {ADDRESS}']),
    ("bad-url", "sources.url", "10.1234/abc", [f'"10.1234/abc" {NO_ADDRESS} It is a DOI: write https://doi.org/10.1234/abc.']),
    ("bad-url", "sources.url", "doi:10.1080/(x)_1", [f'"doi:10.1080/(x)_1" {NO_ADDRESS} It is a DOI: write https://doi.org/10.1080/(x)_1.']),
    (
        "bad-url",
        "sources.url",
        "https://азербайджан.рф/",
        [f'"https://азербайджан.рф/" {NO_ADDRESS} Its host has other letters than a to z: write xn--80aaacqdkdv7b0a.xn--p1ai instead of азербайджан.рф.'],
    ),
    ("bad-url", "sources.url", "https://x.org:99999/a", [f'"https://x.org:99999/a" {NO_ADDRESS} Its port is higher than 65,535: correct or remove it.']),
    ("bad-url", "sources.url", "https://me@x.org/", [f'"https://me@x.org/" {ADDRESS}']),
    ("bad-cameo", "events.cameo", "42", ['"42" is not a CAMEO code. Write two to four digits from 01 to 20..., with the leading zero.']),
    ("bad-cameo", "events.cameo", "00", ['"00" is not a CAMEO code. Write two to four digits from 01 to 20..., with the leading zero.']),
    ("bad-version", "events.added", "1.0", ['"1.0" is not a data version. Write three numbers such as 0.1.0.']),
    ("bad-office", "people.offices", "king 1990/1991", [f'"king 1990/1991" is not an office and its years. Write prime_minister 1996/1999; offices: {OFFICES}.']),
    ("bad-office", "people.offices", "president", [f'"president" is not an office and its years. Write prime_minister 1996/1999; offices: {OFFICES}.']),
]

PASSING = [
    ("events.event_id", "1997-netanyahu-baku"), ("events.event_id", "x" * 80), ("events.end", ".."), ("events.end", ""), ("events.start", "1993~"),
    ("events.title", "x" * 90), ("events.title", "NA"), ("events.title", "=1+1"), ("events.actors", "AZE"), ("events.actors", "AZE;ISR"),
    ("events.latitude", "-90"), ("events.longitude", "180"), ("events.value_usd_m", "4.85"), ("events.plover", "CONSULT:visit"), ("events.plover", "SANCTION"),
    ("events.cameo", "042"), ("events.cameo", "0871"), ("events.cameo", "20"), ("arms.years_delivered", "2015;2016"), ("events.added", "10.20.30"),
    ("people.offices", "prime_minister 1996/1999; prime_minister 2009/.."), ("people.offices", "envoy 1993~"), ("sources.archive_url", ""),
]  # fmt: skip

SAFE = [
    "https://example.org",
    "http://example.org/a?b=c#d",
    "HTTPS://EXAMPLE.ORG/x",
    "https://web.archive.org/web/2020/https://x.org/a",
    "https://x.org:8080/",
    "https://x.org:65535/",
    "https://a_b.example.org/",
    "https://doi.org/10.1234/abc",
    "https://xn--e1afmkfd.org/",
]

UNSAFE = [
    "javascript:alert(1)", "JaVa\tScRiPt:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
    "blob:https://x.org/1", "ftp://x.org/", "//host", "http:/x", "https:///x", "https://user:pw@host/", "https://user@host/", "https://host\\@evil/",
    "https://exa\u202emple.org/", "https://пример.рф/", "https://x.org/a b", "https://x.org/\n", "https://x.org/<b>", 'https://x.org/"', "https://-x.org/",
    "https://x.org/" + "a" * 2_000, "https://[::1", "https://[::1]/", "https://[]/", "https://x]y/", "https://\uff0f/", "https://a\u2100b/", "", "https://x.org:65536/", "https://x.org:99999/", "https://_x.org/", "10.1234/abc",
]  # fmt: skip


def column(path: str) -> Column:
    table, _, name = path.partition(".")
    return TABLE_BY_NAME[table].column(name)


@pytest.mark.parametrize(("rule", "path", "cell", "messages"), EXAMPLES, ids=[f"{number}-{rule}" for number, (rule, *_) in enumerate(EXAMPLES)])
def test_a_wrong_cell_is_told_what_to_do(rule: str, path: str, cell: str, messages: list[str]) -> None:
    assert list(cell_problems(column(path), cell)) == [(rule, message) for message in messages]


@pytest.mark.parametrize(("path", "cell"), PASSING)
def test_a_right_cell_passes(path: str, cell: str) -> None:
    assert list(cell_problems(column(path), cell)) == []


@pytest.mark.parametrize("url", SAFE)
def test_a_plain_address_is_safe(url: str) -> None:
    assert safe_url(url)


@pytest.mark.parametrize("url", UNSAFE)
def test_a_tricky_address_is_not_safe(url: str) -> None:
    assert safe_url(url) is False


def test_each_part_of_a_list_is_checked() -> None:
    rules = [rule for rule, _ in cell_problems(column("arms.years_delivered"), "x;y;2015;2015")]
    assert rules == ["repeated", "bad-number", "bad-number"]


@pytest.mark.parametrize("path", ["events.value_usd_m", "arms.number_ordered", "arms.tiv"])
def test_a_number_too_large_to_be_one_is_refused(path: str) -> None:
    assert [rule for rule, _ in cell_problems(column(path), "9" * 400)] == ["bad-number"]


@pytest.mark.parametrize(("path", "start"), [("events.start", ""), ("people.offices", "president ")])
def test_the_message_on_a_very_long_date_is_short_and_shows_no_control_character(path: str, start: str) -> None:
    messages = [message for _, message in cell_problems(column(path), start + "\u202e" + "x" * 5_000)]
    assert all(len(message) < 600 and "\u202e" not in message for message in messages)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_example_of_every_column_keeps_its_own_rules(table) -> None:
    wrong = {column.name: list(cell_problems(column, column.example)) for column in table.columns if column.example and list(cell_problems(column, column.example))}
    assert not wrong, "an example in the schema is what a person copies; it has to be right"


@given(st.sampled_from([column for table in TABLES for column in table.columns]), st.text(max_size=60))
def test_no_cell_makes_a_rule_fail(column: Column, cell: str) -> None:
    assert all(rule and message for rule, message in cell_problems(column, cell.strip()))


@given(st.text("ah:/.@[]\\%?#\u202e ١", max_size=30))
def test_no_address_makes_its_rule_fail(rest: str) -> None:
    assert safe_url("http" + rest) in (True, False)


@pytest.mark.parametrize(("cell", "parts"), [("", []), ("AZE", ["AZE"]), ("AZE; ISR", ["AZE", "ISR"]), ("AZE;", ["AZE", ""])])
def test_a_list_is_split_at_semicolons(cell: str, parts: list[str]) -> None:
    assert split_list(cell) == parts
