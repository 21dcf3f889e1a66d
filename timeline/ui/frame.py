"""The frame around every page: data, address, navigation, filters, notices, footer."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st

from timeline.exports.citation import source_line
from timeline.repository import DataError
from timeline.server.application import say_plainly
from timeline.server.store import store
from timeline.ui import parts, words
from timeline.ui.address import read_address
from timeline.ui.briefing import dossier_place
from timeline.ui.citing import cite_place
from timeline.ui.components import ruler
from timeline.ui.panel import filter_panel
from timeline.ui.styles import use_styles

VIEWS = Path(__file__).resolve().parent / "views"

st.set_page_config(page_title="Timeline of a bilateral relationship", layout="wide")
use_styles()
try:
    dataset = store().current()
except DataError as error:
    parts.no_data_page(error.issues)
    st.stop()
filters, ignored = read_address(dataset)
pages = {name: st.Page(VIEWS / f"{name}.py", title=title, url_path=name, default=name == "timeline") for name, title in words.PAGES.items()}
page = st.navigation(list(pages.values()), position="hidden")
if parts.asked_page() in pages:
    st.switch_page(pages[parts.asked_page()], query_params=filters.to_query())
parts.navigation(page.url_path or "timeline", filters)
ruler()
panel_place = st.sidebar.container()
parts.stale_notice(store().problem, dataset)
parts.ignored_notice(ignored)
st.session_state["view"] = (dataset, filters)
try:
    page.run()
except Exception as error:  # noqa: BLE001 - a part that fails takes neither filters nor footer with it
    say_plainly(error)
with panel_place:
    filter_panel(dataset, filters)
cite_place(page.url_path or "timeline", filters)
dossier_place(filters)
with st.container(key="footer"):
    st.text(source_line(dataset))
