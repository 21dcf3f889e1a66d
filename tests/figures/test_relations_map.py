"""Tests of the map: nothing is asked of a foreign server, arcs lead from seat to seat, shapes are sound on a sphere."""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.figures.seen import CAPTION, HOSTILE, colours, ids_behind, styled, words
from timeline.figures import style
from timeline.figures.relations_map import COUNTRIES_URL, events_map, representation_map
from timeline.server.files import ASSETS, served_files

SEATS = {
    "AZE": ("Azerbaijan", 40.41, 49.87), "ISR": ("Israel", 31.78, 35.21), "IRN": ("Iran", 35.69, 51.39), "TUR": ("Türkiye", 39.93, 32.86),
    "USA": ("United States", 38.9, -77.04), "JPN": ("Japan", 35.68, 139.69),
}  # fmt: skip
COUNTRIES = pd.DataFrame({"code": ["AZE", "ISR", "XXX"], "name": ["Azerbaijan", "Israel", HOSTILE], "count": [9, 8, 1]})
PLACES = pd.DataFrame({"place": ["Baku"], "latitude": [40.4], "longitude": [49.9], "count": [2], "category": ["visit"], "event_ids": ["a;b"], "titles": [["One", HOSTILE]]})
Ring = list[list[float]]


def arcs(*pairs: tuple[str, str], **cells: Any) -> pd.DataFrame:
    plain = {"level": 3, "since": pd.Timestamp("1993-01-01"), "is_focus": False, "count": 2, "is_directed": True} | cells
    found = []
    for source, target in pairs:
        ends = {f"{end}_{key}": value for end, code in (("source", source), ("target", target)) for key, value in zip(("name", "latitude", "longitude"), SEATS[code], strict=True)}
        found.append({"source": source, "target": target, "event_ids": f"{source}-{target}"} | ends | plain)
    return pd.DataFrame(found) if found else arcs(("AZE", "ISR")).iloc[0:0]


def missions(*pairs: tuple[str, str], **cells: Any) -> go.Figure:
    return representation_map(COUNTRIES, arcs(*pairs, **cells), CAPTION, width=1080)


def events(*pairs: tuple[str, str], places: pd.DataFrame = PLACES, **cells: Any) -> go.Figure:
    return events_map(COUNTRIES, arcs(*pairs, **cells), places, style.CATEGORY_COLOURS["visit"], CAPTION, width=1080)


FIGURES = {"missions": missions(("ISR", "AZE")), "events": events(("ISR", "AZE"), ("AZE", "ISR")), "nothing": missions(), "no events": events(places=PLACES.iloc[0:0])}
every_map = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


def lines(figure: go.Figure, event_ids: str | None = "") -> list[Any]:
    """The lines of a map: those of an event, or (None) those that lead to no event."""
    drawn = [trace for trace in figure.data if trace.type == "scattergeo" and trace.mode == "lines"]
    return [trace for trace in drawn if (trace.customdata is None if event_ids is None else trace.customdata is not None and trace.customdata[0][0] == event_ids)]


def heads(figure: go.Figure, event_ids: str) -> list[Any]:
    """The arrow heads on the arcs of an event."""
    return [trace for trace in figure.data if trace.type == "scattergeo" and trace.mode == "markers" and trace.customdata is not None and trace.customdata[0][0] == event_ids]


def course(trace: Any) -> np.ndarray:
    return np.column_stack([trace.lat, trace.lon]).astype(float)


def seat(code: str) -> tuple[float, float]:
    return SEATS[code][1:]


@cache
def shapes() -> dict[str, list[list[Ring]]]:
    features = json.loads((ASSETS / "countries.json").read_text("utf-8"))["features"]
    return {feature["id"]: feature["geometry"]["coordinates"] for feature in features}


def clockwise_area(ring: Ring) -> float:
    """The area of a ring on the unit sphere, positive if clockwise (Chamberlain and Duquette, JPL 2007, equation 4)."""
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        turn = (x2 - x1 + 180) % 360 - 180
        total += math.radians(turn) * (2 + math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return total / 2


def is_inside(ring: Ring, longitude: float, latitude: float) -> bool:
    crossings = [x1 + (latitude - y1) / (y2 - y1) * (x2 - x1) for (x1, y1), (x2, y2) in pairwise(ring) if (y1 > latitude) != (y2 > latitude)]
    return sum(crossing > longitude for crossing in crossings) % 2 == 1


def countries_at(longitude: float, latitude: float) -> set[str]:
    return {
        code for code, polygons in shapes().items()
        if any(is_inside(rings[0], longitude, latitude) and not any(is_inside(hole, longitude, latitude) for hole in rings[1:]) for rings in polygons)
    }  # fmt: skip


@every_map
def test_no_foreign_server_is_asked_for_a_world(figure: go.Figure) -> None:
    first = figure.data[0]
    assert (first.type, list(first.lat), list(first.lon)) == ("scattergeo", [None], [None]), "without an empty geo trace first plotly.js fetches its own topojson"
    assert figure.layout.geo.visible is False, "a visible base map is fetched from a foreign server"
    areas = [trace for trace in figure.data if trace.type == "choropleth"]
    assert areas
    assert {trace.geojson for trace in areas} == {COUNTRIES_URL}
    assert COUNTRIES_URL.removeprefix("assets/") in served_files()


@every_map
def test_the_frame_of_the_map_is_as_wide_as_the_chart(figure: go.Figure) -> None:
    geo = figure.layout.geo
    assert geo.projection.type == "mercator"
    assert geo.lonaxis.range[0] < geo.lonaxis.range[1]
    assert -85 < geo.lataxis.range[0] < geo.lataxis.range[1] < 85
    assert colours(figure) <= styled()
    go.Figure(figure.to_dict())


def test_countries_have_their_colours_and_others_one() -> None:
    areas = next(trace for trace in missions(("ISR", "AZE")).data if trace.type == "choropleth" and trace.meta != "land")
    assert list(areas.locations) == ["AZE", "ISR", "XXX"]
    assert [colour for _, colour in areas.colorscale] == [style.COUNTRY_COLOURS["AZE"], style.COUNTRY_COLOURS["ISR"], style.OTHER_COUNTRY]
    assert style.chart_text(HOSTILE) in areas.customdata[2]


def test_a_one_sided_mission_leaves_a_dotted_rest_and_a_mutual_one_does_not() -> None:
    one_sided, mutual = missions(("ISR", "AZE")), missions(("ISR", "AZE"), ("AZE", "ISR"))
    (rest,) = lines(one_sided, None)
    assert rest.line.dash == "dot"
    assert course(rest)[-1] == pytest.approx(seat("AZE"), abs=0.01), "the gap lies on the side of who keeps no mission"
    assert lines(mutual, None) == []
    assert lines(one_sided, "ISR-AZE")[0].line.width > lines(mutual, "ISR-AZE")[0].line.width, "one-sided stands out by form, not by colour alone"


def test_half_an_arc_reaches_out_from_each_sender_and_both_meet() -> None:
    figure = missions(("ISR", "AZE"), ("AZE", "ISR"))
    (there,), (back,) = lines(figure, "ISR-AZE"), lines(figure, "AZE-ISR")
    assert course(there)[0] == pytest.approx(seat("ISR"), abs=0.01)
    assert course(back)[0] == pytest.approx(seat("AZE"), abs=0.01)
    assert course(there)[-1] == pytest.approx(course(back)[-1], abs=0.01)


@pytest.mark.parametrize("levels", list(combinations((1, 2, 3, 9), 2)))
def test_the_rank_of_a_mission_is_seen_in_the_form_of_its_line(levels: tuple[int, int]) -> None:
    assert len({lines(missions(("ISR", "AZE"), level=level), "ISR-AZE")[0].line.dash for level in levels}) == 2


def test_one_direction_and_the_other_take_different_ways_between_the_same_seats() -> None:
    figure = events(("ISR", "AZE"), ("AZE", "ISR"))
    (there,), (back,) = lines(figure, "ISR-AZE"), lines(figure, "AZE-ISR")
    assert course(there)[0] == pytest.approx(seat("ISR"), abs=0.01)
    assert course(there)[-1] == pytest.approx(seat("AZE"), abs=0.01)
    assert course(back)[0] == pytest.approx(course(there)[-1], abs=0.01)
    middle = len(course(there)) // 2
    assert np.linalg.norm(course(there)[middle] - course(back)[middle]) > 2, "A→B and B→A must not lie on each other"
    (head,), (head_back,) = heads(figure, "ISR-AZE"), heads(figure, "AZE-ISR")
    assert 0 < head.marker.angle < 90, "the arrow head points north-east, from Israel to Azerbaijan"
    assert -180 < head_back.marker.angle < -90, "the arrow head points south-west, from Azerbaijan to Israel"


def test_an_arc_bends_to_the_right_of_its_direction() -> None:
    line = course(lines(events(("ISR", "AZE")), "ISR-AZE")[0])
    along, aside = line[-1] - line[0], line[len(line) // 2] - (line[0] + line[-1]) / 2
    assert along[1] * aside[0] - along[0] * aside[1] < 0


def test_without_direction_a_line_is_dotted_and_has_no_arrow() -> None:
    figure = events(("AZE", "ISR"), is_directed=False)
    assert lines(figure, "AZE-ISR")[0].line.dash == "dot"
    assert heads(figure, "AZE-ISR") == []


@pytest.mark.parametrize("pair", [("JPN", "USA"), ("USA", "JPN"), ("ISR", "USA"), ("AZE", "JPN")])
def test_an_arc_stays_on_the_globe_even_across_the_date_line(pair: tuple[str, str]) -> None:
    (trace,) = lines(events(pair), "-".join(pair))
    assert np.abs(course(trace)[:, 0]).max() <= 85, "an arc is bent over the pole: the difference of longitudes must be taken the short way round"


def test_seats_beyond_the_frame_are_named_under_the_title() -> None:
    figure = events(("AZE", "ISR"), ("ISR", "AZE"), ("AZE", "IRN"), ("AZE", "TUR"), ("ISR", "TUR"), ("AZE", "USA"))
    assert "United States" in words(figure)
    assert "United States" in figure.layout.meta["alt"]


def test_places_open_their_events_and_the_given_frames_stay_as_they_were() -> None:
    given, countries, places = arcs(("ISR", "AZE"), ("AZE", "ISR")), COUNTRIES.copy(), PLACES.copy()
    before = given.copy()
    figure = events_map(countries, given, places, style.CATEGORY_COLOURS["visit"], CAPTION, width=700)
    representation_map(countries, given, CAPTION, width=700)
    for frame, was in ((given, before), (countries, COUNTRIES), (places, PLACES)):
        pd.testing.assert_frame_equal(frame, was)
    assert ("a", "b") in ids_behind(figure)


def test_every_ring_of_every_country_is_wound_as_a_sphere_needs_it() -> None:
    outer = [code for code, polygons in shapes().items() for rings in polygons if clockwise_area(rings[0]) <= 0]
    holes = [code for code, polygons in shapes().items() for rings in polygons for hole in rings[1:] if clockwise_area(hole) >= 0]
    assert not outer, f"a ring the wrong way round fills the whole world but the country: {outer}"
    assert not holes, f"a hole the wrong way round is filled: {holes}"
    assert all(ring[0] == ring[-1] for polygons in shapes().values() for rings in polygons for ring in rings), "a ring ends where it begins"


def test_the_countries_of_the_region_are_there() -> None:
    assert {"AZE", "ISR", "PSE", "IRN", "ARM", "TUR", "RUS", "GEO"} <= set(shapes())


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "code"),
    [("Nakhchivan", 45.41, 39.21, "AZE"), ("Gaza", 34.45, 31.5, "PSE"), ("West Bank", 35.2, 31.9, "PSE"), ("Shusha", 46.75, 39.76, "AZE"), ("Haifa", 35.05, 32.75, "ISR")],
)
def test_a_place_lies_in_the_shape_of_its_country_and_in_no_other(place: str, longitude: float, latitude: float, code: str) -> None:
    assert countries_at(longitude, latitude) == {code}, place


def test_disputed_boundaries_are_lines_of_longitude_and_latitude() -> None:
    disputed = json.loads((ASSETS / "disputed.json").read_text("utf-8"))
    assert disputed
    assert all(len(line) >= 2 and all(len(point) == 2 and -180 <= point[0] <= 180 and -90 <= point[1] <= 90 for point in line) for line in disputed)
    near = [point for line in disputed for point in line if 34 < point[0] < 36 and 31 < point[1] < 33]
    assert near, "the line around the West Bank and Gaza is disputed, and longitude comes first"
