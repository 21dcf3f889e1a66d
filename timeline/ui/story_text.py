"""Stories on the page: which one is read, and its chapters. Text of a story is shown letter for letter, never as markup."""

from __future__ import annotations

import re

import streamlit as st

from timeline.filters import Filters
from timeline.queries.story_check import chapter_view, read_stories
from timeline.repository import Dataset
from timeline.stories import Chapter, Paragraph, Story
from timeline.ui import words
from timeline.ui.card import mark
from timeline.ui.components import mount
from timeline.ui.parts import choice

NO_STORY = "No story lies beside this data. A story is a text in data/stories: a folder with a file story.md, described in timeline/stories.py."
CHOICE = "Story"
CITED = "Cited, {}"
SEE = "See this view: {} →"
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=@/])")
_COLUMNS = (3, 2)


def story_choice(dataset: Dataset, filters: Filters) -> Story | None:
    """Draw the choice of a story and return the one of the address, else the first; None where the data has no story."""
    stories = {story.story_id: story for story in read_stories(dataset)[0]}
    if not stories:
        with st.container(key="no-story"):
            st.text(NO_STORY)
        return None
    chosen = filters.story if filters.story in stories else next(iter(stories))
    choice("story", {story_id: literal(story.title) for story_id, story in stories.items()}, chosen, CHOICE)
    return stories[chosen]


def story_text(dataset: Dataset, story: Story | None) -> None:
    """Draw a story: title, introduction, then each chapter with the events it cites and the way to its view."""
    if story is None:
        return
    with st.container(key="story"):
        _passage(dataset, story.title, story.introduction, None)
        for chapter in story.chapters:
            _passage(dataset, chapter.heading, chapter.paragraphs, chapter)


def literal(text: str) -> str:
    """Return `text` as Streamlit's markdown must be given it to show it letter for letter."""
    return _SPECIAL.sub(r"\\\1", text)


def numbered(paragraphs: tuple[Paragraph, ...]) -> tuple[list[str], dict[str, int]]:
    """Return the paragraphs with a number in brackets for each citation, and the number of each event cited."""
    cited = dict.fromkeys(event for paragraph in paragraphs for event in paragraph.cited)
    numbers = {event: number for number, event in enumerate(cited, start=1)}
    return ["".join(text + (f" [{numbers[event]}]" if event else "") for text, event in paragraph.pieces) for paragraph in paragraphs], numbers


def _passage(dataset: Dataset, heading: str, paragraphs: tuple[Paragraph, ...], chapter: Chapter | None) -> None:
    """Heading and paragraphs at the left, the events they cite at the right (below on a narrow screen)."""
    texts, numbers = numbered(paragraphs)
    left, right = st.columns(_COLUMNS, gap="medium")
    with left:
        (st.subheader if chapter else st.header)(literal(heading), anchor=False)
        for text in texts:
            st.text(text)
        if chapter is not None:
            _link(dataset, chapter)
    with right:
        _citations(dataset, numbers, f"cited-{chapter.line if chapter else 0}")


def _citations(dataset: Dataset, numbers: dict[str, int], key: str) -> None:
    """The events cited, numbered as in the text; a click opens the card."""
    events = dataset["events"]
    chosen = events[events["event_id"].isin(numbers)]
    rows = {row["event_id"]: row for row in chosen.to_dict("records")}
    marks = [mark(rows[event]) | {"title": f"[{number}] {rows[event]['title']}", "importance": 3} for event, number in numbers.items() if event in rows]
    if marks:
        first, last = chosen["year"].min(), chosen["year"].max()
        heading = CITED.format(first if first == last else f"{first}–{last}")
        mount("chronology", {"years": [{"year": heading, "events": marks}], "advice": ""}, "event", key=key)


def _link(dataset: Dataset, chapter: Chapter) -> None:
    """The way to the view of a chapter, if it names a page of ours."""
    if chapter.page in words.PAGES:
        filters, _ = chapter_view(dataset, chapter)
        st.page_link(f"views/{chapter.page}.py", label=SEE.format(words.PAGES[chapter.page]), query_params=filters.to_query())
