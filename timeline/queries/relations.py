"""Cooperation and conflict between pairs as numbers: what each event counts, sums by period, a fading sum, a balance by year.

The values are those of the PLOVER manual (https://github.com/openeventdata/PLOVER), from +10 for help to -9 for an
attack. They were made for machine-coded news, so with a few hundred curated events the parts are always returned
beside the sum: the ids of the events.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from timeline.queries.chronology import actor_names
from timeline.repository import Dataset

NOT_DONE = ("planned", "cancelled", "denied")
SAID_NOT_DONE = "what was planned, called off or denied"
MONTHS_UP_TO = 4
YEAR_MS = 365.25 * 86_400_000
PAIRS_SHOWN = 12
_STEPS = 480
_TITLES = 5

Weights = tuple[tuple[str, float], ...]


def scored_events(dataset: Dataset, events: pd.DataFrame, scale: str, weights: Weights = ()) -> pd.DataFrame:
    """Return what each of `events` counts: event_id, title, when, year, day (the middle of what its start can mean), value,
    is_reported; in order of time. `value` is the PLOVER value, with scale `count` its sign, with scale `own` the weight that
    `weights` give its PLOVER event, whatever its mode, or the PLOVER value where they give none.

    Planned, cancelled and denied events are left out. A delivery counts 0 when an earlier event of its thread is a
    contract or a signature, for it is a step of that matter: what was agreed does not count twice.
    """
    done = events[~events["status"].isin(NOT_DONE)]
    scored = pd.DataFrame(
        {
            "event_id": done["event_id"],
            "title": done["title"],
            "when": done["when"],
            "year": done["year"],
            "day": done["earliest"] + (done["start_latest"] - done["earliest"]) / 2,
            "value": counted_values(dataset, done, scale, weights),
            "is_reported": done["status"] == "reported",
        }
    )
    return scored.sort_values(["day", "event_id"], kind="stable").reset_index(drop=True)


def counted_values(dataset: Dataset, events: pd.DataFrame, scale: str, weights: Weights = ()) -> pd.Series:
    """Return what each of `events` counts on a scale, with the index of `events`; the delivery of what was agreed before counts 0."""
    own = events["plover"].str.partition(":")[0].map(dict(weights)).astype("float64") if scale == "own" and weights else events["scale"]
    value = own.fillna(events["scale"]).mask(_is_agreed_delivery(dataset, events), 0.0)
    return np.sign(value) if scale == "count" else value


def _is_agreed_delivery(dataset: Dataset, events: pd.DataFrame) -> pd.Series:
    """Whether an event is a delivery whose thread has, not later, a contract or a signature that was not called off."""
    every = dataset["events"]
    is_contract = ((every["type"] == "contract") | (every["step"] == "signed")) & (every["thread_id"] != "") & ~every["status"].isin(NOT_DONE)
    agreed = every[is_contract].groupby("thread_id")["earliest"].min()
    since = events[["thread_id"]].join(agreed.rename("since"), on="thread_id")["since"]
    return ((events["step"] == "delivered") | (events["type"] == "delivery")) & since.notna() & (since <= events["earliest"])


def period_edges(first: int, last: int, months: int = 0) -> pd.DatetimeIndex:
    """Return the first days of the half-years, or months where there are at most four years, from `first` to the end of `last`;
    of periods of so many `months` where that is given.
    """
    months = months or (1 if last - first < MONTHS_UP_TO else 6)
    count = (last + 1 - first) * 12 // months
    numbers = first * 12 + months * np.arange(count + 1)
    return pd.DatetimeIndex(pd.to_datetime({"year": numbers // 12, "month": numbers % 12 + 1, "day": 1})).as_unit("ms")


def period_sums(scored: pd.DataFrame, edges: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the sums of `scored` between `edges`: first and last (the days between which they lie, the last not within),
    is_cooperation, is_reported, total, count, ids and titles (joined with `;`, the first five with line ends).

    Cooperation and conflict, confirmed and only reported events are summed apart; what counts 0 is in no sum.
    """
    within = scored[(scored["day"] >= edges[0]) & (scored["day"] < edges[-1]) & (scored["value"] != 0)]
    place = np.searchsorted(edges.to_numpy(), within["day"].to_numpy(), side="right") - 1
    grouped = within.assign(place=place, is_cooperation=within["value"] > 0).groupby(["place", "is_cooperation", "is_reported"], sort=True)
    sums = grouped.agg(total=("value", "sum"), count=("value", "size"), ids=("event_id", ";".join), titles=("title", first_titles)).reset_index()
    starts = sums.pop("place").to_numpy(dtype=int)
    sums.insert(0, "first", edges[starts])
    sums.insert(1, "last", edges[starts + 1])
    return sums


def first_titles(titles: pd.Series) -> str:
    """Return the first five of `titles` in lines, and how many more there are."""
    rest = len(titles) - _TITLES
    return "\n".join([*titles.head(_TITLES), *([f"and {rest} more"] if rest > 0 else [])])


def running_sum(scored: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp, half_life: float) -> pd.DataFrame:
    """Return the sum of all values that fade with their age: day, score, ids and titles of what was added since the row before.

    S(t) = sum of s_i * 2^(-(t - t_i) / h) over the events up to t, h the half-life in years of 365.25 days: exponential
    decay (R. G. Brown, Smoothing, Forecasting and Prediction of Discrete Time Series, 1963). Events before `first` are in it. Rows are at most 480
    even steps; the score of a row is exact for its day.

    Raises:
        ValueError: if the half-life is not above 0.
    """
    if half_life <= 0:
        raise ValueError(f"a half-life of {half_life} years does not fade")
    known = scored[(scored["day"] <= last) & (scored["value"] != 0)]
    start, end = _ms(first), max(_ms(last), _ms(first) + 1)
    grid = np.unique(np.linspace(start, end, _STEPS + 1).round())
    moments = known["day"].to_numpy(dtype="datetime64[ms]").astype("int64").astype("float64")
    place = np.searchsorted(grid, moments, side="left")
    faded = known["value"].to_numpy() * np.exp2(-(grid[place] - moments) / (half_life * YEAR_MS))
    added = np.bincount(place, weights=faded, minlength=len(grid)) if len(known) else np.zeros(len(grid))
    fading = np.exp2(-np.diff(grid) / (half_life * YEAR_MS))
    scores = [total := added[0], *(total := total * fade + new for fade, new in zip(fading, added[1:], strict=True))]
    parts = known.assign(place=place)[moments >= start].groupby("place").agg(ids=("event_id", ";".join), titles=("title", first_titles))
    frame = pd.DataFrame({"day": grid.astype("int64").astype("datetime64[ms]"), "score": np.asarray(scores, dtype="float64")})
    return frame.join(parts).fillna({"ids": "", "titles": ""})


def _ms(moment: pd.Timestamp) -> float:
    return float(moment.to_datetime64().astype("datetime64[ms]").astype("int64"))


def pair_years(dataset: Dataset, scored: pd.DataFrame, pairs: list[tuple[str, str, int]], first: int, last: int) -> pd.DataFrame:
    """Return the years of each of `pairs` (codes in order, number of events): row (place in the list), pair in words, year,
    count, total (sum of values), balance, ids (with `;`); years from `first` to `last` that have events.

    balance = (cooperation - conflict) / (cooperation + conflict), both as sums of absolute values: 1 only cooperation,
    -1 only conflict, 0 where both weigh the same or nothing counts.
    """
    names, dyads = actor_names(dataset), dataset["dyads"]
    rows = pd.DataFrame(
        {"row": range(len(pairs)), "low": [low for low, _, _ in pairs], "high": [high for _, high, _ in pairs], "pair": [say_pair((low, high), names) for low, high, _ in pairs]},
    ).astype({"low": "str", "high": "str", "pair": "str"})
    low, high = dyads[["source", "target"]].min(axis=1), dyads[["source", "target"]].max(axis=1)
    keys = pd.DataFrame({"event_id": dyads["event_id"], "low": low, "high": high}).drop_duplicates()
    cells = keys.merge(rows, on=["low", "high"]).merge(scored[scored["year"].between(first, last)], on="event_id")
    cells = cells.assign(size=cells["value"].abs()).sort_values(["row", "day", "event_id"], kind="stable")
    sums = cells.groupby(["row", "pair", "year"]).agg(count=("value", "size"), total=("value", "sum"), size=("size", "sum"), ids=("event_id", ";".join)).reset_index()
    sums["balance"] = (sums["total"] / sums.pop("size").where(lambda size: size > 0)).fillna(0.0)
    return sums


def pair_sums(dataset: Dataset, scored: pd.DataFrame, codes: Collection[str]) -> pd.DataFrame:
    """Return what each pair of `codes` had to do with each other in `scored`: low, high (codes in order), count, total (sum
    of values), balance (as in `pair_years`), ids and titles (joined with `;`, the first five with line ends); most events first.
    """
    dyads = dataset["dyads"][dataset["dyads"]["source"].isin(codes) & dataset["dyads"]["target"].isin(codes)]
    low, high = dyads[["source", "target"]].min(axis=1), dyads[["source", "target"]].max(axis=1)
    keys = pd.DataFrame({"event_id": dyads["event_id"], "low": low, "high": high}).drop_duplicates()
    rows = keys.merge(scored, on="event_id").sort_values(["day", "event_id"], kind="stable")
    grouped = rows.assign(size=rows["value"].abs()).groupby(["low", "high"])
    sums = grouped.agg(count=("value", "size"), total=("value", "sum"), size=("size", "sum"), ids=("event_id", ";".join), titles=("title", first_titles)).reset_index()
    sums["balance"] = (sums["total"] / sums.pop("size").where(lambda size: size > 0)).fillna(0.0)
    return sums.sort_values(["count", "low", "high"], ascending=[False, True, True]).reset_index(drop=True)


def say_pair(pair: tuple[str, ...], names: dict[str, str]) -> str:
    """Return the names of a pair with a dash between."""
    return " – ".join(names.get(code, code) for code in pair)
