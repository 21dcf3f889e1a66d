"""The threads page: one matter from step to step, then all matters of the view beside each other."""

import streamlit as st

from timeline.ui.card import event_card
from timeline.ui.components import chart
from timeline.ui.thread_choice import thread_choice

dataset, filters = st.session_state["view"]
thread_choice(dataset, filters)
event_card(dataset, filters, "threads")
chart(dataset, filters, "thread-path")
chart(dataset, filters, "thread-spans")
