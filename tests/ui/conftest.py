"""Fixtures of the page tests: the script of the dashboard, run over the tiny folder by Streamlit's own test runner."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.server.client import ask
from timeline.server.application import SCRIPT, middleware, routes

Open = Callable[..., "Page"]


class Page:
    """One reader's page: what stands on it, and the parts of ours that are mounted, each with its data."""

    def __init__(self, view: str, query: dict[str, str | list[str]], width: int) -> None:
        self.app = AppTest.from_file(SCRIPT, default_timeout=30)
        for key, value in query.items():
            self.app.query_params[key] = value
        self.app.session_state["ruler"] = {"width": width}
        self.app.run()
        if view:
            for key, value in query.items():
                self.app.query_params[key] = value
            self.app.switch_page(f"views/{view}.py").run()

    @property
    def texts(self) -> list[str]:
        """Every plain text on the page."""
        return [text.value for text in self.app.text]

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """The data of every part of ours on the page, by its name; of several charts the first."""
        found: dict[str, dict[str, Any]] = {}
        for proto in (*components(self.app.main), *components(self.app.sidebar)):
            found.setdefault(proto.component_name.removeprefix("timeline_"), json.loads(proto.json or "{}"))
        return found

    def mounted(self, name: str) -> dict[str, Any]:
        """Return the data of a part of ours.

        Raises:
            KeyError: if it is not on the page.
        """
        return self.parts[name]

    def figure(self) -> dict[str, Any]:
        """Return what the route of figures answers for the first chart of the page, asked as its part asks."""
        chart = self.mounted("chart")
        app = Starlette(routes=routes(), middleware=middleware())
        return ask(app, f"/figure/{chart['name']}.json?{chart['query']}&width={chart['width']}&edition={chart['edition']}").json()


def components(block: Any) -> Iterator[Any]:
    """Return the messages of the components below a block, in the order of the page."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from components(child)
        elif child.type == "bidi_component":
            yield child.proto


@pytest.fixture(scope="session", autouse=True)
def look_once_through_packages() -> Iterator[None]:
    """Streamlit's test runner looks through every installed package for components at each run; what it finds stays the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(served: Path) -> Open:
    """Opens a page: `open_page("map", layer="arms")`."""

    def make(view: str = "", *, width: int = 1080, **query: str | list[str]) -> Page:
        return Page(view, query, width)

    return make
