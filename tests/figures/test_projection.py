"""Tests of the map's arithmetic: Mercator pixels, the frame around the seats, names that hide nothing."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.figures.projection import LEAST_SPAN, Frame, apart, fitted, label_box, label_sides, mercator, point_boxes

WIDTH, HEIGHT, LINE = 700, 364, 15.6
NEIGHBOURS = pd.DataFrame({"latitude": [40.41, 31.78, 35.69, 40.18, 39.93], "longitude": [49.87, 35.21, 51.39, 44.51, 32.86], "weight": [8, 8, 4, 3, 2]})
WASHINGTON = pd.DataFrame({"latitude": [38.9], "longitude": [-77.04], "weight": [3]})
PLACES = st.lists(st.tuples(st.floats(-45, 65), st.floats(-170, 170), st.integers(1, 20)), min_size=1, max_size=15).map(
    lambda found: pd.DataFrame(found, columns=["latitude", "longitude", "weight"])
)
POINTS = st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT), st.floats(10, 200)), max_size=25)
Box = tuple[float, float, float, float]


def ordinate(latitude: float) -> float:
    return float(mercator(np.array(latitude)))


def scales(frame: Frame) -> tuple[float, float]:
    """Pixels per degree of longitude, and per degree of the Mercator ordinate."""
    return frame.width / (frame.east - frame.west), frame.height / (ordinate(frame.north) - ordinate(frame.south))


def box_of(x: float, y: float, width: float, side: str) -> Box:
    return {
        "top center": (x - width / 2, y - LINE - 5, x + width / 2, y - 5),
        "bottom center": (x - width / 2, y + 5, x + width / 2, y + LINE + 5),
        "middle right": (x + 6, y - LINE / 2, x + width + 6, y + LINE / 2),
        "middle left": (x - width - 6, y - LINE / 2, x - 6, y + LINE / 2),
    }[side]


def overlap(first: Box, second: Box) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


@pytest.mark.parametrize(("latitude", "degrees"), [(0, 0), (45, 50.4987), (60, 75.4561), (-60, -75.4561), (30, 31.4730)])
def test_latitudes_are_where_mercator_puts_them(latitude: float, degrees: float) -> None:
    assert ordinate(latitude) == pytest.approx(degrees, abs=1e-3)


def test_the_poles_stay_on_the_map() -> None:
    assert np.isfinite(mercator(np.array([-90.0, 90.0]))).all()


def test_the_corners_and_the_middle_of_a_frame_are_its_pixels() -> None:
    frame = Frame(0, 90, 0, 60, 900, 755)
    found = frame.pixels(np.array([60.0, 0.0, 45.0]), np.array([0.0, 90.0, 45.0]))
    assert found == pytest.approx(np.array([[0, 0], [900, 755], [450, 755 * (1 - 50.4987 / 75.4561)]]), abs=0.1)


@given(PLACES)
def test_pixels_lead_back_to_the_places(places: pd.DataFrame) -> None:
    frame = fitted(places, WIDTH, HEIGHT)
    x, y = frame.pixels(places["latitude"].to_numpy(), places["longitude"].to_numpy()).T
    across, up = scales(frame)
    latitude = np.degrees(2 * np.arctan(np.exp(np.radians(ordinate(frame.north) - y / up))) - np.pi / 2)
    assert frame.west + x / across == pytest.approx(places["longitude"].to_numpy(), abs=1e-6)
    assert latitude == pytest.approx(places["latitude"].to_numpy(), abs=1e-6)


@given(PLACES, st.sampled_from([(320, 300), (700, 364), (1080, 560), (1600, 560)]))
def test_a_degree_is_as_long_in_both_directions(places: pd.DataFrame, size: tuple[int, int]) -> None:
    frame = fitted(places, *size)
    if max(abs(frame.north), abs(frame.south)) < 84:
        across, up = scales(frame)
        assert across == pytest.approx(up, rel=0.01), "a country would be drawn too wide or too high"
    assert (frame.width, frame.height) == size


@given(PLACES)
def test_a_frame_holds_most_of_the_weight_and_its_places_have_a_margin(places: pd.DataFrame) -> None:
    frame = fitted(places, WIDTH, HEIGHT)
    held = frame.holds(places["latitude"], places["longitude"])
    assert places.loc[held, "weight"].sum() >= 0.6 * places["weight"].sum()
    assert frame.east - frame.west >= LEAST_SPAN, "one place alone is not the whole picture"


def test_a_frame_holds_all_that_are_near() -> None:
    assert fitted(NEIGHBOURS, WIDTH, HEIGHT).holds(NEIGHBOURS["latitude"], NEIGHBOURS["longitude"]).all()


def test_a_far_capital_does_not_make_the_others_small() -> None:
    assert fitted(pd.concat([NEIGHBOURS, WASHINGTON], ignore_index=True), WIDTH, HEIGHT) == fitted(NEIGHBOURS, WIDTH, HEIGHT)


def test_where_half_of_the_weight_is_far_the_frame_holds_both() -> None:
    both = pd.concat([NEIGHBOURS.head(1).assign(weight=3), WASHINGTON], ignore_index=True)
    assert fitted(both, WIDTH, HEIGHT).holds(both["latitude"], both["longitude"]).all()


def test_no_places_are_framed_by_the_lands_between_the_mediterranean_and_the_caspian() -> None:
    frame = fitted(NEIGHBOURS.iloc[0:0], WIDTH, HEIGHT)
    assert frame.holds(pd.Series([32.0, 40.4]), pd.Series([34.8, 49.9])).all()


@given(POINTS)
def test_no_name_hides_another_or_a_point_or_leaves_the_frame(found: list[tuple[float, float, float]]) -> None:
    frame = Frame(0, 1, 0, 1, WIDTH, HEIGHT)
    sides = label_sides(frame, np.array([(x, y) for x, y, _ in found]).reshape(-1, 2), [width for _, _, width in found], LINE)
    boxes = [(place, box_of(x, y, width, side)) for place, ((x, y, width), side) in enumerate(zip(found, sides, strict=True)) if side]
    assert not any(overlap(one, other) for (_, one), (_, other) in combinations(boxes, 2)), "a name lies on a name"
    for place, (left, top, right, bottom) in boxes:
        assert left >= 0 <= top, "a name is cut at the frame"
        assert right <= WIDTH, "a name is cut at the frame"
        assert bottom <= HEIGHT, "a name is cut at the frame"
        points = [(x - 4, y - 4, x + 4, y + 4) for other, (x, y, _) in enumerate(found) if other != place]
        assert not any(overlap((left, top, right, bottom), point) for point in points), "a name lies on another point"


def test_the_most_important_name_is_placed_first_and_one_without_room_is_left_out() -> None:
    frame = Frame(0, 1, 0, 1, 120, 60)
    points = np.array([(60.0, 30.0), (60.0, 31.0), (60.0, 32.0)])
    assert label_sides(frame, points, [100.0, 100.0, 100.0], 15) == ["top center", "bottom center", ""]
    assert label_sides(frame, points, [200.0, 100.0, 100.0], 15) == ["", "top center", "bottom center"]


@given(st.lists(st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT)), min_size=1, max_size=20))
def test_numbers_that_are_kept_do_not_overlap_and_the_first_is_kept(points: list[tuple[float, float]]) -> None:
    kept = apart(np.array(points), 30, LINE)
    boxes = [(x - 15, y - LINE / 2, x + 15, y + LINE / 2) for (x, y), keep in zip(points, kept, strict=True) if keep]
    assert kept[0]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_a_number_makes_room_for_a_name() -> None:
    points = np.array([(50.0, 50.0), (200.0, 50.0)])
    name = label_box(np.array([50.0, 40.0]), 60, LINE, "bottom center")
    assert apart(points, 30, LINE, [name]) == [False, True]
    assert apart(points, 30, LINE, point_boxes(np.array([(205.0, 55.0)]))) == [True, False]


@given(PLACES)
def test_the_middle_of_a_frame_is_in_the_middle_of_the_picture(places: pd.DataFrame) -> None:
    frame = fitted(places, WIDTH, HEIGHT)
    latitude, longitude = frame.middle
    assert frame.pixels(np.array([latitude]), np.array([longitude]))[0] == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=0.01)


def test_latitudes_grow_upwards() -> None:
    assert all(first < second for first, second in pairwise(mercator(np.linspace(-80, 80, 33)).tolist()))
