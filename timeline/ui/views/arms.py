"""The arms page: what was sold, shown and used between a pair, against its wars; deals, money and volume."""

import streamlit as st

from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
event_card(dataset, filters, "arms")
chart(dataset, filters, "arms-events")
chart(dataset, filters, "arms-sums")
chart(dataset, filters, "arms-register")
