"""Tests of `python -m timeline`: every verb, its exit code, and what it says of good and of damaged tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests import tiny
from timeline.__main__ import VERBS, main
from timeline.codebook import CODEBOOK_FILE, PACKAGE_FILE, codebook_text, package_text
from timeline.repository import DEFAULT_FOLDER
from timeline.schema import TABLES
from timeline.vocabulary import EVENT_TYPES

STALE = "the file no longer says what the schema says. Run: python -m timeline codebook."
EXAMPLES = [("stale-description", PACKAGE_FILE, [f"{PACKAGE_FILE}: {STALE} (warning)", "0 errors, 1 warning."])]


@pytest.fixture
def described(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The tiny folder with its descriptions up to date."""
    main(["codebook", str(folder)])
    capsys.readouterr()
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_runs_on_good_tables_and_says_what_it_does(described: Path, verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([verb, str(described)]) == 0
    assert "Traceback" not in capsys.readouterr().out
    assert VERBS[verb].__doc__


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_explained_by_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"])
    assert end.value.code == 0
    assert "folder" in capsys.readouterr().out


def test_an_unknown_verb_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["chekc"])
    assert end.value.code == 2
    assert all(verb in capsys.readouterr().err for verb in ("check",))


def test_the_module_runs_as_a_command(described: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "timeline", "check", str(described)], capture_output=True, text=True, check=False, cwd=DEFAULT_FOLDER.parent)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No issue.\n", "")


def test_good_tables_have_no_issue(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(described)]) == 0
    assert capsys.readouterr().out == "No issue.\n"


def test_every_problem_is_printed_with_its_place_and_remedy(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change(described, "events", "1992-relations", start="1997-13-29", status="sure")
    assert main(["check", str(described)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith('start: "1997-13-29" is not a date (EDTF level 1). Months run 01-12; write 1997-08-29, 1997-08 or 1997.')
    assert lines[0].startswith("events.csv:")
    assert lines[-1] == "2 errors, 0 warnings."


def test_of_very_many_problems_the_errors_stand_first_and_the_rest_is_counted(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = described / "events.csv"
    path.write_bytes(path.read_bytes() + b"x\n" * 300)
    (described / "datapackage.json").write_text("{}", "utf-8")
    assert main(["check", str(described)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 202
    assert not any(line.endswith("(warning)") for line in lines)
    assert lines[-2:] == ["… and 101 more: python -m timeline check --json", "300 errors, 1 warning."]
    main(["check", "--json", str(described)])
    assert len(json.loads(capsys.readouterr().out)) == 301


def test_the_problems_can_be_had_as_json(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change(described, "events", "1992-relations", status="sure")
    assert main(["check", "--json", str(described)]) == 1
    issue = json.loads(capsys.readouterr().out)[0]
    assert {name: issue[name] for name in ("file", "column", "value", "rule", "is_warning")} == {
        "file": "events.csv", "column": "status", "value": "sure", "rule": "unknown-term", "is_warning": False,
    }  # fmt: skip


@pytest.mark.parametrize(("rule", "name", "messages"), EXAMPLES)
def test_a_description_that_lags_behind_the_schema_is_a_warning(described: Path, rule: str, name: str, messages: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (described / name).write_text("{}", "utf-8")
    assert main(["check", str(described)]) == 0
    assert capsys.readouterr().out.splitlines() == messages
    main(["check", "--json", str(described)])
    assert [issue["rule"] for issue in json.loads(capsys.readouterr().out)] == [rule]


def test_format_writes_the_canonical_form_once(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = described / "events.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"\n", b"\r\n"))
    assert main(["format", str(described)]) == 0
    assert capsys.readouterr().out == "events.csv: written in canonical form.\n"
    assert path.read_bytes() == good
    main(["format", str(described)])
    assert capsys.readouterr().out == ""


def test_format_leaves_a_table_alone_that_it_cannot_read_whole(described: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = described / "events.csv"
    path.write_bytes(path.read_bytes() + b"one,cell,too,few\n")
    before = path.read_bytes()
    assert main(["format", str(described)]) == 1
    assert path.read_bytes() == before
    assert "The file was left as it is." in capsys.readouterr().out


def test_the_codebook_names_every_column_and_every_type() -> None:
    text = codebook_text()
    assert all(f"| `{column.name}` |" in text for table in TABLES for column in table.columns)
    assert all(f"| `{term.code}` |" in text and term.definition in text for term in EVENT_TYPES)


def test_the_codebook_of_the_project_is_that_of_the_schema() -> None:
    assert (DEFAULT_FOLDER / CODEBOOK_FILE).read_text("utf-8") == codebook_text()


def test_the_descriptor_is_a_data_package_and_keeps_what_a_person_wrote() -> None:
    package = json.loads(package_text({"name": "x", "own": 1, "resources": ["old"]}))
    assert (package["name"], package["own"], package["$schema"]) == ("x", 1, "https://datapackage.org/profiles/2.0/datapackage.json")
    events = package["resources"][0]
    assert (events["name"], events["path"], events["schema"]["primaryKey"]) == ("events", "events.csv", ["event_id"])
    fields = {field["name"]: field for field in events["schema"]["fields"]}
    assert (fields["actors"]["type"], fields["actors"]["delimiter"], fields["latitude"]["type"]) == ("list", ";", "number")
    assert "visit" in fields["category"]["constraints"]["enum"]
    assert {"fields": ["thread_id"], "reference": {"resource": "threads", "fields": ["thread_id"]}} in events["schema"]["foreignKeys"]
