"""`make bench`: prints every figure as a ratio to the peers of the same run; these machines are noisy, ratios less so."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser

from benchmarks.stopwatch import Readings, measure
from tests.browser.dashboard import ROOT, free_port, wait_for
from tests.browser.visitor import chromium

ROUNDS = 3
PLOT = ".js-plotly-plot .main-svg"


@dataclass(frozen=True, slots=True)
class Contender:
    """One page to measure: its script, what is on it when its first chart is painted, the boxes to click."""

    name: str
    script: Path
    ready: str
    toggles: tuple[str, ...]
    is_ours: bool = False


def _boxes(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.format(category) for category in ("visit", "arms", "visit", "arms"))


PEERS = ROOT / "benchmarks" / "peers"
STREAMLIT_BOX = "input[type=checkbox][aria-label='{}']"
CONTENDERS = (
    Contender("this dashboard", ROOT / "app.py", ".tl-chart[data-painted] .main-svg", _boxes(".tl-panel input[name=category][value={}]"), is_ours=True),
    Contender("bare page", PEERS / "bare.py", PLOT, _boxes(STREAMLIT_BOX)),
    Contender("an hour's page", PEERS / "hour.py", PLOT, _boxes(STREAMLIT_BOX)),
)
ROWS = (
    ("start of the server, ms", "start_ms", None),
    ("first chart after opening, ms", "first_ms", 1.3),
    ("bytes until then and its settling", "first_bytes", None),
    ("filter change until painted, ms", "change_ms", 1.2),
    ("filter change until all is quiet, ms", "quiet_ms", None),
    ("bytes of a filter change", "change_bytes", None),
    ("memory of the server, MB", "memory_mb", None),
)


def main() -> None:
    """Measure every contender in turn, several rounds, and print the table."""
    readings = {contender.name: Readings() for contender in CONTENDERS}
    with chromium() as browser:
        for number in range(ROUNDS):
            for contender in CONTENDERS:
                print(f"round {number + 1} of {ROUNDS}: {contender.name}", file=sys.stderr)
                _measure_once(browser, contender, readings[contender.name])
    print(_table(readings))


def _measure_once(browser: Browser, contender: Contender, readings: Readings) -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as elsewhere:
        command = [sys.executable, "-m", "streamlit", "run", str(contender.script), "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        command += [] if contender.is_ours else ["--browser.gatherUsageStats", "false"]
        started = time.perf_counter()
        environment = os.environ | {"TIMELINE_DATA": os.environ.get("TIMELINE_DATA") or str(ROOT / "data"), "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=ROOT if contender.is_ours else elsewhere, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
            try:
                wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
                readings.start_ms.append((time.perf_counter() - started) * 1_000)
                measure(browser, f"http://127.0.0.1:{port}/", contender.ready, list(contender.toggles), readings)
                readings.memory_mb.append(psutil.Process(server.pid).memory_info().rss / 1e6)
            finally:
                server.kill()


def _table(readings: dict[str, Readings]) -> str:
    ours, bare, hour = (readings[contender.name] for contender in CONTENDERS)
    lines = [f"{'median of the run':36}{'this':>12}{'bare':>12}{'hour':>12}{'this/bare':>11}{'this/hour':>11}"]
    for label, name, most in ROWS:
        mine, least, theirs = ours.median(name), bare.median(name), hour.median(name)
        target = f"  target: at most {most} of the bare page's" if most else ""
        target += ", a third of the hour's page's" if name == "change_ms" else ""
        lines.append(f"{label:36}{mine:12,.0f}{least:12,.0f}{theirs:12,.0f}{mine / least:11.2f}{mine / theirs:11.2f}{target}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
