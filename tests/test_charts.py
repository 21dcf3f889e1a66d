"""Tests of the list of charts: which view a chart draws, over which years, as of which day, and what its words say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests import tiny
from tests.figures.seen import SOURCE, ids_behind, words
from timeline.charts import CHARTS, Request, sentence
from timeline.charts.chronology import LANE_WORDS
from timeline.charts.maps import LAYER_WORDS
from timeline.exports.citation import source_line
from timeline.figures.timeline import WARS
from timeline.filters import LANES, LAYERS, Filters
from timeline.queries.selection import select, year_bounds
from timeline.repository import Dataset

TODAY = date(2026, 1, 1)
ONE_ADDRESS = re.compile(r"[a-z]+(-[a-z]+)*")


def request(dataset: Dataset, filters: Filters | None = None, **more: int) -> Request:
    return Request(dataset, filters or Filters(), TODAY, SOURCE, **more)


def ids(dataset: Dataset, name: str, filters: Filters) -> set[str]:
    return {event for behind in ids_behind(CHARTS[name](request(dataset, filters))) for event in behind}


def years_drawn(dataset: Dataset, filters: Filters) -> tuple[int, int]:
    """The first and the last year on the axis of the timeline."""
    first, last = CHARTS["timeline"](request(dataset, filters)).layout.xaxis.range
    return pd.Timestamp(first, unit="ms").year, pd.Timestamp(last - 1, unit="ms").year


def with_ongoing(folder: Path) -> Dataset:
    tiny.change(folder, "events", "2020-war", end="..")
    return tiny.dataset(folder)


def test_every_chart_has_a_name_that_can_stand_in_an_address() -> None:
    assert all(ONE_ADDRESS.fullmatch(name) for name in CHARTS), "the name is part of the address of the download"


def test_every_choice_of_lanes_and_layers_has_words() -> None:
    assert set(LANE_WORDS) == set(LANES)
    assert set(LAYER_WORDS) == set(LAYERS)


@pytest.mark.parametrize("lanes", LANES)
def test_the_timeline_draws_the_events_of_the_view_and_no_other(dataset: Dataset, lanes: str) -> None:
    for filters in (Filters(lanes=lanes, category=("visit",)), Filters(lanes=lanes, search="embassy")):
        events = select(dataset, filters)
        begins = year_bounds(dataset)[0]
        drawn = set(events.loc[events["is_ongoing"] | (events["latest"].dt.year >= begins), "event_id"])
        assert ids(dataset, "timeline", filters) == drawn


def test_background_before_the_first_year_is_counted_and_not_drawn(folder: Path) -> None:
    tiny.add(folder, "events", "1992-relations", event_id="1949-before", start="1949-05-11", actors="ISR;IRN", title="A beginning", type="recognition")
    package = (folder / "datapackage.json").read_text("utf-8")
    (folder / "datapackage.json").write_text(package.replace('"horizon"', '"begins": 1988, "horizon"'), "utf-8")
    dataset = tiny.dataset(folder)
    assert "1949-before" not in ids(dataset, "timeline", Filters())
    assert "Not drawn: 1 before 1988" in words(CHARTS["timeline"](request(dataset)))
    assert "1949-before" in ids(dataset, "timeline", Filters(years=(1940, 1960))), "who asks for these years sees them"


def test_the_timeline_spans_the_years_asked_for(folder: Path) -> None:
    assert years_drawn(tiny.dataset(folder), Filters(years=(1995, 2015))) == (1995, 2015)


@pytest.mark.parametrize("years", [(1, 9999), (1990, 9999), (1, 2015)])
def test_a_year_far_from_every_event_does_not_squeeze_them(folder: Path, years: tuple[int, int]) -> None:
    first, last = years_drawn(tiny.dataset(folder), Filters(years=years))
    assert 1990 <= first < last <= 2021


@pytest.mark.parametrize("years", [(2030, 2035), (9999, 9999), (2022, 2022), (2021, 2021)])
def test_years_after_the_last_event_run_forwards_although_something_still_runs(folder: Path, years: tuple[int, int]) -> None:
    dataset = with_ongoing(folder)
    assert len(select(dataset, Filters(years=years))) == 1
    first, last = CHARTS["timeline"](request(dataset, Filters(years=years))).layout.xaxis.range
    assert first < last, "the axis would run backwards"
    assert last - first <= 7 * 366 * 86_400_000, "the years asked for, and no more, are drawn"


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("years", [(1, 1), (1, 9999), (9999, 9999), (2020, 2020)])
def test_the_oldest_and_the_newest_year_can_be_drawn(folder: Path, name: str, years: tuple[int, int]) -> None:
    assert CHARTS[name](request(with_ongoing(folder), Filters(years=years))).layout.height > 0


def test_the_map_is_as_of_its_day_else_of_today(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert "As of 31 December 1992" in words(CHARTS["map"](request(dataset, Filters(as_of="1992"))))
    assert "As of 1 January 2026" in words(CHARTS["map"](request(dataset)))
    assert ids(dataset, "map", Filters(as_of="1992")) == set()
    assert ids(dataset, "map", Filters(as_of="1993")) == {"1993-embassy"}


@pytest.mark.parametrize(("layer", "shown"), [("visit", {"1997-visit"}), ("arms", {"2012-deal"}), ("representation", {"1993-embassy"})])
def test_a_layer_of_the_map_shows_its_own_kind(folder: Path, layer: str, shown: set[str]) -> None:
    assert ids(tiny.dataset(folder), "map", Filters(layer=layer)) == shown


def test_the_layer_of_all_events_shows_all_with_two_sides(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert ids(dataset, "map", Filters(layer="all")) == set(dataset["events"]["event_id"])


@pytest.mark.parametrize("layer", ["visit", "arms"])
def test_the_words_of_a_layer_count_what_it_shows(folder: Path, layer: str) -> None:
    text = words(CHARTS["map"](request(tiny.dataset(folder), Filters(layer=layer))))
    assert re.search(r"\b1 (?:\w+ )?event\b", text), f"one of five events is of this layer, yet the subtitle says: {text}"


def test_the_map_counts_one_sided_and_mutual_missions(folder: Path) -> None:
    assert "0 pairs with missions on both sides (pale), 1 on one side only" in words(CHARTS["map"](request(tiny.dataset(folder))))
    tiny.add(
        folder,
        "events",
        "1993-embassy",
        event_id="2023-embassy",
        start="2023-03-29",
        actors="AZE",
        recipients="ISR",
        title="Azerbaijan opens an embassy",
        label="",
        thread_id="",
        step="",
    )
    assert "1 pair with missions on both sides (pale), 0 on one side only" in words(CHARTS["map"](request(tiny.dataset(folder))))


def test_coverage_counts_every_event_of_the_view(dataset: Dataset) -> None:
    filters = Filters(category=("visit", "war"))
    grid = CHARTS["coverage"](request(dataset, filters)).data[0]
    assert sum(int(custom[2]) for custom in grid.customdata) == len(select(dataset, filters))


@pytest.mark.parametrize("name", [name for name in CHARTS if name.startswith("sources")])
def test_shares_add_up_to_the_sources_they_count(dataset: Dataset, name: str) -> None:
    figure = CHARTS[name](request(dataset))
    stated = int(re.search(r"([\d,]+) pages and documents", words(figure))[1].replace(",", ""))
    assert sum(int(value) for value in figure.data[0].x) == stated > 0


def test_the_view_is_said_with_its_count(folder: Path) -> None:
    dataset = tiny.dataset(folder)
    assert sentence(dataset, Filters()) == "5 events"
    assert sentence(dataset, Filters(dyad=("AZE", "ISR"), category=("visit",))) == "1 visit event between Azerbaijan and Israel"
    assert request(dataset, Filters(category=("visit",))).sentence in words(CHARTS["timeline"](request(dataset, Filters(category=("visit",)))))


def test_the_alternative_text_says_when_most_happened(folder: Path) -> None:
    alt = CHARTS["timeline"](request(tiny.dataset(folder))).layout.meta["alt"]
    assert "5 events" in alt
    assert "most frequent: representation (2)" in alt


def test_the_source_line_under_a_chart_names_data_version_and_licence(dataset: Dataset) -> None:
    line = source_line(dataset)
    figure = CHARTS["timeline"](Request(dataset, Filters(), TODAY, line))
    assert line in words(figure)
    for part in (dataset.title, dataset.version, dataset.digest[:8], dataset.licence):
        assert part in line


def test_a_mark_says_title_date_parties_and_sources(folder: Path) -> None:
    figure = CHARTS["timeline"](request(tiny.dataset(folder), Filters(category=("visit",))))
    said = [list(custom) for trace in figure.data if trace.hovertemplate and trace.meta != WARS for custom in trace.customdata]
    assert said == [["1997-visit", "Netanyahu meets Aliyev in Baku", "29 August 1997", "Israel → Azerbaijan", "Ministry"]]
