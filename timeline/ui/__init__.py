"""The dashboard's pages and parts: the only rooms with Streamlit."""
