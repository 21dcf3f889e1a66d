"""Tests of the selection: clauses combine with AND, values with OR, and a count tells what choosing it would leave."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import tiny
from tests.test_filters import chosen, codes
from timeline import vocabulary
from timeline.filters import DIRECTIONS, MATCHES, Filters
from timeline.queries.selection import dyad_counts, facet_counts, select, year_bounds, year_counts
from timeline.repository import Dataset

FEW = ("AZE", "ISR", "IRN", "ARM", "TUR")
FEW_OPTIONS = {"type": ("working_visit", "ministerial_visit", "embassy_opened", "contract", "war", "un_vote", "criticism")}
YEARS = st.integers(1985, 2030)
VIEWS = st.builds(
    Filters,
    actors=st.sets(st.sampled_from(FEW), max_size=2).map(lambda kept: tuple(sorted(kept))),
    match=st.sampled_from(MATCHES),
    dyad=st.just(()) | st.permutations(FEW).map(lambda order: (order[0], order[1])),
    direction=st.sampled_from(DIRECTIONS),
    category=chosen(codes(vocabulary.CATEGORIES)),
    type=st.just(()) | chosen(codes(vocabulary.EVENT_TYPES)),
    years=st.just(()) | st.tuples(YEARS, YEARS).map(lambda pair: (min(pair), max(pair))),
    status=chosen(codes(vocabulary.STATUSES)),
    importance=chosen(codes(vocabulary.IMPORTANCES)),
    search=st.sampled_from(["", "", "israel", "baku visit", "zzzz", "(", "[", "*", "\\", "(a+)+$"]),
)

TINY = [
    (Filters(), ["1992-relations", "1993-embassy", "1997-visit", "2012-deal", "2020-war"]),
    (Filters(category=("visit", "arms")), ["1997-visit", "2012-deal"]),
    (Filters(category=("visit",), type=("contract",)), []),
    (Filters(status=("reported",)), ["2012-deal"]),
    (Filters(importance=("2",)), ["1993-embassy"]),
    (Filters(actors=("ARM",)), ["2020-war"]),
    (Filters(actors=("ARM", "IRN")), ["1997-visit", "2020-war"]),
    (Filters(actors=("ARM", "AZE"), match="all"), ["2020-war"]),
    (Filters(dyad=("AZE", "ISR")), ["1992-relations", "1993-embassy", "1997-visit", "2012-deal"]),
    (Filters(dyad=("ISR", "AZE"), direction="forward"), ["1993-embassy", "1997-visit", "2012-deal"]),
    (Filters(dyad=("AZE", "ISR"), direction="forward"), []),
    (Filters(dyad=("AZE", "ISR"), direction="back"), ["1993-embassy", "1997-visit", "2012-deal"]),
    (Filters(years=(1993, 1997)), ["1993-embassy", "1997-visit"]),
    (Filters(years=(2021, 2030)), []),
    (Filters(search="BAKU"), ["1992-relations", "1993-embassy", "1997-visit"]),
    (Filters(search="baku netanyahu"), ["1997-visit"]),
    (Filters(search="ba.u"), []),
    (Filters(event="1997-visit", as_of="1990", lanes="dyad", layer="arms"), ["1992-relations", "1993-embassy", "1997-visit", "2012-deal", "2020-war"]),
]

steady = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(dataset: Dataset, filters: Filters) -> list[str]:
    return select(dataset, filters)["event_id"].tolist()


@pytest.mark.parametrize(("filters", "expected"), TINY)
def test_a_view_shows_these_events(folder: Path, filters: Filters, expected: list[str]) -> None:
    assert ids(tiny.dataset(folder), filters) == expected


def test_an_event_that_goes_on_is_shown_in_every_later_year(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", end="..")
    assert ids(tiny.dataset(folder), Filters(years=(2025, 2025))) == ["2012-deal"]


def test_an_event_that_spans_years_is_shown_in_those_between(folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", end="2016")
    assert ids(tiny.dataset(folder), Filters(years=(2014, 2014))) == ["2012-deal"]


def test_events_come_in_order_of_time(dataset: Dataset) -> None:
    events = select(dataset, Filters())
    assert events[["earliest", "event_id"]].values.tolist() == events.sort_values(["earliest", "event_id"])[["earliest", "event_id"]].values.tolist()


def test_the_plain_view_shows_every_event(dataset: Dataset) -> None:
    assert sorted(ids(dataset, Filters())) == sorted(dataset["events"]["event_id"])


@steady
@given(VIEWS)
def test_a_view_is_what_all_its_parts_have_in_common(dataset: Dataset, filters: Filters) -> None:
    parts = [Filters(match=filters.match, actors=filters.actors), Filters(dyad=filters.dyad, direction=filters.direction)]
    parts += [Filters(**{name: getattr(filters, name)}) for name in ("category", "type", "years", "status", "importance", "search")]
    common = set(dataset["events"]["event_id"]).intersection(*(ids(dataset, part) for part in parts))
    assert set(ids(dataset, filters)) == common


@steady
@given(VIEWS, st.sampled_from(["type", "status", "importance"]))
def test_the_count_of_an_option_is_what_choosing_it_alone_would_leave(dataset: Dataset, filters: Filters, name: str) -> None:
    for option, count in facet_counts(dataset, filters)[name].items():
        if option in FEW_OPTIONS.get(name, (option,)):
            assert count == len(select(dataset, filters.with_(**{name: (option,)}))), (name, option)


@steady
@given(VIEWS)
def test_the_count_of_a_category_is_what_choosing_it_alone_with_all_its_types_would_leave(dataset: Dataset, filters: Filters) -> None:
    free = filters.without("type")
    for option, count in facet_counts(dataset, filters)["category"].items():
        assert count == len(select(dataset, free.with_(category=(option,)))), option


@steady
@given(VIEWS)
def test_the_count_of_an_actor_is_what_choosing_it_would_leave(dataset: Dataset, filters: Filters) -> None:
    counts = facet_counts(dataset, filters)["actors"]
    kept = filters.actors if filters.match == "all" else ()
    for code in FEW:
        assert counts[code] == len(select(dataset, filters.with_(actors=tuple(sorted({*kept, code}))))), code


@steady
@given(VIEWS)
def test_the_count_of_a_pair_is_what_choosing_it_would_leave(dataset: Dataset, filters: Filters) -> None:
    counted = dyad_counts(dataset, filters)
    for source, target, count in counted[:5]:
        assert count == len(select(dataset, filters.with_(dyad=(source, target), direction="both"))), (source, target)


def test_every_option_is_counted_even_where_nothing_is_left(dataset: Dataset) -> None:
    counts = facet_counts(dataset, Filters(search="zzzz"))
    assert set(counts["category"]) == set(vocabulary.CATEGORY_CODES)
    assert not any(count for facet in counts.values() for count in facet.values())


def test_a_pair_is_counted_once_an_event_whichever_way_round(folder: Path) -> None:
    tiny.change(folder, "events", "1997-visit", actors="ISR;IRN", recipients="AZE", others="")
    assert dyad_counts(tiny.dataset(folder), Filters()) == [("AZE", "ISR", 4), ("ARM", "AZE", 1), ("AZE", "IRN", 1)]


def test_every_year_of_a_span_is_counted(folder: Path) -> None:
    counted = year_counts(tiny.dataset(folder)["events"], 1992, 1994)
    assert counted.values.tolist() == [[1992, 1], [1993, 1], [1994, 0]]


def test_the_bounds_are_the_first_and_the_last_year_in_which_something_begins(folder: Path) -> None:
    assert year_bounds(tiny.dataset(folder)) == (1992, 2020)


def test_asking_changes_nothing_in_the_data(dataset: Dataset) -> None:
    before = pd.util.hash_pandas_object(dataset["events"][["event_id", "start", "title", "latest"]]).sum()
    select(dataset, Filters(search="israel", years=(1990, 2000)))
    facet_counts(dataset, Filters(category=("visit",)))
    assert pd.util.hash_pandas_object(dataset["events"][["event_id", "start", "title", "latest"]]).sum() == before
