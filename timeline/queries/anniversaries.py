"""Events of a day of the year, or of the nearest one that has any."""

from __future__ import annotations

from datetime import date

import pandas as pd

from timeline.queries.relations import NOT_DONE

_LEAP_YEAR, _DAYS = 2000, 366


def on_this_day(events: pd.DataFrame, today: date) -> tuple[pd.DataFrame, date | None]:
    """Return those of `events` that began on the day and month of `today` in any year up to it, the most important first, then the
    newest; and the day they fall on (in the year of `today`, where it has that day, else in a leap year).

    Where there is none, those of the nearest day of the year are returned, of two as near the earlier. Only events that
    were done, and of which the day is known; no row and no day where there is none at all.
    """
    known = events[
        (events["precision"] == "day") & ~events["is_approximate"] & ~events["is_uncertain"] & ~events["status"].isin(NOT_DONE) & (events["earliest"] <= pd.Timestamp(today))
    ]
    if known.empty:
        return known, None
    of_year = pd.Series([_day_of_year(day.month, day.day) for day in known["earliest"]], index=known.index)
    ahead = (of_year - _day_of_year(today.month, today.day)) % _DAYS
    distance = ahead.where(ahead <= _DAYS - ahead, _DAYS - ahead)
    nearest = known[distance == distance.min()]
    is_before = ahead.loc[nearest.index] > _DAYS / 2
    if is_before.any():
        nearest = nearest[is_before]
    chosen = nearest.sort_values(["importance", "earliest", "event_id"], ascending=[True, False, True], kind="stable")
    return chosen, _in_year(chosen["earliest"].iloc[0], today)


def _day_of_year(month: int, day: int) -> int:
    return date(_LEAP_YEAR, month, day).timetuple().tm_yday


def _in_year(day: pd.Timestamp, today: date) -> date:
    try:
        return date(today.year, day.month, day.day)
    except ValueError:
        return date(_LEAP_YEAR, day.month, day.day)
