"""A folder of CSVs becomes a frozen, versioned Dataset, or a list of issues; a Store keeps the last good one."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from timeline.caches import forget
from timeline.descriptor import describe
from timeline.folder import failure, find, signature
from timeline.frames import build_frames
from timeline.reading import Issue
from timeline.schema import TABLES
from timeline.wording import listed

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"
ISSUES_SHOWN = 200
CHECK = "python -m timeline check"
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Dataset:
    """Checked tables as frames (see `timeline.frames`), with who made them, their version and a hash of their content.

    `focus` is the pair the data is about, `begins` the first year it means to cover: older rows are background,
    `releases` the day on which each version came out, as far as the descriptor says it,
    `extras` the bytes of what may lie beside the tables (stories, derived tables) by their path in the folder.
    A dataset is only equal to itself; see `says_the_same_as`.
    """

    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    title: str
    version: str
    digest: str
    horizon: str
    licence: str
    homepage: str
    focus: tuple[str, ...]
    begins: int | None = None
    releases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    warnings: tuple[Issue, ...] = field(default=(), repr=False)
    extras: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    def says_the_same_as(self, other: Dataset) -> bool:
        """Return whether the tables, what lies beside them and what the descriptor says are the same; warnings may differ."""
        names = ("digest", "title", "version", "horizon", "licence", "homepage", "focus", "begins", "releases")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    @property
    def label(self) -> str:
        """The version with the first eight digits of the content hash, as it stands under charts and in exports."""
        return f"{self.version} ({self.digest[:8]})"


class DataError(Exception):
    """The folder does not hold usable tables; `issues` says why, one by one."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(listed(issues, ISSUES_SHOWN, CHECK)))
        self.issues = issues


def data_folder() -> Path:
    """Return the folder to serve: the environment's `TIMELINE_DATA`, else the tables shipped with the project."""
    return Path(os.environ.get("TIMELINE_DATA") or DEFAULT_FOLDER)


def load_dataset(folder: Path | None = None) -> Dataset:
    """Return the tables of `folder` (default: `data_folder()`) as a Dataset.

    Raises:
        DataError: with every issue, if there is any that is not a warning.
    """
    try:
        return _load(folder or data_folder())
    except DataError:
        raise
    except Exception as error:
        _logger.exception("The tables cannot be read")
        raise DataError((failure(error),)) from error


def _load(folder: Path) -> Dataset:
    found = find(folder)
    errors = tuple(issue for issue in found.issues if not issue.is_warning)
    if errors:
        raise DataError(errors)
    about = describe(found.package, folder.name)
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted([*found.contents.items(), *found.extras.items()]))).hexdigest()
    return Dataset(
        build_frames(found.tables),
        title=about.title,
        version=about.version,
        digest=digest,
        horizon=about.horizon,
        licence=about.licence,
        homepage=about.homepage,
        focus=about.focus,
        begins=about.begins,
        releases=about.releases,
        warnings=found.issues,
        extras=MappingProxyType(dict(found.extras)),
    )


def write_file(path: Path, content: bytes) -> None:
    """Write `content` so that a reader sees the old file or the new one, never half of it.

    A link is followed, and the rights of a file that is there stay.
    """
    path = path.resolve()
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _row_counts(dataset: Dataset) -> dict[str, int]:
    """How many rows each table has, by its file."""
    beside = {name: content.strip().count(b"\n") for name, content in dataset.extras.items() if name.endswith(".csv")}
    return {table.file_name: len(dataset[table.name]) for table in TABLES} | beside


def _losses(shown: Dataset | None, dataset: Dataset) -> tuple[Issue, ...]:
    """Tables that have fewer than half the rows that are shown: a file cut at the end of a line looks whole in all else."""
    before, after = _row_counts(shown) if shown else {}, _row_counts(dataset)
    return tuple(
        Issue(
            file,
            0,
            "",
            "",
            "rows-lost",
            f"{count:,} rows are shown, the newer table has {after.get(file, 0):,}. Restore the others; if they are meant to go, a restart accepts it.",
        )
        for file, count in before.items()
        if 2 * after.get(file, 0) < count
    )


@dataclass(frozen=True, slots=True)
class _State:
    """What a Store shows: the last good dataset, the issues of newer files, and since when there are any."""

    dataset: Dataset | None = None
    issues: tuple[Issue, ...] = ()
    bad_since: str = ""


class Store:
    """Holds the last good Dataset of a folder and looks for a newer one; safe to use from several threads.

    A table that lost more than half of its rows counts as damaged: it is accepted by a new Store only.
    One thread at a time looks and loads; the others are given the last good Dataset meanwhile, or wait for the first.
    """

    def __init__(self, folder: Path, *, interval: float = 1.0) -> None:
        self.folder = folder
        self.interval = interval
        self._looking = threading.Lock()
        self._state = _State()
        self._signature: tuple[object, ...] = ()
        self._pending: tuple[object, ...] = ()
        self._looked = float("-inf")

    def current(self) -> Dataset:
        """Return the newest good Dataset.

        Raises:
            DataError: if there never was a good one.
        """
        if self._is_due() and self._looking.acquire(blocking=self._state.dataset is None):
            try:
                if self._is_due():
                    self._look()
                    self._looked = time.monotonic()
            finally:
                self._looking.release()
        state = self._state
        if state.dataset is None:
            raise DataError(state.issues)
        return state.dataset

    @property
    def problem(self) -> tuple[tuple[Issue, ...], str]:
        """The issues of newer files that are not shown because of them, and since when; both empty when all is well."""
        state = self._state
        return state.issues, state.bad_since

    def _is_due(self) -> bool:
        return time.monotonic() - self._looked >= self.interval

    def _look(self) -> None:
        seen = signature(self.folder)
        if seen == self._signature:
            return
        shown = self._state.dataset
        try:
            dataset = load_dataset(self.folder)
            if lost := _losses(shown, dataset):
                raise DataError(lost)
        except DataError as error:
            if shown is not None and seen != self._pending:
                self._pending = seen
                return
            self._signature = seen
            self._state = _State(shown, error.issues, self._state.bad_since or time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()))
            return
        if signature(self.folder) == seen:
            is_new = shown is None or not dataset.says_the_same_as(shown)
            self._signature, self._state = seen, _State(dataset if is_new else shown)
            if shown is not None and is_new:
                forget(Dataset)
