"""What a version of the data added, corrected and withdrew, as lists that open the cards of the events."""

from __future__ import annotations

from typing import Any

import streamlit as st

from timeline.figures import style
from timeline.filters import Filters
from timeline.queries.changes import Changes, changes, say_changes, versions
from timeline.repository import Dataset
from timeline.ui import words
from timeline.ui.card import mark
from timeline.ui.components import mount
from timeline.ui.parts import choice
from timeline.ui.story_text import literal
from timeline.ui.tables import short_table


def changes_of(dataset: Dataset, filters: Filters) -> None:
    """Draw the choice of a version and what it did: corrections and withdrawals with their reasons, then what it added."""
    known = versions(dataset)
    version = filters.version or known[0]
    choice("version", {name: words.CHANGES["option"].format(version=literal(name)) for name in known}, version, words.CHANGES["version"])
    found = changes(dataset, version)
    with st.container(key="changes"):
        st.text(say_changes(found))
        st.text(words.CHANGES["note"])
    rows = {row["event_id"]: row for row in dataset["events"].to_dict("records")}
    _list(words.CHANGES["corrected"], _corrected(found, rows), words.CHANGES["no_correction"], "corrected")
    _list(words.CHANGES["withdrawn"], _withdrawn(found, rows), words.CHANGES["no_withdrawal"], "withdrawn")
    if len(found.touched):
        _list(words.CHANGES["touched"], [mark(row) | {"note": row["reading_note"], "importance": 3} for row in found.touched.to_dict("records")], "", "touched")
    st.subheader(words.CHANGES["added"], anchor=False)
    if found.added.empty:
        st.text(words.CHANGES["no_addition"])
    else:
        short_table(found.added, "added-table")


def _list(heading: str, marks: list[dict[str, Any]], advice: str, key: str) -> None:
    section = f"{heading}: {len(marks):,}" if marks else heading
    mount("chronology", {"years": [{"year": section, "events": marks}], "advice": "" if marks else advice}, "event", key=f"changes-{key}")


def _corrected(found: Changes, rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """An entry for each corrected event: what of it said what before, and why."""
    marks = []
    for event_id, group in found.corrected.groupby("event_id", sort=False):
        said = "; ".join(words.CHANGES["change"].format(field=row.field, old=row.old, new=row.new) for row in group.itertuples())
        marks.append(mark(rows[str(event_id)]) | {"when": said, "note": " ".join(dict.fromkeys(group["reason"])), "importance": 3})
    return marks


def _withdrawn(found: Changes, rows: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """An entry for each withdrawn row; it opens the event that stands for it, where there is one."""
    nothing = {"event_id": "", "title": words.CHANGES["nothing_kept"], "status": "cancelled", "symbol": "circle", "colour": style.OTHER_COUNTRY}
    return [
        (mark(rows[row.kept]) if row.kept else nothing) | {"when": words.CHANGES["was"].format(event=row.event_id), "note": row.reason, "importance": 3}
        for row in found.withdrawn.itertuples()
    ]
