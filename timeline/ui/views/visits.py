"""The visits page: who travelled to whom, at what rank, and how far the other side came in return."""

import streamlit as st

from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
event_card(dataset, filters, "visits")
chart(dataset, filters, "visits-by-rank")
chart(dataset, filters, "visit-reciprocity")
chart(dataset, filters, "visit-matrix")
