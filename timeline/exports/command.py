"""What `python -m timeline export` does: from what a person asks for to a file, and sentences about it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.charts import CHARTS, NUMBERS_OF, PAGE_OF
from timeline.exports.files import make_file
from timeline.exports.kinds import KINDS, NUMBERS, is_text, kind_named
from timeline.exports.pictures import NoBrowserError
from timeline.exports.view import View
from timeline.figures.style import Theme
from timeline.filters import Filters, split_view
from timeline.queries.known import read_view
from timeline.repository import CHECK, ISSUES_SHOWN, DataError, Dataset, load_dataset, write_file
from timeline.wording import listed

WRITTEN, FAILED, NOT_KNOWN = 0, 1, 2
STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asks for: the folder, the view as an address says it, the chart and kind of file, where to, how."""

    folder: Path
    view: str
    chart: str
    kind: str
    output: str
    base: str
    day: date
    theme: Theme


def export(order: Order) -> tuple[int, list[str]]:
    """Write the file that is asked for; return the exit code and what to tell the person, line by line."""
    try:
        dataset = load_dataset(order.folder)
    except DataError as error:
        return FAILED, [*listed(error.issues, ISSUES_SHOWN, CHECK), "Nothing was written. Mend the tables; python -m timeline check says the same."]
    page, query = split_view(order.view)
    filters, ignored = read_view(dataset, query)
    kind = order.kind or kind_named("" if order.output == STDOUT else Path(order.output).name)
    chart = order.chart or next((name for name, place in PAGE_OF.items() if place == page), page)
    if wrong := [*(f"The view cannot be read: {part}" for part in ignored), *_unknown(chart, kind, order.output)]:
        return NOT_KNOWN, [*wrong, "Nothing was written."]
    return _write(order, dataset, filters, chart, kind)


def _put(path: Path, content: bytes) -> None:
    """Write a file; what is there and is none (a pipe, a device) is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
    else:
        write_file(path, content)


def _unknown(chart: str, kind: str, output: str) -> list[str]:
    if chart not in CHARTS:
        return [f"There is no chart or page called {chart}. Charts: {', '.join(CHARTS)}."]
    if kind not in KINDS:
        return [f"There is no format called {kind}. Formats: {', '.join(KINDS)}."]
    if kind == NUMBERS and chart not in NUMBERS_OF:
        return [f"{chart} has no numbers of its own. Charts that have: {', '.join(NUMBERS_OF)}."]
    if output == STDOUT and sys.stdout.isatty() and not is_text(kind):
        return [f"A terminal cannot show {kind}. Name a file with -o."]
    return []


def _write(order: Order, dataset: Dataset, filters: Filters, chart: str, kind: str) -> tuple[int, list[str]]:
    view = View(dataset, filters, order.day, f"{order.base.rstrip('/')}/" if order.base else "", PAGE_OF[chart])
    try:
        content = make_file(view, chart, kind, order.theme)
    except NoBrowserError as error:
        return FAILED, [str(error)]
    try:
        if order.output == STDOUT:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            _put(Path(order.output), content)
    except OSError as error:
        return FAILED, [f"{order.output} could not be written ({error.strerror})."]
    return WRITTEN, [] if order.output == STDOUT else [f"{order.output}: {view.sentence}, {len(content):,} bytes."]
