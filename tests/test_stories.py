"""Tests of stories: how they are read, what the checker says of them, and that those that ship keep its rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from timeline.queries.selection import select
from timeline.queries.story_check import chapter_view, check_stories, read_stories
from timeline.repository import Dataset
from timeline.stories import parse_story
from timeline.ui.story_text import literal, numbered
from timeline.ui.words import PAGES

GOOD = """# A title

An introduction. [1992-relations]

## First

They met [1997-visit] and
met again. [1997-visit] [1993-embassy]

view: /map?dyad=AZE-ISR&category=visit

## Second
It went on. [2012-deal]
view: /
"""


def issues(folder: Path, text: str, name: str = "one") -> list[str]:
    """What the checker says of a story beside the tiny tables."""
    (folder / "stories" / name).mkdir(parents=True)
    (folder / "stories" / name / "story.md").write_text(text, "utf-8")
    return [str(issue) for issue in check_stories(tiny.dataset(folder), ("timeline", "map", "threads"))]


def test_a_story_is_title_introduction_and_chapters_with_their_views() -> None:
    story, problems = parse_story(GOOD, "one")
    assert problems == ()
    assert (story.title, [paragraph.cited for paragraph in story.introduction]) == ("A title", [("1992-relations",)])
    assert [(chapter.heading, chapter.page, dict(chapter.query)) for chapter in story.chapters] == [
        ("First", "map", {"dyad": ("AZE-ISR",), "category": ("visit",)}),
        ("Second", "timeline", {}),
    ]
    assert story.chapters[0].cited == ("1997-visit", "1993-embassy"), "in order, each once"
    assert story.chapters[0].paragraphs[0].line == 7


def test_a_good_story_has_no_issue(folder: Path) -> None:
    assert issues(folder, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("# A title\n", "A title\n", 1, "begins with its title"),
        ("An introduction. [1992-relations]\n", "", 0, "has no introduction"),
        ("It went on. [2012-deal]\n", "", 12, "“Second” has no text"),
        ("view: /\n", "", 12, "“Second” shows no view"),
        ("view: /\n", "view: /\nview: /map\n", 15, "has a view already"),
        ("view: /\n", "view: https://example.org/map\n", 14, "is no view"),
        ("view: /\n", "view: //example.org\n", 14, "is no view"),
        ("view: /\n", "view: javascript:alert(1)\n", 14, "is no view"),
        ("view: /\n", "view: /atlas\n", 14, "which is none of timeline, map, threads"),
        ("view: /\n", "view: /?zzz=1\n", 14, "zzz: is not a part of an address here"),
        ("view: /\n", "view: /?actors=XXX\n", 14, "actors=XXX: is not an actor of this data"),
        ("view: /\n", "view: /?category=society\n", 14, "no event fits its address"),
        ("view: /\n", "view: /threads?thread=embassies&category=visit\n", 14, "no event of the thread embassies"),
        ("[2012-deal]", "[2012-dale]", 13, "[2012-dale] is not an event of this data"),
        ("[1992-relations]", "[1992-nothing]", 3, "[1992-nothing] is not an event of this data"),
    ],
)
def test_each_mistake_is_said_with_its_line(folder: Path, old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    (found,) = issues(folder, GOOD.replace(old, new, 1))
    assert found.startswith("stories/one/story.md:" if line else "stories/one/story.md: ")
    assert not line or f"story.md:{line}:" in found
    assert said in found


def test_an_empty_file_and_one_that_is_no_text_are_issues(folder: Path) -> None:
    assert len(issues(folder, "")) == 3
    (folder / "stories" / "two").mkdir()
    (folder / "stories" / "two" / "story.md").write_bytes(b"\xff\xfe# x")
    assert any("two/story.md: the story is not UTF-8" in str(issue) for issue in check_stories(tiny.dataset(folder), PAGES))


def test_data_without_stories_has_none(folder: Path) -> None:
    assert read_stories(tiny.dataset(folder)) == ((), ())


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    story, problems = parse_story(text, "any")
    assert story.title
    assert all(str(problem).startswith("stories/any/story.md") for problem in problems)
    assert problems or story.chapters


@given(st.lists(st.one_of(st.just("[1992-relations]"), st.text("ab [].", max_size=8)), max_size=8))
def test_no_word_of_a_paragraph_is_lost(parts: list[str]) -> None:
    text = " ".join(" ".join(["x", *parts]).split())
    story, _ = parse_story(f"# T\n\nI\n\n## H\n{text}", "any")
    (paragraph,) = story.chapters[0].paragraphs
    assert "".join(piece + (f"[{cited}]" if cited else "") for piece, cited in paragraph.pieces).replace(" ", "") == text.replace(" ", "")


def test_citations_become_numbers_an_event_keeps_its_own() -> None:
    story, _ = parse_story(GOOD, "one")
    assert numbered(story.chapters[0].paragraphs) == (["They met [1] and met again. [1] [2]"], {"1997-visit": 1, "1993-embassy": 2})


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "*a* _b_ `c`", "[a](https://example.org)", "$x$", ":red[y]", ":material/home:", "# a", "1. b", "a -> b", "&amp; \\n", "www.x.org a@b.c"]
)
def test_markup_in_a_heading_is_escaped(text: str) -> None:
    escaped = literal(text)
    assert escaped.replace("\\", "") == text.replace("\\", "")
    assert all(escaped[place - 1] == "\\" for place, character in enumerate(escaped) if character in "*_`[]<>$:#&@" and place)


def test_three_stories_ship_and_keep_every_rule(dataset: Dataset) -> None:
    assert [str(issue) for issue in check_stories(dataset, [*PAGES, "stories"])] == []
    stories, _ = read_stories(dataset)
    assert len(stories) >= 3
    assert all(5 <= len(story.chapters) <= 7 for story in stories)


def test_every_paragraph_of_a_chapter_that_ships_cites_and_every_view_shows_something_it_tells_of(dataset: Dataset) -> None:
    for story in read_stories(dataset)[0]:
        for chapter in story.chapters:
            assert all(paragraph.cited for paragraph in chapter.paragraphs), (story.title, chapter.heading)
            shown = select(dataset, chapter_view(dataset, chapter)[0])["event_id"]
            assert len(set(chapter.cited) & set(shown)) * 2 >= len(chapter.cited), (story.title, chapter.heading)
