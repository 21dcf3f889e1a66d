"""Who travelled to whom: the visits of a pair with the rank of the traveller, firsts, running numbers, a matrix of all pairs.

The rank is that of the highest office a traveller holds in the year of the visit by `offices`. Where an office changed
within that year the type decides: on a delegation visit the lower office counts, else the higher. Where no office of a
traveller is known the rank is taken from the type (`_RANK_OF_TYPE`).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from timeline.queries.chronology import actor_names
from timeline.repository import Dataset

Pair = tuple[str, str]

RANKS = ("President", "Prime minister", "Foreign minister", "Defence minister", "Speaker", "Other minister", "Delegation")
MOST_ACTORS = 10
ELSEWHERE = ("meeting_elsewhere", "call")

_OFFICES = ("president", "prime_minister", "foreign_minister", "defence_minister", "speaker", "minister")
_RANK_OF_TYPE = {"state_visit": 0, "ministerial_visit": 5}
_DELEGATION = 6
_LAST_FIRST = 3
_COUNTED = ("confirmed", "reported")
_COLUMNS = ["event_id", "earliest", "start_latest", "year", "when", "title", "type", "status", "importance", "travellers", "hosts"]


def pair_visits(dataset: Dataset, events: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """Return the visits and talks between `pair` among `events`, in order of time: event_id, earliest, start_latest, year,
    when, title, type, status, importance; `side`: forth (first to second), back, between (elsewhere, calls, no direction);
    `rank` (index of RANKS, for trips), `is_counted` (a trip that took place or is reported to), `who` and `whom` (names, empty
    where none is known), `lead` (family name of the traveller of highest rank), `first` (`first visit, first president`, else empty).
    """
    rows = _with_ranks(dataset, _between(dataset, events, pair))
    rows["first"] = rows["event_id"].map(first_words(dataset, pair)).astype("object").fillna("").where(rows["side"] != "between", "").astype("str")
    return rows


@lru_cache(maxsize=64)
def first_words(dataset: Dataset, pair: Pair) -> dict[str, str]:
    """Return the firsts of a pair over the whole data by event: the first visit each way, and the first of each office
    from president to defence minister each way; only from offices that are known. The dictionary is shared, so do not change it.
    """
    rows = _with_ranks(dataset, _between(dataset, dataset["events"], pair))
    trips = rows[rows["is_counted"]]
    found: dict[str, list[str]] = {}
    for event_id in trips.groupby("side")["event_id"].first():
        found.setdefault(event_id, []).append("first visit")
    held = trips[trips["is_office_known"] & (trips["rank"] <= _LAST_FIRST)]
    for event_id, rank in held.groupby(["side", "rank"], as_index=False).first()[["event_id", "rank"]].itertuples(index=False):
        found.setdefault(event_id, []).append(f"first {RANKS[rank].lower()}")
    return {event_id: ", ".join(words) for event_id, words in found.items()}


def running_numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the counted visits of `pair_visits` with `number`, the how manieth of its side it is: event_id, earliest, when, title, side, number."""
    trips = rows[rows["is_counted"]]
    return trips[["event_id", "earliest", "when", "title", "side"]].assign(number=trips.groupby("side").cumcount() + 1)


def ranks_never_sent(dataset: Dataset, pair: Pair, side: str) -> list[str]:
    """Return the offices from president to defence minister of which nobody has made a visit on this side, in words."""
    rows = _with_ranks(dataset, _between(dataset, dataset["events"], pair))
    sent = set(rows.loc[rows["is_counted"] & (rows["side"] == side), "rank"])
    return [RANKS[rank].lower() for rank in range(_LAST_FIRST + 1) if rank not in sent]


def visit_matrix(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return how many visits went from whom to whom among `events`: source, target (codes), source_name, target_name,
    count, event_ids (`;` between); only between the ten actors with most visits sent and received, and only trips that took place or are
    reported to.
    """
    trips = events[(events["category"] == "visit") & events["status"].isin(_COUNTED) & ~events["type"].isin([*ELSEWHERE, "visit_postponed"])]
    dyads = dataset["dyads"]
    dyads = dyads[dyads["event_id"].isin(trips["event_id"]) & dyads["is_directed"]]
    busy = pd.concat([dyads["source"], dyads["target"]]).value_counts().rename_axis("code").reset_index(name="count")
    kept = busy.sort_values(["count", "code"], ascending=[False, True]).head(MOST_ACTORS)["code"]
    within = dyads[dyads["source"].isin(kept) & dyads["target"].isin(kept)]
    counted = within.groupby(["source", "target"], as_index=False).agg(count=("event_id", "nunique"), event_ids=("event_id", lambda ids: ";".join(dict.fromkeys(ids))))
    names = actor_names(dataset)
    counted["source_name"], counted["target_name"] = counted["source"].map(names), counted["target"].map(names)
    return counted.sort_values(["count", "source", "target"], ascending=[False, True, True]).reset_index(drop=True)


def _between(dataset: Dataset, events: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """The visits of the pair, with the side each is on; an event that goes both ways is between them."""
    dyads = dataset["dyads"]
    dyads = dyads[dyads["source"].isin(pair) & dyads["target"].isin(pair)]
    sides = pd.DataFrame({"event_id": dyads["event_id"], "side": np.where(~dyads["is_directed"], "between", np.where(dyads["source"] == pair[0], "forth", "back"))})
    sides = sides.drop_duplicates().groupby("event_id", as_index=False)["side"].agg(lambda found: found.iloc[0] if len(found) == 1 else "between")
    rows = events.loc[events["category"] == "visit", _COLUMNS].merge(sides, on="event_id")
    rows["side"] = rows["side"].mask(rows["type"].isin(ELSEWHERE), "between")
    return (
        rows.sort_values(["earliest", "event_id"], kind="stable")
        .reset_index(drop=True)
        .assign(sender=lambda frame: frame["side"].map({"forth": pair[0], "back": pair[1], "between": ""}).astype("str"))
    )


def _with_ranks(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    people = dataset["people"].set_index("person_id")
    held = _offices_held(dataset, rows)
    best = held.sort_values("rank", kind="stable").drop_duplicates("event_id").set_index("event_id")
    names = people["name"].to_dict()
    by_type = rows["type"].map(_RANK_OF_TYPE).fillna(_DELEGATION)
    office = rows["event_id"].map(best["rank"])
    lead = rows["event_id"].map(best["person_id"]).astype("object").fillna(rows["travellers"].str[0]).map(names).astype("object").fillna("").astype("str")
    return rows.assign(
        rank=office.fillna(by_type).astype("int64"),
        is_office_known=office.notna(),
        is_counted=(rows["side"] != "between") & rows["status"].isin(_COUNTED) & (rows["type"] != "visit_postponed"),
        who=[", ".join(names.get(person, person) for person in persons) for persons in rows["travellers"]],
        whom=[", ".join(names.get(person, person) for person in persons) for persons in rows["hosts"]],
        lead=lead.str.split().str[-1].astype("object").fillna("").astype("str"),
    ).drop(columns=["travellers", "hosts", "sender"])


def _offices_held(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rank each traveller of the sender holds in the year of the visit: event_id, person_id, rank; without those of no known office."""
    people, offices = dataset["people"], dataset["offices"]
    spans = pd.DataFrame(
        {
            "person_id": offices["person_id"],
            "rank": offices["office"].map({office: rank for rank, office in enumerate(_OFFICES)}).fillna(_DELEGATION).astype("int64"),
            "from": offices["start"].str[:4].str.replace("X", "0").astype("int64"),
            "to": offices["end"].str[:4].str.replace("X", "9").replace("..", "9999").astype("int64"),
        }
    )
    travellers = rows[["event_id", "year", "type", "sender", "travellers"]].explode("travellers").rename(columns={"travellers": "person_id"}).dropna(subset="person_id")
    travellers = travellers.merge(people[["person_id", "actor"]], on="person_id")
    held = travellers[travellers["actor"] == travellers["sender"]].merge(spans, on="person_id")
    held = held[(held["from"] <= held["year"]) & (held["year"] <= held["to"])]
    by_person = held.groupby(["event_id", "person_id", "type"], as_index=False, sort=False).agg(low=("rank", "max"), high=("rank", "min"))
    by_person["rank"] = by_person["high"].mask(by_person["type"] == "delegation_visit", by_person["low"])
    return by_person[["event_id", "person_id", "rank"]]
