"""The address is the view: read on every run, changed only here."""

from __future__ import annotations

import json

import streamlit as st

from timeline.filters import DRAWN_ONLY, Filters, from_query
from timeline.queries.known import read_view
from timeline.repository import Dataset


def read_address(dataset: Dataset) -> tuple[Filters, tuple[str, ...]]:
    """Return the view that the address asks for, and what of it cannot be used."""
    return read_view(dataset, {key: st.query_params.get_all(key) for key in st.query_params})


def change_address(key: str, part: str) -> None:
    """Callback of a component: take what its trigger `part` says into the address."""
    value = st.session_state[key][part]
    if value is None:
        return
    if part == "query":
        _replace_filters(value)
    elif part == "event" and ";" in value:
        st.session_state["cluster"] = value
    else:
        st.session_state.pop("cluster", None)
        _set(part, value)


def set_part(key: str, part: str) -> None:
    """Callback of a plain widget: its value becomes one part of the address."""
    _set(part, st.session_state[key] or "")


def set_values(part: str, values: tuple[str, ...]) -> None:
    """Write the values of one part into the address; none take it out."""
    if values:
        st.query_params[part] = list(values)
    else:
        st.query_params.pop(part, None)


def _set(part: str, value: str) -> None:
    if value and value != getattr(Filters(), part):
        st.query_params[part] = value
    else:
        st.query_params.pop(part, None)


def _replace_filters(text: str) -> None:
    """Take the panel's whole query; what only opens or draws stays as it is."""
    try:
        query = json.loads(text)
    except (TypeError, ValueError):
        return
    if not isinstance(query, dict):
        return
    asked, _ = from_query({key: value if isinstance(value, str | list) else "" for key, value in query.items()})
    kept = {name: st.query_params.get_all(name) for name in DRAWN_ONLY if name in st.query_params}
    st.query_params.from_dict(asked.to_query() | kept)
