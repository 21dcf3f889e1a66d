"""The relations page: cooperation and conflict of a pair, all pairs by year, votes in the General Assembly."""

import streamlit as st

from timeline.ui import parts
from timeline.ui.card import event_card
from timeline.ui.components import chart

SCALES = {"plover": "PLOVER values", "count": "plain counts"}
HALF_LIVES = {"2": "half-life 2 years", "1": "1 year", "5": "5 years"}

dataset, filters = st.session_state["view"]
with st.container(horizontal=not parts.is_narrow(), width=620, key="relation-choices"):
    parts.choice("scale", SCALES, filters.scale, "Scale")
    parts.choice("half_life", HALF_LIVES, filters.half_life, "Half-life of the running sum")
event_card(dataset, filters, "relations")
chart(dataset, filters, "relation-score")
chart(dataset, filters, "dyad-matrix")
chart(dataset, filters, "un-agreement")
