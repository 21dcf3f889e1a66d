"""The representation page: who keeps what mission at whom, and who waits for whom."""

import streamlit as st

from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
event_card(dataset, filters, "representation")
chart(dataset, filters, "representation")
chart(dataset, filters, "one-sidedness")
