"""Fixtures of all tests: the real data once, and a tiny data folder of its own for each test that changes one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import tiny
from timeline.repository import DEFAULT_FOLDER, Dataset, load_dataset
from timeline.server.store import store

# No clock and no memory between runs: the same code gives the same result on a slow machine and on a fresh one.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The data that the project ships."""
    return load_dataset(DEFAULT_FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny valid data folder, free to be spoilt."""
    return tiny.make(tmp_path / "data")


@pytest.fixture
def served(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The tiny folder, served instead of the real one; a change is seen by the next run."""
    monkeypatch.setenv("TIMELINE_DATA", str(folder))
    store.cache_clear()
    yield folder
    store.cache_clear()
