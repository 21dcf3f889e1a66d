"""Smaller parts of pages: masthead, choices, the day of the map, the list for narrow screens, notices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd
import streamlit as st

from timeline.charts import sentence
from timeline.charts.request import peak
from timeline.exports.citation import view_link
from timeline.figures import style, timeline_layout
from timeline.filters import Filters
from timeline.queries import geography, headline, selection
from timeline.repository import CHECK, ISSUES_SHOWN, Dataset
from timeline.ui import words
from timeline.ui.address import set_part
from timeline.ui.card import mark
from timeline.ui.clock import today
from timeline.ui.components import mount, page_width
from timeline.wording import listed

NARROW = 600


def navigation(page: str, filters: Filters) -> None:
    """Draw the links to all pages, `page` marked as the one that is open."""
    first = next(iter(words.PAGES))
    pages = [[name, title, view_link("" if name == first else name, filters)] for name, title in words.PAGES.items()]
    mount("navigation", {"pages": pages, "page": page, "label": words.PAGES_LABEL}, states=("page",))


def asked_page() -> str:
    """Return the page whose link a reader has just followed, empty where none was."""
    return str(st.session_state.get("navigation", {}).get("page") or "")


def masthead(dataset: Dataset, filters: Filters) -> None:
    """Draw the title, the view in a sentence and its key figures."""
    events = selection.select(dataset, filters)
    figures = headline.key_figures(dataset, events, filters, pd.Timestamp(today()))
    data = {
        "title": dataset.title,
        "sentence": f"{sentence(dataset, filters)}. {words.METHOD}" if filters.is_plain else f"{sentence(dataset, filters)}.",
        "figures": [{"value": figure.value, "label": figure.label, "note": figure.note, "event": figure.event} for figure in figures],
    }
    mount("masthead", data, "event")


def choice(part: str, options: Mapping[str, str], value: str, label: str) -> None:
    """Draw a row of options that writes `part` into the address; the first option is the default and leaves it."""
    key = f"choice-{part}"
    st.session_state[key] = value
    with st.container(key=f"place-{part}"):
        st.segmented_control(
            label, list(options), format_func=lambda code: options[code], key=key, on_change=partial(set_part, key, part), label_visibility="collapsed", required=True
        )


def method(page: str) -> None:
    """Draw how a page counts in one sentence, with its formula and where that comes from a click away."""
    sentence, formula, links = words.METHODS[page]
    with st.container(key="method"):
        st.text(sentence)
        with st.popover(words.FORMULA):
            st.text(formula)
            for label, url in links:
                st.link_button(label, url, type="tertiary")


def timebar(dataset: Dataset, filters: Filters) -> None:
    """Draw the slider of years with play that sets the day of the map."""
    first, last = selection.year_bounds(dataset)
    day = geography.last_day(filters.as_of, pd.Timestamp(today()))
    label = f"{day:%-d %B %Y}"
    mount("timebar", {"first": first, "last": max(last, today().year), "year": day.year, "label": label, "words": words.TIMEBAR}, "as_of")


def year_strip(dataset: Dataset, filters: Filters) -> None:
    """Draw the events by year over all years, the chosen ones marked; dragging over it chooses years."""
    if not page_width():
        return
    first, last = selection.year_bounds(dataset)
    events = selection.select(dataset, filters.without("years"))
    data = {
        "first": first,
        "counts": selection.year_counts(events, first, last)["count"].tolist(),
        "chosen": list(filters.years),
        "alt": words.STRIP_ALT.format(first=first, last=last, peak=peak(events)),
        "hint": words.STRIP_HINT,
        "width": page_width(),
        "left": timeline_layout.LEFT,
        "right": timeline_layout.RIGHT,
        "colours": [style.CATEGORY_COLOURS["visit"], style.FAINT],
    }
    mount("strip", data, "years")


def chronology_list(dataset: Dataset, filters: Filters) -> None:
    """Draw the vertical timeline: every event of the view under its year."""
    events = selection.select(dataset, filters)
    years = [{"year": str(year), "events": [mark(row) for row in group.to_dict("records")]} for year, group in events.groupby("year")]
    mount("chronology", {"years": years, "advice": words.EMPTY if events.empty else ""}, "event")


def is_narrow() -> bool:
    """Return whether the reader's page is too narrow for lanes."""
    return 0 < page_width() < NARROW


def ignored_notice(ignored: tuple[str, ...]) -> None:
    """Say which parts of the address could not be used."""
    if ignored:
        with st.container(key="ignored"):
            st.text(" ".join([words.IGNORED, *ignored[:8]]))


def stale_notice(problem: tuple[tuple[object, ...], str], dataset: Dataset) -> None:
    """Say that newer data files are damaged and the last good ones are shown."""
    issues, since = problem
    if issues:
        with st.container(key="stale"):
            st.text("\n".join([words.STALE.format(version=dataset.label, since=since), *listed(issues, 5, CHECK)]))


def no_data_page(issues: tuple[object, ...]) -> None:
    """Draw the page of a dashboard that has no good data at all."""
    st.title(words.NO_DATA)
    st.text(words.NO_DATA_ADVICE)
    st.code("\n".join(listed(issues, ISSUES_SHOWN, CHECK)), language=None, wrap_lines=True)
