"""What the data holds and what it does not: events by year and category, sources by country, language and type."""

from __future__ import annotations

import pandas as pd

from timeline.dates import DateError, parse_date
from timeline.queries.chronology import actor_names
from timeline.repository import Dataset
from timeline.schema import LANGUAGES
from timeline.vocabulary import SOURCE_TYPES

MOST = 14


def events_by_year(events: pd.DataFrame) -> pd.DataFrame:
    """Return year, category, count of `events`."""
    return events.groupby(["year", "category"], as_index=False)["event_id"].size().rename(columns={"size": "count"})


def gathered_until(dataset: Dataset) -> pd.Timestamp:
    """Return the last day up to which pages could be seen, or that of the newest event where the data does not say or has a later one."""
    newest = pd.Timestamp(dataset["events"]["earliest"].max())
    try:
        return max(pd.Timestamp(parse_date(dataset.horizon).latest), newest)
    except DateError:
        return newest


def sources_of(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of sources that `events` or their competing accounts cite, with `events`: how many cite each."""
    cited = events[["event_id", "source_ids"]].explode("source_ids")
    claims = dataset["claims"]
    told = claims[claims["event_id"].isin(events["event_id"])][["event_id", "source_ids"]].explode("source_ids")
    counted = pd.concat([cited, told]).drop_duplicates().groupby("source_ids")["event_id"].nunique()
    sources = dataset["sources"]
    found = sources[sources["source_id"].isin(counted.index)].copy()
    found["events"] = found["source_id"].map(counted).astype("int64")
    return found.sort_values(["published", "source_id"], ascending=[False, True]).reset_index(drop=True)


def sources_by(dataset: Dataset, sources: pd.DataFrame, column: str, most: int | None = MOST) -> pd.DataFrame:
    """Return label, count of `sources` by `publisher_actor`, `language`, `type` or `publisher`, `most` rows (None: all), of which the last is the rest."""
    names = actor_names(dataset)
    words = {
        "publisher_actor": lambda code: names.get(code, "International"),
        "language": lambda code: LANGUAGES.get(code, code),
        "type": {term.code: term.label for term in SOURCE_TYPES}.get,
        "publisher": str,
    }[column]
    counted = sources[column].map(words).value_counts()
    frame = pd.DataFrame({"label": counted.index.astype("str"), "count": counted.to_numpy()})
    if most is None or len(frame) <= most:
        return frame
    rest = pd.DataFrame({"label": [f"{len(frame) - most + 1} others"], "count": [int(frame["count"][most - 1 :].sum())]})
    return pd.concat([frame.head(most - 1), rest], ignore_index=True)


def two_publishers_share(events: pd.DataFrame) -> float:
    """Return the share of `events` (0 to 1) with sources from at least two publishers."""
    return float((events["publisher_count"] >= 2).mean()) if len(events) else 0.0
