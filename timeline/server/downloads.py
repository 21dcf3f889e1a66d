"""`/download/<chart>.<format>?<view>`: the chart or its rows as a file, with the same parameters as the address."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.charts import CHARTS, PAGE_OF, Request
from timeline.exports import citation, pages
from timeline.exports.formats import FORMATS
from timeline.exports.safety import file_name
from timeline.exports.view import View
from timeline.queries.coverage import sources_of
from timeline.repository import DataError
from timeline.server.asked import asked_view, attachment, base_of
from timeline.server.files import ASSETS
from timeline.server.store import store

GEOMETRY = ASSETS / "countries.json"
HTML = "html"
_KINDS = (HTML, *FORMATS)


def download_routes() -> list[Route]:
    """Return the route of the downloads."""
    return [Route("/download/{chart}.{format}", _download, methods=["GET"])]


def _download(request: HttpRequest) -> Response:
    chart, kind = request.path_params["chart"], request.path_params["format"]
    if chart not in CHARTS or kind not in _KINDS:
        return PlainTextResponse(f"There is no such download. Charts: {', '.join(CHARTS)}; formats: {', '.join(_KINDS)}.", status_code=404)
    try:
        dataset = store().current()
    except DataError:
        return PlainTextResponse("There is no data to download; the dashboard says why.", status_code=503)
    filters, _ = asked_view(request, dataset)
    view = View(dataset, filters, datetime.now(UTC).date(), base_of(request), PAGE_OF[chart])
    name = file_name(f"{chart} {view.sentence}")
    if kind == HTML:
        return attachment(_page(view, chart), "text/html; charset=utf-8", f"{name}.html")
    form = FORMATS[kind]
    return attachment(form.write(view), form.media, f"{name}.{form.suffix}")


def _page(view: View, chart: str) -> bytes:
    asked = Request(view.dataset, view.filters, view.today, citation.source_line(view.dataset))
    cited = sources_of(view.dataset, view.events)
    sources = [(f"{row.publisher}, {row.published or 'undated'}: {row.title}", row.url) for row in cited.itertuples()]
    return pages.chart_html(CHARTS[chart](asked), link=view.link, sources=sources, geometry=GEOMETRY if chart == "map" else None)
