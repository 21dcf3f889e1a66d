"""`python -m timeline VERB`: check, format, describe and export a folder of tables. Each function called `do_...` here is a verb."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from timeline.canonical import canonical
from timeline.codebook import CODEBOOK_FILE, PACKAGE_FILE, codebook_text, package_text
from timeline.exports.kinds import KINDS
from timeline.folder import check_folder, read_folder, read_package
from timeline.queries.story_check import check_stories
from timeline.reading import Issue
from timeline.repository import ISSUES_SHOWN, data_folder, load_dataset, write_file
from timeline.schema import TABLE_BY_NAME
from timeline.ui.words import PAGES
from timeline.wording import listed


def do_check(arguments: argparse.Namespace) -> int:
    """Say everything that is wrong with the tables, each with file, line, column, value and remedy; of more than 200 the errors first, and how many more there are."""
    issues = [*check_folder(arguments.folder), *_stale_descriptions(arguments.folder)]
    if not any(not issue.is_warning for issue in issues):
        issues += check_stories(load_dataset(arguments.folder), PAGES)
    errors = [issue for issue in issues if not issue.is_warning]
    if arguments.json:
        print(json.dumps([asdict(issue) for issue in issues], ensure_ascii=False, indent=1))
        return 1 if errors else 0
    told = sorted(issues, key=lambda issue: issue.is_warning) if len(issues) > ISSUES_SHOWN else issues
    for line in listed([f"{issue}{' (warning)' if issue.is_warning else ''}" for issue in told], ISSUES_SHOWN, "python -m timeline check --json"):
        print(line)
    print(_tally(errors, len(issues) - len(errors)))
    return 1 if errors else 0


def do_export(arguments: argparse.Namespace) -> int:
    """Write a view as a file: its chart as html, svg, pdf or png, its events in any format of tables."""
    from timeline.exports.command import Order, export

    asked = Order(arguments.folder, arguments.view, arguments.chart, arguments.format, arguments.output, arguments.base, arguments.day, arguments.theme)
    code, sentences = export(asked)
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return code


def do_format(arguments: argparse.Namespace) -> int:
    """Write the tables in canonical form: order, quotes, line ends. A table that cannot be read whole is left alone."""
    readings, contents = read_folder(arguments.folder)
    unread = [issue for reading in readings.values() for issue in reading.issues]
    for name, content in contents.items():
        formatted = canonical(TABLE_BY_NAME[name], readings[name].rows)
        if not readings[name].issues and content != formatted:
            write_file(arguments.folder / f"{name}.csv", formatted)
            print(f"{name}.csv: written in canonical form.")
    for issue in unread:
        print(f"{issue} The file was left as it is.")
    return 1 if unread else 0


def do_codebook(arguments: argparse.Namespace) -> int:
    """Write CODEBOOK.md and the descriptor datapackage.json beside the tables. A descriptor that cannot be read is left alone."""
    package, damaged = read_package(arguments.folder)
    for issue in damaged:
        print(f"{issue} The file was left as it is.")
    try:
        for name, text in _descriptions(package).items():
            if not (damaged and name == PACKAGE_FILE):
                write_file(arguments.folder / name, text.encode())
                print(f"{name}: written.")
    except OSError as error:
        print(f"The descriptions could not be written ({error.strerror}). Name a folder that is there and may be written to.")
        return 1
    return 1 if damaged else 0


def main(words: list[str] | None = None) -> int:
    """Run the verb in `words` (default: those of the command line) and return its exit code: 0 all is well, 1 it is not, 2 it was asked for what is not there."""
    parser = argparse.ArgumentParser(prog="python -m timeline", description="Check, format, describe and export a folder of tables.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, action in VERBS.items():
        about = (action.__doc__ or "").strip()
        verb = verbs.add_parser(name, help=about, description=about)
        verb.add_argument("folder", nargs="?", type=Path, default=data_folder(), help="folder of the tables (default: TIMELINE_DATA, else data/)")
        _OPTIONS.get(name, lambda _: None)(verb)
        verb.set_defaults(action=action)
    arguments = parser.parse_args(words)
    return int(arguments.action(arguments))


VERBS = {name.removeprefix("do_"): action for name, action in sorted(globals().items()) if name.startswith("do_")}


def _check_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--json", action="store_true", help="print the issues as JSON")


def _export_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--view", default="", metavar="QUERY", help='what the address shows after the host: "dyad=AZE-ISR&years=1993-2010", "map?layer=arms" (default: everything)')
    verb.add_argument("--format", default="", metavar="FORMAT", help=f"one of {', '.join(KINDS)} (default: what the name of the file says, else csv)")
    verb.add_argument("-o", "--output", default="-", metavar="FILE", help="where to write (default: standard output)")
    verb.add_argument("--chart", default="", help="the chart for html, svg, pdf and png (default: the first of the page in --view)")
    verb.add_argument("--base", default="", metavar="URL", help="address of the dashboard, for links back to it (default: links are relative)")
    verb.add_argument("--day", type=date.fromisoformat, default=datetime.now(UTC).date(), metavar="YYYY-MM-DD", help="the day it is made on (default: today in UTC)")
    verb.add_argument("--theme", choices=("light", "dark"), default="light", help="colours of html, svg, pdf and png")
    verb.epilog = "Exit codes: 0 written; 1 the tables are damaged, there is no browser for a picture, or the file cannot be written; 2 the view, chart or format is not known."


_OPTIONS = {"check": _check_options, "export": _export_options}


def _descriptions(package: Mapping[str, Any]) -> dict[str, str]:
    return {CODEBOOK_FILE: codebook_text(), PACKAGE_FILE: package_text(package)}


def _stale_descriptions(folder: Path) -> list[Issue]:
    """Warn of descriptions that are there, can be read and no longer say what the schema says."""
    message = "the file no longer says what the schema says. Run: python -m timeline codebook."
    package, damaged = read_package(folder)
    return [
        Issue(name, 0, "", "", "stale-description", message, is_warning=True)
        for name, text in _descriptions(package).items()
        if (folder / name).is_file() and not (damaged and name == PACKAGE_FILE) and (folder / name).read_text("utf-8", "replace") != text
    ]


def _tally(errors: list[Issue], warnings: int) -> str:
    if not errors and not warnings:
        return "No issue."
    return f"{len(errors)} error{'' if len(errors) == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}."


if __name__ == "__main__":
    sys.exit(main())
