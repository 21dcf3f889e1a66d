"""How everything looks: colours, symbols, fonts, and the frame (title, subtitle, footer) around every chart.

The category colours reach a contrast of at least 3:1 on both backgrounds and always stand beside a symbol.
"""

from __future__ import annotations

import html
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
Trace = dict[str, Any]

FONT = "Inter, 'Noto Sans Hebrew', 'Helvetica Neue', Arial, sans-serif"
SIZE_TITLE, SIZE_SUBTITLE, SIZE_TEXT, SIZE_SMALL = 18, 13, 12, 11

CATEGORY_COLOURS = {
    "visit": "#2b7bba",
    "representation": "#7d62c9",
    "agreement": "#16898a",
    "arms": "#c75a17",
    "war": "#b8474a",
    "security": "#ad4f96",
    "economy": "#87761c",
    "multilateral": "#64788c",
    "statement": "#a5703c",
    "society": "#4d8b3f",
}
CATEGORY_SYMBOLS = {
    "visit": "circle",
    "representation": "square",
    "agreement": "diamond",
    "arms": "triangle-up",
    "war": "star",
    "security": "triangle-down",
    "economy": "hexagon",
    "multilateral": "pentagon",
    "statement": "star-square",
    "society": "cross",
}
SYMBOL_SIZES = {"star": 12, "star-square": 11, "triangle-up": 11, "triangle-down": 11, "diamond": 11}
SYMBOL_SIZE = 9
COUNTRY_COLOURS = {
    "AZE": "#1b8fa8", "ISR": "#3566b8", "IRN": "#3f8a5c", "ARM": "#c4622d", "TUR": "#b5484e", "RUS": "#7a6bb5",
    "GEO": "#a0568f", "PSE": "#7b7d2a", "USA": "#5b7083",
}  # fmt: skip
WORDS_ON_CATEGORY = {
    code: "#101418" if code in ("agreement", "statement", "society", "arms") else "#ffffff"
    for code in ("visit", "representation", "agreement", "arms", "war", "security", "economy", "multilateral", "statement", "society")
}
OTHER_COUNTRY = "#7a8088"
COOPERATION, CONFLICT = "#2b7bba", "#c75a17"
SIDES = ("#7d62c9", "#64788c")
BAND = "rgba(184,71,74,0.10)"
QUIET = "rgba(128,134,142,0.55)"
FAINT = "rgba(128,134,142,0.22)"

BACKGROUNDS: dict[Theme, str] = {"light": "#ffffff", "dark": "#14181d"}
TEXTS: dict[Theme, str] = {"light": "#1d2329", "dark": "#e6e9ec"}
MUTED: dict[Theme, str] = {"light": "#59636e", "dark": "#a3adb8"}
GRIDS: dict[Theme, str] = {"light": "#e4e7ea", "dark": "#2b323a"}
LANDS: dict[Theme, str] = {"light": "#eceeec", "dark": "#232a31"}
SEAS: dict[Theme, str] = {"light": "#f8fafb", "dark": "#14181d"}

_LINE = 1.3
CLEAR = "rgba(0,0,0,0)"

# Advance widths of Inter from blank to tilde, in hundredths of the font size, rounded up.
_ADVANCES = (
    29, 29, 47, 64, 65, 99, 65, 30, 37, 37, 51, 67, 29, 46, 29, 37, 64, 41, 61, 62, 65, 60, 63, 57, 62, 63, 29, 31, 67, 67, 67, 52, 97, 69, 66, 74, 73, 61, 60, 75, 75, 27,
    58, 68, 57, 91, 76, 77, 64, 77, 65, 65, 65, 75, 69, 99, 69, 68, 63, 37, 37, 37, 48, 46, 33, 57, 62, 58, 62, 59, 38, 62, 60, 25, 25, 55, 25, 88, 60, 60, 62, 62, 38, 53,
    33, 60, 57, 82, 55, 57, 56, 43, 34, 43, 67,
)  # fmt: skip
_OTHER_ADVANCE = 0.78
_ROOM = 1.02


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart: what is shown, with which filters and units, and where it comes from."""

    title: str
    subtitle: str = ""
    source: str = ""
    alt: str = ""


def template(theme: Theme) -> dict[str, Any]:
    """Return the Plotly template of a theme: fonts, grid, backgrounds, hover; without any trace defaults."""
    axis = {
        "gridcolor": GRIDS[theme], "linecolor": GRIDS[theme], "zerolinecolor": MUTED[theme], "tickcolor": GRIDS[theme],
        "tickfont": {"color": MUTED[theme], "size": SIZE_TEXT}, "zeroline": False, "showgrid": True, "automargin": False, "ticklabeloverflow": "allow",
    }  # fmt: skip
    return {
        "layout": {
            "font": {"family": FONT, "size": SIZE_TEXT, "color": TEXTS[theme]},
            "paper_bgcolor": BACKGROUNDS[theme],
            "plot_bgcolor": BACKGROUNDS[theme],
            "xaxis": axis,
            "yaxis": axis,
            "colorway": list(CATEGORY_COLOURS.values()),
            "hoverlabel": {"bgcolor": BACKGROUNDS[theme], "bordercolor": MUTED[theme], "font": {"family": FONT, "size": SIZE_TEXT, "color": TEXTS[theme]}, "align": "left"},
            "geo": {"bgcolor": SEAS[theme], "showframe": False},
        }
    }


def land(theme: Theme) -> dict[str, str]:
    """Return the colours of the land of a map: its area, the lines between countries, and those in dispute."""
    return {"fill": LANDS[theme], "line": BACKGROUNDS[theme], "disputed": MUTED[theme]}


def themed(figure: go.Figure, theme: Theme) -> go.Figure:
    """Return a copy of `figure` that carries the template of `theme`, for files that leave the browser."""
    copy = go.Figure(figure)
    copy.layout.template = template(theme)
    return copy


def chart_text(text: str) -> str:
    """Return `text` as Plotly must be given it to show it letter for letter."""
    return html.escape(text, quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def text_width(text: str, size: float = SIZE_TEXT) -> float:
    """Return about how many pixels wide `text` is in the font of the charts; never too small."""
    return size * _ROOM * sum(map(_advance, text))


@cache
def _advance(character: str) -> float:
    place = ord(unicodedata.normalize("NFD", character)[0]) - 32
    wide = 1.05 if character in "—…" else _OTHER_ADVANCE
    return _ADVANCES[place] / 100 if 0 <= place < len(_ADVANCES) else wide


def wrapped(text: str, pixels: float, size: float = SIZE_TEXT) -> list[str]:
    """Return chart text in lines at most `pixels` wide where words allow; no line where there is no text."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= pixels:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return [chart_text(line) for line in lines]


def hover_lines(titles: str, width: int) -> str:
    """Return titles with line ends between as the lines of a hover in a chart of `width` pixels."""
    return "<br>".join(line for title in titles.split("\n") for line in wrapped(title, min(420, width - 60)))


def signed(value: float) -> str:
    """Return a number with its sign, the proper minus, and no decimals where there are none: `+4.5`, `−3`."""
    return f"{round(value, 1):+,.1f}".removesuffix(".0").replace("-", "−")


def scatter(**values: Any) -> Trace:
    """Return a plain scatter trace."""
    return {"type": "scatter", **values}


def bar(**values: Any) -> Trace:
    """Return a plain bar trace."""
    return {"type": "bar", **values}


def scattergeo(**values: Any) -> Trace:
    """Return a plain trace of points or lines on a map."""
    return {"type": "scattergeo", **values}


def choropleth(**values: Any) -> Trace:
    """Return a plain trace of filled areas on a map."""
    return {"type": "choropleth", **values}


def drawn(traces: list[Trace], layout: Trace) -> go.Figure:
    """Return the figure of plain traces and layout.

    Plotly's own checks of every value take longer than all the rest of a chart, so they run in the tests instead.
    """
    return go.Figure({"data": traces, "layout": layout}, _validate=False)


def framed(
    traces: list[Trace], layout: Trace, caption: Caption, *, width: int, plot_height: int, left: int = 0, right: int = 0, axis: int = 0, axis_above: int = 0, is_empty: bool = False
) -> go.Figure:
    """Return the figure of `traces` and `layout` with title, subtitle and source line around it.

    `width` is that of the whole chart, `plot_height` that of the plot, `left` and `right` the margins beside it, `axis`
    and `axis_above` the room for tick labels below and above it; all in pixels. The lines are broken to fit the width. `is_empty` says
    for those who choose pictures that this one shows nothing of the view.
    """
    title = wrapped(caption.title, width / 1.06, SIZE_TITLE)
    subtitle = wrapped(caption.subtitle, width, SIZE_SUBTITLE)
    source = wrapped(caption.source, width, SIZE_SMALL)
    top = round(len(title) * SIZE_TITLE * _LINE + len(subtitle) * SIZE_SUBTITLE * _LINE) + 14 + axis_above
    bottom = axis + round(len(source) * SIZE_SMALL * _LINE) + 14
    place = {"xref": "paper", "yref": "paper", "x": 0, "xanchor": "left", "xshift": -left, "yanchor": "top", "showarrow": False, "borderpad": 0}
    under_title = top - 2 - round(len(title) * SIZE_TITLE * _LINE)
    words = [
        {"name": "title", "text": f"<b>{'<br>'.join(title)}</b>", "y": 1, "yshift": top - 2, "font": {"size": SIZE_TITLE}, **place},
        {"name": "subtitle", "text": "<br>".join(subtitle), "y": 1, "yshift": under_title, "font": {"size": SIZE_SUBTITLE}, **place},
        {"name": "source", "text": "<br>".join(source), "y": 0, "yshift": -axis - 10, "font": {"size": SIZE_SMALL}, "opacity": 0.75, **place},
    ]
    frame = {
        "height": top + plot_height + bottom,
        "margin": {"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        "showlegend": False,
        "meta": {"alt": caption.alt or caption.title, "title": caption.title, "is_empty": is_empty},
        "annotations": [_hung(note) for note in (*layout.get("annotations", []), *words)],
    }
    return drawn(traces, layout | frame)


def _hung(note: dict[str, Any]) -> dict[str, Any]:
    """The annotation set from the side it hangs by: where its words begin must not depend on how wide a browser took them for before their font came."""
    return note | {"align": note["xanchor"]} if note.get("xanchor") in ("left", "right") else note


def panel_head(text: str, top: float, *, left: int, above: int) -> dict[str, Any]:
    """Return the line over a panel as an annotation: `top` is the panel's upper edge as a share of the plot, `left` the margin
    beside the plot at which the line begins, `above` how far it stands over the panel; in pixels.
    """
    return {
        "text": text, "xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left", "yanchor": "bottom", "xshift": -left, "yshift": above, "showarrow": False,
        "borderpad": 0, "font": {"size": SIZE_TEXT},
    }  # fmt: skip


def empty_figure(caption: Caption, advice: str, *, width: int, plot_height: int = 220) -> go.Figure:
    """Return a picture that says there is nothing to show and what would bring something back."""
    text = "<br>".join(wrapped(advice, width * 0.8, SIZE_SUBTITLE))
    note = {"text": text, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False, "font": {"size": SIZE_SUBTITLE}}
    layout = {"xaxis": {"visible": False}, "yaxis": {"visible": False}, "annotations": [note]}
    return framed([], layout, caption, width=width, plot_height=plot_height, is_empty=True)
