"""Tests of what other programs come back for: calendar, feed of news, sitemap, robots, and what search engines read in the start page."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette

from tests import tiny
from tests.exports.readers import read_ics
from tests.server.client import Answer, ask
from timeline.repository import Dataset
from timeline.server.application import middleware, routes
from timeline.server.feeds import PAGES
from timeline.server.store import store
from timeline.ui import words

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=routes(), middleware=middleware())


def described(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer.text, re.DOTALL)]


def test_the_calendar_is_that_of_the_view(app: Starlette, served: Path) -> None:
    answer = ask(app, "/feed.ics?category=visit")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert "content-disposition" not in answer.headers
    assert list(read_ics(answer.content).titles) == ["1997-visit"]


@pytest.mark.parametrize("path", ["/feed.ics", "/feed.atom"])
def test_a_feed_is_not_sent_again_to_who_has_it(app: Starlette, served: Path, path: str) -> None:
    assert ask(app, path, if_none_match=ask(app, path).headers["etag"]).status == 304


@pytest.mark.parametrize("path", ["/feed.ics", "/feed.atom"])
def test_a_feed_of_an_unknown_view_is_a_problem(app: Starlette, served: Path, path: str) -> None:
    answer = ask(app, f"{path}?category=vsit")
    assert (answer.status, answer.json()["errors"]) == (400, ["category=vsit: is not a known category."])


def test_the_feed_of_news_knows_its_own_address(app: Starlette, served: Path) -> None:
    answer = ask(app, "/feed.atom?category=visit&lanes=dyad", host="dashboard.example")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert 'rel="self" type="application/atom+xml" href="http://dashboard.example/feed.atom?category=visit"' in answer.text


def test_the_sitemap_names_every_page_story_and_event(app: Starlette, dataset: Dataset) -> None:
    answer = ask(app, "/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    found = [node.text or "" for node in ET.fromstring(answer.content).iter(f"{SITEMAP}loc")]
    assert len(set(found)) == len(found) < 50_000
    stories = {path.split("/")[1] for path in dataset.extras if path.endswith("story.md")}
    assert {f"http://testserver/stories?story={story}" for story in stories} < set(found)
    assert {f"http://testserver/?event={event}" for event in dataset["events"]["event_id"]} < set(found)
    assert {urlsplit(url).path.strip("/") for url in found} == {"" if name == "timeline" else name for name in words.PAGES}
    assert {node.text for node in ET.fromstring(answer.content).iter(f"{SITEMAP}lastmod")} == set(dataset.releases.values())


def test_the_pages_of_the_sitemap_are_those_of_the_dashboard() -> None:
    assert set(PAGES) == set(words.PAGES)


def test_robots_are_told_where_the_map_is_and_what_not_to_fetch(app: Starlette) -> None:
    answer = ask(app, "/robots.txt", host="dashboard.example")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://dashboard.example/sitemap.xml"
    assert "Disallow: /download/" in lines


@pytest.mark.parametrize("path", ["/", "/map", "/data"])
def test_the_start_page_describes_the_data(app: Starlette, dataset: Dataset, path: str) -> None:
    (found,) = described(ask(app, path))
    assert (found["@type"], found["name"], found["version"], found["temporalCoverage"]) == ("Dataset", dataset.title, dataset.label, "1988/2026-06-30")
    for download in found["distribution"]:
        assert download["encodingFormat"]
        assert ask(app, download["contentUrl"].removeprefix("http://testserver")).status == 200


def test_an_open_event_is_described_too(app: Starlette, served: Path) -> None:
    _, event = described(ask(app, "/?event=1997-visit"))
    assert {name: event[name] for name in ("@type", "name", "startDate", "endDate", "url")} == {
        "@type": "Event", "name": "Netanyahu meets Aliyev in Baku", "startDate": "1997-08-29", "endDate": "1997-08-29", "url": "http://testserver/?event=1997-visit",
    }  # fmt: skip
    assert event["location"] == {"@type": "Place", "name": "Baku", "geo": {"@type": "GeoCoordinates", "latitude": 40.41, "longitude": 49.87}}
    assert [source["url"] for source in event["subjectOf"]] == ["https://example.org/ministry"]


@pytest.mark.parametrize(("start", "end", "first", "last"), [("2012~", "", "2012", "2012"), ("2012-02", "..", "2012-02", None), ("201X", "", None, None)])
def test_a_described_date_is_no_more_precise_than_it_is_known(app: Starlette, served: Path, start: str, end: str, first: str | None, last: str | None) -> None:
    tiny.change(served, "events", "2012-deal", start=start, end=end)
    _, event = described(ask(app, "/?event=2012-deal"))
    assert (event.get("startDate"), event.get("endDate")) == (first, last)


def test_an_event_that_is_not_there_is_not_described(app: Starlette, served: Path) -> None:
    assert len(described(ask(app, "/?event=nothing"))) == 1


def test_hostile_text_does_not_break_out_of_the_description(app: Starlette, served: Path) -> None:
    store().interval = 0
    plain = ask(app, "/?event=1997-visit").text.count("<script")
    tiny.change(served, "events", "1997-visit", title="</script><script>alert(1)</script>", summary="<!--<script>")
    answer = ask(app, "/?event=1997-visit")
    assert answer.text.count("<script") == plain
    assert "alert(1)" in described(answer)[1]["name"]


def test_the_start_page_names_the_feed_and_says_what_works_without_scripts(app: Starlette) -> None:
    text = ask(app, "/").text
    assert '<link rel="alternate" type="application/atom+xml" href="feed.atom">' in text
    assert '<a href="api">API</a>' in text
    assert "_stcore/agent" not in text
