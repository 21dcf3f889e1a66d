"""Who waits for whom: the missions of a pair as spells, the spans in which one side had an embassy alone, the events behind them.

The levels are those of `queries.representation`, on the scale of the Correlates of War Diplomatic Exchange data: an
embassy here is level 3, a mission headed by an ambassador. Every change counts from the first day its date can mean.
"""

from __future__ import annotations

import pandas as pd

from timeline.queries.chronology import timeline_rows
from timeline.repository import Dataset

EMBASSY, OTHER = 3, 9
LEVEL_WORDS = {0: "none", 1: "chargé", 2: "minister", 3: "ambassador", OTHER: "other rank"}
OFFICE = "office"
YEARS_TO_OPEN = 2

_OPENINGS = ("embassy_opened", "trade_office_opened", "consulate_opened")
_LEVEL_COLUMNS = ["sender", "receiver", "level", "word", "begins", "ends", "event_id", "is_running"]
_SPAN_COLUMNS = ["first", "second", "sender", "receiver", "begins", "ends", "days", "event_id", "lacks", "is_told", "is_running"]


def pair_levels(steps: pd.DataFrame, first: str, second: str, start: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Return a row for each spell from `start` to `until` in which one of the two kept a mission at the other: sender,
    receiver, level, word (what the level is called), begins, ends, event_id (what began it), is_running.

    `steps` are those of `representation_steps`.
    """
    within = steps[steps["sender"].isin([first, second]) & steps["receiver"].isin([first, second]) & (steps["earliest"] < until)]
    spells = within.assign(ends=within.groupby("sender")["earliest"].shift(-1))
    spells["is_running"] = spells["ends"].isna()
    spells["word"] = spells["level"].map(LEVEL_WORDS).where((spells["level"] != 1) | (spells["type"] != "trade_office_opened"), OFFICE)
    return _clipped(spells, start, until).loc[lambda rows: rows["level"] > 0, _LEVEL_COLUMNS].reset_index(drop=True)


def one_sided_spans(steps: pd.DataFrame, start: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Return a row for each span from `start` to `until` in which only one side of a pair had an embassy in the other:
    first, second (codes in order), sender (who had it), receiver, begins, ends, days, event_id (what began it), lacks,
    is_told, is_running; in order of pairs and time.

    `lacks` says what the other side had not: an `embassy`, or, where it kept a mission of lower rank, an `ambassador`.
    `is_told` is False where the data knows of no mission of the other side at all: then it may be one that no source told.
    """
    known = steps[steps["earliest"] < until].copy()
    pairs = known[["sender", "receiver"]]
    known["first"], known["second"] = pairs.min(axis=1), pairs.max(axis=1)
    grouped = known.groupby(["first", "second"])
    ranked = known["level"].isin([2, OTHER]) | ((known["level"] == 1) & (known["type"] != "trade_office_opened"))
    for side in ("first", "second"):
        acts = known["sender"] == known[side]
        for name, values in (("has", known["level"] == EMBASSY), ("ranked", ranked)):
            kept = values.astype("float64").where(acts)
            known[f"{side}_{name}"] = kept.groupby([known["first"], known["second"]]).ffill() == 1
    known["ends"] = grouped["earliest"].shift(-1)
    known["is_running"] = known["ends"].isna()
    known = _clipped(known, start, until)
    by_first = known["first_has"]
    known["sender"], known["receiver"] = known["first"].where(by_first, known["second"]), known["second"].where(by_first, known["first"])
    known["is_lower"] = known["second_ranked"].where(by_first, known["first_ranked"])
    spans = _joined(known, known["first_has"] != known["second_has"])
    return _with_told(spans, steps[steps["earliest"] < until])[_SPAN_COLUMNS]


def pairs_by_one_sidedness(spans: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of `spans` (see `one_sided_spans`), longest first: first, second, days (one side alone, whichever)."""
    summed = spans.groupby(["first", "second"], as_index=False)["days"].sum()
    return summed.sort_values(["days", "first", "second"], ascending=[False, True, True]).reset_index(drop=True)


def count_pairs(steps: pd.DataFrame, until: pd.Timestamp, actors: tuple[str, ...] = (), match: str = "any") -> int:
    """Return in how many pairs at least one embassy is known up to `until`; with `actors`, of the pairs that touch them."""
    embassies = steps[(steps["level"] == EMBASSY) & (steps["earliest"] < until)]
    embassies = embassies[touches(embassies, "sender", "receiver", actors, match)]
    return len({frozenset(pair) for pair in zip(embassies["sender"], embassies["receiver"], strict=True)})


def touches(rows: pd.DataFrame, one: str, other: str, actors: tuple[str, ...], match: str = "any") -> pd.Series:
    """Return which rows name any of `actors` in one of two columns; with `match` "all" every one of them; all rows without `actors`."""
    mask = pd.Series([not actors or match == "all"] * len(rows), index=rows.index, dtype=bool)
    for code in actors:
        here = (rows[one] == code) | (rows[other] == code)
        mask = mask & here if match == "all" else mask | here
    return mask


def representation_marks(dataset: Dataset, events: pd.DataFrame, first: str, second: str, until: pd.Timestamp) -> pd.DataFrame:
    """Return the representation events of a pair up to `until`, a row for each side that acts: the columns of
    `chronology.timeline_rows`, side (`first` or `second`), is_mutual, is_unmet, form.

    A decision to open is unmet if that side opened no mission there within two years and these are over. `form` is the
    status, except that an unmet decision that was only reported counts as planned.
    """
    chosen = events[(events["category"] == "representation") & (events["earliest"] <= until)]
    dyads = dataset["dyads"]
    dyads = dyads[dyads["event_id"].isin(chosen["event_id"]) & dyads["source"].isin([first, second]) & dyads["target"].isin([first, second])]
    sides = [_acting(dyads, first, "first"), _acting(dyads, second, "second")]
    acting = pd.concat(sides, ignore_index=True).drop_duplicates(["event_id", "side"])
    rows = timeline_rows(dataset, chosen, "category").merge(acting, on="event_id")
    unmet = _unmet(dataset, chosen, dyads, until)
    rows["is_unmet"] = rows["event_id"].isin(unmet)
    rows["form"] = rows["status"].mask(rows["is_unmet"] & (rows["status"] == "reported"), "planned")
    return rows.sort_values(["earliest", "event_id", "side"], kind="stable").reset_index(drop=True)


def say_standing(dataset: Dataset, steps: pd.DataFrame, sender: str, receiver: str, until: pd.Timestamp) -> str:
    """Return what mission `sender` keeps at `receiver` on the day `until`, in words: `ambassador since August 1993`."""
    past = steps[(steps["sender"] == sender) & (steps["receiver"] == receiver) & (steps["earliest"] < until)]
    if past.empty:
        return "no mission known"
    last = past.iloc[-1]
    event = dataset["events"].set_index("event_id").loc[last["event_id"]]
    when = event["when"] if event["earliest"] == last["earliest"] else f"{last['earliest']:%-d %B %Y}"
    word = OFFICE if last["type"] == "trade_office_opened" else LEVEL_WORDS[int(last["level"])]
    return f"{word if last['level'] else 'no mission'} since {when}"


def say_days(days: int) -> str:
    """Return a number of days in words, with years where it is a year or more: `10,829 days (29.6 years)`."""
    said = f"{days:,} day{'' if days == 1 else 's'}"
    return f"{said} ({days / 365.25:.1f} years)" if days >= 365.25 else said


def _clipped(rows: pd.DataFrame, start: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    """Rows that last at least a day between `start` and `until`, with begins and ends inside."""
    begins = rows["earliest"].clip(lower=start)
    ends = rows["ends"].fillna(until).clip(upper=until)
    return rows.assign(begins=begins, ends=ends)[begins < ends]


def _joined(rows: pd.DataFrame, is_alone: pd.Series) -> pd.DataFrame:
    """Neighbouring rows in which the same side is alone, as one span."""
    holder = rows["sender"].where(is_alone, "")
    pair = rows["first"] + "-" + rows["second"]
    order = pair.to_frame("pair").assign(holder=holder, begins=rows["begins"]).sort_values(["pair", "begins"], kind="stable")
    run = ((order["pair"] != order["pair"].shift()) | (order["holder"] != order["holder"].shift())).cumsum()
    alone = rows.loc[order.index].assign(run=run)[is_alone.loc[order.index]]
    spans = alone.groupby("run", as_index=False).agg(
        first=("first", "first"), second=("second", "first"), sender=("sender", "first"), receiver=("receiver", "first"), begins=("begins", "first"),
        ends=("ends", "last"), event_id=("event_id", "first"), is_lower=("is_lower", "any"), is_running=("is_running", "last"),
    )  # fmt: skip
    spans["days"] = (spans["ends"] - spans["begins"]).dt.days
    spans["lacks"] = pd.Series("embassy", index=spans.index, dtype="str").mask(spans["is_lower"].astype(bool), "ambassador")
    return spans


def _with_told(spans: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    told = steps[["sender", "receiver"]].drop_duplicates().rename(columns={"sender": "receiver", "receiver": "sender"}).assign(is_told=True)
    joined = spans.merge(told, on=["sender", "receiver"], how="left")
    return joined.assign(is_told=joined["is_told"].notna())


def _acting(dyads: pd.DataFrame, code: str, side: str) -> pd.DataFrame:
    acts = dyads[(dyads["source"] == code) | ((dyads["target"] == code) & ~dyads["is_directed"])]
    return pd.DataFrame({"event_id": acts["event_id"], "side": side, "is_mutual": ~acts["is_directed"]})


def _unmet(dataset: Dataset, chosen: pd.DataFrame, dyads: pd.DataFrame, until: pd.Timestamp) -> list[str]:
    """The ids of the decisions among `chosen` after which nothing was opened in time."""
    allowed = pd.DateOffset(years=YEARS_TO_OPEN)
    decisions = chosen.loc[(chosen["type"] == "decision_to_open") & (chosen["earliest"] + allowed <= until), ["event_id", "earliest"]]
    events = dataset["events"]
    opened = events[events["type"].isin(_OPENINGS) & events["status"].isin(["confirmed", "reported"])]
    openings = dataset["dyads"].merge(opened[["event_id", "earliest", "latest"]], on="event_id")[["source", "target", "earliest", "latest"]]
    decided = dyads.merge(decisions, on="event_id")[["event_id", "source", "target", "earliest"]]
    joined = decided.merge(openings, on=["source", "target"], suffixes=("", "_opened"))
    met = joined[(joined["latest"] >= joined["earliest"]) & (joined["earliest_opened"] <= joined["earliest"] + allowed)]
    return decisions.loc[~decisions["event_id"].isin(met["event_id"]), "event_id"].tolist()
