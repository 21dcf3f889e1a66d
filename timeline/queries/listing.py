"""Events as a list to be read: when, what, between whom, and where it stands."""

from __future__ import annotations

import pandas as pd

from timeline.queries.chronology import actor_names, say_parties
from timeline.repository import Dataset


def listed(dataset: Dataset, events: pd.DataFrame) -> pd.DataFrame:
    """Return event_id, when, title, parties (`Israel → Azerbaijan`) of `events` in their order, and `sources`: a tuple
    of (publisher, address) for each, best first.
    """
    names = actor_names(dataset)
    table = dataset["sources"]
    pages = {row.source_id: (str(row.publisher), str(row.url)) for row in table[["source_id", "publisher", "url"]].itertuples()}
    found = events[["event_id", "when", "title"]].reset_index(drop=True)
    found["parties"] = pd.Series([say_parties(row.actors, row.recipients, names) for row in events.itertuples()], dtype="str")
    found["sources"] = pd.Series([tuple(pages[source] for source in ids) for ids in events["source_ids"]], dtype="object")
    return found
