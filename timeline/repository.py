"""The only module that opens data files: a folder of CSVs becomes a frozen, versioned Dataset, or a list of issues."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import threading
import time
import tomllib
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from timeline import expectations
from timeline.canonical import canonical
from timeline.frames import build_frames
from timeline.reading import Issue, Reading, Row, read_table
from timeline.schema import TABLE_BY_NAME, TABLES
from timeline.validation import validate

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"
ISSUES_SHOWN = 200
EXTRAS = ("un_agreement.csv", "stories/*/story.md")
MAX_EXTRA = 1_000_000
_logger = logging.getLogger(__name__)
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Checked tables as frames (see `timeline.frames`), with who made them, their version and a hash of their content.

    `focus` is the pair the data is about, `begins` the first year it means to cover: older rows are background,
    `releases` the day on which each version came out, as far as the descriptor says it,
    `extras` the bytes of what may lie beside the tables (stories, derived tables) by their path in the folder. Two datasets are the same when their `digest` is.
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

    @property
    def label(self) -> str:
        """The version with the first eight digits of the content hash, as it stands under charts and in exports."""
        return f"{self.version} ({self.digest[:8]})"


class DataError(Exception):
    """The folder does not hold usable tables; `issues` says why, one by one."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("\n".join(str(issue) for issue in issues[:ISSUES_SHOWN]))
        self.issues = issues


def data_folder() -> Path:
    """Return the folder to serve: the environment's `TIMELINE_DATA`, else the tables shipped with the project."""
    return Path(os.environ.get("TIMELINE_DATA") or DEFAULT_FOLDER)


def read_folder(folder: Path) -> tuple[dict[str, Reading], dict[str, bytes]]:
    """Return the reading of each table in `folder` and the bytes of its file; a missing file is an issue of its table."""
    readings: dict[str, Reading] = {}
    contents: dict[str, bytes] = {}
    for table in TABLES:
        path = folder / table.file_name
        try:
            contents[table.name] = path.read_bytes()
        except FileNotFoundError:
            missing = Issue(table.file_name, 0, "", "", "missing-file", "the file is missing. Restore it, or write one with the header that CODEBOOK.md gives.")
            readings[table.name] = Reading(issues=(missing,) if table.is_required else ())
        except OSError as error:
            readings[table.name] = Reading(
                issues=(Issue(table.file_name, 0, "", "", "unreadable", f"the file cannot be read ({error.strerror}). Check that it is a file with read permission."),)
            )
        else:
            readings[table.name] = read_table(contents[table.name], table)
    return readings, contents


def check_folder(folder: Path) -> list[Issue]:
    """Return every issue of the tables in `folder`: reading, cells, references, canonical form, expectations."""
    try:
        return _issues(folder, *read_folder(folder))
    except Exception as error:
        _logger.exception("The checks failed")
        return [_failure(error)]


def _failure(error: Exception) -> Issue:
    """What is told of an error that nobody foresaw: where in the program it came from, never the path of the folder."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = f"they cannot be read ({type(error).__name__} in {Path(place.filename).name}:{place.lineno}). Take back the last change of the folder, and report this as a fault of the program."
    return Issue("the tables", 0, "", "", "unforeseen", said)


def _issues(folder: Path, readings: Mapping[str, Reading], contents: Mapping[str, bytes]) -> list[Issue]:
    issues = [issue for reading in readings.values() for issue in reading.issues]
    tables = {name: reading.rows for name, reading in readings.items()}
    if all(reading.rows or not reading.issues for reading in readings.values()):
        issues += validate(tables)
        issues += _unmet_expectations(folder, tables)
    for name, content in contents.items():
        if not readings[name].issues and content != canonical(TABLE_BY_NAME[name], readings[name].rows):
            issues.append(
                Issue(f"{name}.csv", 0, "", "", "not-canonical", "the file is not in canonical form (order, quotes, line ends). Run: python -m timeline format.", is_warning=True)
            )
    return issues


def _unmet_expectations(folder: Path, tables: dict[str, tuple[Row, ...]]) -> list[Issue]:
    try:
        expected = tomllib.loads((folder / expectations.FILE).read_text("utf-8"))
    except OSError:
        return []
    except (ValueError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else error
        return [Issue(expectations.FILE, 0, "", "", "bad-toml", f"the file cannot be read ({said}). Correct it, or restore it.", is_warning=True)]
    return list(expectations.unmet(expected, tables))


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
        raise DataError((_failure(error),)) from error


def _load(folder: Path) -> Dataset:
    readings, contents = read_folder(folder)
    issues = _issues(folder, readings, contents)
    errors = tuple(issue for issue in issues if not issue.is_warning)
    if errors:
        raise DataError(errors)
    tables = {name: reading.rows for name, reading in readings.items()}
    package = read_package(folder)
    extras = read_extras(folder)
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted([*contents.items(), *extras.items()]))).hexdigest()
    return Dataset(
        build_frames(tables),
        title=str(package.get("title", folder.name)),
        version=str(package.get("version", "0.0.0")),
        digest=digest,
        horizon=str(package.get("horizon", "")),
        licence=_licence(package),
        homepage=str(package.get("homepage", "")),
        focus=_focus(package),
        begins=begins if isinstance(begins := package.get("begins"), int) else None,
        releases=_releases(package),
        warnings=tuple(issues),
        extras=MappingProxyType(extras),
    )


def read_extras(folder: Path) -> dict[str, bytes]:
    """Return the bytes of the files in `folder` that EXTRAS names, by their path there; what cannot be read is left out."""
    found: dict[str, bytes] = {}
    for path in sorted(path for pattern in EXTRAS for path in folder.glob(pattern)):
        try:
            if path.stat().st_size <= MAX_EXTRA:
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError:
            continue
    return found


def read_package(folder: Path) -> dict[str, object]:
    """Return the descriptor `datapackage.json` of the folder, empty where there is none or it is damaged."""
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return package if isinstance(package, dict) else {}


def _licence(package: Mapping[str, object]) -> str:
    licences = package.get("licenses")
    first = licences[0] if isinstance(licences, list) and licences else None
    return str(first.get("title") or first.get("name")) if isinstance(first, dict) else "licence not stated"


def _releases(package: Mapping[str, object]) -> Mapping[str, str]:
    """The day of each version: `created` for the present one, `releases` for those before."""
    earlier = package.get("releases")
    days = dict(earlier) if isinstance(earlier, dict) else {}
    days[str(package.get("version", "0.0.0"))] = package.get("created")
    return MappingProxyType({str(version): day for version, day in days.items() if isinstance(day, str) and _DAY.fullmatch(day)})


def _focus(package: Mapping[str, object]) -> tuple[str, ...]:
    focus = package.get("focus")
    is_pair = isinstance(focus, list) and len(focus) == 2 and all(isinstance(code, str) for code in focus)
    return tuple(focus) if is_pair else ()  # type: ignore[arg-type]


def write_file(path: Path, content: bytes) -> None:
    """Write `content` so that a reader sees the old file or the new one, never half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _State:
    """What a Store shows: the last good dataset, the issues of newer files, and since when there are any."""

    dataset: Dataset | None = None
    issues: tuple[Issue, ...] = ()
    bad_since: str = ""


class Store:
    """Holds the last good Dataset of a folder and looks for a newer one; safe to use from several threads.

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
        signature = _signature(self.folder)
        if signature == self._signature:
            return
        shown = self._state.dataset
        try:
            dataset = load_dataset(self.folder)
        except DataError as error:
            if shown is not None and signature != self._pending:
                self._pending = signature
                return
            self._signature = signature
            self._state = _State(shown, error.issues, self._state.bad_since or time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()))
            return
        if _signature(self.folder) == signature:
            self._signature, self._state = signature, _State(dataset)


def _signature(folder: Path) -> tuple[object, ...]:
    parts: list[object] = []
    extras = [path.relative_to(folder).as_posix() for pattern in EXTRAS for path in sorted(folder.glob(pattern))]
    for name in [*(table.file_name for table in TABLES), "datapackage.json", expectations.FILE, *extras]:
        try:
            stat = (folder / name).stat()
            parts.append((name, stat.st_mtime_ns, stat.st_size, stat.st_ino))
        except OSError:
            parts.append((name, None))
    return tuple(parts)
