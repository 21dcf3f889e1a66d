"""Tests of pictures that a browser sends: what only draws is taken, all else is refused with the reason."""

from __future__ import annotations

import time

import pytest

from timeline.exports.drawings import MAX_BYTES, MAX_ELEMENTS, checked

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="800" height="400.5">'
DRAWN = f'{HEAD}<defs><clipPath id="c"><rect width="1" height="1"/></clipPath></defs><g clip-path="url(#c)"><path d="M0,0L1,1"/><text>A &lt; B</text><use xlink:href="#c"/><a xlink:href="https://example.org/page"/></g></svg>'
REFUSED = [
    ("no picture", "the picture is not SVG"),
    (f"{HEAD}<g></svg>", "the picture is not SVG"),
    (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}</svg>', "the picture declares a document type or holds a comment"),
    (f"{HEAD}<script>1</script></svg>", "the picture holds script, which is not for drawing"),
    (f'{HEAD}<image xlink:href="file:///etc/passwd"/></svg>', "the picture holds image, which is not for drawing"),
    (f"{HEAD}<foreignObject/></svg>", "the picture holds foreignObject, which is not for drawing"),
    (f'{HEAD}<g onload="x()"/></svg>', "the picture holds a script"),
    (f'{HEAD}<use xlink:href="http://canary.test/a.svg#b"/></svg>', "the picture points to another address"),
    (f'{HEAD}<rect fill="url(http://canary.test/)"/></svg>', "the picture points to another address"),
    (f'{HEAD}<a xlink:href="javascript:alert(1)"><text>A</text></a></svg>', "the picture points to another address"),
    (f'{HEAD}<a href=" JavaScript:alert(1)"/></svg>', "the picture points to another address"),
    (f'{HEAD}<a HREF="javascript:alert(1)"/></svg>', "the picture points to another address"),
    (f"{HEAD}<?x ><script>alert(1)</script>?></svg>", "the picture holds an instruction for programs"),
    (f"{HEAD}<text>\ud800</text></svg>", "the picture is not SVG"),
    (f'{HEAD}<a href="data:text/html,x"/></svg>', "the picture points to another address"),
    (f"{HEAD}<style>a{{}}<g/>@import 'http://canary.test/'</style></svg>", "the picture points to another address"),
    (f"{HEAD}<style>@import 'http://canary.test/'</style></svg>", "the picture points to another address"),
    (f"{HEAD}<style>a{{src:url(//canary.test/)}}</style></svg>", "the picture points to another address"),
    ('<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="4"/>', "the picture does not say its width in pixels"),
    ('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="99999"/>', "the picture does not say its height in pixels"),
    ('<svg width="100" height="100"/>', "the picture holds svg, which is not for drawing"),
    (f"{HEAD}{'<g/>' * MAX_ELEMENTS}</svg>", "the picture holds more than 20,000 elements"),
    (f"{HEAD}{'<g/>' * 900_000}", "the picture holds more than 20,000 elements"),
    (f"{HEAD}{'<g>' * 900_000}", "the picture holds more than 20,000 elements"),
    (f"{HEAD}<text>{'x' * MAX_BYTES}</text></svg>", "the picture is larger than 4 MB"),
]


def test_a_drawing_is_taken_as_it_is() -> None:
    drawing = checked(DRAWN, "Two marks.")
    assert (drawing.svg, drawing.width, drawing.height, drawing.alt) == (DRAWN, 800, 400.5, "Two marks.")


@pytest.mark.parametrize(("svg", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_only_a_drawing_is_refused_with_the_reason(svg: str, reason: str) -> None:
    with pytest.raises(ValueError, match="the picture") as refused:
        checked(svg, "")
    assert str(refused.value).startswith(reason)


def test_a_picture_of_the_most_elements_is_taken() -> None:
    assert checked(f"{HEAD}{'<g/>' * (MAX_ELEMENTS - 1)}</svg>", "").width == 800


@pytest.mark.parametrize(
    "made_to_hang", ["@font-face{" * 300_000, f"@font-face{' ' * 3_000_000}", f"{HEAD}{'<g/>' * 900_000}</svg>", f"{HEAD}<g fill='url({' ' * 3_000_000}#a)'/></svg>"]
)
def test_a_picture_made_to_hang_is_refused_soon(made_to_hang: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match="the picture"):
        checked(made_to_hang, "")
    assert time.process_time() - started < 5, "what grows with the square of the size takes minutes"
