"""Tests of packing: no mark or label hides another, nothing is lost, what finds no room is counted."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from timeline.figures.packing import GAP, Cluster, Item, pack

WIDTH = 600.0
MARKS = st.tuples(st.floats(0, WIDTH), st.just(10.0), st.sampled_from([0.0, 40.0, 150.0]), st.integers(1, 6))
SPANS = st.tuples(st.floats(0, WIDTH), st.floats(4, 300), st.sampled_from([0.0, 40.0, 150.0]), st.integers(1, 6))
POINTS = st.lists(MARKS, max_size=60)
MIXED = st.lists(MARKS | SPANS, max_size=60)
ROWS = st.integers(1, 5)
Wish = tuple[float, float, float, int]


def items_of(wishes: list[Wish]) -> list[Item]:
    return [Item(number, left, min(left + extent, WIDTH + 4), label, priority) for number, (left, extent, label, priority) in enumerate(wishes)]


def packed(wishes: list[Wish], rows: int, **more: float) -> tuple[list[Item], list[Cluster], int]:
    return pack(items_of(wishes), rows, WIDTH, **more)


def extent(item: Item) -> tuple[float, float]:
    return (item.left - (GAP + item.label if item.side == "left" else 0), item.right + (GAP + item.label if item.side == "right" else 0))


def overlaps(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def hidden(placed: list[Item]) -> list[tuple[int, int]]:
    return [(one.index, other.index) for one, other in combinations(placed, 2) if one.row == other.row and overlaps(extent(one), extent(other))]


@given(POINTS, ROWS)
def test_no_mark_and_no_label_hides_another(wishes: list[Wish], rows: int) -> None:
    assert hidden(packed(wishes, rows)[0]) == []


@given(MIXED, st.lists(st.tuples(st.integers(0, 59), st.floats(0, WIDTH)), max_size=30), ROWS)
def test_what_lies_beside_a_mark_is_hidden_by_none_and_by_no_label(wishes: list[Wish], beside: list[tuple[int, float]], rows: int) -> None:
    items = items_of(wishes)
    for number, left in beside:
        if number < len(items):
            items[number].beside += ((left, left + 9.0),)
    placed, _, _ = pack(items, rows, WIDTH)
    for item in placed:
        for left, right in item.beside if item.row < rows else ():
            assert [other.index for other in placed if other is not item and other.row == item.row and overlaps(extent(other), (left, right))] == []
            assert item.side == "" or not overlaps((left, right), (item.right, extent(item)[1]) if item.side == "right" else (extent(item)[0], item.left))


@given(MIXED, ROWS)
def test_no_span_hides_another_even_in_the_row_of_those_that_found_no_room(wishes: list[Wish], rows: int) -> None:
    assert hidden(packed(wishes, rows)[0]) == []


@given(MIXED, ROWS)
def test_no_mark_lies_under_a_cluster(wishes: list[Wish], rows: int) -> None:
    placed, clusters, _ = packed(wishes, rows)
    for item in placed:
        for cluster in clusters:
            assert item.row != cluster.row or not overlaps(extent(item), (cluster.centre - 8, cluster.centre + 8)), "a cluster drawn over a mark hides it"


@given(MIXED, ROWS)
def test_each_mark_is_placed_or_counted_in_one_cluster(wishes: list[Wish], rows: int) -> None:
    placed, clusters, _ = packed(wishes, rows)
    found = [item.index for item in placed] + [index for cluster in clusters for index in cluster.indices]
    assert sorted(found) == list(range(len(wishes))), "a mark is lost or stands twice"


@given(MIXED, ROWS, st.sampled_from([10.0, 22.0, 60.0]))
def test_clusters_hold_two_or_more_and_stand_apart(wishes: list[Wish], rows: int, apart: float) -> None:
    _, clusters, _ = packed(wishes, rows, cluster_width=apart)
    assert all(len(cluster.indices) >= 2 for cluster in clusters)
    assert all(second - first >= apart for first, second in pairwise(sorted(cluster.centre for cluster in clusters)))


@given(MIXED, ROWS)
def test_labels_stay_inside_the_plot(wishes: list[Wish], rows: int) -> None:
    for item in packed(wishes, rows)[0]:
        if item.side:
            assert item.label
            assert extent(item)[0] >= 0
            assert item.side == "left" or extent(item)[1] <= WIDTH


@given(MIXED, ROWS)
def test_the_rows_used_are_counted(wishes: list[Wish], rows: int) -> None:
    placed, clusters, used = packed(wishes, rows)
    deepest = max([item.row for item in placed] + [cluster.row for cluster in clusters], default=0)
    assert used == deepest + 1
    assert used <= rows + 1, "one row more than asked for holds what found no room"


def test_nothing_needs_one_row() -> None:
    assert pack([], 3, WIDTH) == ([], [], 1)


def test_a_label_stands_right_of_its_mark_where_it_can_and_left_where_it_must() -> None:
    placed, _, _ = pack([Item(0, 10, 20, 50.0), Item(1, 570, 580, 50.0)], 1, WIDTH)
    assert [item.side for item in placed] == ["right", "left"]


def test_a_label_that_fits_nowhere_is_dropped_and_its_mark_stays() -> None:
    placed, clusters, _ = pack([Item(0, 290, 300, WIDTH)], 1, WIDTH)
    assert [(item.row, item.side) for item in placed] == [(0, "")]
    assert clusters == []


def test_the_most_important_mark_keeps_the_first_row() -> None:
    placed, _, _ = pack([Item(0, 100, 110, priority=3), Item(1, 100, 110, priority=1)], 2, WIDTH)
    assert {item.index: item.row for item in placed} == {0: 1, 1: 0}


def test_marks_without_room_are_counted_as_one() -> None:
    _, clusters, used = pack([Item(number, 100, 110) for number in range(5)], 2, WIDTH)
    assert [(len(cluster.indices), cluster.centre, cluster.row) for cluster in clusters] == [(3, 105.0, 2)]
    assert used == 3


def test_one_mark_without_room_stands_alone_below() -> None:
    placed, clusters, used = pack([Item(number, 100, 110) for number in range(3)], 2, WIDTH)
    assert [item.row for item in placed] == [0, 1, 2]
    assert (clusters, used) == ([], 3)
