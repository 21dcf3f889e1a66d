"""`/figure/<chart>.json?<view>&width=N`: the chart as data, made for a width, for pictures and pages that are not on screen."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.charts import CHARTS, PAGE_OF, Request
from timeline.charts.request import WIDTH
from timeline.exports.citation import source_line, view_link
from timeline.exports.safety import as_json
from timeline.figures import style
from timeline.server.asked import asked_view, data_to

NARROWEST, WIDEST = 320, 2_000
_THEMES: tuple[style.Theme, ...] = ("light", "dark")


def figure_routes() -> list[Route]:
    """Return the route of the figures."""
    return [Route("/figure/{chart}.json", _figure, methods=["GET"])]


def _figure(request: HttpRequest) -> Response:
    chart = request.path_params["chart"]
    if chart not in CHARTS:
        return PlainTextResponse(f"There is no such chart. Charts: {', '.join(CHARTS)}.", status_code=404)
    dataset = data_to("draw")
    asked, _ = asked_view(request, dataset, without=("width", "event"))
    figure = CHARTS[chart](Request(dataset, asked, datetime.now(UTC).date(), source_line(dataset), clamped(request.query_params.get("width", ""))))
    figure.layout.template = None
    about = {
        "templates": {theme: style.template(theme) for theme in _THEMES},
        "land": {theme: style.land(theme) for theme in _THEMES},
        "alt": str(figure.layout.meta["alt"]),
        "link": view_link(PAGE_OF[chart], asked).removeprefix("./"),
    }
    content = f'{{"figure": {figure.to_json(validate=False)}, {as_json(about)[1:]}'
    return Response(content, media_type="application/json", headers={"Cache-Control": "no-cache"})


def clamped(width: str) -> int:
    """Return a width in pixels between the narrowest and the widest there is; the usual one for what is no number."""
    if not (width.isascii() and width.isdigit()):
        return WIDTH
    return min(WIDEST, max(NARROWEST, int(width[:6])))
