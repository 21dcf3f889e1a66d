"""The dashboard: `streamlit run app.py`. Streamlit finds the name `app`; pages are in timeline/ui, routes in timeline/server."""

import streamlit as st

from timeline.server.application import SCRIPT, middleware, read_ahead, routes, say_plainly

app = st.App(SCRIPT, routes=routes(), middleware=middleware(), lifespan=read_ahead, on_script_error=say_plainly)
