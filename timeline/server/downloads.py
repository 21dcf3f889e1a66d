"""`/download/<chart>.<format>?<view>`: the chart or its rows as a file, with the same parameters as the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.charts import CHARTS, PAGE_OF, Request
from timeline.exports import citation, pages, tables
from timeline.filters import from_query
from timeline.queries.coverage import sources_of
from timeline.repository import DataError
from timeline.server.files import ASSETS
from timeline.server.store import store

GEOMETRY = ASSETS / "countries.json"
_MEDIA = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_TABLES: dict[str, Callable[..., bytes]] = {"csv": tables.table_csv, "json": tables.table_json, "xlsx": tables.table_xlsx}


def download_routes() -> list[Route]:
    """Return the route of the downloads."""
    return [Route("/download/{chart}.{format}", _download, methods=["GET"])]


def _download(request: HttpRequest) -> Response:
    chart, kind = request.path_params["chart"], request.path_params["format"]
    if chart not in CHARTS or kind not in _MEDIA:
        return PlainTextResponse(f"There is no such download. Charts: {', '.join(CHARTS)}; formats: {', '.join(_MEDIA)}.", status_code=404)
    try:
        dataset = store().current()
    except DataError:
        return PlainTextResponse("There is no data to download; the dashboard says why.", status_code=503)
    known = {"actors": dataset["actors"]["code"], "event": dataset["events"]["event_id"], "thread": dataset["threads"]["thread_id"]}
    filters, _ = from_query(parse_qs(request.url.query, keep_blank_values=True), known)
    asked = Request(dataset, filters, datetime.now(UTC).date(), citation.source_line(dataset))
    link = f"{str(request.base_url).rstrip('/')}/{citation.view_link(PAGE_OF[chart], filters).removeprefix('./')}"
    content = _page(asked, chart, link) if kind == "html" else _TABLES[kind](dataset, asked.events, asked.sentence, link)
    name = citation.file_name(f"{chart} {asked.sentence}")
    return Response(content, media_type=_MEDIA[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "no-cache"})


def _page(asked: Request, chart: str, link: str) -> bytes:
    cited = sources_of(asked.dataset, asked.events)
    sources = [(f"{row.publisher}, {row.published or 'undated'}: {row.title}", row.url) for row in cited.itertuples()]
    return pages.chart_html(CHARTS[chart](asked), link=link, sources=sources, geometry=GEOMETRY if chart == "map" else None)
