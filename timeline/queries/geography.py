"""What the map of bilateral relations shows as of a date: arcs between seats, places of events."""

from __future__ import annotations

import pandas as pd

from timeline.dates import parse_date
from timeline.queries.chronology import actor_names
from timeline.queries.representation import levels_at, representation_steps
from timeline.repository import Dataset

MAX_PAIRS = 40

Pair = tuple[str, str] | tuple[()]


def last_day(text: str, fallback: pd.Timestamp) -> pd.Timestamp:
    """Return the last day that the EDTF text can mean, or `fallback` if it is empty."""
    return pd.Timestamp(parse_date(text).latest) if text else fallback


def seats(dataset: Dataset) -> pd.DataFrame:
    """Return the actors that can be drawn: code, name, kind, latitude, longitude (seat of government)."""
    actors = dataset["actors"]
    drawn = actors[actors["latitude"].notna() & actors["longitude"].notna()]
    return drawn[["code", "short_name", "kind", "latitude", "longitude"]].rename(columns={"short_name": "name"}).reset_index(drop=True)


def representation_arcs(dataset: Dataset, events: pd.DataFrame, day: pd.Timestamp, dyad: Pair = ()) -> pd.DataFrame:
    """Return the missions that stand on `day`, one row a direction: source, target, names, level, since, event_ids
    (the last change), is_focus (the pair the data is about). Only pairs that the view touches: those of `dyad`, else
    all of which both sides take part in some event of `events`.
    """
    steps = representation_steps(dataset)
    now = levels_at(steps, day)
    shown = {code for column in ("actors", "recipients") for codes in events[column] for code in codes}
    shown = set(dyad) or shown
    now = now[now["sender"].isin(shown) & now["receiver"].isin(shown)]
    arcs = now.rename(columns={"sender": "source", "receiver": "target", "event_id": "event_ids"})
    arcs["is_focus"] = arcs["source"].isin(dataset.focus) & arcs["target"].isin(dataset.focus)
    return _with_seats(dataset, arcs[["source", "target", "level", "since", "event_ids", "is_focus"]])


def mutual_pairs(arcs: pd.DataFrame) -> int:
    """Return how many pairs of `arcs` have one in each direction."""
    return len(arcs.merge(arcs, left_on=["source", "target"], right_on=["target", "source"])) // 2


def event_arcs(dataset: Dataset, events: pd.DataFrame, day: pd.Timestamp, dyad: Pair = ()) -> pd.DataFrame:
    """Return the directed pairs of `events` up to `day`: source, target, count, event_ids, names, seats; the 40 busiest,
    or only those of `dyad`.

    An event without direction counts once for its pair, in the order of codes, with `is_directed` False.
    """
    ids = events.loc[events["earliest"] <= day, "event_id"]
    dyads = dataset["dyads"][dataset["dyads"]["event_id"].isin(ids)]
    if dyad:
        dyads = dyads[dyads["source"].isin(dyad) & dyads["target"].isin(dyad)]
    grouped = dyads.groupby(["source", "target", "is_directed"], as_index=False).agg(count=("event_id", "nunique"), event_ids=("event_id", _joined))
    return _with_seats(dataset, grouped.sort_values(["count", "source", "target"], ascending=[False, True, True]).head(MAX_PAIRS))


def event_places(events: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return the places of `events` up to `day`: place, latitude, longitude, count, category (the commonest), event_ids, titles."""
    placed = events[events["latitude"].notna() & (events["earliest"] <= day)].copy()
    placed["latitude"], placed["longitude"] = placed["latitude"].round(1), placed["longitude"].round(1)
    grouped = placed.groupby(["latitude", "longitude"], as_index=False).agg(
        place=("place", _commonest), count=("event_id", "size"), category=("category", _commonest), event_ids=("event_id", _joined),
        titles=("title", lambda titles: list(titles.tail(5))),
    )  # fmt: skip
    return grouped.sort_values("count", ascending=False).reset_index(drop=True)


def countries_in_view(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return the states of the view: code, name, count (events it acts or is addressed in), most first."""
    participants = dataset["participants"]
    within = participants[participants["event_id"].isin(events["event_id"]) & (participants["role"] != "other")]
    counted = within.groupby("code")["event_id"].nunique().rename("count").reset_index()
    kinds = dataset["actors"][["code", "short_name", "kind"]].rename(columns={"short_name": "name"})
    joined = counted.merge(kinds, on="code")
    states = joined[joined["kind"].isin(["state", "partially_recognised"])]
    return states.sort_values(["count", "code"], ascending=[False, True])[["code", "name", "count"]].reset_index(drop=True)


def _joined(ids: pd.Series) -> str:
    return ";".join(dict.fromkeys(ids))


def _commonest(values: pd.Series) -> str:
    return str(values.mode().iloc[0])


def _with_seats(dataset: Dataset, arcs: pd.DataFrame) -> pd.DataFrame:
    places = seats(dataset).drop(columns=["name", "kind"])
    names = actor_names(dataset)
    joined = arcs.merge(places.add_prefix("source_").rename(columns={"source_code": "source"}), on="source").merge(
        places.add_prefix("target_").rename(columns={"target_code": "target"}), on="target"
    )
    joined["source_name"], joined["target_name"] = joined["source"].map(names), joined["target"].map(names)
    return joined.reset_index(drop=True)
