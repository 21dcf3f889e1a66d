"""Tests of the formats in the menu beyond what every format keeps."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests import tiny
from tests.exports.readers import csv_rows, read_json, unzipped
from tests.exports.views import BASE, FILTERS, view
from timeline.exports.archive import zip_files
from timeline.exports.formats.columnar import table_parquet
from timeline.exports.formats.csv_on_the_web import METADATA, table_csvw
from timeline.exports.formats.data_package import table_package
from timeline.exports.formats.geojson import table_geojson
from timeline.exports.formats.timelinejs import table_timelinejs
from timeline.filters import Filters
from timeline.folder import check_folder
from timeline.repository import Dataset, load_dataset

VISITS = Filters(category=("visit",))


@pytest.fixture
def small(folder: Path) -> Dataset:
    return tiny.dataset(folder)


def unpacked(content: bytes, folder: Path) -> Path:
    folder.mkdir()
    for name, text in unzipped(content).items():
        (folder / name).write_bytes(text)
    return folder


def test_the_metadata_beside_a_csv_says_title_view_filters_version_licence_link_and_columns(small: Dataset) -> None:
    shown = view(small, VISITS)
    files = unzipped(table_csvw(shown))
    said = read_json(files[METADATA])
    assert set(files) == {METADATA, "events.csv", "sources.csv", "accounts.csv"}
    assert (said["dc:title"], said["dc:source"], said["dc:license"], said["schema:version"]) == (f"Tiny timeline: {shown.sentence}", shown.link, "CC BY 4.0", small.label)
    assert said["notes"][0]["filters"] == {"category": ["visit"]}
    events = next(table for table in said["tables"] if table["url"] == "events.csv")
    columns = {column["name"]: column for column in events["tableSchema"]["columns"]}
    assert (columns["actors"]["separator"], columns["latitude"]["datatype"], columns["title"]["required"]) == (";", "decimal", True)
    accounts = next(table for table in said["tables"] if table["url"] == "accounts.csv")
    assert accounts["tableSchema"]["foreignKeys"] == [{"columnReference": "event_id", "reference": {"resource": "events.csv", "columnReference": "event_id"}}]


@pytest.mark.parametrize("shown", [name for name in FILTERS if name != "nothing"])
def test_the_dashboard_can_show_a_data_package_of_a_view_again(dataset: Dataset, tmp_path: Path, shown: str) -> None:
    whole = view(dataset, FILTERS[shown])
    folder = unpacked(table_package(whole), tmp_path / "package")
    assert [str(issue) for issue in check_folder(folder) if not issue.is_warning] == []
    again = load_dataset(folder)
    assert again["events"]["event_id"].tolist() == whole.events["event_id"].tolist()
    assert again["events"]["title"].tolist() == whole.events["title"].tolist()
    assert (again.version, again.horizon, again.licence, again.focus) == (dataset.version, dataset.horizon, dataset.licence, dataset.focus)


def test_a_data_package_holds_only_what_its_view_needs(small: Dataset) -> None:
    files = unzipped(table_package(view(small, VISITS)))
    rows = {name: [next(iter(row.values())) for row in csv_rows(text)] for name, text in files.items() if name.endswith(".csv")}
    assert rows == {
        "events.csv": ["1997-visit"], "sources.csv": ["ministry-2010"], "claims.csv": [], "actors.csv": ["AZE", "IRN", "ISR"],
        "arms.csv": [], "threads.csv": [], "people.csv": ["benjamin-netanyahu"], "corrections.csv": [], "readings.csv": [],
    }  # fmt: skip
    said = read_json(files["datapackage.json"])
    assert (said["homepage"], said["filters"], said["licenses"]) == (f"{BASE}?category=visit", {"category": ["visit"]}, [{"title": "CC BY 4.0", "name": "CC-BY-4.0"}])


def test_a_zip_file_has_the_same_bytes_for_the_same_files() -> None:
    assert zip_files({"a": b"1"}, date(2026, 1, 1)) == zip_files({"a": b"1"}, date(2026, 1, 1))
    assert unzipped(zip_files({"a": b"1"}, date(1600, 1, 1))) == {"a": b"1"}


def test_a_point_stands_at_longitude_and_latitude_and_those_without_place_are_counted(small: Dataset) -> None:
    found = read_json(table_geojson(view(small)))
    feature = next(feature for feature in found["features"] if feature["id"] == "1997-visit")
    assert feature["geometry"] == {"type": "Point", "coordinates": [49.87, 40.41]}
    assert feature["properties"]["sources"] == ["https://example.org/ministry"]
    assert found["about"]["events_without_place"] == 3


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2012-02-26", {"year": 2012, "month": 2, "day": 26, "display_date": "26 February 2012"}),
        ("2012-02", {"year": 2012, "month": 2, "display_date": "February 2012"}),
        ("2012~", {"year": 2012, "display_date": "about 2012"}),
        ("201X", {"year": 2010, "display_date": "2010s"}),
    ],
)
def test_a_slide_has_no_more_of_a_date_than_is_known(folder: Path, start: str, expected: dict[str, object]) -> None:
    tiny.change(folder, "events", "2012-deal", start=start)
    (slide,) = read_json(table_timelinejs(view(tiny.dataset(folder), Filters(category=("arms",)))))["events"]
    assert slide["start_date"] == expected
    assert "end_date" not in slide


def test_a_slide_ends_where_its_event_does(small: Dataset) -> None:
    (slide,) = read_json(table_timelinejs(view(small, Filters(category=("war",)))))["events"]
    assert slide["end_date"] == {"year": 2020, "month": 11, "day": 10}
    assert (slide["group"], slide["display_date"]) == ("Wars and peace", "27 September – 10 November 2020")


def test_parquet_has_types_and_says_what_it_is(small: Dataset) -> None:
    shown = view(small)
    table = parquet.read_table(io.BytesIO(table_parquet(shown)))
    types = {name: table.schema.field(name).type for name in table.column_names}
    assert (types["actors"], types["value_usd_m"], types["earliest"], types["title"]) == (pa.list_(pa.string()), pa.float64(), pa.date32(), pa.string())
    rows = {row["event_id"]: row for row in table.to_pylist()}
    assert (rows["2020-war"]["earliest"], rows["2020-war"]["latest"]) == (date(2020, 9, 27), date(2020, 11, 10))
    assert rows["1992-relations"]["value_usd_m"] is None
    assert {name.decode(): value.decode() for name, value in table.schema.metadata.items()} == shown.about()


def test_an_event_that_goes_on_has_no_last_day_in_parquet(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", end="..")
    (row,) = parquet.read_table(io.BytesIO(table_parquet(view(tiny.dataset(folder), Filters(category=("arms",)))))).to_pylist()
    assert (row["earliest"], row["latest"]) == (date(2012, 2, 26), None)
