"""Tests of the tables that leave: the rows are those of the view, no cell is a formula, and each file says what it is."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from tests import tiny
from timeline.exports.citation import source_line
from timeline.exports.tables import COLUMNS, spreadsheet_cell, table_csv, table_json, table_xlsx
from timeline.filters import Filters
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.schema import EVENTS

SENTENCE, LINK = "62 events, 1993–2010", "https://example.org/timeline?years=1993-2010"

VIEWS = [
    Filters(),
    Filters(category=("visit", "arms")),
    Filters(dyad=("AZE", "ISR"), direction="forward"),
    Filters(years=(1990, 2005), status=("confirmed",)),
    Filters(search="baku"),
    Filters(search="zzzz"),
]

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1", "＠x", "|x", "%x",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "'=1", "'Abd al-Rahman", "\u200d\u200c =1",
]  # fmt: skip
HARMLESS = ["Netanyahu in Baku", "1997-08-29", "a=b", "A+B", "", "x@y.org", "100%", "007"]


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_json(content: bytes) -> Any:
    def refuse(name: str) -> None:
        raise ValueError(f"{name} is not JSON")

    return json.loads(content, parse_constant=refuse)


def read_xlsx(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    names, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in found]


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


@pytest.mark.parametrize("filters", VIEWS)
def test_the_csv_holds_the_events_of_the_view_in_their_order(dataset: Dataset, filters: Filters) -> None:
    events = select(dataset, filters)
    found = read_csv(table_csv(dataset, events, SENTENCE, LINK))
    assert [row["event_id"] for row in found] == events["event_id"].tolist()
    assert [unguarded(row["title"]) for row in found] == events["title"].tolist()


@pytest.mark.parametrize("filters", VIEWS)
def test_the_workbook_holds_the_events_of_the_view_in_their_order(dataset: Dataset, filters: Filters) -> None:
    events = select(dataset, filters)
    found = rows(read_xlsx(table_xlsx(dataset, events, SENTENCE, LINK)), "events")
    assert [(row["event_id"], row["title"]) for row in found] == list(zip(events["event_id"], events["title"], strict=True))


@pytest.mark.parametrize("filters", VIEWS)
def test_the_json_holds_the_events_of_the_view_in_their_order(dataset: Dataset, filters: Filters) -> None:
    events = select(dataset, filters)
    found = read_json(table_json(dataset, events, SENTENCE, LINK))["events"]
    assert [(row["event_id"], row["title"]) for row in found] == list(zip(events["event_id"], events["title"], strict=True))


def test_every_cell_of_the_csv_is_that_of_the_table(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = {row["event_id"]: row for row in read_csv(table_csv(dataset, dataset["events"], SENTENCE, LINK))}
    for event in tiny.rows(folder, "events"):
        cells = {name: found[event["event_id"]][name] for name in COLUMNS if name not in ("latitude", "longitude", "value_usd_m", "plover")}
        assert cells == {name: event[name] for name in cells}


def test_numbers_in_the_csv_are_those_of_the_table(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = {row["event_id"]: row for row in read_csv(table_csv(dataset, dataset["events"], SENTENCE, LINK))}
    assert float(found["2012-deal"]["value_usd_m"]) == 1600
    assert (float(found["1997-visit"]["latitude"]), found["2012-deal"]["latitude"]) == (40.41, "")


def test_the_csv_begins_with_a_bom_ends_lines_with_crlf_and_quotes_every_cell(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    content = table_csv(dataset, dataset["events"], SENTENCE, LINK)
    assert content.startswith(b'\xef\xbb\xbf"event_id",')
    assert content.count(b"\r\n") == content.count(b"\n") == 6


def test_each_row_of_the_csv_says_what_the_table_is(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    row = read_csv(table_csv(dataset, dataset["events"], SENTENCE, LINK))[1]
    assert [row[name] for name in ("view", "data_version", "licence", "link")] == [SENTENCE, dataset.label, "CC BY 4.0", LINK]


def test_each_row_of_the_csv_carries_the_addresses_of_its_sources_best_first(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    row = read_csv(table_csv(dataset, dataset["events"], SENTENCE, LINK))[1]
    assert (row["source_ids"], row["sources"]) == ("wire-1992;ministry-2010", "https://example.org/wire?id=1 https://example.org/ministry")


@pytest.mark.parametrize("value", FORMULAS)
def test_what_a_spreadsheet_would_take_for_a_formula_is_guarded(value: str) -> None:
    assert spreadsheet_cell(value) == f"'{value}"


@pytest.mark.parametrize("value", HARMLESS)
def test_what_is_harmless_stays_as_it_is(value: str) -> None:
    assert spreadsheet_cell(value) == value


@pytest.mark.parametrize("value", [-33.5, 4, 0.0])
def test_a_number_is_not_guarded(value: float) -> None:
    assert spreadsheet_cell(value) == value


@given(st.text())
def test_the_guard_can_be_taken_off_again(value: str) -> None:
    assert unguarded(str(spreadsheet_cell(value))) == value


@given(st.text("=+-@\t\r\n|%'＝＋－＠ \u00a0\u200b\ufeffab1"))
def test_no_guarded_cell_begins_a_formula(value: str) -> None:
    cell = str(spreadsheet_cell(value)).lstrip("\u00a0\u200b\u200c\u200d\ufeff ")
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("title", ["=1+1", '=HYPERLINK("http://x","y")', "@SUM(A1)", "'Abd al-Rahman", 'a "b", c; d\ne', "</script>", "a < b & c", "İlham Əliyev"])
def test_a_hostile_title_comes_through_every_format(folder: Path, title: str) -> None:
    tiny.change(folder, "events", "1997-visit", title=title)
    dataset = tiny.dataset(folder)
    events = select(dataset, Filters(category=("visit",)))
    book = read_xlsx(table_xlsx(dataset, events, SENTENCE, LINK))
    assert unguarded(read_csv(table_csv(dataset, events, SENTENCE, LINK))[0]["title"]) == title
    assert read_json(table_json(dataset, events, SENTENCE, LINK))["events"][0]["title"] == title
    assert rows(book, "events")[0]["title"] == title
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_hostile_search_in_the_sentence_is_guarded_too(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert read_csv(table_csv(dataset, dataset["events"], "=1+1", "+1"))[0]["view"] == "'=1+1"


def test_the_notes_of_maintainers_stay_at_home(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", note="zebra")
    tiny.change(folder, "sources", "wire-1992", note="zebra")
    dataset = tiny.dataset(folder)
    book = read_xlsx(table_xlsx(dataset, dataset["events"], SENTENCE, LINK))
    assert set(EVENTS.column_names) - set(COLUMNS) == {"note"}
    assert b"zebra" not in table_csv(dataset, dataset["events"], SENTENCE, LINK) + table_json(dataset, dataset["events"], SENTENCE, LINK)
    assert not any(cell == "zebra" for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_lists_in_the_json_are_lists_and_what_is_unknown_is_left_out(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = {row["event_id"]: row for row in read_json(table_json(dataset, dataset["events"], SENTENCE, LINK))["events"]}
    assert found["1992-relations"]["actors"] == ["AZE", "ISR"]
    assert not {"recipients", "end", "value_usd_m", "note"} & set(found["1992-relations"])
    assert found["2012-deal"]["value_usd_m"] == 1600


def test_the_json_says_what_it_is_and_cites_only_the_sources_of_its_events(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    found = read_json(table_json(dataset, select(dataset, Filters(category=("visit",))), SENTENCE, LINK))
    assert [source["source_id"] for source in found["sources"]] == ["ministry-2010"]
    assert (found["about"]["view"], found["about"]["link"], found["about"]["digest"], found["about"]["source_line"]) == (SENTENCE, LINK, dataset.digest, source_line(dataset))


def test_the_workbook_has_events_sources_and_what_it_is(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    book = read_xlsx(table_xlsx(dataset, dataset["events"], SENTENCE, LINK))
    assert book.sheetnames == ["events", "sources", "about"]
    assert [row["url"] for row in rows(book, "sources")] == ["https://example.org/ministry", "https://example.org/wire?id=1"]
    assert dict(book["about"].iter_rows(values_only=True))["view"] == SENTENCE


def test_the_addresses_in_the_workbook_are_links_and_those_in_the_text_are_not(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", summary="https://example.org/elsewhere")
    dataset = tiny.dataset(folder)
    book = read_xlsx(table_xlsx(dataset, dataset["events"], SENTENCE, LINK))
    assert [cell.hyperlink.target for row in book["sources"].iter_rows() for cell in row if cell.hyperlink] == ["https://example.org/ministry", "https://example.org/wire?id=1"]
    assert not any(cell.hyperlink for row in book["events"].iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2012-02-26", datetime(2012, 2, 26)), ("2012-02", "2012-02"), ("2012", "2012"), ("2012~", "2012~"), ("2012-02-26?", "2012-02-26?"),
        ("2012-02-26~", "2012-02-26~"), ("2012-02-26%", "2012-02-26%"),
    ],
)  # fmt: skip
def test_only_an_exact_day_is_a_date_in_the_workbook(folder: Path, start: str, expected: object) -> None:
    tiny.change(folder, "events", "2012-deal", start=start)
    dataset = tiny.dataset(folder)
    assert rows(read_xlsx(table_xlsx(dataset, select(dataset, Filters(category=("arms",))), SENTENCE, LINK)), "events")[0]["start"] == expected


def test_a_day_before_the_calendar_of_spreadsheets_stays_text(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", event_id="1600-deal", start="1600-01-01", recipients="IRN")
    dataset = tiny.dataset(folder)
    assert rows(read_xlsx(table_xlsx(dataset, dataset["events"], SENTENCE, LINK)), "events")[0]["start"] == "1600-01-01"
