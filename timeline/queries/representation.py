"""Who keeps what mission where: levels folded from representation events, A at B and B at A apart.

The scale is that of the Correlates of War diplomatic exchange data: 0 none, 1 chargé d'affaires or office,
2 minister, 3 ambassador, 9 other.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import pandas as pd

from timeline.dates import parse_date
from timeline.repository import Dataset
from timeline.vocabulary import TYPE_BY_CODE

Step = tuple[str, str, pd.Timestamp, int, str, str]

_EMBASSY = 3
_UNCERTAIN = ("planned", "cancelled", "denied")
_KEEPS_OFFICE = ("ambassador_recalled",)


@lru_cache(maxsize=2)
def representation_steps(dataset: Dataset) -> pd.DataFrame:
    """Return each change of level: sender, receiver, earliest (first day it can mean), level, event_id, type; in order
    of time. Planned, cancelled and denied events change nothing; an office does not lower an embassy; a recall lowers
    an embassy to a chargé and changes nothing where there is none. When a state ends, so do its missions.
    """
    events = dataset["events"]
    chosen = events[(events["category"] == "representation") & ~events["status"].isin(_UNCERTAIN)].sort_values(["earliest", "event_id"])
    levels: dict[tuple[str, str], int] = {}
    rows: list[Step] = []
    for event in chosen.itertuples():
        stated = TYPE_BY_CODE[event.type].level
        if stated is None:
            continue
        for pair in _pairs(event.actors, event.recipients):
            now = levels.get(pair, 0)
            level = _next_level(event.type, stated, now)
            if level != now:
                levels[pair] = level
                rows.append((*pair, event.earliest, level, event.event_id, event.type))
    rows += _ended(dataset, rows)
    steps = pd.DataFrame(rows, columns=["sender", "receiver", "earliest", "level", "event_id", "type"])
    return steps.sort_values("earliest", kind="stable").reset_index(drop=True)


def _ended(dataset: Dataset, rows: list[Step]) -> list[Step]:
    """A last step to no mission for each pair of which one side stops to be an actor."""
    ends = dataset["actors"].set_index("code")["valid_to"]
    last = {(row[0], row[1]): row for row in rows}
    closed = []
    for pair, row in last.items():
        days = [parse_date(ends[code]).latest for code in pair if ends.get(code)]
        if days and row[3] > 0:
            closed.append((*pair, pd.Timestamp(min(days)), 0, row[4], row[5]))
    return closed


def levels_at(steps: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the level of each sender at each receiver on `day`: sender, receiver, level, event_id (the last change),
    since; only levels above none.
    """
    past = steps[steps["earliest"] <= day]
    last = past.groupby(["sender", "receiver"], as_index=False).last()
    return last[last["level"] > 0].rename(columns={"earliest": "since"}).reset_index(drop=True)


def one_sided_days(steps: pd.DataFrame, first: str, second: str, until: pd.Timestamp) -> tuple[int, int]:
    """Return on how many days up to `until` only `first` had an embassy (level 3) in `second`, and only the other way round."""
    changes = steps[_of_pair(steps, first, second) & (steps["earliest"] < until)]
    embassies: set[str] = set()
    days = {first: 0, second: 0}
    ends = [*changes["earliest"], until][1:]
    for sender, level, start, end in zip(changes["sender"], changes["level"], changes["earliest"], ends, strict=True):
        embassies = embassies | {sender} if level == _EMBASSY else embassies - {sender}
        if len(embassies) == 1:
            days[next(iter(embassies))] += (end - start).days
    return days[first], days[second]


def _of_pair(steps: pd.DataFrame, first: str, second: str) -> pd.Series:
    return steps["sender"].isin([first, second]) & steps["receiver"].isin([first, second])


def _pairs(actors: tuple[str, ...], recipients: tuple[str, ...]) -> list[tuple[str, str]]:
    if recipients:
        return list(product(actors, recipients))
    return [(a, b) for a, b in product(actors, actors) if a != b]


def _next_level(event_type: str, stated: int, now: int) -> int:
    if event_type == "trade_office_opened":
        return max(now, stated)
    if event_type in _KEEPS_OFFICE:
        return min(now, stated)
    return stated
