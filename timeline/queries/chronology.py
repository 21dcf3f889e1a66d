"""The events of a view as rows of a timeline: lanes, words for hover, war bands and competing dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.dates import DateError, parse_date, say_date
from timeline.queries.numbering import numbering
from timeline.repository import Dataset
from timeline.vocabulary import CATEGORY_LABELS

MAX_LANES = 12
_ORDER = {code: number for number, code in enumerate(CATEGORY_LABELS)}
_COLUMNS = [
    "event_id", "earliest", "start_latest", "end_earliest", "latest", "is_ongoing", "precision", "is_approximate", "is_uncertain", "when",
    "category", "status", "importance", "title", "label",
]  # fmt: skip


@lru_cache(maxsize=2)
def actor_names(dataset: Dataset) -> dict[str, str]:
    """Return the short name of every actor by its code; the dictionary is shared, so do not change it."""
    return dict(zip(dataset["actors"]["code"], dataset["actors"]["short_name"], strict=True))


def say_parties(actors: tuple[str, ...], recipients: tuple[str, ...], names: Mapping[str, str]) -> str:
    """Return who acts towards whom: `Israel → Azerbaijan`, `Azerbaijan, Israel`."""
    sides = [", ".join(names.get(code, code) for code in side) for side in (actors, recipients) if side]
    return " → ".join(sides)


def timeline_rows(dataset: Dataset, events: pd.DataFrame, lanes: str) -> pd.DataFrame:
    """Return a row for each mark: the date columns of `events`, category, status, importance, title, label, `lane`,
    `lane_order`, `parties` and `sources` in words, `is_focus`: whether it is between the pair the data is about. With lanes by dyad or country an event has a mark in each lane it
    belongs to; what belongs to none of the twelve busiest lanes stands in the last, `Others`.
    """
    rows = _told(dataset).loc[events.index]
    if lanes == "category":
        return rows.assign(lane=rows["category"].map(CATEGORY_LABELS), lane_order=rows["category"].map(_ORDER)).sort_values("lane_order", kind="stable").reset_index(drop=True)
    membership = _membership(dataset, events["event_id"], lanes, actor_names(dataset))
    return rows.merge(membership, on="event_id", sort=False).sort_values(["lane_order", "earliest", "event_id"], kind="stable").reset_index(drop=True)


@lru_cache(maxsize=2)
def war_bands(dataset: Dataset) -> pd.DataFrame:
    """Return the wars that run as bands behind all lanes: event_id, title, label, earliest, latest, is_ongoing."""
    events = dataset["events"]
    wars = events[(events["type"] == "war") & (events["importance"] == 1) & ~events["status"].isin(["planned", "cancelled", "denied"])]
    return wars.sort_values("earliest")[["event_id", "title", "label", "earliest", "latest", "is_ongoing"]].reset_index(drop=True)


def competing_dates(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return the other dates that accounts give for the starts of `events`: event_id, earliest, latest, when, claimant."""
    dates = _all_competing_dates(dataset)
    return dates[dates["event_id"].isin(events["event_id"])].reset_index(drop=True)


@lru_cache(maxsize=2)
def _all_competing_dates(dataset: Dataset) -> pd.DataFrame:
    claims = dataset["claims"]
    rows = []
    for claim in claims[(claims["field"] == "start") & (claims["rank"] != "preferred")].itertuples():
        try:
            value = parse_date(claim.value)
        except DateError:
            continue
        rows.append((claim.event_id, value.earliest.isoformat(), value.latest.isoformat(), say_date(value), claim.claimant))
    frame = pd.DataFrame(rows, columns=["event_id", "earliest", "latest", "when", "claimant"], dtype="str")
    for name in ("earliest", "latest"):
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d").astype("datetime64[ms]")
    return frame


@lru_cache(maxsize=2)
def _told(dataset: Dataset) -> pd.DataFrame:
    """What a row tells of every event whatever the view and its lanes; the index is that of events.

    Texts stand as plain objects: a view of many columns is cut from one block of them in a fraction of the time.
    """
    events, dyads, names = dataset["events"], dataset["dyads"], actor_names(dataset)
    publisher = dict(zip(dataset["sources"]["source_id"], dataset["sources"]["publisher"], strict=True))
    focus = dyads.loc[dyads["source"].isin(dataset.focus) & dyads["target"].isin(dataset.focus), "event_id"]
    rows = events[_COLUMNS].assign(
        parties=[say_parties(actors, recipients, names) for actors, recipients in zip(events["actors"], events["recipients"], strict=True)],
        sources=[_say_sources([publisher[source] for source in ids]) for ids in events["source_ids"]],
        is_focus=events["event_id"].isin(focus).to_numpy(),
    )
    return rows.astype(dict.fromkeys(rows.columns[rows.dtypes == "str"], object)).copy()


def _membership(dataset: Dataset, ids: pd.Series, lanes: str, names: Mapping[str, str]) -> pd.DataFrame:
    if lanes == "country":
        within = dataset["participants"]
        within = within[within["event_id"].isin(ids) & (within["role"] != "other")]
        keys = pd.DataFrame({"event_id": within["event_id"], "key": within["code"].map(names)})
    else:
        dyads = dataset["dyads"][dataset["dyads"]["event_id"].isin(ids)]
        first, second = dyads[["source", "target"]].min(axis=1), dyads[["source", "target"]].max(axis=1)
        keys = pd.DataFrame({"event_id": dyads["event_id"], "key": first.map(names) + " – " + second.map(names)})
    return _busiest(keys.drop_duplicates(), ids)


def _busiest(keys: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    busiest = keys["key"].value_counts(sort=True).head(MAX_LANES).index.tolist()
    order = {key: number for number, key in enumerate(busiest)}
    kept = keys[keys["key"].isin(busiest)].rename(columns={"key": "lane"})
    rest = pd.DataFrame({"event_id": ids[~ids.isin(kept["event_id"])], "lane": "Others"})
    frame = pd.concat([kept, rest], ignore_index=True)
    frame["lane_order"] = frame["lane"].map(order).fillna(len(order)).astype("int64")
    return frame


def _say_sources(publishers: list[str]) -> str:
    unique = list(dict.fromkeys(publishers))
    return ", ".join(unique[:3]) + (f" and {len(unique) - 3} more" if len(unique) > 3 else "")


def busiest_dyad(dataset: Dataset) -> tuple[str, str]:
    """Return the pair with most events, in the order of codes; empty codes where there is no pair."""
    counted = numbering(dataset).by_pair(np.ones(len(dataset["events"]), dtype=bool))
    return counted[0][:2] if counted else ("", "")
