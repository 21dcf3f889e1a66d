"""The one form in which a table is kept: order, quotes and line ends, so that a change of a cell is a change of a line."""

from __future__ import annotations

import csv
import io

from timeline.reading import Row
from timeline.rules import split_list
from timeline.schema import Table
from timeline.validation import sort_key


def canonical(table: Table, rows: tuple[Row, ...]) -> bytes:
    """Return the rows as the file should hold them: ordered, LF, minimal quotes, columns of the schema first."""
    extra = sorted({name for row in rows for name in row.cells} - set(table.column_names))
    names = [*table.column_names, *extra]
    lists = {column.name for column in table.columns if column.is_list}
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(names)
    for row in sorted(rows, key=lambda row: sort_key(table, row.cells)):
        writer.writerow([_canonical_cell(row.cells.get(name, ""), is_list=name in lists) for name in names])
    return buffer.getvalue().encode()


def _canonical_cell(cell: str, *, is_list: bool) -> str:
    if is_list:
        return ";".join(split_list(cell))
    return cell.replace("\r\n", "\n").replace("\r", "\n")
