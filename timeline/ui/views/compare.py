"""The compare page: two pairs, or two periods of one pair, on one scale; and what was counted before and after an event."""

import streamlit as st

from timeline.ui import parts, words
from timeline.ui.card import event_card
from timeline.ui.compare_choice import comparison_choice
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
with st.container(horizontal=not parts.is_narrow(), key="compare-choices"):
    comparison_choice(dataset, filters)
event_card(dataset, filters, "compare")
chart(dataset, filters, "comparison")
parts.choice("counted_by", words.COUNTED_BY, filters.counted_by, words.COMPARE["counted_by"])
chart(dataset, filters, "before-and-after")
parts.method("compare")
