"""The addresses of the API and what they answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from timeline.exports.formats.comma_separated import csv_text
from timeline.exports.formats.geojson import MEDIA as GEOJSON
from timeline.exports.safety import as_json
from timeline.exports.view import View, known
from timeline.repository import DataError
from timeline.server.answers import EVERY_METHOD, answer, problem, reading
from timeline.server.api.description import description
from timeline.server.api.page import api_page
from timeline.server.api.paging import Page, link_header, read_paging
from timeline.server.api.resources import RESOURCES, Resource, Rows
from timeline.server.asked import asked_view, base_of
from timeline.server.store import store

PREFIX = "/api/v1"
OWN = ("page", "per_page", "format")
FORMATS = {"json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": GEOJSON}


def api_routes() -> list[Route]:
    """Return the routes of the API, its description and the page that shows it."""
    return [
        Route("/api", reading(_page), methods=EVERY_METHOD),
        Route(f"{PREFIX}/openapi.json", reading(_openapi), methods=EVERY_METHOD),
        *(Route(f"{PREFIX}/{name}", reading(_resource), methods=EVERY_METHOD, name=name) for name in RESOURCES),
        Route("/api/{rest:path}", reading(_nothing), methods=EVERY_METHOD),
    ]


def _resource(request: Request) -> Response:
    base = base_of(request)
    try:
        dataset = store().current()
    except DataError:
        return problem("no-data", "The tables cannot be read; the dashboard says why.", base, instance=request.url.path)
    resource = RESOURCES[request.url.path.rpartition("/")[2]]
    query = parse_qs(request.url.query, keep_blank_values=True)
    number, size, wrong = read_paging(query)
    filters, ignored = asked_view(request, dataset, without=OWN)
    form = query.get("format", ["json"])[-1]
    errors = [*ignored, *wrong, *_format_errors(resource, form)]
    if errors:
        return problem("bad-parameter", f"{' '.join(errors[:3])} See {base}api for what can be asked.", base, instance=request.url.path, errors=errors)
    view = View(dataset, filters, datetime.now(UTC).date(), base)
    rows = resource.rows(view)
    page = Page(number, size, len(rows))
    if number > page.count:
        return problem("no-such-page", f"There is no page {number}; the last is {page.count}.", base, instance=request.url.path)
    asked = filters.to_query() | ({} if form == "json" else {"format": [form]})
    links = page.links(f"{base}{request.url.path.lstrip('/')}", asked)
    headers = {"Link": link_header({name: url for name, url in links.items() if name != "self"}), "X-Total-Count": str(page.total)}
    return answer(request, _written(view, resource, rows[page.rows], form, page, links), FORMATS[form], headers)


def _format_errors(resource: Resource, form: str) -> list[str]:
    if form not in FORMATS:
        return [f"format={form[:40]}: is not one of {', '.join(FORMATS)}."]
    if form == "geojson" and resource.features is None:
        return [f"format=geojson: {resource.name} have no place on a map."]
    return []


def _written(view: View, resource: Resource, rows: Rows, form: str, page: Page, links: dict[str, str]) -> bytes:
    if form == "csv":
        names = [field.name for field in resource.fields]
        return csv_text(names, ([row[name] for name in names] for row in rows)).encode()
    about = {name: value for name, value in view.about().items() if name != "accessed"}
    paging: dict[str, Any] = {"page": page.number, "per_page": page.size, "pages": page.count, "total": page.total, "links": links}
    if form == "geojson" and resource.features:
        features = [feature | {"properties": known(feature["properties"])} for feature in resource.features(rows)]
        return as_json({"type": "FeatureCollection", "about": about} | paging | {"without_place": len(rows) - len(features), "features": features}, indent=1).encode()
    return as_json({"about": about} | paging | {"data": [known(row) for row in rows]}, indent=1).encode()


def _openapi(request: Request) -> Response:
    return answer(request, as_json(_described(request), indent=1).encode(), "application/json")


def _page(request: Request) -> Response:
    return HTMLResponse(api_page(_described(request), base_of(request)), headers={"Cache-Control": "no-cache"})


def _described(request: Request) -> dict[str, Any]:
    try:
        dataset = store().current()
    except DataError:
        return description("Timeline", "0.0.0", "", base_of(request))
    return description(dataset.title, dataset.version, dataset.licence, base_of(request))


def _nothing(request: Request) -> Response:
    base = base_of(request)
    return problem("not-found", f"There is nothing at this address. Resources: {', '.join(RESOURCES)}; see {base}api.", base, instance=request.url.path[:200])
