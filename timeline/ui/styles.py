"""Our style sheet, put into the page once a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _sheet() -> str:
    return (Path(__file__).parent / "front" / "timeline.css").read_text("utf-8")


def use_styles() -> None:
    """Add the style sheet to the page."""
    st.html(f"<style>{_sheet()}</style>")
