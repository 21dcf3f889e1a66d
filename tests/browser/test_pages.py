"""Every page, at every size and in both themes: opened, painted, without errors, without other hosts, without sideways scrolling."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.dashboard import ROOT
from timeline.ui.words import PAGES

VIEWS = sorted(path.stem for path in (ROOT / "timeline" / "ui" / "views").glob("*.py") if path.stem != "__init__")
SIZES = ((1440, 900), (1024, 768), (390, 844))
TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll("[data-testid=stMain], [data-testid=stAppViewContainer]")]
  .map((node) => node.scrollWidth - Math.min(node.clientWidth, innerWidth)).filter((excess) => excess > 0)"""
SHOWN = """() => [...document.querySelectorAll(".tl-plot .main-svg, .tl-chronology section, [data-testid=stDataFrame] canvas")]
  .filter((node) => node.getBoundingClientRect().width > 200 && node.getBoundingClientRect().height > 60).length"""
BRIGHTNESS = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3"


def path_of(view: str) -> str:
    """The first page is the one at the bare address."""
    return "/" if view == next(iter(PAGES)) else f"/{view}"


def test_every_page_script_has_a_link_at_the_top() -> None:
    assert sorted(PAGES) == VIEWS


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_fits_every_screen(visit: Visit, view: str, theme: str) -> None:
    visitor = visit(theme=theme)
    for width, height in SIZES:
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.open(path_of(view))
        assert (width, visitor.page.evaluate(TOO_WIDE)) == (width, [])
        assert (width, visitor.page.evaluate(SHOWN) > 0) == (width, True)
    assert (visitor.page.evaluate(BRIGHTNESS) < 80) == (theme == "dark")
    assert visitor.page.title()


def test_the_links_at_the_top_lead_to_every_page(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    links = visitor.page.locator(".tl-navigation a")
    assert links.all_inner_texts() == list(PAGES.values())
    for name, title in list(PAGES.items())[1:]:
        links.filter(has_text=title).click()
        visitor.page.wait_for_url(f"**/{name}")
        visitor.settle()
        assert visitor.page.evaluate(SHOWN) > 0
    links.filter(has_text=next(iter(PAGES.values()))).click()
    visitor.page.wait_for_selector(".tl-masthead h1")
    visitor.settle()


def test_the_window_can_be_made_narrow_and_wide_again(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.page.wait_for_selector(".tl-chronology section")
    visitor.settle()
    assert visitor.page.evaluate(TOO_WIDE) == []
    visitor.page.set_viewport_size({"width": 1440, "height": 900})
    visitor.page.wait_for_selector(".tl-plot .main-svg")
    visitor.settle()
    assert visitor.page.evaluate(TOO_WIDE) == []


def test_a_broken_part_of_the_interface_would_be_noticed(visit: Visit) -> None:
    visitor = visit()
    visitor.open("/")
    visitor.page.evaluate("() => { console.error('broken'); fetch('https://canary.test/').catch(() => {}); }")
    visitor.page.wait_for_timeout(300)
    assert "broken" in visitor.errors
    assert any("canary.test" in text for text in (*visitor.foreign, *visitor.errors))
    visitor.errors.clear()
    visitor.foreign.clear()
