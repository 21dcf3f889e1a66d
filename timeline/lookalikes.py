"""Which events look like an earlier one of the same day, type and actors: quick even where a day has thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from timeline.reading import Row

SAME_TITLE = 0.85
ALL_PAIRS = 20
NEIGHBOURS = 2
_LONGEST = 200


def lookalikes(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row that has nearly the title of another before it, with that other: same start, type and actors.

    Up to 20 rows of such a group are compared with each other; of more, each with the two before it in the order of the alphabet.
    """
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.cells.get(name, "") for name in ("start", "type", "actors"))].append(row)
    for group in groups.values():
        twins: dict[int, Row] = {}
        for earlier, later in _alike(group):
            twins.setdefault(later.line, earlier)
        yield from ((row, twins[row.line]) for row in group if row.line in twins)


def _alike(group: list[Row]) -> Iterator[tuple[Row, Row]]:
    titled = [(row.cells.get("title", "").casefold()[:_LONGEST], row) for row in group]
    if len(group) > ALL_PAIRS:
        titled.sort(key=lambda pair: (pair[0], pair[1].line))
    matcher = SequenceMatcher(autojunk=False)
    for number, (title, row) in enumerate(titled):
        matcher.set_seq2(title)
        first = 0 if len(group) <= ALL_PAIRS else max(0, number - NEIGHBOURS)
        for other_title, other in titled[first:number]:
            matcher.set_seq1(other_title)
            if matcher.real_quick_ratio() >= SAME_TITLE and matcher.quick_ratio() >= SAME_TITLE and matcher.ratio() >= SAME_TITLE:
                yield (other, row) if other.line < row.line else (row, other)
                break
