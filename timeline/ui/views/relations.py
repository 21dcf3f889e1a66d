"""The relations page: cooperation and conflict of a pair, all pairs by year, the network as of a day, votes in the General Assembly."""

import streamlit as st

from timeline.ui import parts, words
from timeline.ui.card import event_card
from timeline.ui.components import chart
from timeline.ui.weight_choice import weight_choice

SCALES = {"plover": "PLOVER values", "count": "plain counts", "own": "own weights"}
HALF_LIVES = {"2": "half-life 2 years", "1": "1 year", "5": "5 years"}

dataset, filters = st.session_state["view"]
with st.container(horizontal=not parts.is_narrow(), width=760, key="relation-choices"):
    parts.choice("scale", SCALES, filters.scale, "Scale")
    parts.choice("half_life", HALF_LIVES, filters.half_life, "Half-life of the running sum")
weight_choice(filters)
event_card(dataset, filters, "relations")
chart(dataset, filters, "relation-score")
chart(dataset, filters, "dyad-matrix")
parts.timebar(dataset, filters)
chart(dataset, filters, "relations-network")
parts.choice("issue", words.ISSUES, filters.issue, "Issue of the votes")
chart(dataset, filters, "un-agreement")
parts.method("relations")
