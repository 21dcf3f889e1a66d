"""The frame around every page: data, address, navigation, filters, notices, footer."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import streamlit as st  # noqa: E402

from timeline.exports.citation import source_line  # noqa: E402
from timeline.repository import DataError  # noqa: E402
from timeline.server.files import ASSETS  # noqa: E402
from timeline.server.store import store  # noqa: E402
from timeline.ui import parts, words  # noqa: E402
from timeline.ui.address import read_address  # noqa: E402
from timeline.ui.panel import filter_panel  # noqa: E402
from timeline.ui.styles import use_styles  # noqa: E402

VIEWS = Path(__file__).resolve().parent / "views"

st.set_page_config(page_title="Timeline of a bilateral relationship", page_icon=str(ASSETS / "icon.png"), layout="wide")
use_styles()
try:
    dataset = store().current()
except DataError as error:
    parts.no_data_page(error.issues)
    st.stop()
filters, ignored = read_address(dataset)
pages = {name: st.Page(VIEWS / f"{name}.py", title=title, url_path=name, default=name == "timeline") for name, title in words.PAGES.items()}
page = st.navigation(list(pages.values()), position="hidden")
with st.container(horizontal=True, key="navigation"):
    for target in pages.values():
        st.page_link(target, query_params=filters.to_query())
filter_panel(dataset, filters)
parts.stale_notice(store().problem, dataset)
parts.ignored_notice(ignored)
st.session_state["view"] = (dataset, filters)
page.run()
with st.container(key="footer"):
    st.text(source_line(dataset))
