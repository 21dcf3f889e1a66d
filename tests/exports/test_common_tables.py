"""Tests of CSV, XLSX and JSON beyond what every format keeps: their columns, their types, what is in them besides the events."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests import tiny
from tests.exports.readers import csv_rows, read_json, sheet_rows, workbook
from tests.exports.views import view, with_cells
from timeline.exports.citation import source_line
from timeline.exports.formats.comma_separated import table_csv
from timeline.exports.formats.structured import table_json
from timeline.exports.formats.workbook import table_xlsx
from timeline.exports.view import COLUMNS
from timeline.filters import Filters
from timeline.schema import EVENTS


def test_every_cell_of_the_csv_is_that_of_the_table(folder: Path) -> None:
    found = {row["event_id"]: row for row in csv_rows(table_csv(view(tiny.dataset(folder))))}
    for event in tiny.rows(folder, "events"):
        cells = {name: found[event["event_id"]][name] for name in COLUMNS if name not in ("latitude", "longitude", "value_usd_m", "plover")}
        assert cells == {name: event[name] for name in cells}


def test_numbers_in_the_csv_are_those_of_the_table(folder: Path) -> None:
    found = {row["event_id"]: row for row in csv_rows(table_csv(view(tiny.dataset(folder))))}
    assert float(found["2012-deal"]["value_usd_m"]) == 1600
    assert (float(found["1997-visit"]["latitude"]), found["2012-deal"]["latitude"]) == (40.41, "")


def test_a_negative_number_stays_a_number(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", latitude="-33.9", longitude="-70.7")
    assert [row["latitude"] for row in csv_rows(table_csv(view(tiny.dataset(folder), Filters(category=("visit",)))))] == ["-33.9"]


def test_the_csv_begins_with_a_bom_ends_lines_with_crlf_and_quotes_every_cell(folder: Path) -> None:
    content = table_csv(view(tiny.dataset(folder)))
    assert content.startswith(b'\xef\xbb\xbf"event_id",')
    assert content.count(b"\r\n") == content.count(b"\n") == 6


def test_each_row_of_the_csv_says_what_the_table_is(folder: Path) -> None:
    shown = view(tiny.dataset(folder), Filters(category=("visit",)))
    row = csv_rows(table_csv(shown))[0]
    assert [row[name] for name in ("view", "data_version", "licence", "link")] == [shown.sentence, shown.dataset.label, "CC BY 4.0", shown.link]
    assert shown.link == "https://example.org/timeline/?category=visit"


def test_each_row_of_the_csv_carries_the_addresses_of_its_sources_best_first(folder: Path) -> None:
    row = csv_rows(table_csv(view(tiny.dataset(folder))))[1]
    assert (row["source_ids"], row["sources"]) == ("wire-1992;ministry-2010", "https://example.org/wire?id=1 https://example.org/ministry")


def test_no_column_leaves_but_that_of_notes_stays() -> None:
    assert set(EVENTS.column_names) - set(COLUMNS) == {"note"}


def test_lists_in_the_json_are_lists_and_what_is_unknown_is_left_out(folder: Path) -> None:
    found = {row["event_id"]: row for row in read_json(table_json(view(tiny.dataset(folder))))["events"]}
    assert found["1992-relations"]["actors"] == ["AZE", "ISR"]
    assert not {"recipients", "end", "value_usd_m", "note"} & set(found["1992-relations"])
    assert found["2012-deal"]["value_usd_m"] == 1600


def test_the_json_says_what_it_is_and_cites_only_the_sources_of_its_events(folder: Path) -> None:
    shown = view(tiny.dataset(folder), Filters(category=("visit",)))
    found = read_json(table_json(shown))
    assert [source["source_id"] for source in found["sources"]] == ["ministry-2010"]
    assert found["accounts"] == []
    assert found["about"] == {
        "view": shown.sentence, "link": shown.link, "title": "Tiny timeline", "data_version": "0.1.0", "digest": shown.dataset.digest,
        "horizon": "2026-01-01", "licence": "CC BY 4.0", "accessed": "2026-11-24", "source_line": source_line(shown.dataset),
    }  # fmt: skip


def test_the_json_holds_the_competing_accounts(folder: Path) -> None:
    found = read_json(table_json(view(tiny.dataset(folder))))["accounts"]
    assert [(row["claim_id"], row["value"], row["rank"]) for row in found] == [("1993-embassy-start-1", "1993", "preferred"), ("1993-embassy-start-2", "1994-03", "normal")]


def test_the_workbook_has_events_sources_accounts_codebook_and_what_it_is(folder: Path) -> None:
    shown = view(tiny.dataset(folder))
    book = workbook(table_xlsx(shown))
    assert book.sheetnames == ["events", "sources", "accounts", "codebook", "about"]
    assert [row["url"] for row in sheet_rows(book, "sources")] == ["https://example.org/ministry", "https://example.org/wire?id=1"]
    assert [row["claim_id"] for row in sheet_rows(book, "accounts")] == ["1993-embassy-start-1", "1993-embassy-start-2"]
    assert dict(book["about"].iter_rows(values_only=True)) == {name: value or None for name, value in shown.about().items()}


def test_the_codebook_of_the_workbook_explains_every_column_and_term_in_it(folder: Path) -> None:
    book = workbook(table_xlsx(view(tiny.dataset(folder))))
    explained = {(row["sheet"], row["column"]) for row in sheet_rows(book, "codebook")}
    for sheet in ("sources", "accounts"):
        assert {(sheet, column) for column in sheet_rows(book, sheet)[0]} <= explained
    assert {("events", column) for column in COLUMNS} <= explained
    assert {row["term"] for row in sheet_rows(book, "codebook") if row["column"] == "category"} >= {"visit", "arms"}


def test_addresses_in_their_columns_are_links_and_those_in_the_text_are_not(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", summary="https://example.org/elsewhere")
    book = workbook(table_xlsx(view(tiny.dataset(folder), Filters(category=("visit",)))))
    links = {sheet.title: [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink] for sheet in book}
    assert links["sources"] == ["https://example.org/ministry"]
    assert links["events"] == ["https://example.org/ministry", "https://example.org/timeline/?event=1997-visit"]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2012-02-26", datetime(2012, 2, 26)), ("2012-02", "2012-02"), ("2012", "2012"), ("2012~", "2012~"), ("2012-02-26?", "2012-02-26?"),
        ("2012-02-26~", "2012-02-26~"), ("2012-02-26%", "2012-02-26%"),
    ],
)  # fmt: skip
def test_only_an_exact_day_is_a_date_in_the_workbook(folder: Path, start: str, expected: object) -> None:
    tiny.change(folder, "events", "2012-deal", start=start)
    assert sheet_rows(workbook(table_xlsx(view(tiny.dataset(folder), Filters(category=("arms",))))), "events")[0]["start"] == expected


def test_ends_and_days_of_publication_are_dates_too(folder: Path) -> None:
    book = workbook(table_xlsx(view(tiny.dataset(folder), Filters(category=("war",)))))
    assert sheet_rows(book, "events")[0]["end"] == datetime(2020, 11, 10)
    assert {row["published"] for row in sheet_rows(book, "sources")} == {datetime(2010, 3, 1)}


def test_a_day_before_the_calendar_of_spreadsheets_stays_text(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", event_id="1600-deal", start="1600-01-01", recipients="IRN")
    assert sheet_rows(workbook(table_xlsx(view(tiny.dataset(folder)))), "events")[0]["start"] == "1600-01-01"


def test_an_address_that_may_be_no_link_is_left_out(folder: Path) -> None:
    spoilt = with_cells(tiny.dataset(folder), "sources", url="javascript:alert(1)")
    assert {row["sources"] for row in csv_rows(table_csv(view(spoilt)))} == {"", " "}
