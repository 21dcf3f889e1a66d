"""Arms between a pair: the events that both take part in, the deals of the register, money stated, volume delivered by year.

TIV is SIPRI's trend-indicator value: a volume in millions, never a price
(https://www.sipri.org/databases/armstransfers/sources-and-methods). SIPRI gives it here for all that was delivered of a
deal; `tiv_by_year` spreads it evenly over the years of delivery.
"""

from __future__ import annotations

import pandas as pd

from timeline.filters import Filters
from timeline.frames import fold
from timeline.queries.chronology import actor_names, timeline_rows
from timeline.repository import Dataset
from timeline.vocabulary import TYPE_BY_CODE, TYPE_LABELS

Pair = tuple[str, str]

UNKNOWN = "unknown"
_ORDER = {code: number for number, code in enumerate(code for code, term in TYPE_BY_CODE.items() if term.category == "arms")}
_UNCERTAIN = ("planned", "cancelled", "denied")


def pair_arms(dataset: Dataset, events: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """Return the arms events among `events` that belong to `pair`: those between both and, where arms pass between them at all,
    those in which one side acts and the other is named beside, in combat or towards nobody. So a weapon that is used or shown
    belongs to its supplier too, and what a third state sells to one of the two does not. Columns are those of events.
    """
    arms = dataset["events"].loc[dataset["events"]["category"] == "arms", ["event_id", "type", "recipients"]]
    dyads, within = dataset["dyads"], dataset["participants"]
    direct = arms["event_id"].isin(dyads.loc[dyads["source"].isin(pair) & dyads["target"].isin(pair), "event_id"])
    sides = within[within["code"].isin(pair) & within["event_id"].isin(arms["event_id"])]
    both = sides.groupby("event_id")["code"].nunique()
    beside = arms["event_id"].isin(both.index[both == len(set(pair))]) & arms["event_id"].isin(sides.loc[sides["role"] == "actor", "event_id"])
    beside &= (arms["recipients"].map(len) == 0) | (arms["type"] == "used_in_combat")
    deals_made = dataset["arms"]["supplier"].isin(pair) & dataset["arms"]["recipient"].isin(pair)
    passes = bool(deals_made.any() or (direct & (arms["type"] != "used_in_combat")).any())
    return events[events["event_id"].isin(arms.loc[direct | (beside & passes), "event_id"])]


def lanes_by_type(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return `events` as rows of a timeline (see `chronology.timeline_rows`), a lane each type in the order of the vocabulary."""
    rows = timeline_rows(dataset, events, "category")
    types = rows["event_id"].map(events.set_index("event_id")["type"])
    rows = rows.assign(lane=types.map(TYPE_LABELS), lane_order=types.map(_ORDER))
    return rows.sort_values(["lane_order", "earliest", "event_id"], kind="stable").reset_index(drop=True)


def deals(dataset: Dataset, filters: Filters, pair: Pair) -> pd.DataFrame:
    """Return the deals of the register between `pair`, by year of order: deal_id, designation, description, numbers (ordered
    and delivered in words), short (the same in fewer words), parties, order_year, order_words, years_delivered (whole numbers), last_year, tiv (millions;
    NaN: unknown), value_usd_m (NaN: not stated), value_note, thread_id, event_ids (the events of its thread, `;` between, or empty).

    Of the filters those that a deal can obey count: kind, years, direction, countries, search. A deal without a year of order comes last.
    """
    arms = dataset["arms"]
    arms = arms[_chosen(dataset, filters, pair)].sort_values(["year_of_order", "deal_id"], kind="stable").reset_index(drop=True)
    events = dataset["events"]
    threads = events[events["thread_id"] != ""].sort_values("earliest").groupby("thread_id")["event_id"].agg(";".join)
    names = actor_names(dataset)
    order = arms["year_of_order"].map("{:.0f}".format).astype("str").where(arms["year_of_order"].notna(), UNKNOWN)
    years = pd.Series([tuple(sorted({int(year) for year in found})) for found in arms["years_delivered"]], index=arms.index, dtype=object)
    return pd.DataFrame(
        {
            "deal_id": arms["deal_id"], "designation": arms["designation"], "description": arms["description"], **_numbers(arms),
            "parties": arms["supplier"].map(names) + " → " + arms["recipient"].map(names), "order_year": arms["year_of_order"],
            "order_words": order.mask((arms["year_of_order_is_estimate"] == "yes") & (order != UNKNOWN), "about " + order),
            "years_delivered": years, "last_year": _last_years(arms, years), "tiv": arms["tiv"], "value_usd_m": arms["value_usd_m"], "value_note": arms["value_note"],
            "thread_id": arms["thread_id"], "event_ids": arms["thread_id"].map(threads).fillna(""),
        }
    )  # fmt: skip


def tiv_by_year(found: pd.DataFrame) -> pd.DataFrame:
    """Return the TIV of `deals` by year, every year from the first to the last: year, tiv, total (running), deals (how many deliver then).

    Each deal's TIV is spread evenly over its years of delivery; a deal without TIV or without such a year is left out.
    """
    known = found[found["tiv"].notna() & (found["years_delivered"].map(len) > 0)]
    spread = known.assign(tiv=known["tiv"] / known["years_delivered"].map(len)).explode("years_delivered")
    if spread.empty:
        return pd.DataFrame({"year": pd.Series(dtype="int64"), "tiv": pd.Series(dtype="float64"), "total": pd.Series(dtype="float64"), "deals": pd.Series(dtype="int64")})
    by_year = spread.groupby(spread["years_delivered"].astype("int64")).agg(tiv=("tiv", "sum"), deals=("deal_id", "nunique"))
    by_year = by_year.reindex(range(int(by_year.index.min()), int(by_year.index.max()) + 1), fill_value=0).rename_axis("year").reset_index()
    return by_year.assign(total=by_year["tiv"].cumsum())[["year", "tiv", "total", "deals"]]


def stated_sums(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events of `pair_arms` for which a source states money: event_id, earliest, start_latest, when, title, label (never empty),
    status, value_usd_m (million US dollars of that day), is_deal: whether the row is a contract; what was disclosed may be a running total.
    """
    stated = events[events["value_usd_m"].notna() & ~events["status"].isin(_UNCERTAIN)].sort_values(["earliest", "event_id"])
    rows = stated[["event_id", "earliest", "start_latest", "when", "title", "status", "value_usd_m"]].assign(
        label=stated["label"].where(stated["label"] != "", stated["title"]), is_deal=stated["type"] == "contract"
    )
    return rows.reset_index(drop=True)


def _chosen(dataset: Dataset, filters: Filters, pair: Pair) -> pd.Series:
    arms = dataset["arms"]
    first, second = pair
    forth, back = (arms["supplier"] == first) & (arms["recipient"] == second), (arms["supplier"] == second) & (arms["recipient"] == first)
    chosen = {"both": forth | back, "forward": forth, "back": back}[filters.direction]
    if (filters.category and "arms" not in filters.category) or (filters.type and not any(code in _ORDER for code in filters.type)):
        chosen = chosen & False
    if filters.actors:
        sides = arms["supplier"].isin(filters.actors).astype("int64") + arms["recipient"].isin(filters.actors).astype("int64")
        chosen = chosen & (sides >= (len(filters.actors) if filters.match == "all" else 1))
    if filters.years:
        last = _last_years(arms, arms["years_delivered"]).fillna(9999)
        chosen = chosen & (arms["year_of_order"].fillna(0) <= filters.years[1]) & (last >= filters.years[0])
    names = actor_names(dataset)
    texts = arms["designation"] + " " + arms["description"] + " " + arms["supplier"].map(names) + " " + arms["recipient"].map(names)
    for word in fold(filters.search).split():
        chosen = chosen & texts.map(fold).str.contains(word, regex=False)
    return chosen.astype("bool")


def _last_years(arms: pd.DataFrame, years: pd.Series) -> pd.Series:
    delivered = pd.Series([max((float(year) for year in found), default=float("nan")) for found in years], index=arms.index, dtype="float64")
    return delivered.fillna(arms["year_of_order"])


def _numbers(arms: pd.DataFrame) -> dict[str, pd.Series]:
    ordered, delivered = (_pieces(arms[f"number_{what}"], arms[f"number_{what}_is_estimate"]) for what in ("ordered", "delivered"))
    words = _named(ordered, "ordered") + ", " + _named(delivered, "delivered")
    words = words.mask((ordered == UNKNOWN) & (delivered == UNKNOWN), f"numbers {UNKNOWN}")
    return {"numbers": words, "short": words.mask((ordered == delivered) & (ordered != UNKNOWN), ordered + ", all delivered")}


def _pieces(numbers: pd.Series, is_estimate: pd.Series) -> pd.Series:
    plain = numbers.map("{:,.0f}".format).astype("str")
    return plain.mask(is_estimate == "yes", "about " + plain).where(numbers.notna(), UNKNOWN)


def _named(pieces: pd.Series, what: str) -> pd.Series:
    return (pieces + f" {what}").mask(pieces == UNKNOWN, f"{what} {UNKNOWN}")
