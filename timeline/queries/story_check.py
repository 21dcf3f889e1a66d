"""Stories against the data: which there are, and what of them cites or shows something that is not there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from timeline.filters import Filters
from timeline.queries.known import read_view
from timeline.queries.selection import select
from timeline.reading import Issue
from timeline.repository import Dataset
from timeline.stories import Chapter, Paragraph, Story, parse_story
from timeline.wording import shown

_FILE = re.compile(r"stories/([^/]+)/story\.md")


@lru_cache(maxsize=2)
def read_stories(dataset: Dataset) -> tuple[tuple[Story, ...], tuple[Issue, ...]]:
    """Return the stories that lie beside the tables, in the order of their folders, and what is wrong with their form."""
    stories: list[Story] = []
    issues: list[Issue] = []
    for path, content in sorted(dataset.extras.items()):
        match = _FILE.fullmatch(path)
        if not match:
            continue
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            issues.append(Issue(path, 0, "", "", "not-utf-8", "the story is not UTF-8. Save it as UTF-8 text."))
            continue
        story, problems = parse_story(text, match[1])
        stories.append(story)
        issues += problems
    return tuple(stories), tuple(issues)


def chapter_view(dataset: Dataset, chapter: Chapter) -> tuple[Filters, tuple[str, ...]]:
    """Return the view of a chapter, and a sentence for each part of its address that cannot be used."""
    return read_view(dataset, dict(chapter.query))


def check_stories(dataset: Dataset, pages: Collection[str]) -> list[Issue]:
    """Return every issue of the stories: form, citations of events that are not there, pages that are none of `pages`,
    parts of an address that cannot be used, views that show no event.
    """
    stories, issues = read_stories(dataset)
    return [*issues, *(issue for story in stories for issue in check_story(dataset, story, pages))]


def check_story(dataset: Dataset, story: Story, pages: Collection[str]) -> Iterator[Issue]:
    """Yield what a story cites or shows that is not there."""
    events = set(dataset["events"]["event_id"])
    paragraphs = [*story.introduction, *(paragraph for chapter in story.chapters for paragraph in chapter.paragraphs)]
    yield from (_unknown_event(story, paragraph, event) for paragraph in paragraphs for event in paragraph.cited if event not in events)
    for chapter in story.chapters:
        if chapter.page:
            yield from (Issue(story.file, chapter.view_line, "", "", rule, message) for rule, message in _problems(dataset, chapter, pages))


def _unknown_event(story: Story, paragraph: Paragraph, event: str) -> Issue:
    return Issue(story.file, paragraph.line, "", event, "unknown-event", f"[{shown(event)}] is not an event of this data. Write an event_id of events.csv.")


def _problems(dataset: Dataset, chapter: Chapter, pages: Collection[str]) -> Iterator[tuple[str, str]]:
    heading = f"the chapter “{shown(chapter.heading)}”"
    if chapter.page not in pages:
        yield "unknown-page", f"{heading} shows the page “{shown(chapter.page)}”, which is none of {', '.join(pages)}. Write one of these."
    filters, ignored = chapter_view(dataset, chapter)
    yield from (("ignored-part", f"{heading} has an address of which a part is left out: {part} Correct it.") for part in ignored)
    events = select(dataset, filters)
    if events.empty:
        yield "empty-view", f"{heading} shows nothing: no event fits its address. Widen it."
    elif filters.thread and filters.thread not in set(events["thread_id"]):
        yield "empty-view", f"{heading} shows nothing: no event of the thread {filters.thread} fits the rest of its address. Widen it."
