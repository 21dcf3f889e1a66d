"""The least a Streamlit page with a chart can be: one widget, one empty figure."""

import plotly.graph_objects as go
import streamlit as st

st.checkbox("visit")
st.checkbox("arms")
st.plotly_chart(go.Figure())
