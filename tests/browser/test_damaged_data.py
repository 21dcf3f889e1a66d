"""Data files that are damaged: while serving the last good ones stay, at the start the page says what to mend."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from tests import tiny
from tests.browser.conftest import Visit
from tests.browser.dashboard import running

if TYPE_CHECKING:
    from tests.browser.visitor import Visitor

LOOKS = 12


def reload_until(visitor: Visitor, *, notice: bool) -> None:
    """Reload, at most a dozen times, until the notice of damaged files is there, or gone."""
    for _ in range(LOOKS):
        visitor.page.reload()
        visitor.settle()
        if (visitor.page.locator(".st-key-stale").count() == 1) == notice:
            return
        visitor.page.wait_for_timeout(400)
    raise AssertionError(f"after {LOOKS} reloads the notice is {'missing' if notice else 'still there'}")


def health(address: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_files_damaged_while_serving_leave_the_last_good_data_and_a_notice_until_they_are_mended(visit: Visit, folder: Path) -> None:
    with running(data=folder) as address:
        visitor = visit(address=address)
        visitor.open("/")
        assert visitor.page.locator(".st-key-stale").count() == 0
        good = (folder / "events.csv").read_bytes()
        tiny.change(folder, "events", "2012-deal", start="2012-13-45")
        (problem,) = tiny.messages(folder)
        reload_until(visitor, notice=True)
        notice = visitor.text(".st-key-stale")
        assert problem in notice
        assert re.match(r"events\.csv:\d+ ", problem), "file and line"
        assert str(folder) not in notice
        assert visitor.text(".tl-count") == "5 of 5"
        assert health(address)[1]["status"] == "stale"
        (folder / "events.csv").write_bytes(good)
        reload_until(visitor, notice=False)
        assert visitor.text(".tl-count") == "5 of 5"
        assert (health(address)[0], health(address)[1]["status"]) == (200, "ok")
        visitor.close()


def test_a_new_version_of_the_files_is_shown_without_a_restart(visit: Visit, folder: Path) -> None:
    with running(data=folder) as address:
        visitor = visit(address=address)
        visitor.open("/")
        tiny.add(folder, "events", "1997-visit", event_id="1998-visit", start="1998-01-01", title="A later visit")
        for _ in range(LOOKS):
            visitor.page.reload()
            visitor.settle()
            if visitor.text(".tl-count") == "6 of 6":
                break
            visitor.page.wait_for_timeout(300)
        assert visitor.text(".tl-count") == "6 of 6"
        visitor.close()


def test_a_start_on_damaged_files_gives_a_page_that_lists_every_problem_and_heals(visit: Visit, folder: Path) -> None:
    tiny.change(folder, "events", "2012-deal", start="2012-13-45", status="maybe")
    tiny.change(folder, "events", "1997-visit", actors="NOBODY", category="zzz")
    tiny.change(folder, "sources", "wire-1992", url="javascript:alert(1)")
    problems = [str(issue) for issue in tiny.issues(folder) if not issue.is_warning]
    assert len(problems) > 4
    with running(data=folder) as address:
        visitor = visit(address=address)
        visitor.page.goto(f"{address}/map?layer=arms")
        visitor.page.wait_for_selector("[data-testid=stCode]")
        text = visitor.text("[data-testid=stCode]")
        assert [problem for problem in problems if problem not in text] == []
        assert "python -m timeline check" in visitor.text("[data-testid=stMain]")
        assert str(folder) not in visitor.text()
        status, body = health(address)
        assert (status, body["status"]) == (503, "no data")
        tiny.make(folder)
        visitor.page.wait_for_timeout(1_100)
        visitor.open("/map?layer=arms")
        assert visitor.page.locator("[data-testid=stCode]").count() == 0
        assert health(address)[0] == 200
        visitor.close()
