"""Fixtures of the browser tests: one server and one Chromium a process, fresh readers for each test."""

from __future__ import annotations

import importlib.util
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import tiny
from tests.browser.dashboard import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.visitor import Visitor

Visit = Callable[..., "Visitor"]
REQUIRED = os.environ.get("TIMELINE_BROWSER") == "required"
ADVICE = (
    "the browser tests did NOT run: {missing} is missing. Install Chromium (Debian: apt-get install chromium) and Playwright (pip install playwright), "
    "or set TIMELINE_BROWSER=required to let them fail instead."
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped loudly, or fail if TIMELINE_BROWSER is `required`."""
    if missing := missing_part():
        advice = ADVICE.format(missing=missing)
        if REQUIRED:
            pytest.fail(advice)
        warnings.warn(advice, pytest.PytestWarning, stacklevel=1)
        pytest.skip(advice)
    from tests.browser.visitor import chromium

    with chromium() as found:
        yield found


def missing_part() -> str:
    """Return what of Playwright and Chromium is not on this machine; empty if both are."""
    if not importlib.util.find_spec("playwright"):
        return "Playwright"
    from tests.browser.visitor import CHROMIUM

    return "" if CHROMIUM else "Chromium"


@pytest.fixture(scope="session")
def server(browser: Browser) -> Iterator[str]:
    """The address of a dashboard over the project's data."""
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def tiny_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over the five events of tests/tiny.py."""
    with running(data=tiny.make(tmp_path_factory.mktemp("tiny") / "data")) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Makes fresh readers: `visit(width=390, theme="dark", address=...)`; at the end none of them may have seen an error or asked another host."""
    from tests.browser.visitor import Visitor

    visitors: list[Visitor] = []
    with ExitStack() as stack:

        def make(*, address: str = "", **options: Any) -> Visitor:
            visitor = Visitor(browser, address or request.getfixturevalue("server"), **options)
            stack.callback(visitor.close)
            visitors.append(visitor)
            return visitor

        yield make
    wrong = [complaint for visitor in visitors for complaint in (*visitor.errors, *(f"asked another host: {url}" for url in visitor.foreign))]
    assert wrong == []


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """A fresh reader at 1440 × 900 in the light theme."""
    return visit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny valid data folder, free to be spoilt while it is served."""
    return tiny.make(tmp_path / "data")
