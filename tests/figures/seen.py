"""What a reader sees of a figure: its words, colours and marks; and small frames to draw."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from timeline.figures import style
from timeline.figures.style import Caption
from timeline.figures.timeline import WARS

SOURCE = "Data: Tiny timeline, version 0.1.0 (abcdef12), seen up to 2026-01-01. CC BY 4.0. Each mark is one click from its sources."
CAPTION = Caption("What happened when", "5 events", SOURCE, "A timeline of five events.")
HOSTILE = "<b>%{customdata[1]}</b> x<extra>y</extra>z a < b & c"
DAY = 86_400_000

_TAG = re.compile(r"</?(?:b|br|span)\b[^>]*>")


def said(text: str) -> str:
    """Return chart text as it is read: no tags, no entities, one line."""
    return html.unescape(" ".join(_TAG.sub(" ", text).split()))


def words(figure: go.Figure) -> str:
    """Return everything written around the marks."""
    return " ".join(said(text or "") for text in (*(annotation.text for annotation in figure.layout.annotations), *(text for _, _, text, _ in names_of_wars(figure))))


def names_of_wars(figure: go.Figure) -> list[tuple[float, float, str, str]]:
    """Return place, text and event of each name of a war above the lanes of a timeline."""
    return [
        (float(x), float(y), text, custom[0])
        for trace in figure.data if trace.meta == WARS for x, y, text, custom in zip(trace.x, trace.y, trace.text, trace.customdata, strict=True) if text
    ]  # fmt: skip


def values(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value in a figure with the key it stands under; lists are walked through."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from values(child, name)
    elif hasattr(node, "tolist"):
        yield from values(node.tolist(), key)
    elif isinstance(node, list | tuple):
        for child in node:
            yield from values(child, key)
    else:
        yield key, node


def colours(figure: go.Figure) -> set[str]:
    """Return every colour a figure names for marks, lines, areas and texts."""
    whole = figure.to_plotly_json()
    drawn = [whole["data"], whole["layout"].get("shapes", []), whole["layout"].get("annotations", [])]
    return {value for key, value in values(drawn) if isinstance(value, str) and key.lower().endswith(("color", "colorscale", "colors"))}


def styled(node: Any = None) -> set[str]:
    """Return every text that `style` holds, however deep: its colours are among them."""
    return {value for _, value in values([item for name, item in vars(style).items() if name.isupper()]) if isinstance(value, str)}


def texts(figure: go.Figure) -> list[str]:
    """Return every text of a figure that comes from data: all but the templates of hovers and the text for screen readers."""
    whole = figure.to_plotly_json()
    kept = [*whole["data"], *whole["layout"].get("annotations", []), whole["layout"].get("xaxis", {}), whole["layout"].get("yaxis", {})]
    return [value for key, value in values(kept) if isinstance(value, str) and key not in ("hovertemplate", "texttemplate")]


def templates(figure: go.Figure) -> list[str]:
    """Return the templates of a figure's hovers and texts."""
    return [value for key, value in values(figure.to_plotly_json()["data"]) if isinstance(value, str) and key in ("hovertemplate", "texttemplate")]


def ids_behind(figure: go.Figure) -> list[tuple[str, ...]]:
    """Return the event ids behind each mark that carries any; the names of wars stand on every timeline and are no marks."""
    return [tuple(str(row[0]).split(";")) for trace in figure.data if trace.meta != WARS for row in (trace.customdata if trace.customdata is not None else []) if row[0]]


def row(event_id: str, start: str, last: str = "", **cells: Any) -> dict[str, Any]:
    """Return a row of a timeline; `start` to `last` are the days on which it can have begun."""
    plain = {
        "event_id": event_id, "earliest": start, "start_latest": last or start, "end_earliest": start, "latest": last or start, "is_ongoing": False,
        "precision": "month" if last else "day", "is_approximate": False, "is_uncertain": False, "when": start, "category": "visit", "status": "confirmed",
        "importance": 1, "title": f"Title of {event_id}", "label": "", "parties": "A → B", "sources": "Wire", "is_focus": False, "lane": "Visits and talks", "lane_order": 0,
    }  # fmt: skip
    return plain | cells


def rows(*found: dict[str, Any]) -> pd.DataFrame:
    """Return rows as the frame that the timeline draws."""
    frame = pd.DataFrame(list(found) or [row("none", "2000-01-01")])
    for name in ("earliest", "start_latest", "end_earliest", "latest"):
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d").astype("datetime64[ms]")
    return frame if found else frame.iloc[0:0]


def ms(day: str) -> float:
    """Return a day as the figures count it."""
    return float(pd.Timestamp(day).value // 1_000_000)
