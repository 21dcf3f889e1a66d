"""A reader with a browser: opens pages, waits until they are painted, keeps what the console said and which hosts were asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WAIT_MS = 30_000
READY = ".tl-plot .main-svg, .tl-chronology section, .tl-chronology p, .st-key-no-story, [data-testid=stDataFrame] canvas, [data-testid=stCode]"
PAINTED = """() => {
  const width = Math.round((document.querySelector(".tl-ruler")?.clientWidth ?? 0) / 16) * 16;
  return !document.querySelector("[data-testid=stSkeleton]") && [...document.querySelectorAll(".tl-chart")].every((chart) =>
    chart.dataset.painted && chart.dataset.painted === chart.dataset.wanted && (!width || chart.dataset.wanted.endsWith(` ${width}`)));
}"""

HOLDS = """parts => Object.entries(parts).every(([key, value]) => (new URLSearchParams(location.search).get(key) ?? "") === value)"""
MARKS = """() => [...document.querySelectorAll(".tl-plot .scatterlayer path.point")].map((node) => {
  const box = node.getBoundingClientRect();
  return { id: node.__data__?.data?.[0] ?? "", x: box.x + box.width / 2, y: box.y + box.height / 2 };
}).filter((mark) => mark.id)"""
SPOT = """id => {
  const node = [...document.querySelectorAll(".tl-plot .scatterlayer path.point")].find((point) => point.__data__?.data?.[0] === id);
  node.scrollIntoView({ block: "center" });
  const box = node.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a headless Chromium of this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One reader: a page of a fresh browser context, with what went wrong on it."""

    def __init__(self, browser: Browser, address: str, *, width: int = 1440, height: int = 900, theme: str = "light", **context: Any) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, accept_downloads=True, **context)  # type: ignore[arg-type]
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Any) -> None:
        host = urlsplit(request.url)
        if host.scheme in ("http", "https", "ws", "wss") and host.netloc != urlsplit(self.address).netloc:
            self.foreign.append(request.url)

    def open(self, path: str = "/") -> Page:
        """Go to `path` and return the page once it is painted."""
        self.page.goto(self.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Return once the server's run is over, nothing is a skeleton, and every chart shows what it was sent."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached")
        self.page.wait_for_selector(".st-key-footer", state="attached")
        self.page.wait_for_selector(READY, state="attached")
        self.page.wait_for_function(PAINTED)
        self.page.wait_for_timeout(200)
        self.page.wait_for_function(PAINTED)

    def wait_for(self, **parts: str) -> None:
        """Return once the address holds each of these parts (an empty one: does not), and the page is painted."""
        self.page.wait_for_function(HOLDS, arg=parts)
        self.settle()

    def wait_for_count(self, count: int) -> None:
        """Return once the panel counts so many events in the view, and the page is painted."""
        self.page.wait_for_function("start => document.querySelector('.tl-count')?.textContent.startsWith(start)", arg=f"{count:,} of ")
        self.settle()

    def marks(self) -> list[str]:
        """Return what each mark of the timeline opens (an event, or the events of a cluster with `;` between), where no other mark is near."""
        marks = self.page.evaluate(MARKS)
        return [mark["id"] for mark in marks if all(other["id"] == mark["id"] or abs(other["x"] - mark["x"]) + abs(other["y"] - mark["y"]) > 12 for other in marks)]

    def press(self, mark: str) -> None:
        """Click on a mark of the timeline."""
        x, y = self.page.evaluate(SPOT, mark)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)

    def text(self, selector: str = "body") -> str:
        """Return what a reader sees of the first such part of the page."""
        return self.page.locator(selector).first.inner_text()

    def query(self) -> str:
        """Return the query of the address."""
        return urlsplit(self.page.url).query

    def close(self) -> None:
        """Close the context."""
        self.context.close()
