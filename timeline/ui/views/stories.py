"""The stories page: what happened on this day, then chapters of text that walk the reader through views."""

import streamlit as st

from timeline.ui.anniversary import anniversary
from timeline.ui.card import event_card
from timeline.ui.story_text import story_choice, story_text

dataset, filters = st.session_state["view"]
event_card(dataset, filters, "stories")
anniversary(dataset, filters)
story_text(dataset, story_choice(dataset, filters))
