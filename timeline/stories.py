"""Stories: plain text in which chapters cite events and name the view they show. Here they are read, not yet checked against data.

# Title
A paragraph of introduction.
## Heading of a chapter
Plain text that cites events by their ids. [1997-netanyahu-baku]
view: /map?dyad=AZE-ISR
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from timeline.reading import Issue
from timeline.wording import shown

FILE = "stories/{}/story.md"
FIRST_PAGE = "timeline"
_CITATION = re.compile(r"\s*\[([A-Za-z0-9]+-[A-Za-z0-9._-]+)\]")
_VIEW = re.compile(r"view:\s*(.*)", re.IGNORECASE)
_PATH = re.compile(r"/[a-z0-9-]*")
_MOST_PARTS = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text with citations, and the line of the file on which it begins."""

    text: str
    line: int

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The text in pieces, each with the id of the event cited after it (empty: none)."""
        parts = _CITATION.split(self.text)
        return tuple((text, cited) for text, cited in zip(parts[::2], [*parts[1::2], ""], strict=True) if text or cited)

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the events it cites, in order, each once."""
        return tuple(dict.fromkeys(cited for _, cited in self.pieces if cited))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, its paragraphs, and the view it shows: a page and the parts of its address (page empty: none is named)."""

    heading: str
    line: int
    paragraphs: tuple[Paragraph, ...] = ()
    page: str = ""
    query: tuple[tuple[str, tuple[str, ...]], ...] = ()
    view_line: int = 0

    @property
    def cited(self) -> tuple[str, ...]:
        """The ids of the events it cites, in order, each once."""
        return tuple(dict.fromkeys(event for paragraph in self.paragraphs for event in paragraph.cited))


@dataclass(frozen=True, slots=True)
class Story:
    """A title, paragraphs of introduction, and chapters."""

    story_id: str
    title: str
    introduction: tuple[Paragraph, ...]
    chapters: tuple[Chapter, ...]

    @property
    def file(self) -> str:
        """The path of its file in the data folder."""
        return FILE.format(self.story_id)


def parse_story(text: str, story_id: str) -> tuple[Story, tuple[Issue, ...]]:
    """Return the story that `text` tells and what is wrong with its form; it never raises. Markup is no markup: text is text."""
    reader = _Reader(FILE.format(story_id))
    blocks = _blocks(text)
    title = reader.title(blocks)
    introduction: list[Paragraph] = []
    chapters: list[Chapter] = []
    for line, block in blocks[1 if title else 0 :]:
        if block.startswith("## "):
            chapters.append(Chapter(block[3:].strip(), line))
        elif not chapters:
            introduction.append(Paragraph(block, line))
        elif match := _VIEW.fullmatch(block):
            chapters[-1] = reader.with_view(chapters[-1], line, match[1])
        else:
            before = chapters[-1]
            chapters[-1] = Chapter(before.heading, before.line, (*before.paragraphs, Paragraph(block, line)), before.page, before.query, before.view_line)
    reader.whole(chapters, introduction)
    return Story(story_id, title or story_id, tuple(introduction), tuple(chapters)), tuple(reader.issues)


def _blocks(text: str) -> list[tuple[int, str]]:
    """Paragraphs, headings and view lines, each on one line, with the line of the file on which it begins."""
    blocks: list[tuple[int, str]] = []
    is_open = False
    for number, raw in enumerate(text.splitlines(), start=1):
        line = " ".join("".join(character if character.isprintable() else " " for character in raw).split())
        stands_alone = line.startswith("#") or bool(_VIEW.fullmatch(line))
        if line and is_open and not stands_alone:
            blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]} {line}")
        elif line:
            blocks.append((number, line))
        is_open = bool(line) and not stands_alone
    return blocks


class _Reader:
    """Notes what is wrong with the form of a story."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.issues: list[Issue] = []

    def note(self, line: int, rule: str, message: str, value: str = "") -> None:
        self.issues.append(Issue(self.file, line, "", value, rule, message))

    def title(self, blocks: list[tuple[int, str]]) -> str:
        """The title, if the first line is one."""
        first = blocks[0][1] if blocks else ""
        if first.startswith("# ") and first[2:].strip():
            return first[2:].strip()
        self.note(blocks[0][0] if blocks else 0, "no-title", "a story begins with its title. Write # and the title on the first line.")
        return ""

    def with_view(self, chapter: Chapter, line: int, address: str) -> Chapter:
        """The chapter with the view that the address names, if it names one."""
        if chapter.view_line:
            self.note(line, "second-view", f"the chapter “{shown(chapter.heading)}” has a view already. Keep one of the two.")
            return chapter
        try:
            parts = urlsplit(address.strip())
            query = parse_qs(parts.query, keep_blank_values=True, max_num_fields=_MOST_PARTS)
        except ValueError:
            parts, query = urlsplit(""), {}
        if parts.scheme or parts.netloc or not _PATH.fullmatch(parts.path):
            self.note(line, "bad-view", f"“{shown(address)}” is no view. Write what the address bar shows after the host, such as view: /map?dyad=AZE-ISR", address)
            return Chapter(chapter.heading, chapter.line, chapter.paragraphs, view_line=line)
        return Chapter(chapter.heading, chapter.line, chapter.paragraphs, parts.path.strip("/") or FIRST_PAGE, tuple((key, tuple(values)) for key, values in query.items()), line)

    def whole(self, chapters: list[Chapter], introduction: list[Paragraph]) -> None:
        """Note what is missing."""
        if not introduction:
            self.note(0, "no-introduction", "the story has no introduction. Write a paragraph below the title.")
        if not chapters:
            self.note(0, "no-chapter", "the story has no chapter. Write a line with ## and a heading, some text, and a line such as view: /map?dyad=AZE-ISR")
        for chapter in chapters:
            if not chapter.paragraphs:
                self.note(chapter.line, "no-text", f"the chapter “{shown(chapter.heading)}” has no text. Write some below its heading.")
            if not chapter.view_line:
                self.note(chapter.line, "no-view", f"the chapter “{shown(chapter.heading)}” shows no view. Add a line such as view: /map?dyad=AZE-ISR")
