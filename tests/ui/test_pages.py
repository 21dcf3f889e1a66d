"""Tests of the page scripts: they run for any address, mount what the page is made of, and say what went wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests import tiny
from tests.ui.conftest import Open
from timeline.exports.bibliographies import BIBLIOGRAPHIES
from timeline.exports.formats import FORMATS
from timeline.schema import EVENTS
from timeline.server.application import SCRIPT
from timeline.server.store import store
from timeline.ui.parts import NARROW
from timeline.ui.words import EMPTY, IGNORED, LAYERS, MAP_POLICY, NO_DATA, NO_DATA_ADVICE, PAGES

VIEWS = sorted(path.stem for path in (SCRIPT.parent / "views").glob("*.py") if path.stem != "__init__")
ADDRESSES: list[dict[str, str | list[str]]] = [
    {},
    {"category": ["visit", "arms"], "actors": ["AZE", "ISR"], "match": "all"},
    {"dyad": "ISR-AZE", "direction": "forward", "layer": "visit", "lanes": "dyad"},
    {"years": "1990-2030", "status": "reported", "importance": "1", "lanes": "country", "layer": "all"},
    {"search": "(a+)+$", "as_of": "0001", "layer": "arms"},
    {"years": "0001-0002", "as_of": "9999-12-31"},
    {"event": "1993-embassy", "as_of": "201X"},
    {"event": "nothing", "category": "zzz", "years": "abc", "lanes": "", "layer": ["arms", "zzz"], "<script>": "1"},
    {"actors": "SUN", "dyad": "AZE-AZE", "as_of": "1991"},
    {"search": "\u202e\x00" + "x" * 300, "actors": ["A" * 5_000] * 80},
]


@pytest.mark.parametrize("width", [1080, 390, 0])
@pytest.mark.parametrize("view", VIEWS)
def test_a_page_runs_for_any_address(open_page: Open, view: str, width: int) -> None:
    for address in ADDRESSES:
        page = open_page(view, width=width, **address)
        assert (address, list(page.app.exception), list(page.app.error)) == (address, [], [])
        assert page.mounted("panel")["words"]["count"].endswith("of 5")
        assert page.texts[-1].startswith("Data: Tiny timeline, version 0.1.0")


@pytest.mark.parametrize("view", VIEWS)
def test_what_an_address_asks_in_vain_is_said(open_page: Open, view: str) -> None:
    (notice,) = [text for text in open_page(view, category="zzz", years="abc", event="nothing").texts if text.startswith(IGNORED)]
    for part in ("category=zzz", "years=abc", "event=nothing"):
        assert part in notice


@pytest.mark.parametrize("view", VIEWS)
def test_a_good_address_brings_no_notice(open_page: Open, view: str) -> None:
    assert not any(text.startswith(IGNORED) for text in open_page(view, category="visit").texts)


def test_the_links_at_the_top_carry_the_view_along(open_page: Open) -> None:
    navigation = open_page("map", category="visit", years="1990-2000").mounted("navigation")
    assert navigation["page"] == "map"
    assert {name: title for name, title, _ in navigation["pages"]} == PAGES
    assert [address.partition("?")[0] for _, _, address in navigation["pages"]] == ["", *list(PAGES)[1:]], "the first page is the bare address"
    assert all(address.endswith("?category=visit&years=1990-2000") for _, _, address in navigation["pages"])


def test_a_link_that_is_followed_opens_its_page_with_the_view(open_page: Open) -> None:
    page = open_page("map", category="visit")
    page.app.session_state["navigation"] = {"page": "arms"}
    page.app.run()
    assert page.mounted("navigation")["page"] == "arms"
    assert dict(page.app.query_params)["category"] == "visit"


def test_the_strip_counts_every_year_and_marks_the_chosen(open_page: Open) -> None:
    strip = open_page("", years="1993-1997").mounted("strip")
    years = dict(enumerate(strip["counts"], start=strip["first"]))
    assert (min(years), max(years), sum(years.values())) == (1992, 2020, 5), "the years chosen restrict all but the strip they are chosen on"
    assert strip["chosen"] == [1993, 1997]
    assert strip["alt"].startswith("Events by year, 1992 to 2020")
    assert open_page("", category="visit").mounted("strip")["counts"].count(1) == 1


@pytest.mark.parametrize("layer", LAYERS)
def test_the_map_is_drawn_for_every_layer_with_the_word_on_boundaries(open_page: Open, layer: str) -> None:
    page = open_page("map", layer=layer, as_of="2012")
    assert MAP_POLICY in page.texts
    assert page.mounted("timebar")["label"] == "31 December 2012"
    assert "31 December 2012" in page.figure()["alt"]


def test_a_chart_that_computes_offers_its_numbers(open_page: Open) -> None:
    (numbers,) = [link for link in open_page("data", category="visit").mounted("chart")["more"] if link[0] == "numbers"]
    assert numbers[1:] == ["Numbers (CSV)", "download/coverage.numbers?category=visit", "What the chart computes, row by row."]


def test_a_chart_offers_its_downloads_with_the_same_view(open_page: Open) -> None:
    chart = open_page("", category="visit").mounted("chart")
    assert [code for code, *_ in chart["files"]] == ["html", *(code for code, form in FORMATS.items() if form.is_common)]
    assert {code for code, *_ in chart["files"] + chart["more"]} == {"html", *FORMATS}
    assert all(url.startswith(f"download/timeline.{code}?") and "category=visit" in url and label and hint for code, label, url, hint in chart["files"] + chart["more"])


def test_a_chart_is_mounted_before_the_width_of_the_page_is_known(open_page: Open) -> None:
    assert (open_page("", width=0).mounted("chart")["width"], open_page("", width=0).mounted("chart")["narrowest"]) == (0, NARROW)
    assert open_page("map", width=0).mounted("chart")["narrowest"] == 1
    assert open_page("map", width=700).mounted("chart")["width"] == 700


def test_a_chart_offers_its_embed_and_its_pictures_with_the_same_view(open_page: Open) -> None:
    chart = open_page("", category="visit", event="1997-visit").mounted("chart")
    assert (chart["name"], chart["query"], chart["width"], chart["theme"]) == ("timeline", "category=visit", 1080, "light")
    assert chart["embed"]["address"] == "embed/timeline?category=visit"
    assert chart["embed"]["file"] == "download/timeline.html?category=visit"
    assert chart["embed"]["file_name"] == "timeline-1-visit-event.html"
    assert chart["embed"]["words"]["version"].startswith("Data version 0.1.0 (")
    assert {part: [code for code, _ in offered] for part, offered in chart["pictures"]["options"].items()} == {
        "size": ["screen", "article", "slide", "square", "a4"],
        "theme": ["page", "light", "dark"],
        "scale": ["1", "2", "print"],
    }


def test_a_narrow_page_shows_the_list_instead_of_lanes(open_page: Open) -> None:
    page = open_page("", width=390)
    events = [event["event_id"] for year in page.mounted("chronology")["years"] for event in year["events"]]
    assert events == ["1992-relations", "1993-embassy", "1997-visit", "2012-deal", "2020-war"]
    with pytest.raises(KeyError):
        page.mounted("chart")
    assert open_page("", width=390, search="zzzz").mounted("chronology") | {"years": []} == {"years": [], "advice": EMPTY}


def test_a_wide_page_shows_lanes_instead_of_the_list(open_page: Open) -> None:
    page = open_page("")
    assert page.figure()["alt"].startswith("Timeline by kind")
    with pytest.raises(KeyError):
        page.mounted("chronology")


def test_the_masthead_says_the_view_in_a_sentence(open_page: Open) -> None:
    assert open_page("", dyad="AZE-ISR", years="1990-1999").mounted("masthead")["sentence"].startswith("3 events between Azerbaijan and Israel, 1990–1999")


def test_damaged_data_at_the_start_is_listed_line_by_line(open_page: Open, served: Path) -> None:
    tiny.change(served, "events", "2012-deal", start="2012-13-45", status="maybe")
    store.cache_clear()
    page = open_page("")
    assert [title.value for title in page.app.title] == [NO_DATA]
    assert page.texts == [NO_DATA_ADVICE]
    (code,) = page.app.code
    assert [problem for problem in tiny.messages(served) if problem not in code.value] == []


def test_damage_while_serving_leaves_the_good_data_and_a_notice(open_page: Open, served: Path) -> None:
    store().interval = 0
    open_page("")
    tiny.change(served, "events", "2012-deal", start="2012-13-45")
    for _ in range(2):
        page = open_page("map")
    (problem,) = tiny.messages(served)
    assert any(problem in text for text in page.texts)
    assert page.mounted("panel")["words"]["count"] == "5 of 5"
    tiny.make(served)
    assert not any(problem in text for text in open_page("map").texts)


def test_a_page_of_the_tiny_folder_is_quick(open_page: Open) -> None:
    page = open_page("")
    began = time.perf_counter()
    page.app.run()
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize("view", PAGES)
def test_every_page_has_a_place_to_cite_its_view(open_page: Open, view: str) -> None:
    forms = open_page("" if view == "timeline" else view, category="visit").mounted("cite")["forms"]
    assert [code for code, *_ in forms] == list(BIBLIOGRAPHIES)
    assert all(url == f"cite/{what}/{view}.{code}?category=visit" for code, _, *urls in forms for what, url in zip(("view", "sources"), urls, strict=True))


def test_a_part_that_fails_takes_neither_filters_nor_footer_with_it(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("timeline.ui.parts.masthead", broken)
    page = open_page("timeline", category="visit")
    assert [error.value for error in page.app.error] == ["This part could not be drawn. The rest of the dashboard works; the operator's log has the reason."]
    assert list(page.app.exception) == []
    assert {"navigation", "panel", "cite", "dossier"} <= set(page.parts)
    assert page.texts[-1].startswith("Data: Tiny timeline")


def test_of_very_many_problems_a_start_shows_two_hundred_and_says_how_many_more_there_are(open_page: Open, served: Path) -> None:
    path = served / "events.csv"
    path.write_bytes(path.read_bytes() + b"x\n" * 1_300)
    lines = open_page().app.code[0].value.splitlines()
    assert (len(lines), lines[-1]) == (201, "… and 1,100 more: python -m timeline check")


def test_a_start_on_a_damaged_descriptor_says_what_to_mend(open_page: Open, served: Path) -> None:
    (served / "datapackage.json").write_text("<<<<<<< HEAD\n{}", "utf-8")
    assert open_page().app.code[0].value.startswith("datapackage.json:1: the file cannot be read (Expecting value).")


def test_the_notice_of_damaged_files_shows_five_problems_and_how_many_more_there_are(open_page: Open, served: Path) -> None:
    store().interval = 0
    store().current()
    path = served / "events.csv"
    path.write_bytes(path.read_bytes() + b"x\n" * 8)
    store().current()
    (notice,) = [text for text in open_page().texts if "last good version" in text]
    assert notice.splitlines()[1:] == [
        *(f"events.csv:{line}: the row has 1 cells, the header {len(EVENTS.columns)}. Quote cells that hold a comma." for line in range(7, 12)),
        "… and 3 more: python -m timeline check",
    ]
