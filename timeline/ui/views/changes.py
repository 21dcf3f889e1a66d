"""The page of what changed: what a version of the data added, corrected and withdrew, with reasons."""

import streamlit as st

from timeline.ui.card import event_card
from timeline.ui.changes_list import changes_of

dataset, filters = st.session_state["view"]
event_card(dataset, filters, "changes")
changes_of(dataset, filters)
