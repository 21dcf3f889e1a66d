"""Tests of letting go: data that were replaced leave the memory, whatever was drawn and counted from them."""

from __future__ import annotations

import ast
import gc
import weakref
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

import timeline
from tests import tiny
from timeline.caches import forget
from timeline.charts import CHARTS
from timeline.exports.view import source_addresses
from timeline.filters import Filters
from timeline.queries.headline import key_figures
from timeline.queries.known import known_parts
from timeline.queries.selection import facet_counts, select
from timeline.repository import Dataset, Store
from timeline.server import figures
from timeline.server.store import store

HARMLESS = {"str", "int", "float", "bool", "bytes", "date", "pd.Timestamp", "Filters", "Pair", "Path", "Theme"}
"""Types that hold no Dataset."""


def use(dataset: Dataset) -> None:
    """Do what a visit does."""
    for chart in CHARTS:
        figures._content(chart, dataset, Filters(), 900, date(2026, 7, 1))
    facet_counts(dataset, Filters())
    key_figures(dataset, select(dataset, Filters()), Filters(), pd.Timestamp("2026-07-01"))
    known_parts(dataset)
    source_addresses(dataset)


def cached_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in Path(timeline.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(decorator) for decorator in node.decorator_list):
                yield f"{path.stem}.{node.name}", node


def test_a_dataset_that_was_replaced_leaves_the_memory(folder: Path) -> None:
    held = Store(folder, interval=0)
    use(held.current())
    former = weakref.ref(held.current())
    gc.collect()
    assert former() is not None, "while it is shown its caches are full"
    tiny.change(folder, "events", "1997-visit", place="Baku airport")
    use(held.current())
    gc.collect()
    assert former() is None


def test_what_caches_know_of_the_same_data_stays(folder: Path) -> None:
    held = Store(folder, interval=0)
    known_parts(held.current())
    before = known_parts.cache_info().hits
    (folder / "events.csv").touch()
    known_parts(held.current())
    assert known_parts.cache_info().hits == before + 1


def test_a_cache_without_a_dataset_is_left_alone(served: Path) -> None:
    first = store()
    forget(Dataset)
    assert store() is first


def test_every_cache_says_in_its_signature_whether_it_holds_a_dataset() -> None:
    found = {name: {ast.unparse(argument.annotation) for argument in node.args.args if argument.annotation} for name, node in cached_functions()}
    assert sum("Dataset" in types for types in found.values()) > 10, "the caches are no longer found: mend `cached_functions`"
    hidden = {name: types - HARMLESS - {"Dataset"} for name, types in found.items() if types - HARMLESS - {"Dataset"}}
    assert not hidden, f"`forget` goes by the type of an argument: give these the Dataset itself, or say in HARMLESS that the type holds none: {hidden}"
