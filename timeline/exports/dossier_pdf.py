"""The brief of a view as PDF: set by Typst, whose compiler comes with its package; charts are vector pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from timeline.exports.dossier import Dossier
from timeline.exports.drawings import Drawing, UnusableError
from timeline.exports.safety import as_json
from timeline.figures.style import GRIDS, MUTED, TEXTS

Paper = Literal["a4", "us-letter"]
PAPERS: dict[str, Paper] = {"a4": "a4", "letter": "us-letter"}
FONTS = Path(__file__).resolve().parent.parent / "server" / "assets" / "fonts"
WITHOUT_CHARTS = "Made without charts: they are drawn in a browser. The address above shows them."
_TEMPLATE = Path(__file__).with_name("dossier.typ")
_WIDTH_MM = {"a4": 170, "us-letter": 175.9}
_TALLEST_MM = {"a4": 235, "us-letter": 217}


def dossier_pdf(brief: Dossier, charts: Mapping[str, Drawing], paper: Paper = "a4") -> bytes:
    """Return the brief as PDF on `paper`; `charts` are its pictures by name, drawn in their order.

    A short one carries the structure that screen readers use; in a long one it would take most of the time and size.

    Raises:
        UnusableError: if a picture cannot be set, though it only draws (what it draws refers to itself, or is too deep).
    """
    import typst

    colours = {"text": TEXTS["light"], "muted": MUTED["light"], "rule": GRIDS["light"]}
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        drawn = []
        for chart, picture in charts.items():
            (room / f"{chart}.svg").write_text(picture.svg, "utf-8")
            height = min(_TALLEST_MM[paper], _WIDTH_MM[paper] * picture.height / picture.width)
            drawn.append({"file": f"{chart}.svg", "alt": picture.alt, "height": height})
        content = asdict(brief) | {"charts": drawn, "without_charts": "" if drawn else WITHOUT_CHARTS, "colours": colours}
        (room / "content.json").write_text(as_json(content), "utf-8")
        (room / "dossier.typ").write_bytes(_TEMPLATE.read_bytes())
        try:
            pdf = typst.compile(
                room / "dossier.typ", root=room, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", sys_inputs={"paper": paper}, pdf_tags=not brief.is_long
            )
        except typst.TypstError as error:
            if "SVG" in str(error):
                raise UnusableError("a picture cannot be set") from error
            raise
    assert isinstance(pdf, bytes)
    return pdf
