"""The choice of a thread: every matter with at least two events, those with most first."""

from __future__ import annotations

from functools import partial

import streamlit as st

from timeline.filters import Filters
from timeline.queries.threads import chosen_thread, thread_list, thread_row
from timeline.repository import Dataset
from timeline.ui.address import set_part

LABEL = "Thread: one matter carried through several events"
_KEY = "choice-thread"


def thread_choice(dataset: Dataset, filters: Filters) -> None:
    """Draw the list of threads with their number of events and years; the chosen one goes into the address."""
    threads = thread_list(dataset)
    names = {row["thread_id"]: f"{row['label'] or row['title']} · {row['count']} events, {_years(row['first_year'], row['last_year'])}" for row in threads.to_dict("records")}
    chosen = chosen_thread(dataset, filters)
    if chosen and chosen not in names:
        names = {chosen: thread_row(dataset, chosen)[0]} | names
    if not names:
        return
    st.session_state[_KEY] = chosen or None
    with st.container(key="place-thread"):
        st.selectbox(LABEL, list(names), format_func=lambda code: names.get(code, code), key=_KEY, on_change=partial(set_part, _KEY, "thread"), index=0 if chosen else None)


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
