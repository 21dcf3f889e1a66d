"""Tests of what is served beside Streamlit."""
