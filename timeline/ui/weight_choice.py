"""The weights of the scale `own`: a number for each PLOVER event, those that differ from the scale in the address."""

from __future__ import annotations

import streamlit as st

from timeline.filters import MOST_WEIGHT, Filters
from timeline.ui import words
from timeline.ui.address import set_values
from timeline.vocabulary import PLOVER_EVENTS, PLOVER_SCORES


def weight_choice(filters: Filters) -> None:
    """Draw a number for each PLOVER event where the view has weights of its own; nothing on another scale."""
    if filters.scale != "own":
        return
    chosen = dict(filters.weights)
    with st.container(key="weights"):
        st.text(words.WEIGHTS["advice"])
        with st.container(horizontal=True, gap="small"):
            for code in PLOVER_EVENTS:
                st.session_state[_key(code)] = chosen.get(code, PLOVER_SCORES[code])
                st.number_input(code, -MOST_WEIGHT, MOST_WEIGHT, step=0.5, format="%g", key=_key(code), on_change=_set_weights, args=(filters.weights,), width=112)
        st.button(words.WEIGHTS["reset"], on_click=set_values, args=("weights", ()), disabled=not filters.weights)


def _key(code: str) -> str:
    return f"weight-{code}"


def _set_weights(before: tuple[tuple[str, float], ...]) -> None:
    """Take the numbers into the address: those that differ from the scale, and those that stood there already."""
    numbers = {code: float(st.session_state[_key(code)]) for code in PLOVER_EVENTS}
    kept = tuple((code, number) for code, number in numbers.items() if number != PLOVER_SCORES[code] or code in dict(before))
    set_values("weights", tuple(Filters(weights=kept).to_query().get("weights", ())))
