"""Embeds in a page of another origin: the code that is offered for pasting is pasted, live and frozen, and looked at."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_downloads import fetch

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Page

    from tests.browser.visitor import Visitor

MARK = ".tl-plot .scatterlayer path.point"
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder of somebody else's site, and its address: another port is another origin."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "favicon.ico").write_bytes(b"")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def host(visitor: Visitor, site: tuple[Path, str], content: str) -> tuple[Page, FrameLocator]:
    (site[0] / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><h1>Elsewhere</h1>{content}<script>window.told=[];onmessage=({{data}})=>told.push(data)</script>',
        "utf-8",
    )
    visitor.page.goto(f"{site[1]}/index.html")
    visitor.foreign[:] = [url for url in visitor.foreign if not url.startswith(site[1])]
    return visitor.page, visitor.page.frame_locator("iframe")


def code(visitor: Visitor, chart: str, number: int) -> str:
    root = visitor.page.locator(f".st-key-chart-{chart} .tl-embed")
    root.locator("summary").click()
    return root.locator("textarea").nth(number).input_value()


def test_the_live_code_shows_the_view_on_another_site(visit: Visit, tiny_server: str, elsewhere: tuple[Path, str]) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/?category=visit&lanes=country&event=1997-visit")
    pasted = code(visitor, "timeline", 0)
    assert f'src="{tiny_server}/embed/timeline?category=visit&amp;lanes=country&amp;theme=light"' in pasted
    page, frame = host(visitor, elsewhere, pasted)
    frame.locator(MARK).first.wait_for(state="attached")
    assert frame.locator(".tl-title").inner_text() == "What happened when, by country"
    assert "version 0.1.0" in frame.locator(".tl-source").inner_text()
    assert frame.locator("footer a").inner_text() == "Open in the dashboard: Tiny timeline"
    assert frame.locator(".stSidebar, .tl-navigation, .tl-masthead, .tl-downloads > *").count() == 0
    page.wait_for_function("() => told.length > 0")
    told = page.evaluate("told[0]")
    assert told["timeline"] == "timeline"
    assert told["height"] <= int(page.locator("iframe").get_attribute("height")) + 4, "the frame of the code has room for the chart"
    with page.context.expect_page() as opened:
        frame.locator(MARK).first.click(force=True)
    assert opened.value.url == f"{tiny_server}/?category=visit&lanes=country&event=1997-visit", "a mark opens its card in the dashboard"


@pytest.mark.parametrize("width", [1200, 390])
def test_an_embed_fits_every_frame(visit: Visit, tiny_server: str, elsewhere: tuple[Path, str], width: int) -> None:
    visitor = visit(address=tiny_server, width=width)
    page, frame = host(visitor, elsewhere, f'<iframe src="{tiny_server}/embed/map?layer=all" width="100%" height="600" style="border:0"></iframe>')
    frame.locator(".tl-title").wait_for(state="attached")
    assert frame.locator("html").evaluate(WIDE) == 0
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_function("() => told.length > 1")
    assert frame.locator("html").evaluate(WIDE) == 0
    assert frame.locator(".tl-plot .main-svg").first.bounding_box()["width"] > 600


@pytest.mark.parametrize(("asked", "ground"), [("", "rgb(20, 24, 29)"), ("?theme=light", "rgb(255, 255, 255)"), ("?theme=dark", "rgb(20, 24, 29)")])
def test_an_embed_has_the_theme_it_is_asked_for_else_the_readers(visit: Visit, tiny_server: str, asked: str, ground: str) -> None:
    visitor = visit(address=tiny_server, theme="dark")
    visitor.page.goto(f"{tiny_server}/embed/timeline{asked}")
    visitor.page.wait_for_selector(MARK, state="attached")
    assert visitor.page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert visitor.page.evaluate("document.querySelector('.main-svg').style.background") == ground


def test_a_page_of_the_dashboard_can_be_framed_as_an_embed_only(visit: Visit, tiny_server: str, elsewhere: tuple[Path, str]) -> None:
    visitor = visit(address=tiny_server)
    _, frame = host(visitor, elsewhere, f'<iframe src="{tiny_server}/map?embed=true&layer=arms" width="100%" height="600"></iframe>')
    frame.locator(".tl-title").wait_for(state="attached")
    assert frame.locator(".tl-title").inner_text() == "Who armed whom"
    host(visitor, elsewhere, f'<iframe src="{tiny_server}/map" width="100%" height="600"></iframe>')
    visitor.page.wait_for_timeout(500)
    (refused,) = visitor.errors
    assert "frame-ancestors 'self'" in refused
    visitor.errors.clear()


def test_the_frozen_code_and_its_file_need_nobody(visit: Visit, tiny_server: str, elsewhere: tuple[Path, str]) -> None:
    visitor = visit(address=tiny_server)
    visitor.open("/visits?category=visit")
    pasted = code(visitor, "visits-by-rank", 1)
    file = fetch(visitor, visitor.page.locator(".st-key-chart-visits-by-rank .tl-embed a"), elsewhere[0])
    assert pasted.startswith("<!-- Data version 0.1.0 (")
    assert f'src="{file.name}"' in pasted, "the code names the file as it is saved"
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    _, frame = host(visitor, elsewhere, pasted)
    frame.locator(".main-svg .infolayer text").first.wait_for(state="attached")
    assert [url for url in asked if not url.startswith((elsewhere[1], "data:", "blob:"))] == []
    visitor.foreign[:] = [url for url in visitor.foreign if not url.startswith(elsewhere[1])]
