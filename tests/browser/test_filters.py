"""The filters as a reader uses them: chosen, counted, cleared, kept in the address, taken along, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.browser.conftest import Visit
from timeline.filters import Filters, from_query
from timeline.frames import fold
from timeline.queries.selection import dyad_counts, facet_counts, select
from timeline.repository import Dataset
from timeline.ui.words import CHART, PAGES, PANEL

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

COUNTS = """field => Object.fromEntries([...document.querySelectorAll(`.tl-panel input[name="${field}"]`)].map((box) =>
  [box.value, Number(box.closest("label").querySelector(".tl-number").textContent.replaceAll(",", ""))]))"""


def address(filters: Filters, page: str = "/") -> str:
    return f"{page}?{urlencode(filters.to_query(), doseq=True)}"


def view_of(visitor: Visitor) -> Filters:
    filters, ignored = from_query(parse_qs(visitor.query()))
    assert ignored == ()
    return filters


def choose(visitor: Visitor, field: str, code: str) -> None:
    """Tick or untick an option, its group opened first if it is folded."""
    group = visitor.page.locator(f'.tl-panel details[data-field="{field}"]')
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f'input[value="{code}"]').click()


def shows(visitor: Visitor, dataset: Dataset, filters: Filters) -> None:
    """The view is this one, in the address, in the count and in the options behind it."""
    count = len(select(dataset, filters))
    visitor.wait_for_count(count)
    assert view_of(visitor) == filters
    assert visitor.text(".tl-count") == f"{count:,} of {len(dataset['events']):,}"
    for field, expected in facet_counts(dataset, filters).items():
        shown = visitor.page.evaluate(COUNTS, field)
        assert (field, shown) == (field, {code: expected[code] for code in shown})
        assert set(shown) >= {code for code, number in expected.items() if number and field != "type"}


def busiest(counts: dict[str, int], *, place: int = 0) -> str:
    return sorted(counts, key=lambda code: (-counts[code], code))[place]


def test_a_country_a_kind_and_a_status_are_chosen_and_cleared_by_one_click(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/")
    filters = Filters()
    shows(visitor, dataset, filters)
    before = visitor.page.evaluate(COUNTS, "category")
    for field in ("category", "actors", "status"):
        code = busiest(facet_counts(dataset, filters)[field], place=1 if field == "category" else 0)
        filters = filters.with_(**{field: (code,)})
        choose(visitor, field, code)
        shows(visitor, dataset, filters)
        if field == "category":
            assert visitor.page.evaluate(COUNTS, "category") == before, "a filter's own options keep their numbers"
    choose(visitor, "category", busiest(facet_counts(dataset, filters)["category"]))
    visitor.page.wait_for_function("() => new URLSearchParams(location.search).getAll('category').length === 2")
    visitor.page.get_by_role("button", name=PANEL["clear"]).click()
    shows(visitor, dataset, Filters())
    assert visitor.query() == ""
    assert visitor.page.locator(".tl-panel input:checked").count() == 0
    assert visitor.page.get_by_role("button", name=PANEL["clear"]).is_disabled()


def test_two_countries_match_any_or_all(visitor: Visitor, dataset: Dataset) -> None:
    counts = facet_counts(dataset, Filters())["actors"]
    pair = tuple(sorted((busiest(counts, place=2), busiest(counts, place=3))))
    visitor.open("/")
    choose(visitor, "actors", pair[0])
    shows(visitor, dataset, Filters(actors=pair[:1]))
    choose(visitor, "actors", pair[1])
    shows(visitor, dataset, Filters(actors=pair))
    visitor.page.get_by_role("button", name="all of these").click()
    shows(visitor, dataset, Filters(actors=pair, match="all"))
    assert len(select(dataset, Filters(actors=pair, match="all"))) < len(select(dataset, Filters(actors=pair)))
    visitor.page.get_by_role("button", name="any of these").click()
    shows(visitor, dataset, Filters(actors=pair))


def test_a_pair_and_its_direction_are_chosen(visitor: Visitor, dataset: Dataset) -> None:
    source, target, _ = dyad_counts(dataset, Filters())[0]
    filters = Filters(dyad=(source, target))
    visitor.open("/")
    visitor.page.get_by_label(PANEL["dyad"], exact=True).select_option("-".join(filters.dyad))
    shows(visitor, dataset, filters)
    for direction in ("forward", "back"):
        visitor.page.get_by_label(PANEL["direction"]).select_option(direction)
        shows(visitor, dataset, filters.with_(direction=direction))
    visitor.page.get_by_label(PANEL["dyad"], exact=True).select_option("")
    shows(visitor, dataset, Filters())


def test_years_are_typed(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/")
    last = int(visitor.page.get_by_label(PANEL["last_year"]).input_value())
    visitor.page.get_by_label(PANEL["first_year"]).fill(str(last - 10))
    visitor.page.keyboard.press("Enter")
    shows(visitor, dataset, Filters(years=(last - 10, last)))
    visitor.page.get_by_label(PANEL["last_year"]).fill(str(last - 5))
    visitor.page.keyboard.press("Tab")
    shows(visitor, dataset, Filters(years=(last - 10, last - 5)))
    assert visitor.page.get_by_label(PANEL["first_year"]).input_value() == str(last - 10)


def test_a_search_needs_no_accents_and_keeps_what_is_typed(visitor: Visitor, dataset: Dataset) -> None:
    words = {word.strip(".,;:()’'\"“”") for text in (*dataset["events"]["title"], *dataset["events"]["summary"]) for word in text.split()}
    word = next(word for word in sorted(words, key=lambda word: (-len(word), word)) if word.isalpha() and not word.isascii() and fold(word).isascii())
    filters = Filters(search=fold(word))
    assert len(select(dataset, filters)) == len(select(dataset, Filters(search=word))) > 0
    visitor.open("/")
    visitor.page.get_by_label(PANEL["search"]).click()
    visitor.page.keyboard.type(fold(word), delay=40)
    shows(visitor, dataset, filters)
    assert visitor.page.get_by_label(PANEL["search"]).input_value() == fold(word)
    assert visitor.page.evaluate("document.activeElement.name") == "search", "the focus stays where the reader types"
    visitor.page.keyboard.press("Control+a")
    visitor.page.keyboard.press("Delete")
    shows(visitor, dataset, Filters())


def rich_view(dataset: Dataset) -> Filters:
    """A view with something in every part that a reader can choose, and an event open."""
    source, target, _ = dyad_counts(dataset, Filters())[0]
    category = busiest(facet_counts(dataset, Filters(dyad=(source, target)))["category"])
    filters = Filters(dyad=(source, target), category=(category,), status=("confirmed",), years=(1990, 2026), lanes="country")
    return filters.with_(event=str(select(dataset, filters)["event_id"].iloc[1]))


def seen(visitor: Visitor) -> dict[str, object]:
    """What the reader has before them: alternative text of the chart, open card, count, chosen options."""
    return {
        "chart": visitor.page.locator(".tl-plot").first.get_attribute("aria-label"),
        "card": visitor.text(".tl-card h3"),
        "count": visitor.text(".tl-count"),
        "chosen": visitor.page.evaluate("() => [...document.querySelectorAll('.tl-panel input:checked, .tl-panel select')].map((node) => node.value)"),
        "lanes": visitor.page.get_by_role("radio", checked=True).all_inner_texts(),
    }


def test_a_reload_and_a_copied_link_show_the_same_view(visit: Visit, dataset: Dataset) -> None:
    filters, visitor = rich_view(dataset), visit()
    visitor.open(address(filters))
    shows(visitor, dataset, filters)
    first = seen(visitor)
    assert first["card"] == dataset["events"].set_index("event_id").loc[filters.event, "title"]
    visitor.page.reload()
    visitor.settle()
    assert view_of(visitor) == filters
    assert seen(visitor) == first
    friend = visit()
    friend.page.goto(visitor.page.url)
    friend.settle()
    assert seen(friend) == first


def test_the_view_goes_along_to_the_other_pages(visitor: Visitor, dataset: Dataset) -> None:
    filters = rich_view(dataset).with_(event="")
    visitor.open(address(filters))
    shows(visitor, dataset, filters)
    for name in [*list(PAGES)[1:], ""]:
        visitor.page.locator(".tl-navigation a").filter(has_text=PAGES.get(name, next(iter(PAGES.values())))).click()
        visitor.page.wait_for_function("name => location.pathname === `/${name}`", arg=name)
        shows(visitor, dataset, filters)


def test_back_and_forward_of_the_browser_undo_and_redo(visitor: Visitor, dataset: Dataset) -> None:
    kind = busiest(facet_counts(dataset, Filters())["category"])
    country = busiest(facet_counts(dataset, Filters(category=(kind,)))["actors"], place=2)
    steps = [Filters(), Filters(category=(kind,)), Filters(category=(kind,), actors=(country,))]
    visitor.open("/")
    choose(visitor, "category", kind)
    shows(visitor, dataset, steps[1])
    choose(visitor, "actors", country)
    shows(visitor, dataset, steps[2])
    for filters in (steps[1], steps[0]):
        visitor.page.go_back()
        shows(visitor, dataset, filters)
    visitor.page.go_forward()
    shows(visitor, dataset, steps[1])


def test_a_view_without_events_says_so_and_what_to_do(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/?search=zzzzzz")
    shows(visitor, dataset, Filters(search="zzzzzz"))
    assert "No event fits all of these filters" in "".join(visitor.page.locator(".tl-plot").first.locator("text").all_text_contents())
    visitor.page.get_by_role("button", name=PANEL["clear"]).click()
    shows(visitor, dataset, Filters())


def test_the_downloads_and_the_embed_follow_a_filter(visitor: Visitor) -> None:
    visitor.open("/?years=1990-2010")
    choose(visitor, "category", "visit")
    visitor.wait_for(category="visit")
    for place in (".tl-downloads a[data-format=csv]", ".tl-more a[data-more=ics]", ".tl-embed a"):
        link = urlsplit(visitor.page.locator(f".st-key-chart-timeline {place}").first.get_attribute("href") or "")
        assert (place, parse_qs(link.query)) == (place, {"category": ["visit"], "years": ["1990-2010"]})


def test_two_choices_in_one_breath_both_count(visitor: Visitor, dataset: Dataset) -> None:
    visitor.open("/")
    visitor.page.evaluate("() => { for (const code of ['visit', 'arms']) document.querySelector(`.tl-panel input[name=category][value=${code}]`).click(); }")
    shows(visitor, dataset, Filters(category=("visit", "arms")))
    assert visitor.page.locator(".tl-chart").first.get_attribute("data-painted").startswith("category=visit&category=arms ")


def test_a_figure_is_asked_for_as_soon_as_a_filter_is_chosen(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.page.evaluate(
        "() => { window.said = []; const send = WebSocket.prototype.send; WebSocket.prototype.send = function (...words) { window.said.push(performance.now()); return send.apply(this, words); }; }"
    )
    with visitor.page.expect_request("**/figure/timeline.json?category=visit&*") as asked:
        choose(visitor, "category", "visit")
    began = asked.value.timing["startTime"] - visitor.page.evaluate("performance.timeOrigin")
    visitor.wait_for(category="visit")
    assert began < visitor.page.evaluate("window.said[0]"), "the chart is on its way before the server is told to count"
    assert len([entry for entry in visitor.page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)") if "/figure/" in entry]) == 2, (
        "asked for once a view"
    )


def test_a_chart_that_cannot_be_had_says_so_and_can_be_tried_again(visitor: Visitor) -> None:
    visitor.open("/")
    visitor.page.route("**/figure/**", lambda route: route.abort())
    choose(visitor, "category", "visit")
    visitor.page.wait_for_function("() => document.querySelector('.tl-chart [role=alert]') && new URLSearchParams(location.search).has('category')")
    visitor.page.wait_for_timeout(600)
    assert visitor.text(".tl-chart [role=alert]").startswith(CHART["text"].partition("{")[0])
    visitor.page.unroute("**/figure/**")
    visitor.page.get_by_role("button", name=CHART["again"]).click()
    visitor.settle()
    assert visitor.page.locator(".tl-chart [role=alert]").count() == 0
    assert "visit" in visitor.text(".tl-subtitle")
    visitor.errors.clear()
