"""The timeline as a reader uses it: marks, cards, keys, lanes, the strip of years, clusters, the list of a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd

from tests.browser.conftest import Visit
from timeline.filters import Filters
from timeline.queries.chronology import war_bands
from timeline.queries.event import sources_in_order
from timeline.queries.selection import facet_counts, select
from timeline.repository import Dataset
from timeline.ui.words import CARD, LANES

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor


def quiet_kind(dataset: Dataset) -> Filters:
    """The kind with the fewest events: many of its marks stand alone."""
    counts = {code: count for code, count in facet_counts(dataset, Filters())["category"].items() if count > 4}
    return Filters(category=(min(counts, key=lambda code: (counts[code], code)),))


def address(filters: Filters) -> str:
    return f"/?{urlencode(filters.to_query(), doseq=True)}"


def event_of(dataset: Dataset, event_id: str) -> pd.Series:
    return dataset["events"].set_index("event_id").loc[event_id]


def test_a_click_on_a_mark_opens_its_card_with_its_sources(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open(address(quiet_kind(dataset)))
    event_id = next(mark for mark in visitor.marks() if ";" not in mark)
    visitor.press(event_id)
    visitor.wait_for(event=event_id)
    event = event_of(dataset, event_id)
    assert visitor.text(".tl-card h3") == event["title"]
    assert event["summary"] in visitor.page.locator(".tl-card").text_content()
    links = visitor.page.locator(".tl-sources li a:first-child")
    sources = sources_in_order(dataset, event["source_ids"])
    assert links.evaluate_all("links => links.map((link) => link.getAttribute('href'))") == sources["url"].tolist()
    assert links.all_text_contents() == sources["title"].tolist()
    everywhere = visitor.page.locator(".tl-card a")
    assert set(everywhere.evaluate_all("links => links.map((link) => link.target)")) == {"_blank"}
    assert all("noopener" in rel for rel in everywhere.evaluate_all("links => links.map((link) => link.rel)"))


def test_the_card_stands_beside_the_chart_and_says_its_own_link(visitor: Visitor, dataset: Dataset) -> None:
    event_id = str(select(dataset, quiet_kind(dataset))["event_id"].iloc[2])
    visitor.open(address(Filters(event=event_id)))
    assert event_id in visitor.text(".tl-cite p")
    card = visitor.page.locator(".tl-card").bounding_box()
    chart = visitor.page.locator(".tl-plot").first.bounding_box()
    assert chart["x"] + chart["width"] <= card["x"] + 1, "the card covers no mark on a wide screen"


def test_previous_and_next_step_through_the_view_in_its_order(visitor: Visitor, dataset: Dataset) -> None:
    filters = quiet_kind(dataset)
    ids = select(dataset, filters)["event_id"].tolist()
    visitor.open(address(filters.with_(event=ids[0])))
    back, forth = (visitor.page.get_by_role("button", name=CARD[name]) for name in ("previous", "next"))
    assert back.is_disabled()
    for number in (1, 2):
        forth.click()
        visitor.wait_for(event=ids[number])
        assert visitor.text(".tl-card h3") == event_of(dataset, ids[number])["title"]
        assert visitor.text(".tl-card-nav span") == f"{number + 1} of {len(ids):,}"
    back.click()
    visitor.wait_for(event=ids[1])
    visitor.open(address(filters.with_(event=ids[-1])))
    assert forth.is_disabled()


def test_escape_and_the_cross_close_a_card_and_leave_the_filters(visitor: Visitor, dataset: Dataset) -> None:
    filters = quiet_kind(dataset)
    for number, close in enumerate((lambda: visitor.page.locator(".tl-card").press("Escape"), lambda: visitor.page.get_by_role("button", name=CARD["close"]).click())):
        visitor.open(address(filters.with_(event=str(select(dataset, filters)["event_id"].iloc[number]))))
        assert visitor.page.locator(".tl-card").count() == 1
        close()
        visitor.wait_for(event="")
        visitor.page.wait_for_selector(".tl-card", state="detached")
        assert f"category={filters.category[0]}" in visitor.query()


def test_arrow_keys_walk_the_marks_and_enter_opens_one(visitor: Visitor, dataset: Dataset) -> None:
    filters = quiet_kind(dataset)
    view = select(dataset, filters)
    visitor.open(address(filters))
    said = visitor.page.locator(".tl-live").first
    visitor.page.locator(".tl-plot").first.focus()
    visitor.page.keyboard.press("ArrowRight")
    first = said.text_content()
    visitor.page.keyboard.press("ArrowRight")
    assert said.text_content() != first
    visitor.page.keyboard.press("ArrowLeft")
    assert said.text_content() == first
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(".tl-card")
    visitor.settle()
    opened = visitor.page.locator(".tl-card h3, .tl-cluster li small + *, .tl-cluster li").all_text_contents()
    assert any(title in text for title in view["title"] for text in opened)


def test_the_first_mark_that_keys_reach_is_the_earliest(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/")
    visitor.page.locator(".tl-plot").first.focus()
    spoken = []
    for _ in range(5):
        visitor.page.keyboard.press("ArrowRight")
        spoken.append(visitor.page.locator(".tl-live").first.text_content())
    assert [text.split(". ")[0] for text in spoken][:2] == ["Azerbaijan and Israel establish relations", "Israel opens an embassy in Baku"]
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(".tl-card")
    assert visitor.text(".tl-card h3") == spoken[-1].split(". ")[0]


def test_lanes_are_by_kind_by_pair_and_by_country(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open(address(quiet_kind(dataset)))
    labels: dict[str, tuple[str, ...]] = {}
    for code, title in [*list(LANES.items())[1:], next(iter(LANES.items()))]:
        visitor.page.get_by_role("radio", name=title).click()
        visitor.page.wait_for_function("title => document.querySelector('.tl-plot').getAttribute('aria-label').startsWith(`Timeline ${title}`)", arg=title)
        visitor.settle()
        labels[code] = tuple(visitor.page.locator(".tl-plot").first.locator(".ytick text").all_text_contents())
    assert len(set(labels.values())) == len(LANES)
    assert any("–" in label for label in labels["dyad"])
    assert "lanes" not in visitor.query(), "the first choice is the default and leaves the address"


def bar_of(visitor: Visitor, year: int) -> tuple[float, float]:
    """The middle of the year's place on the strip."""
    bar = visitor.page.locator(f".tl-bar[data-year='{year}']")
    bar.scroll_into_view_if_needed()
    box, strip = bar.bounding_box(), visitor.page.locator(".tl-strip-plot").bounding_box()
    return box["x"] + box["width"] / 2, strip["y"] + strip["height"] / 3


def test_dragging_on_the_strip_chooses_years_and_a_click_on_them_lets_go(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/")
    visitor.page.mouse.move(*bar_of(visitor, 2005))
    visitor.page.mouse.down()
    visitor.page.mouse.move(*bar_of(visitor, 2011), steps=4)
    visitor.page.mouse.up()
    visitor.wait_for(years="2005-2011")
    assert [visitor.page.locator(f".tl-panel input[name={name}]").input_value() for name in ("first_year", "last_year")] == ["2005", "2011"]
    visitor.wait_for_count(len(select(dataset, Filters(years=(2005, 2011)))))
    for years in ("2008-2008", ""):
        visitor.page.mouse.click(*bar_of(visitor, 2008))
        visitor.wait_for(years=years)


def test_arrow_keys_move_the_chosen_years(visitor: Visitor) -> None:
    visitor.open("/?years=2005-2011")
    visitor.page.locator(".tl-strip-plot").focus()
    for key, years in (("ArrowRight", "2006-2012"), ("Shift+ArrowLeft", "2006-2011"), ("Escape", "")):
        visitor.page.keyboard.press(key)
        visitor.wait_for(years=years)


def test_the_name_of_a_war_opens_its_card(visitor: Visitor, dataset: Dataset) -> None:
    bands = war_bands(dataset)
    war = bands.loc[bands["earliest"].idxmax()]
    visitor.open("/")
    visitor.page.get_by_role("button", name=war["label"] or war["title"], exact=True).click()
    visitor.wait_for(event=str(war["event_id"]))
    assert visitor.text(".tl-card h3") == war["title"]


def test_a_cluster_opens_its_list_and_the_list_opens_a_card(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/")
    cluster = next(mark for mark in visitor.marks() if ";" in mark)
    inside = cluster.split(";")
    visitor.press(cluster)
    visitor.page.wait_for_selector(".tl-cluster")
    visitor.settle()
    titles = visitor.page.locator(".tl-cluster li")
    assert visitor.text(".tl-card-nav span") == f"{len(inside)} events"
    assert titles.count() == len(inside)
    shown = " ".join(titles.all_text_contents())
    assert all(event_of(dataset, event_id)["title"] in shown for event_id in inside)
    titles.nth(1).get_by_role("button").click()
    visitor.page.wait_for_selector(".tl-card h3")
    visitor.settle()
    title = visitor.text(".tl-card h3")
    assert title in shown
    assert any(event_of(dataset, event_id)["title"] == title and event_id in visitor.query() for event_id in inside)


def test_back_of_the_browser_closes_a_card(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open(address(quiet_kind(dataset)))
    event_id = next(mark for mark in visitor.marks() if ";" not in mark)
    visitor.press(event_id)
    visitor.wait_for(event=event_id)
    visitor.page.go_back()
    visitor.wait_for(event="")
    visitor.page.wait_for_selector(".tl-card", state="detached")


def test_a_phone_shows_the_vertical_list_and_a_tap_opens_the_card(visit: Visit, dataset: Dataset) -> None:
    filters = quiet_kind(dataset)
    view = select(dataset, filters)
    visitor = visit(width=390, height=844, has_touch=True)
    visitor.open(address(filters))
    entries = visitor.page.locator(".tl-chronology button")
    assert entries.locator("span span").all_text_contents() == view["title"].tolist()
    assert visitor.page.locator(".tl-chronology h3").all_text_contents() == [str(year) for year in sorted(set(view["year"]))]
    entries.nth(3).tap()
    visitor.wait_for(event=str(view["event_id"].iloc[3]))
    assert visitor.text(".tl-card h3") == view["title"].iloc[3]
    card = visitor.page.locator(".tl-card").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= 390
