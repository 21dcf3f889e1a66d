"""`/download/<chart>.<format>?<view>`: the chart or its rows as a file, with the same parameters as the address."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.charts import CHARTS, NUMBERS_OF, PAGE_OF
from timeline.exports.files import make_file
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import HTML, NUMBERS, kind_of
from timeline.exports.safety import file_name
from timeline.exports.view import View
from timeline.server.asked import asked_view, attachment, base_of, data_to

_KINDS = (HTML, *FORMATS, NUMBERS)


def download_routes() -> list[Route]:
    """Return the route of the downloads."""
    return [Route("/download/{chart}.{format}", _download, methods=["GET"])]


def _download(request: HttpRequest) -> Response:
    chart, kind = request.path_params["chart"], request.path_params["format"]
    if chart not in CHARTS or kind not in _KINDS:
        return PlainTextResponse(f"There is no such download. Charts: {', '.join(CHARTS)}; formats: {', '.join(_KINDS)}.", status_code=404)
    if kind == NUMBERS and chart not in NUMBERS_OF:
        return PlainTextResponse(f"This chart has no numbers of its own. Charts that have: {', '.join(NUMBERS_OF)}.", status_code=404)
    dataset = data_to("download")
    filters, _ = asked_view(request, dataset)
    view = View(dataset, filters, datetime.now(UTC).date(), base_of(request), PAGE_OF[chart])
    name = file_name(f"{chart} {view.sentence}")
    suffix, media = kind_of(kind)
    return attachment(make_file(view, chart, kind), media, f"{name}.{suffix}")
