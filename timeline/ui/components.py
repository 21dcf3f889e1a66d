"""The parts a page is made of. Each is a small script of ours in `front/`, mounted with its data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from timeline.charts import NUMBERS_OF, sentence
from timeline.exports.citation import view_link
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import NUMBERS
from timeline.exports.safety import file_name
from timeline.figures import style
from timeline.filters import Filters
from timeline.repository import Dataset
from timeline.server.figures import edition
from timeline.server.files import front_version
from timeline.ui import words
from timeline.ui.address import change_address
from timeline.ui.clock import today

EMBED_ROOM = 44


@cache
def _component(name: str) -> Callable[..., Any]:
    """Register one part; its script is fetched once by address instead of being sent with every run."""
    url = f"assets/ui-{front_version()}"
    script = f'const part = import(new URL("{url}/{name}.js", document.baseURI));\nexport default function (component) {{ part.then((module) => module.render(component)); }}'
    return st.components.v2.component(f"timeline_{name}", js=script, isolate_styles=False)


def mount(name: str, data: dict[str, Any], *triggers: str, key: str | None = None, states: tuple[str, ...] = ()) -> None:
    """Mount the part `name`; each trigger goes into the address by `change_address`."""
    key = key or name
    callbacks: dict[str, Any] = {f"on_{trigger}_change": partial(change_address, key, trigger) for trigger in triggers}
    callbacks |= {f"on_{state}_change": lambda: None for state in states}
    _component(name)(key=key, data=data, **callbacks)


def chart(dataset: Dataset, filters: Filters, name: str, *, zoom: bool = False, narrowest: int = 1) -> None:
    """Draw the chart `name` of `timeline.charts` for this view, with its downloads; the reader's browser asks for the figure itself.

    On a page that turns out to be narrower than `narrowest` pixels nothing is drawn.
    """
    data = {
        "name": name,
        "query": urlencode(filters.without("event").to_query(), doseq=True),
        "width": page_width(),
        "narrowest": narrowest,
        "edition": edition(dataset, today()),
        "theme": theme_name(),
        "zoom": zoom,
        "failed": words.CHART,
        "pictures": {"words": words.PICTURES, "options": words.PICTURE_OPTIONS},
        "embed": _embed(dataset, filters.without("event"), name),
    } | file_links(name, filters, with_page=True)
    mount("chart", data, "event", "years", key=f"chart-{name}")


def file_links(name: str, filters: Filters, *, with_page: bool = False) -> dict[str, Any]:
    """Return what leads to the files of a chart: code, label, address and use of the common ones (`files`) and of those in the menu (`more`)."""
    page = [["html", "HTML", f"download/{view_link(f'{name}.html', filters)}", words.FILES["page"]]] if with_page else []
    numbers = [[NUMBERS, words.FILES["numbers"], f"download/{view_link(f'{name}.{NUMBERS}', filters)}", words.FILES["of_numbers"]]] if name in NUMBERS_OF else []
    links = [(form.is_common, [code, form.label, f"download/{view_link(f'{name}.{code}', filters)}", form.hint]) for code, form in FORMATS.items()]
    return {"files": [*page, *(link for is_common, link in links if is_common)], "more": [*numbers, *(link for is_common, link in links if not is_common)], "words": words.FILES}


def table_files(name: str, filters: Filters) -> None:
    """Draw the downloads of a table: those of the chart `name`, without its pictures."""
    mount("files", file_links(name, filters), key=f"files-{name}")


def _embed(dataset: Dataset, filters: Filters, name: str) -> dict[str, Any]:
    """What the code to paste is made of: the address of the embed, the file of the frozen copy and its name, the room under the chart."""
    return {
        "address": view_link(f"embed/{name}", filters),
        "file": f"download/{view_link(f'{name}.html', filters)}",
        "file_name": f"{file_name(f'{name} {sentence(dataset, filters)}')}.html",
        "room": EMBED_ROOM,
        "words": words.EMBED | {"version": words.EMBED["version"].format(label=dataset.label)},
    }


def ruler() -> None:
    """Mount what tells how wide the page is; the first run of a visit does not know it yet.

    The width is kept beside the part: a switch of pages forgets what parts have said.
    """
    mount("ruler", {}, states=("width",))
    told = st.session_state.get("ruler", {}).get("width")
    if told:
        st.session_state["page_width"] = int(told)


def page_width() -> int:
    """Return the width of the page in pixels, 0 where it is not known yet."""
    return int(st.session_state.get("page_width") or 0)


def theme_name() -> style.Theme:
    """Return the reader's theme."""
    return "dark" if st.context.theme.type == "dark" else "light"
