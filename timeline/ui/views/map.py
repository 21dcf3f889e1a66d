"""The map page: bilateral relations as of a day."""

import streamlit as st

from timeline.ui import parts, words
from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
parts.choice("layer", words.LAYERS, filters.layer, "Layer")
parts.timebar(dataset, filters)
event_card(dataset, filters, "map")
chart(dataset, filters, "map", zoom=True)
with st.container(key="policy"):
    st.text(words.MAP_POLICY)
