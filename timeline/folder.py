"""Opens the files of a data folder, which no other module does, and says everything that is wrong with them."""

from __future__ import annotations

import difflib
import errno
import logging
import stat
import tomllib
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline import descriptor, expectations
from timeline.agreement import AGREEMENT, agreement_issues
from timeline.canonical import canonical
from timeline.descriptor import describe, package_issues, parse_package
from timeline.reach import reach_issues
from timeline.reading import MAX_BYTES, Issue, Reading, Row, read_table
from timeline.schema import TABLE_BY_NAME, TABLES
from timeline.validation import in_order, validate
from timeline.wording import shown

EXTRAS = (AGREEMENT.file_name, "stories/*/story.md")
MAX_EXTRA = 1_000_000
_CHECK_FILE = "Check that it is a file with read permission."
_logger = logging.getLogger(__name__)


def read_folder(folder: Path) -> tuple[dict[str, Reading], dict[str, bytes]]:
    """Return the reading of each table in `folder` and the bytes of its file; a missing file is an issue of its table."""
    readings: dict[str, Reading] = {}
    contents: dict[str, bytes] = {}
    for table in TABLES:
        path = folder / table.file_name
        try:
            contents[table.name] = _read(path, MAX_BYTES)
        except FileNotFoundError:
            missing = Issue(table.file_name, 0, "", "", "missing-file", "the file is missing. Restore it, or write one with the header that CODEBOOK.md gives.")
            readings[table.name] = Reading(issues=(missing,) if table.is_required else ())
        except OSError as error:
            readings[table.name] = Reading(issues=(Issue(table.file_name, 0, "", "", "unreadable", f"the file cannot be read ({error.strerror}). {_CHECK_FILE}"),))
        else:
            readings[table.name] = read_table(contents[table.name], table)
    return readings, contents


def check_folder(folder: Path) -> list[Issue]:
    """Return every issue of the tables in `folder`: reading, descriptor, cells, references, canonical form, expectations."""
    try:
        return list(find(folder).issues)
    except Exception as error:
        _logger.exception("The checks failed")
        return [failure(error)]


def failure(error: Exception) -> Issue:
    """Return what is told of an error that nobody foresaw: where in the program it came from, never the path of the folder."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = f"they cannot be read ({type(error).__name__} in {Path(place.filename).name}:{place.lineno}). Take back the last change of the folder, and report this as a fault of the program."
    return Issue("the tables", 0, "", "", "unforeseen", said)


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a folder, read, and everything that is wrong with it."""

    readings: Mapping[str, Reading]
    contents: Mapping[str, bytes]
    extras: Mapping[str, bytes]
    package: Mapping[str, Any]
    issues: tuple[Issue, ...]

    @property
    def tables(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each table."""
        return {name: reading.rows for name, reading in self.readings.items()}


def find(folder: Path) -> Found:
    """Return what lies in `folder` and every issue of it."""
    readings, contents = read_folder(folder)
    package, damaged = read_package(folder)
    extras, beside = read_extras(folder)
    tables = {name: reading.rows for name, reading in readings.items()}
    issues = [issue for reading in readings.values() for issue in reading.issues]
    partial = {name for name, reading in readings.items() if not reading.is_whole}
    actors = None if "actors" in partial else {row.cells.get("code", "") for row in tables["actors"]}
    damaged += tuple(package_issues(package, actors))
    beyond = () if damaged else reach_issues(tables, describe(package, folder.name))
    issues += in_order([*validate(tables, partial), *_unknown_columns(readings), *beyond])
    if not partial & {"events", "sources"}:
        issues += _unmet_expectations(folder, tables)
    issues += [*damaged, *beside]
    for name, content in contents.items():
        if not readings[name].issues and content != canonical(TABLE_BY_NAME[name], readings[name].rows):
            issues.append(
                Issue(f"{name}.csv", 0, "", "", "not-canonical", "the file is not in canonical form (order, quotes, line ends). Run: python -m timeline format.", is_warning=True)
            )
    return Found(readings, contents, extras, package, tuple(issues))


def _unknown_columns(readings: Mapping[str, Reading]) -> Iterator[Issue]:
    for name, reading in readings.items():
        table = TABLE_BY_NAME[name]
        for column in reading.extra_columns:
            near = difflib.get_close_matches(column, table.column_names, 1)
            hint = f' The nearest that is known is "{near[0]}".' if near else ""
            said = f'the column "{shown(column)}" is not known: nothing shows or exports it.{hint} Rename it or remove it.'
            yield Issue(table.file_name, 1, shown(column), "", "unknown-column", said, is_warning=True)


def _unmet_expectations(folder: Path, tables: dict[str, tuple[Row, ...]]) -> list[Issue]:
    try:
        expected = tomllib.loads(_read(folder / expectations.FILE, MAX_EXTRA).decode("utf-8"))
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Issue(expectations.FILE, 0, "", "", "unreadable", f"the file cannot be read ({error.strerror}). {_CHECK_FILE}", is_warning=True)]
    except (ValueError, RecursionError) as error:
        said = "it is nested too deeply" if isinstance(error, RecursionError) else error
        return [Issue(expectations.FILE, 0, "", "", "bad-toml", f"the file cannot be read ({said}). Correct it, or restore it.", is_warning=True)]
    return list(expectations.unmet(expected, tables))


def read_extras(folder: Path) -> tuple[dict[str, bytes], list[Issue]]:
    """Return the bytes of the files in `folder` that EXTRAS names, by their path there, and what is wrong with those that are tables.

    What cannot be read is left out: a story with a warning, a table with an error.
    """
    found: dict[str, bytes] = {}
    issues: list[Issue] = []
    for path in sorted(path for pattern in EXTRAS for path in folder.glob(pattern)):
        name, is_story = path.relative_to(folder).as_posix(), path.suffix != ".csv"
        try:
            content = _read(path, MAX_EXTRA)
        except OSError as error:
            issues.append(Issue(name, 0, "", "", "unreadable", f"the file cannot be read ({error.strerror}). {_CHECK_FILE}", is_story))
            continue
        if len(content) > MAX_EXTRA:
            issues.append(Issue(name, 0, "", "", "too-large", f"the file has more than {MAX_EXTRA:,} bytes. Restore it.", is_story))
            continue
        found[name] = content
        if name == AGREEMENT.file_name:
            issues += agreement_issues(content)
    return found, issues


def read_package(folder: Path) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """Return the entries of the descriptor `datapackage.json` of the folder: none where there is no such file, none and the reason where it cannot be read."""
    try:
        content = _read(folder / descriptor.FILE, MAX_EXTRA)
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, (Issue(descriptor.FILE, 0, "", "", "unreadable", f"the file cannot be read ({error.strerror}). {_CHECK_FILE}"),)
    if len(content) > MAX_EXTRA:
        return {}, (Issue(descriptor.FILE, 0, "", "", "too-large", f"the file has more than {MAX_EXTRA:,} bytes. Restore it."),)
    return parse_package(content)


def _read(path: Path, most: int) -> bytes:
    """The content of a file, of a larger one than `most` only a byte more; a pipe, which would be waited for without end, is refused."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "Not a regular file")
    with path.open("rb") as file:
        return file.read(most + 1)


def signature(folder: Path) -> tuple[object, ...]:
    """Return what changes when a file of the folder that is read here changes: times, sizes, places on the disk."""
    parts: list[object] = []
    extras = [path.relative_to(folder).as_posix() for pattern in EXTRAS for path in sorted(folder.glob(pattern))]
    for name in [*(table.file_name for table in TABLES), descriptor.FILE, expectations.FILE, *extras]:
        try:
            found = (folder / name).stat()
            parts.append((name, found.st_mtime_ns, found.st_size, found.st_ino))
        except OSError:
            parts.append((name, None))
    return tuple(parts)
