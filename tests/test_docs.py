"""Tests of what the documents say of the data and of the project: a number or a name that no longer holds fails here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.filters import Filters
from timeline.queries.coverage import two_publishers_share
from timeline.queries.selection import select
from timeline.repository import DEFAULT_FOLDER, Dataset
from timeline.ui.words import PAGES

ROOT = DEFAULT_FOLDER.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [path for path in [*ROOT.glob("*.md"), *DEFAULT_FOLDER.glob("*.md"), *(ROOT / "benchmarks").glob("*.md")] if path.name != "CODEBOOK.md"]


def test_the_readme_counts_what_the_data_holds(dataset: Dataset) -> None:
    events = dataset["events"]
    between = select(dataset, Filters(dyad=(dataset.focus[0], dataset.focus[1])))
    contested = int(events["is_contested"].sum())
    said = f"{len(events):,} events from 1988 to 30 June 2026, {len(between)} of them between Azerbaijan and Israel, resting on {len(dataset['sources']):,} pages and documents"
    assert said in README
    assert f"{two_publishers_share(events):.0%}".replace("%", " per cent") + " rest on at least two publishers" in README
    assert f"{contested} events carry competing accounts" in README


def test_every_row_was_read_a_second_time_and_the_datasheet_says_what_came_of_it(dataset: Dataset) -> None:
    events, readings = dataset["events"], dataset["readings"]
    unread = set(events["event_id"]) - set(readings["event_id"])
    assert set(events.loc[events["event_id"].isin(unread), "added"]) <= {dataset.version}, "only rows of this version may wait for their reading"
    counts = readings["verdict"].value_counts()
    assert counts.get("not_seen", 0) < len(readings) * 0.02
    said = " ".join((DEFAULT_FOLDER / "README.md").read_text("utf-8").split())
    assert (
        f"{len(readings)} rows were read: {counts['agrees']} agreed, {counts['refined']} were made better, {counts['corrected']} had a wrong fact, {counts.get('not_seen', 0)} could not"
        in said
    )
    assert not unread or f"{len(unread)} rows came with version {dataset.version}" in said


def test_disputed_events_have_more_than_one_side_and_the_datasheet_counts_those_that_have_not(dataset: Dataset) -> None:
    side = dict(zip(dataset["sources"]["source_id"], dataset["sources"]["publisher_actor"], strict=True))
    cited = dataset["claims"].groupby("event_id")["source_ids"].agg(lambda lists: {source for ids in lists for source in ids})
    disputed = dataset["events"][dataset["events"]["is_contested"]]
    alone = [row.event_id for row in disputed.itertuples() if len({side[source] for source in {*row.source_ids, *cited[row.event_id]}}) < 2]
    said = f"Of the {len(disputed)} events with competing accounts {len(alone)} rest on publishers of one country only"
    assert said in (DEFAULT_FOLDER / "README.md").read_text("utf-8")


def test_every_row_with_a_wrong_fact_has_its_correction(dataset: Dataset) -> None:
    readings, corrections = dataset["readings"], dataset["corrections"]
    for version, group in readings[readings["verdict"] == "corrected"].groupby("version"):
        assert set(group["event_id"]) <= set(corrections.loc[corrections["version"] == version, "event_id"])


def test_the_readme_names_every_page() -> None:
    assert [title for title in PAGES.values() if f"**{title}**" not in README] == []


def test_the_horizon_is_said_alike(dataset: Dataset) -> None:
    assert dataset.horizon == "2026-06-30"
    assert "30 June 2026" in (DEFAULT_FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_a_document_points_to_is_there(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_commands_of_the_readme_are_targets_of_make() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b", README)) <= targets | {"run"}
