"""Takes a picture of every page and state: `python -m tests.browser.gallery FOLDER [ADDRESS]`."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

from tests.browser.dashboard import running
from tests.browser.visitor import Visitor, chromium

SIZES = {"1440": (1440, 900), "1024": (1024, 768), "390": (390, 844)}
STATES = {
    "timeline": "/",
    "timeline-dyad": "/timeline?lanes=dyad",
    "timeline-country": "/timeline?lanes=country&years=2010-2026",
    "timeline-event": "/timeline?event=2023-azerbaijan-embassy-tel-aviv-opened",
    "timeline-embassies": "/timeline?dyad=AZE-ISR&category=representation",
    "timeline-2012": "/timeline?years=2012-2012",
    "timeline-empty": "/timeline?search=zzzz",
    "map": "/map",
    "map-2010": "/map?as_of=2010-12-31",
    "map-visits": "/map?layer=visit&dyad=AZE-ISR",
    "map-arms": "/map?layer=arms",
    "map-all": "/map?layer=all",
    "data": "/data",
    "nonsense": "/timeline?years=abc&category=zzz&event=nothing",
}


def main(folder: Path, address: str = "") -> None:
    """Write a PNG for each state, size and theme into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with nullcontext(address) if address else running() as server, chromium() as browser:
        for theme in ("light", "dark"):
            for size, (width, height) in SIZES.items():
                for state, path in STATES.items():
                    visitor = Visitor(browser, server, width=width, height=height, theme=theme)
                    visitor.open(path)
                    visitor.page.screenshot(path=folder / f"{state}-{size}-{theme}.png", full_page=False)
                    print(f"{state}-{size}-{theme}", *visitor.errors, *visitor.foreign)
                    visitor.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
