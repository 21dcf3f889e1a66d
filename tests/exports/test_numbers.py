"""Tests of the numbers of charts: each chart that computes gives them as a table, of the same view, each row saying what it is."""

from __future__ import annotations

import csv
import io
import math
from datetime import date

import pandas as pd
import pytest

from tests import tiny
from tests.exports.views import HOSTILE, TODAY, view
from timeline.charts import CHARTS, NUMBERS_OF, Request
from timeline.exports.files import make_file
from timeline.exports.numbers import numbers_csv
from timeline.filters import Filters
from timeline.repository import Dataset

ABOUT = ["view", "data_version", "licence", "link"]
VIEWS = {
    "everything": Filters(),
    "a pair": Filters(dyad=("AZE", "ISR"), years=(1992, 2016)),
    "votes on an issue": Filters(dyad=("AZE", "TUR"), issue="me"),
    "own weights": Filters(scale="own", weights=(("AGREE", 3.0),), category=("agreement",)),
    "nothing": Filters(search="zzzz"),
}
every_table = pytest.mark.parametrize(("chart", "asked"), [(chart, asked) for chart in NUMBERS_OF for asked in VIEWS])


def computed(dataset: Dataset, chart: str, filters: Filters) -> pd.DataFrame:
    return NUMBERS_OF[chart](Request(dataset, filters, TODAY, ""))


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_numbers_are_those_of_charts() -> None:
    assert set(NUMBERS_OF) < set(CHARTS)


@every_table
def test_the_numbers_of_a_chart_leave_row_by_row(dataset: Dataset, chart: str, asked: str) -> None:
    frame, rows = computed(dataset, chart, VIEWS[asked]), read(make_file(view(dataset, VIEWS[asked]), chart, "numbers"))
    assert len(rows) == len(frame)
    for row, (_, values) in zip(rows, frame.iterrows(), strict=True):
        assert list(row) == [*frame.columns, *ABOUT]
        for name, value in values.items():
            if isinstance(value, int | float) and not isinstance(value, bool):
                assert (row[str(name)] == "") if math.isnan(value) else math.isclose(float(row[str(name)]), value)
    assert {row["view"] for row in rows} <= {view(dataset, VIEWS[asked]).sentence}


def test_the_votes_are_all_that_the_chart_draws(dataset: Dataset) -> None:
    rows = read(make_file(view(dataset, VIEWS["a pair"]), "un-agreement", "numbers"))
    own = [row for row in rows if (row["first"], row["second"]) == ("AZE", "ISR")]
    assert {int(row["year"]) for row in own} <= set(range(1992, 2017))
    assert all(float(row["share"]) == int(row["agreed"]) / int(row["both_voted"]) for row in own)
    assert len(own) > 20


def test_the_register_leaves_with_its_own_columns(dataset: Dataset) -> None:
    rows = read(make_file(view(dataset, Filters(dyad=("AZE", "ISR"))), "arms-register", "numbers"))
    assert list(rows[0]) == [*dataset["arms"].columns, *ABOUT]
    sipri = [row for row in rows if row["tiv"]]
    assert len(sipri) >= 31
    assert sum(float(row["tiv"]) for row in sipri) == pytest.approx(dataset["arms"]["tiv"].sum())


def test_all_sources_are_counted_not_only_the_largest_groups(dataset: Dataset) -> None:
    rows = read(make_file(view(dataset), "sources-by-publisher", "numbers"))
    assert not any(row["label"].endswith(" others") for row in rows)
    assert sum(int(row["count"]) for row in rows) == len(view(dataset).sources)


def test_cells_are_said_plainly_and_do_nothing(folder: object) -> None:
    frame = pd.DataFrame(
        {"day": [pd.Timestamp("1993-03-01")], "whole": [3.0], "part": [0.25], "unknown": [float("nan")], "many": [[2015, 2016]], "text": ["=1+1" + HOSTILE[0]], "is": [True]}
    )
    (row,) = read(numbers_csv(view(tiny.dataset(folder)), frame))  # type: ignore[arg-type]
    assert {name: row[name] for name in frame.columns if name != "text"} == {
        "day": date(1993, 3, 1).isoformat(), "whole": "3", "part": "0.25", "unknown": "", "many": "2015;2016", "is": "True",
    }  # fmt: skip
    assert row["text"].startswith("'=")
