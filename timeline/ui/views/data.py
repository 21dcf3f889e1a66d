"""The data page: the table behind every chart, codebook, coverage, sources, versions."""

import streamlit as st

from timeline.ui import tables
from timeline.ui.card import event_card
from timeline.ui.components import chart

dataset, filters = st.session_state["view"]
rows, coverage, sources, codebook, changes = st.tabs(["Events", "Coverage", "Sources", "Codebook", "Version and changes"])
with rows:
    event_card(dataset, filters, "data")
    tables.events_table(dataset, filters)
with coverage:
    chart(dataset, filters, "coverage")
    for name in ("sources-by-country", "sources-by-language", "sources-by-type", "sources-by-publisher"):
        chart(dataset, filters, name)
with sources:
    tables.sources_table(dataset, filters)
with codebook:
    tables.codebook()
with changes:
    tables.changes(dataset)
