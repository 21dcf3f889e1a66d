"""How a reference manager reads each format of references: a new one of `timeline.exports.bibliographies` needs its reader here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

Entry = dict[str, Any]

# What LaTeX sets for the commands that stand in our texts.
_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^", r"\textasciitilde{}": "~", r"\textless{}": "<",
    r"\textgreater{}": ">", r"\textbar{}": "|", r"\$": "$", r"\&": "&", r"\#": "#", r"\%": "%", r"\_": "_",
}  # fmt: skip
_COMMAND = re.compile("|".join(re.escape(command) for command in sorted(_COMMANDS, key=len, reverse=True)))


def set_by_latex(text: str) -> str:
    """What LaTeX would print; raises for anything that is a command of the data's own."""
    rest = _COMMAND.sub("", text)
    assert not re.search(r"[\\${}&#%^_~]", rest), f"{rest!r} would do something in LaTeX"
    return _COMMAND.sub(lambda match: _COMMANDS[match[0]], text)


def braced(text: str, start: int) -> int:
    """The place after the brace that closes the one at `start`, as BibTeX counts: a backslash guards no brace."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    raise AssertionError("braces do not balance")


def read_bibtex(text: str) -> list[Entry]:
    entries: list[Entry] = []
    place = 0
    while (place := text.find("@", place)) >= 0:
        head = re.match(r"@misc\{([^\s,{}#%~\\]+),\n", text[place:])
        assert head, f"no entry begins with {text[place : place + 40]!r}"
        end = braced(text, place + len("@misc"))
        entries.append({"key": head[1]} | _bibtex_fields(text[place + len(head[0]) : end - 1]))
        place = end
    return entries


def _bibtex_fields(text: str) -> Entry:
    fields: Entry = {}
    place = 0
    while match := re.compile(r"\s*([a-z]+) = (?=\{)|\s*(month) = ([a-z]{3}),").match(text, place):
        if match[2]:
            fields["month"], place = match[3], match.end()
            continue
        end = braced(text, match.end())
        fields[match[1]] = text[match.end() + 1 : end - 1]
        place = end + 1
    assert not text[place:].strip(), f"{text[place:]!r} was not read"
    for name in ("title", "author", "howpublished"):
        if name in fields:
            assert fields[name].startswith("{")
            assert fields[name].endswith("}")
            fields[name] = set_by_latex(fields[name][1:-1])
    return fields | ({"note": set_by_latex(fields["note"])} if "note" in fields else {})


def read_ris(text: str) -> list[Entry]:
    entries: list[Entry] = []
    assert text.endswith("ER  - \r\n")
    for line in text.split("\r\n")[:-1]:
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, f"{line!r} has no tag"
        tag, value = match.groups()
        if tag == "TY":
            entries.append({})
        assert tag not in entries[-1], f"{tag} stands twice"
        entries[-1][tag] = value
    return [{"key": entry["ID"], "title": entry["TI"], "url": entry.get("UR", ""), "author": entry.get("AU", "")} | entry for entry in entries]


def read_csl(text: str) -> list[Entry]:
    found = [{"URL": ""} | entry for entry in json.loads(text)]
    return [entry | {"key": entry["id"], "url": entry["URL"], "author": "".join(name["literal"] for name in entry.get("author", []))} for entry in found]


def read_text(text: str) -> list[Entry]:
    """One line, one reference; its title stands in quotes or at the start."""
    found = []
    for line in text.splitlines():
        match = re.fullmatch(r"(?:(?P<author>.*?)\. )??(?:“(?P<title>.*)”\.|(?P<data>.*)\. Data set, version) .*?(?P<url>https?://\S+) \(.*\)", line)
        assert match, line
        found.append({"title": match["title"] or match["data"], "url": match["url"]})
    return found


READERS: dict[str, Callable[[str], list[Entry]]] = {"text": read_text, "bibtex": read_bibtex, "ris": read_ris, "csl": read_csl}
