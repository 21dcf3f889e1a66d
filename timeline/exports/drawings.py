"""A chart as an SVG that a browser has drawn: checked before it goes into a document."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from timeline.exports.safety import clean, link

MAX_BYTES = 4_000_000
MAX_ELEMENTS = 20_000  # the largest that the project's own charts come to is about 1,200
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_DRAWN = frozenset(
    f"{_NAMESPACE}{name}"
    for name in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath", "title", "style", "a", "linearGradient", "stop", "mask", "pattern", "use", "symbol")
)  # fmt: skip
_LINK = re.compile(r"(?:^|\})href$", re.IGNORECASE)
_FONTS = re.compile(r"@font-face\s*\{[^{}]*\}")
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!#)|@import", re.IGNORECASE)


class UnusableError(ValueError):
    """A picture cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn chart: SVG text, width and height in pixels, alternative text."""

    svg: str
    width: float
    height: float
    alt: str = ""


def checked(svg: str, alt: str) -> Drawing:
    """Return the picture if it only draws: known elements and not too many, no scripts, nothing from another address but links that a reader may follow.

    Fonts that it carries are left out.

    Raises:
        UnusableError: with what is wrong with it.
    """
    if len(svg.encode(errors="replace")) > MAX_BYTES:
        raise UnusableError(f"the picture is larger than {MAX_BYTES // 1_000_000} MB")
    svg = _FONTS.sub("", svg)
    if "<!" in svg:
        raise UnusableError("the picture declares a document type or holds a comment")
    if "<?" in svg:
        raise UnusableError("the picture holds an instruction for programs")
    root = _read(svg)
    for node in root.iter():
        _check(node)
    width, height = (_pixels(root, side) for side in ("width", "height"))
    return Drawing(svg, width, height, clean(alt))


def _read(svg: str) -> ET.Element:
    """The root of the picture, which is given up as soon as it holds too much."""
    found: list[ET.Element] = []
    try:
        for _, node in ET.iterparse(io.StringIO(svg), events=("start",)):
            found.append(node)
            if len(found) > MAX_ELEMENTS:
                raise UnusableError(f"the picture holds more than {MAX_ELEMENTS:,} elements")
    except (ET.ParseError, UnicodeEncodeError) as error:
        raise UnusableError(f"the picture is not SVG ({error})") from None
    return found[0]


def _check(node: ET.Element) -> None:
    if node.tag not in _DRAWN:
        raise UnusableError(f"the picture holds {str(node.tag).removeprefix(_NAMESPACE)}, which is not for drawing")
    for name, value in node.attrib.items():
        if name.lower().startswith("on"):
            raise UnusableError("the picture holds a script")
        if _LINK.search(name) and not value.startswith("#") and not (node.tag == f"{_NAMESPACE}a" and link(value)):
            raise UnusableError("the picture points to another address")
        if _ELSEWHERE.search(value):
            raise UnusableError("the picture points to another address")
    if node.tag == f"{_NAMESPACE}style" and _ELSEWHERE.search("".join(node.itertext())):
        raise UnusableError("the picture points to another address")


def _pixels(root: ET.Element, side: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", root.get(side, ""))
    if not found or not 1 <= float(found[1]) <= 10_000:
        raise UnusableError(f"the picture does not say its {side} in pixels")
    return float(found[1])
