"""`/figure/<chart>.json?<view>&width=N`: the chart as data, made for a width; the page draws it, pictures and embeds are made of it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import timeline
from timeline.charts import CHARTS, PAGE_OF, Request
from timeline.charts.request import WIDTH
from timeline.exports.citation import source_line, view_link
from timeline.exports.safety import as_json, file_name
from timeline.figures import style
from timeline.filters import Filters
from timeline.repository import Dataset
from timeline.server.asked import asked_view, data_to

NARROWEST, WIDEST = 320, 2_000
KEPT_FIGURES = 256
_LASTING, _ASKED_AGAIN = "public, max-age=86400", "no-cache"
_THEMES: tuple[style.Theme, ...] = ("light", "dark")


def figure_routes() -> list[Route]:
    """Return the route of the figures."""
    return [Route("/figure/{chart}.json", _figure, methods=["GET"])]


def _figure(request: HttpRequest) -> Response:
    chart = request.path_params["chart"]
    if chart not in CHARTS:
        return PlainTextResponse(f"There is no such chart. Charts: {', '.join(CHARTS)}.", status_code=404)
    dataset, today = data_to("draw"), datetime.now(UTC).date()
    asked, _ = asked_view(request, dataset, without=("width", "event", "edition"))
    content = _content(chart, dataset, asked.without("event"), clamped(request.query_params.get("width", "")), today)
    is_named = request.query_params.get("edition") == edition(dataset, today)
    return Response(content, media_type="application/json", headers={"Cache-Control": _LASTING if is_named else _ASKED_AGAIN})


def edition(dataset: Dataset, today: date) -> str:
    """Return what names the data, the day and the code a figure is made of: an address that holds it as `edition` may be kept by a browser."""
    return f"{dataset.digest[:12]}-{today:%Y%m%d}-{code_version()}"


@cache
def code_version() -> str:
    """Return a hash of the code that makes figures, so that one kept by a browser does not outlive it."""
    package = Path(timeline.__file__).parent
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(package.rglob("*.py")))).hexdigest()[:10]


@lru_cache(maxsize=KEPT_FIGURES)
def _content(chart: str, dataset: Dataset, filters: Filters, width: int, today: date) -> bytes:
    figure = CHARTS[chart](Request(dataset, filters, today, source_line(dataset), width))
    figure.layout.template = None
    alt = str(figure.layout.meta["alt"])
    about = {
        "templates": {theme: style.template(theme) for theme in _THEMES},
        "land": {theme: style.land(theme) for theme in _THEMES},
        "alt": alt,
        "link": view_link(PAGE_OF[chart], filters).removeprefix("./"),
        "file_name": file_name(f"{chart} {alt}"),
    }
    return f'{{"figure": {figure.to_json(validate=False)}, {as_json(about)[1:]}'.encode()


def clamped(width: str) -> int:
    """Return a width in pixels between the narrowest and the widest there is; the usual one for what is no number."""
    if not (width.isascii() and width.isdigit()):
        return WIDTH
    return min(WIDEST, max(NARROWEST, int(width[:6])))
