"""Tests of the feed of news: valid Atom, ids that never change, what is new, changed and corrected by version."""

from __future__ import annotations

import json
import re
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests import tiny
from tests.exports.views import BASE, HOSTILE, hostile, view
from timeline.exports.atom import MOST, atom_feed, news
from timeline.exports.safety import clean, one_line
from timeline.filters import Filters
from timeline.repository import Dataset

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = f"{BASE}feed.atom"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture
def released(folder: Path) -> Path:
    """The tiny folder in its third version, days known of two of them; one event changed, one corrected, one withdrawn."""
    package = tiny.PACKAGE | {"version": "0.3.0", "created": "2026-03-01", "releases": {"0.2.0": "2026-02-01"}}
    (folder / "datapackage.json").write_text(json.dumps(package))
    tiny.change(folder, "events", "2020-war", added="0.2.0", changed="0.2.0")
    tiny.change(folder, "events", "2012-deal", changed="0.3.0")
    tiny.change(folder, "events", "1997-visit", added="0.3.0", changed="0.3.0")
    tiny.change(folder, "events", "1993-embassy", changed="0.2.0")
    tiny.put(folder, "corrections", correction_id="0-2-0-a", version="0.2.0", event_id="1993-embassy", field="start", old="1992", new="1993", reason="Most say so.")
    tiny.put(folder, "corrections", correction_id="0-3-0-b", version="0.3.0", event_id="1994-gone", field="withdrawn", old="1994-gone", reason="No source.")
    return folder


def feed(content: bytes) -> ET.Element:
    """The feed, checked against what RFC 4287 asks of every feed and entry."""
    root = ET.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    for node in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(MOMENT, said(node, "updated"))
        assert uuid.UUID(said(node, "id").removeprefix("urn:uuid:"))
        assert node.findall(f"{ATOM}link[@rel='alternate']")
    assert said(root.find(f"{ATOM}author"), "name"), "an author of the feed is that of each entry"
    ids = [said(entry, "id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert said(root, "updated") == max([said(entry, "updated") for entry in root.iter(f"{ATOM}entry")], default=said(root, "updated"))
    return root


def said(node: ET.Element | None, name: str) -> str:
    assert node is not None
    return node.findtext(f"{ATOM}{name}") or ""


def test_news_are_new_changed_and_corrected_events_of_versions_whose_day_is_known(released: Path) -> None:
    found = [(entry.day, entry.kind, entry.event_id) for entry in news(view(tiny.dataset(released)))]
    assert found == [
        ("2026-03-01", "corrected", "1994-gone"),
        ("2026-03-01", "changed", "2012-deal"),
        ("2026-03-01", "new", "1997-visit"),
        ("2026-02-01", "corrected", "1993-embassy"),
        ("2026-02-01", "new", "2020-war"),
    ]


def test_the_feed_says_what_was_corrected_and_leads_to_the_event(released: Path) -> None:
    root = feed(atom_feed(view(tiny.dataset(released)), ADDRESS))
    entries = {said(entry, "title"): entry for entry in root.iter(f"{ATOM}entry")}
    corrected, withdrawn = entries["Corrected: Israel opens an embassy in Baku"], entries["Corrected: 1994-gone"]
    assert said(corrected, "summary") == "start: “1992” is now “1993”. Most say so."
    assert [link.get("href") for link in corrected.findall(f"{ATOM}link")] == [f"{BASE}?event=1993-embassy"]
    assert (said(withdrawn, "summary"), withdrawn.find(f"{ATOM}link").get("href")) == ("Withdrawn. No source.", f"{BASE}data")  # type: ignore[union-attr]
    assert "New: Netanyahu meets Aliyev in Baku (29 August 1997)" in entries
    assert said(root, "updated") == "2026-03-01T00:00:00Z"


def test_a_view_has_the_news_of_its_events(released: Path) -> None:
    data = tiny.dataset(released)
    assert [entry.event_id for entry in news(view(data, Filters(category=("representation",))))] == ["1993-embassy"]


def test_an_id_does_not_change_with_title_version_or_address(released: Path) -> None:
    def ids(base: str) -> dict[str, str]:
        root = feed(atom_feed(view(tiny.dataset(released), base=base), f"{base}feed.atom"))
        return {said(entry, "summary"): said(entry, "id") for entry in root.iter(f"{ATOM}entry")} | {"feed": said(root, "id")}

    before = ids(BASE)
    package = json.loads((released / "datapackage.json").read_text())
    (released / "datapackage.json").write_text(
        json.dumps(package | {"title": "Another", "version": "0.4.0", "created": "2026-04-01", "releases": {"0.2.0": "2026-02-01", "0.3.0": "2026-03-01"}})
    )
    tiny.change(released, "events", "1997-visit", title="Another title")
    assert ids("https://other.example/") == before


def test_the_feed_of_all_the_data_is_valid_and_cut(dataset: Dataset) -> None:
    shown = view(dataset)
    root = feed(atom_feed(shown, ADDRESS))
    assert len(root.findall(f"{ATOM}entry")) == MOST
    assert f"The newest {MOST} of {len(news(shown)):,}." in said(root, "subtitle")


def test_a_feed_without_news_is_a_feed(folder: Path) -> None:
    root = feed(atom_feed(view(tiny.dataset(folder)), ADDRESS))
    assert root.findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text_in_the_feed(released: Path, text: str) -> None:
    root = feed(atom_feed(view(hostile(tiny.dataset(released), text)), ADDRESS))
    assert len(root.findall(f"{ATOM}entry")) == 5
    assert any(one_line(text)[:200] in said(entry, "title") for entry in root.iter(f"{ATOM}entry"))
    assert all(clean(word) == word for node in root.iter() if (word := node.text))
