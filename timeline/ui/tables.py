"""The tables of the data page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from timeline.filters import Filters
from timeline.queries import chronology, selection
from timeline.queries.coverage import sources_of, two_publishers_share
from timeline.repository import Dataset
from timeline.schema import EVENTS, SOURCES, TABLES
from timeline.ui import words
from timeline.ui.components import table_files
from timeline.vocabulary import CATEGORY_LABELS, STATUS_LABELS, TYPE_LABELS

HEIGHT = 620


def events_table(dataset: Dataset, filters: Filters) -> None:
    """Draw the events of the view; a chosen row opens its card, the last column leads to the best source."""
    events = selection.select(dataset, filters)
    names = chronology.actor_names(dataset)
    address = dict(zip(dataset["sources"]["source_id"], dataset["sources"]["url"], strict=True))
    shown = pd.DataFrame(
        {
            "start": events["start"],
            "when": events["when"],
            "title": events["title"],
            "parties": [chronology.say_parties(row.actors, row.recipients, names) for row in events.itertuples()],
            "category": events["category"].map(CATEGORY_LABELS),
            "type": events["type"].map(TYPE_LABELS),
            "status": events["status"].map(STATUS_LABELS),
            "importance": events["importance"],
            "place": events["place"],
            "value_usd_m": events["value_usd_m"],
            "source_count": events["source_count"],
            "url": [address[ids[0]] for ids in events["source_ids"]],
        }
    )
    config = {
        name: st.column_config.TextColumn(EVENTS.column(name).title, help=EVENTS.column(name).description) for name in ("start", "title", "category", "type", "status", "place")
    } | {
        "when": None,
        "parties": st.column_config.TextColumn("Who → whom"),
        "title": st.column_config.TextColumn("Title", width="large", help=EVENTS.column("title").description),
        "importance": st.column_config.NumberColumn("Imp.", help=EVENTS.column("importance").description, width="small"),
        "value_usd_m": st.column_config.NumberColumn("US$ m", help=EVENTS.column("value_usd_m").description, width="small"),
        "source_count": st.column_config.NumberColumn("Sources", width="small"),
        "url": st.column_config.LinkColumn("Best source", display_text=r"https?://(?:www\.)?([^/]+)"),
    }
    st.dataframe(
        shown,
        hide_index=True,
        height=HEIGHT,
        column_config=config,
        key="events-table",
        on_select=lambda: _open(events, "events-table"),
        selection_mode="single-row",
        alt=f"{len(events)} events as a table",
    )
    table_files("timeline", filters)


def short_table(events: pd.DataFrame, key: str) -> None:
    """Draw date, title, kind and status of events; a chosen row opens its card."""
    shown = pd.DataFrame(
        {"when": events["when"], "title": events["title"], "category": events["category"].map(CATEGORY_LABELS), "status": events["status"].map(STATUS_LABELS)},
    )
    config = {
        "when": st.column_config.TextColumn(EVENTS.column("start").title),
        "title": st.column_config.TextColumn("Title", width="large"),
        "category": st.column_config.TextColumn(EVENTS.column("category").title),
        "status": st.column_config.TextColumn(EVENTS.column("status").title),
    }
    st.dataframe(
        shown,
        hide_index=True,
        height=min(HEIGHT, 40 + 36 * len(shown)),
        column_config=config,
        key=key,
        on_select=lambda: _open(events, key),
        selection_mode="single-row",
        alt=f"{len(shown)} events as a table",
    )


def _open(events: pd.DataFrame, key: str) -> None:
    chosen = st.session_state[key]["selection"]["rows"]
    st.session_state.pop("cluster", None)
    if chosen:
        st.query_params["event"] = str(events["event_id"].iloc[chosen[0]])
    else:
        st.query_params.pop("event", None)


def sources_table(dataset: Dataset, filters: Filters) -> None:
    """Draw the sources that the view cites."""
    sources = sources_of(dataset, selection.select(dataset, filters))
    shown = sources[["published", "publisher", "title", "language", "type", "primary", "events", "url"]]
    config = {name: st.column_config.TextColumn(SOURCES.column(name).title, help=SOURCES.column(name).description) for name in shown.columns if name not in ("events", "url")} | {
        "title": st.column_config.TextColumn("Title", width="large"),
        "events": st.column_config.NumberColumn("Events", help="How many events of this view cite it", width="small"),
        "url": st.column_config.LinkColumn("Address", width="medium"),
    }
    st.dataframe(shown, hide_index=True, height=HEIGHT, column_config=config, key="sources-table", alt=f"{len(sources)} sources as a table")


def codebook() -> None:
    """Draw the description of every table, from the schema."""
    for table in TABLES:
        st.subheader(table.file_name)
        st.text(table.description)
        rows = [
            (
                column.name,
                "required" if column.is_required else "",
                column.description or column.title,
                ", ".join(column.codes) if len(column.codes) < 20 else f"{len(column.codes)} terms",
                column.example,
            )
            for column in table.columns
        ]
        st.dataframe(pd.DataFrame(rows, columns=["column", "required", "meaning", "terms", "example"]), hide_index=True, alt=f"Columns of {table.file_name}")


def changes(dataset: Dataset) -> None:
    """Draw version, horizon, rows added by version, and every correction."""
    events = dataset["events"]
    share = two_publishers_share(events)
    st.text(f"{dataset.title}, version {dataset.label}. Pages could be seen up to {dataset.horizon or 'an unstated day'}. {share:.0%} of events rest on at least two publishers.")
    added = events["added"].value_counts().rename_axis("version").reset_index(name="events added")
    st.dataframe(added, hide_index=True, alt="Events added by data version")
    st.page_link("views/changes.py", label=words.CHANGES["link"])
    st.subheader("Corrections")
    corrections = dataset["corrections"]
    if corrections.empty:
        st.text("No correction so far.")
    else:
        st.dataframe(corrections[["version", "event_id", "field", "old", "new", "reason"]], hide_index=True, alt="Corrections")
