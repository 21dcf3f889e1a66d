"""What a chart computes, as CSV: the numbers behind its marks where those are not single events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd

from timeline.exports.formats.comma_separated import BOM, csv_text, said_in_each_row
from timeline.exports.safety import clean
from timeline.exports.view import View

CODE = "numbers"
MEDIA = "text/csv; charset=utf-8"


def numbers_csv(view: View, numbers: pd.DataFrame) -> bytes:
    """Return the frame as CSV in UTF-8 with BOM, its columns as they are called in the frame, and at the end of each row
    what it is: view, version, licence, link. Days are ISO dates, lists have `;`, nothing stands for what is unknown.
    """
    about = said_in_each_row(view)
    rows = ((*map(_cell, row), *about.values()) for row in numbers.itertuples(index=False, name=None))
    return (BOM + csv_text([*numbers.columns, *about], rows)).encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_cell(part) for part in value]
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return clean(value)
    return None if pd.isna(value) else _plain(value)


def _plain(value: Any) -> Any:
    is_whole = isinstance(value, float) and value.is_integer()
    return int(value) if is_whole else value
