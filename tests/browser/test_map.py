"""The map as a reader uses it: layers, the day, play and pause, arcs and places that open, the word on boundaries."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import pytest

from tests.browser.conftest import Visit
from timeline.filters import Filters
from timeline.queries.selection import dyad_counts, select, year_bounds
from timeline.repository import Dataset
from timeline.ui.words import LAYERS, MAP_POLICY, TIMEBAR

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

# A corner in the middle of each arc that opens something, on screen.
ARCS = """() => [...document.querySelectorAll(".tl-plot .scattergeo path.js-line")].flatMap((path) => {
  const ids = path.parentNode.__data__[0].trace.customdata?.[0]?.[0];
  const corners = [...path.getAttribute("d").matchAll(/(-?[\\d.]+),(-?[\\d.]+)/g)];
  if (!ids || corners.length < 5) return [];
  const [, x, y] = corners[Math.floor(corners.length / 2)].map(Number);
  const point = new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
  return [{ ids: ids.split(";"), x: point.x, y: point.y }];
})"""


# The bounds of the map and every word on it with its own.
WORDS = """() => {
  const bounds = (node) => { const { left, top, right, bottom } = node.getBoundingClientRect(); return [left, top, right, bottom]; };
  const texts = [...document.querySelectorAll(".tl-plot .scattergeo text")].filter((text) => text.textContent.trim());
  return [bounds(document.querySelector(".tl-plot .layer.bg rect")), texts.map((text) => [text.textContent, ...bounds(text)])];
}"""


def busiest_pair(dataset: Dataset) -> tuple[str, str]:
    source, target, _ = dyad_counts(dataset, Filters())[0]
    return (source, target)


def alt(visitor: Visitor) -> str:
    return visitor.page.locator(".tl-plot").first.get_attribute("aria-label") or ""


def as_of_year(visitor: Visitor) -> int:
    return int(parse_qs(visitor.query())["as_of"][0][:4])


def opened_titles(visitor: Visitor) -> list[str]:
    """Return the title of the card, or those of the list, that a click opened."""
    visitor.page.wait_for_selector(".tl-card")
    visitor.settle()
    return visitor.page.locator(".tl-card h3, .tl-cluster button > span").all_text_contents()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("layer", LAYERS)
def test_names_and_numbers_stand_inside_the_map_and_apart(visit: Visit, layer: str, width: int) -> None:
    visitor = visit(width=width)
    visitor.open(f"/map?layer={layer}")
    (left, top, right, bottom), words = visitor.page.evaluate(WORDS)
    assert len(words) > 4
    assert [text for text, x1, y1, x2, y2 in words if x1 < left - 2 or y1 < top - 2 or x2 > right + 2 or y2 > bottom + 2] == []
    assert [
        (one[0], other[0]) for one, other in combinations(words, 2) if min(one[3], other[3]) - max(one[1], other[1]) > 3 and min(one[4], other[4]) - max(one[2], other[2]) > 4
    ] == []


def test_layers_switch_and_the_word_on_boundaries_stays(visitor: Visitor) -> None:
    visitor.open("/map")
    titles = {}
    for code, title in [*list(LAYERS.items())[1:], next(iter(LAYERS.items()))]:
        before = alt(visitor)
        visitor.page.get_by_role("radio", name=title).click()
        visitor.page.wait_for_function("before => document.querySelector('.tl-plot').getAttribute('aria-label') !== before", arg=before)
        visitor.settle()
        titles[code] = alt(visitor)
        assert visitor.page.get_by_role("radio", name=title).get_attribute("aria-checked") == "true"
        assert MAP_POLICY in visitor.text(".st-key-policy")
        assert visitor.page.locator(".tl-plot .choroplethlayer path").count() > 100, "the land is drawn"
    assert len(set(titles.values())) == len(LAYERS)
    assert "layer" not in visitor.query(), "the first choice is the default and leaves the address"


def test_the_slider_sets_the_day_in_the_address(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/map")
    slider = visitor.page.get_by_role("slider", name=TIMEBAR["as_of"])
    last = max(year_bounds(dataset)[1], date.today().year)
    assert slider.input_value() == str(last)
    slider.focus()
    for number in (1, 2):
        visitor.page.keyboard.press("ArrowLeft")
        visitor.wait_for(as_of=f"{last - number}-12-31")
    assert f"31 December {last - 2}" in alt(visitor)
    assert visitor.text(".tl-timebar output") == f"31 December {last - 2}"
    visitor.page.keyboard.press("End")
    visitor.wait_for(as_of="")


def test_play_moves_the_day_and_pause_stops_it(visitor: Visitor) -> None:
    visitor.open("/map?as_of=1995-12-31")
    visitor.page.get_by_role("button", name=TIMEBAR["play"]).click()
    visitor.page.wait_for_function("() => Number(new URLSearchParams(location.search).get('as_of').slice(0, 4)) >= 1997")
    visitor.page.get_by_role("button", name=TIMEBAR["pause"]).click()
    visitor.page.wait_for_selector(f"button:text-is('{TIMEBAR['play']}')")
    slider = visitor.page.get_by_role("slider", name=TIMEBAR["as_of"])
    stopped = int(slider.input_value())
    visitor.page.wait_for_timeout(1_300)
    assert int(slider.input_value()) == stopped
    visitor.wait_for(as_of=f"{stopped}-12-31")
    assert f"31 December {stopped}" in alt(visitor)


def test_a_click_on_an_arc_opens_the_events_behind_it(visitor: Visitor, dataset: Dataset) -> None:
    filters = Filters(dyad=busiest_pair(dataset), layer="all")
    visitor.open(f"/map?{urlencode(filters.to_query(), doseq=True)}")
    arcs = visitor.page.evaluate(ARCS)
    arc = max(arcs, key=lambda found: min([abs(found["x"] - other["x"]) + abs(found["y"] - other["y"]) for other in arcs if other is not found] or [999]))
    visitor.page.mouse.move(arc["x"] - 4, arc["y"])
    visitor.page.mouse.move(arc["x"], arc["y"])
    visitor.page.mouse.click(arc["x"], arc["y"])
    titles = opened_titles(visitor)
    view = select(dataset, filters)
    expected = view[view["event_id"].isin(arc["ids"])]["title"].tolist()
    assert len(titles) == len(expected) > 0
    assert all(any(title in shown for shown in titles) for title in expected)


def test_a_click_on_a_place_opens_a_card(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/map?layer=visit")
    place = next(mark for mark in visitor.marks() if mark == "1997-visit")
    visitor.press(place)
    assert opened_titles(visitor) == ["Netanyahu meets Aliyev in Baku"]
    visitor.wait_for(event="1997-visit")
