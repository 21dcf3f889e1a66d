"""Addresses as they arrive: nonsense, too long, old, direct; the page opens and says what it left out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import Visit
from timeline.filters import Filters
from timeline.queries.selection import select
from timeline.repository import Dataset
from timeline.ui.words import IGNORED

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

NONSENSE = {
    "?category=zzz&years=abc&event=nothing&<script>=1": ("category=zzz", "years=abc", "event=nothing", "<script>"),
    "?%ff%fe=1&%00=%00": ("is not a part of an address here",),
    "?lanes=dyad&lanes=zzz": ("stands twice", "lanes=zzz"),
    "?category=![x](//canary.test/y)&actors=:red[x]&dyad=<b>": ("category=![x](//canary.test/y)", "actors=:red[x]", "dyad=<b>"),
    "?years=9999-0001&as_of=abc&Category=visit": ("years=9999-0001", "as_of=abc", "Category"),
}


def test_nonsense_addresses_open_and_say_literally_what_they_left_out(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    for query, parts in NONSENSE.items():
        visitor.open(f"/{query}")
        notice = visitor.text(".st-key-ignored")
        assert notice.startswith(IGNORED)
        assert (query, [part for part in parts if part not in notice]) == (query, [])
        assert visitor.page.locator(".st-key-ignored script, .st-key-ignored img, .st-key-ignored b").count() == 0


def test_a_search_of_markup_is_searched_and_shown_as_it_is(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    words = '<img src=//canary.test/x onerror="window.__xss=1"> ![x](//canary.test/y) (a+)+$'
    visitor.open(f"/?{urlencode({'search': words})}")
    visitor.wait_for_count(0)
    assert words in visitor.text(".tl-sentence")
    assert visitor.page.locator(".tl-panel input[type=search]").input_value() == words
    assert visitor.page.evaluate("window.__xss") is None


@pytest.mark.parametrize("query", [f"search={'a' * 9_000}", "&".join(f"a{number}=" for number in range(1_001))], ids=["nine-kilobytes", "a-thousand-and-one-parts"])
def test_a_query_that_is_too_long_is_refused_in_plain_words(visitor: Visitor, query: str) -> None:
    answer = visitor.page.goto(f"{visitor.address}/?{query}")
    assert answer is not None
    assert answer.status == 414
    assert visitor.text() == "This address is too long. Open the dashboard without it."
    assert [error for error in visitor.errors if "414" not in error] == []
    visitor.errors.clear()
    visitor.open("/")


@pytest.mark.parametrize("page", ["timeline", "map", "data"])
def test_a_page_is_opened_directly_with_its_view(visit: Visit, dataset: Dataset, page: str) -> None:
    filters = Filters(category=("arms",), actors=dataset.focus[:1])
    visitor = visit()
    visitor.open(f"/{page}?{urlencode(filters.to_query(), doseq=True)}")
    visitor.wait_for_count(len(select(dataset, filters)))
    assert visitor.page.locator(".st-key-ignored").count() == 0
    assert visitor.page.get_by_role("dialog").count() == 0


def test_the_link_that_a_card_gives_opens_that_card(visit: Visit, tiny_server: str) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/map?event=1997-visit")
    link = visitor.text(".tl-cite p").split()[-1]
    assert link.startswith(tiny_server)
    assert "event=1997-visit" in link
    friend = visit(address=tiny_server)
    friend.page.goto(link)
    friend.settle()
    assert friend.text(".tl-card h3") == "Netanyahu meets Aliyev in Baku"
