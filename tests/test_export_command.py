"""Tests of `python -m timeline export`: every kind of file, what it says, its exit codes."""

from __future__ import annotations

import io
import os
import stat
import threading
from pathlib import Path

import pypdf
import pytest

from tests import tiny
from tests.exports.readers import READERS, csv_rows
from tests.test_notebook import COMMANDS
from timeline.__main__ import main
from timeline.charts import CHARTS, NUMBERS_OF
from timeline.charts.maps import NOTHING
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import KINDS, PICTURES, kind_named, kind_of
from timeline.exports.pictures import NO_BROWSER, find_browser

needs_browser = pytest.mark.skipif(not find_browser(), reason="no Chromium on this machine draws pictures")


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_the_numbers_of_a_chart_are_a_table(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "coverage.csv"
    assert main(["export", str(folder), "--chart", "coverage", "--format", "numbers", "-o", str(target)]) == 0
    assert target.read_text("utf-8-sig").splitlines()[0] == '"year","category","count","view","data_version","licence","link"'


@pytest.mark.parametrize("code", FORMATS)
def test_the_file_of_a_view_holds_its_events(folder: Path, tmp_path: Path, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"view.{kind_of(code)[0]}"
    assert main(["export", str(folder), "--view", "dyad=AZE-ISR&years=1990-1998", "--format", code, "-o", str(target)]) == 0
    read, shown = READERS[code]
    events = tiny.dataset(folder)["events"].iloc[:3]
    assert list(read(target.read_bytes()).titles) == shown(events)["event_id"].tolist()
    assert told(capsys) == [f"{target}: 3 events between Azerbaijan and Israel, 1990–1998, {target.stat().st_size:,} bytes."]


def test_a_page_holds_the_chart_of_the_page_in_the_view(folder: Path, tmp_path: Path) -> None:
    assert main(["export", str(folder), "--view", "map?layer=arms", "-o", str(tmp_path / "map.html"), "--base", "https://example.org/x"]) == 0
    text = (tmp_path / "map.html").read_text("utf-8")
    assert "https://example.org/x/map?layer=arms" in text
    assert '"type":"choropleth"' in text


@needs_browser
def test_the_map_of_a_dossier_shows_what_there_is(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    assert main(["export", str(folder), "--view", "category=war", "--format", "dossier", "-o", str(target)]) == 0
    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(target).pages).split())
    assert "Alleventsbetweenpairs" in text
    assert "".join(NOTHING.split()) not in text


@needs_browser
def test_a_picture_is_drawn_by_a_browser_of_this_machine(folder: Path, tmp_path: Path) -> None:
    for kind in PICTURES:
        assert main(["export", str(folder), "--chart", "coverage", "-o", str(tmp_path / f"chart.{kind}")]) == 0
    svg, pdf, png = ((tmp_path / f"chart.{kind}").read_bytes() for kind in ("svg", "pdf", "png"))
    assert b"<svg" in svg[:200]
    assert b">What the data holds, by year and kind<" in svg
    assert b"@font-face" in svg
    assert b"<script" not in svg
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert "What the data holds, by year and kind" in page.extract_text()
    assert page.mediabox.width > page.mediabox.height


@pytest.mark.parametrize("kind", PICTURES)
def test_without_a_browser_a_person_is_told_what_works_instead(
    folder: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROME_PATH", str(tmp_path / "nothing"))
    assert main(["export", str(folder), "-o", str(tmp_path / f"chart.{kind}")]) == 1
    assert told(capsys) == [NO_BROWSER]
    assert not (tmp_path / f"chart.{kind}").exists()


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_a_browser_that_draws_nothing_is_named(folder: Path, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("CHROME_PATH", "/bin/true")
    assert main(["export", str(folder), "-o", str(tmp_path / f"chart.{kind}")]) == 1
    assert told(capsys) == [f"/bin/true {'printed' if kind == 'pdf' else 'drew'} nothing. Name another Chromium or Chrome in CHROME_PATH, or use --format html."]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--view", "category=vsit"], "The view cannot be read: category=vsit: is not a known category."),
        (["--view", "event=nothing"], "The view cannot be read: event=nothing: is not an event of this data."),
        (["--view", "somewhere?years=1990-2000"], f"There is no chart or page called somewhere. Charts: {', '.join(CHARTS)}."),
        (["--view", "http://[::1/nowhere"], f"There is no chart or page called nowhere. Charts: {', '.join(CHARTS)}."),
        (["--view", "http://[::1/map?years=x"], "The view cannot be read: years=x: is not a span such as 1993-2010."),
        (["--chart", "map", "--format", "numbers"], f"map has no numbers of its own. Charts that have: {', '.join(NUMBERS_OF)}."),
        (["--chart", "pie"], f"There is no chart or page called pie. Charts: {', '.join(CHARTS)}."),
        (["--format", "docx"], f"There is no format called docx. Formats: {', '.join(KINDS)}."),
        (["-o", "view.docx"], f"There is no format called docx. Formats: {', '.join(KINDS)}."),
    ],
)
def test_what_is_not_known_is_told_and_nothing_is_written(
    folder: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.iterdir())
    assert main(["export", str(folder), *words]) == 2
    assert told(capsys) == [sentence, "Nothing was written."]
    assert set(tmp_path.iterdir()) == before


def test_damaged_tables_are_told_with_their_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.change(folder, "events", "1992-relations", status="sure")
    assert main(["export", str(folder)]) == 1
    first, last = told(capsys)
    assert first.startswith("events.csv:2 status:")
    assert last == "Nothing was written. Mend the tables; python -m timeline check says the same."


def test_a_pipe_is_written_to_a_link_followed_and_the_rights_of_a_file_stay(folder: Path, tmp_path: Path) -> None:
    export = ["export", str(folder), "--view", "category=visit", "--format", "csv", "-o"]
    real, link, pipe = tmp_path / "real.csv", tmp_path / "link.csv", tmp_path / "pipe.csv"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert [main([*export, str(target)]) for target in (link, pipe)] == [0, 0]
    reader.join(10)
    assert (link.is_symlink(), stat.S_IMODE(real.stat().st_mode), pipe.is_fifo()) == (True, 0o640, True)
    assert read == [real.read_bytes()]
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".csv", ".tmp")) == ["link.csv", "pipe.csv", "real.csv"]


def test_of_very_many_problems_the_first_are_told_and_how_many_more_there_are(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = folder / "events.csv"
    events.write_bytes(events.read_bytes() + b"x\n" * 300)
    assert main(["export", str(folder)]) == 1
    said = told(capsys)
    assert (len(said), said[-2]) == (202, "… and 100 more: python -m timeline check")


def test_a_file_that_cannot_be_written_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "nowhere" / "view.csv"
    assert main(["export", str(folder), "-o", str(target)]) == 1
    assert told(capsys) == [f"{target} could not be written (No such file or directory)."]


def test_a_table_goes_to_standard_output_and_nothing_else_does(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", str(folder), "--view", "category=visit"]) == 0
    out, err = capsysbinary.readouterr()
    assert [row["event_id"] for row in csv_rows(out)] == ["1997-visit"]
    assert err == b""


def test_the_day_it_is_made_on_can_be_given(folder: Path, tmp_path: Path) -> None:
    assert main(["export", str(folder), "--day", "2001-02-03", "-o", str(tmp_path / "view.json")]) == 0
    assert '"accessed": "2001-02-03"' in (tmp_path / "view.json").read_text("utf-8")


@pytest.mark.parametrize(("name", "kind"), [("-", "csv"), ("x", "csv"), ("x.XLSX", "xlsx"), ("a.b.ics", "ics"), ("x.zip", "csvw"), ("x.json", "json"), ("x.docx", "docx")])
def test_the_name_of_a_file_says_its_kind(name: str, kind: str) -> None:
    assert kind_named(name) == kind


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_readme_work(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    words = shlex.split(command)
    if not find_browser() and kind_named(words[-1]) in PICTURES:
        pytest.skip("no Chromium on this machine draws pictures")
    assert main(words) == 0
    assert (tmp_path / words[-1]).stat().st_size > 100
