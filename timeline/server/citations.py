"""`/cite/view/<page>.<format>?<view>` and `/cite/sources/...`: the view, or the sources it rests on, as references."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.exports.bibliographies import BIBLIOGRAPHIES
from timeline.exports.references import source_references, view_reference
from timeline.exports.safety import file_name
from timeline.exports.view import View
from timeline.server.asked import asked_view, attachment, base_of, data_to

WHAT = {"view": lambda view: [view_reference(view)], "sources": source_references}


def citation_routes() -> list[Route]:
    """Return the route of the references."""
    return [Route("/cite/{what}/{page:str}.{format:str}", _cite, methods=["GET"])]


def _cite(request: Request) -> Response:
    what, page, code = (request.path_params[name] for name in ("what", "page", "format"))
    if what not in WHAT or code not in BIBLIOGRAPHIES or not page.isidentifier():
        return PlainTextResponse(f"There is no such citation. Things to cite: {', '.join(WHAT)}; formats: {', '.join(BIBLIOGRAPHIES)}.", status_code=404)
    dataset = data_to("cite")
    filters, _ = asked_view(request, dataset)
    view = View(dataset, filters, datetime.now(UTC).date(), base_of(request), page)
    form = BIBLIOGRAPHIES[code]
    return attachment(form.write(WHAT[what](view)).encode(), form.media, f"{file_name(f'{what} {view.sentence}')}.{form.suffix}")
