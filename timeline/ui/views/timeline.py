"""The timeline page: what happened when."""

import streamlit as st

from timeline.ui import parts, words
from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
head, body = st.container(), st.container()
with body:
    if parts.is_narrow():
        parts.chronology_list(dataset, filters)
    else:
        chart(dataset, filters, "timeline", narrowest=parts.NARROW)
        parts.year_strip(dataset, filters)
with head:
    parts.masthead(dataset, filters)
    event_card(dataset, filters, "timeline")
    parts.choice("lanes", words.LANES, filters.lanes, "Lanes")
