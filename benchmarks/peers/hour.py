"""The page somebody would write in an hour over the same events: read_csv, px.timeline, px.scatter_geo, a table."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

st.title("Azerbaijan and Israel")
events = pd.read_csv(os.environ["TIMELINE_DATA"] + "/events.csv")
chosen = [category for category in events["category"].unique() if st.sidebar.checkbox(category)]
if chosen:
    events = events[events["category"].isin(chosen)]
first, last = st.sidebar.slider("Years", 1949, 2026, (1988, 2026))
year = events["start"].str[:4].str.replace("X", "0").astype(int)
events = events[year.between(first, last)]
events["from"] = pd.to_datetime(events["start"].str.extract(r"^(\d{4}(?:-\d\d-\d\d)?)")[0], format="mixed")
events["to"] = pd.to_datetime(events["end"].str.extract(r"^(\d{4}-\d\d-\d\d)")[0]).fillna(events["from"]) + pd.Timedelta(days=30)
st.plotly_chart(px.timeline(events, x_start="from", x_end="to", y="category", color="category", hover_name="title", hover_data=["summary"]))
st.plotly_chart(px.scatter_geo(events, lat="latitude", lon="longitude", color="category", hover_name="title").update_geos(visible=False))
st.dataframe(events)
