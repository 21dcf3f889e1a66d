"""Measures one page in a real browser: from a click until its charts are painted, and until the server has said its last word and
nothing on the page changes any more; and the bytes that came for it.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page

QUIET_MS = 500
_LISTEN = """() => {
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    constructor(...args) { super(...args); this.addEventListener("message", () => { window.__answered = performance.now(); }); }
  };
}"""
_WATCH = """(quiet) => {
  const now = () => performance.now(), charts = "[data-testid=stPlotlyChart], .tl-plot, .tl-words";
  window.__observer?.disconnect();
  window.__observer = new MutationObserver((changes) => {
    const nodes = changes.map((change) => change.target.nodeType === 1 ? change.target : change.target.parentElement).filter((node) => node && !node.closest("header"));
    if (nodes.length) window.__changed = now();
    if (nodes.some((node) => node.closest(charts))) window.__painted = now();
  });
  window.__observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["d", "transform", "points", "data-test-script-state", "data-painted"] });
  window.__begin = () => { window.__start = window.__changed = window.__answered = now(); window.__painted = 0; };
  window.__begin();
  window.__settled = () => {
    const isRunning = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning";
    const last = Math.max(window.__changed, window.__answered);
    return !isRunning && now() - last > quiet ? [(window.__painted || window.__answered) - window.__start, last - window.__start] : false;
  };
}"""


@dataclass(slots=True)
class Readings:
    """What was measured of one page: milliseconds of the first visit, of each filter change until the charts are painted (where none
    changes: until the server's answer) and until all is quiet; bytes of both.
    """

    first_ms: list[float] = field(default_factory=list)
    first_bytes: list[int] = field(default_factory=list)
    change_ms: list[float] = field(default_factory=list)
    quiet_ms: list[float] = field(default_factory=list)
    change_bytes: list[int] = field(default_factory=list)
    start_ms: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)

    def median(self, name: str) -> float:
        """Return the median of one kind of reading."""
        return statistics.median(getattr(self, name))


class Traffic:
    """Counts the bytes that a page receives over HTTP (as they travel) and over its websocket."""

    def __init__(self, page: Page) -> None:
        self.received = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(int(event["encodedDataLength"])))
        session.on("Network.webSocketFrameReceived", lambda event: self._add(_frame_size(event)))

    def _add(self, count: int) -> None:
        self.received += count


def _frame_size(event: dict[str, Any]) -> int:
    response = event["response"]
    payload = len(response["payloadData"])
    return payload * 3 // 4 if response["opcode"] == 2 else payload


def measure(browser: Browser, address: str, ready: str, toggles: list[str], readings: Readings) -> None:
    """Visit `address` in a fresh context until `ready` is there and all is quiet, then click each of `toggles`; add what was read."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    traffic = Traffic(page)
    page.add_init_script(f"({_LISTEN})()")
    page.goto("about:blank")
    started = page.evaluate("() => Date.now()")
    page.goto(address, wait_until="commit")
    page.wait_for_selector(ready, state="attached", timeout=60_000)
    readings.first_ms.append(page.evaluate("() => Date.now()") - started)
    page.wait_for_timeout(2_500)
    readings.first_bytes.append(traffic.received)
    for toggle in toggles:
        traffic.received = 0
        box = page.locator(toggle)
        box.scroll_into_view_if_needed()
        page.evaluate(_WATCH, QUIET_MS)
        box.evaluate("(node) => { window.__begin(); node.click(); }")
        page.wait_for_timeout(60)
        painted, quiet = page.wait_for_function("() => window.__settled()", timeout=60_000).json_value()
        readings.change_ms.append(painted)
        readings.quiet_ms.append(quiet)
        readings.change_bytes.append(traffic.received)
    context.close()
