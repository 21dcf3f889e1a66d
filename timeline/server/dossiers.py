"""`/dossier.pdf` and `/dossier.html`: a brief of a view; the reader's browser posts the charts it has drawn."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime

from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.exports.dossier import CHARTS, dossier
from timeline.exports.dossier_html import dossier_html
from timeline.exports.dossier_pdf import PAPERS, dossier_pdf
from timeline.exports.drawings import MAX_BYTES, Drawing, checked
from timeline.exports.safety import file_name
from timeline.exports.view import View
from timeline.server.asked import asked_view, attachment, base_of, data_to

MAX_BODY = MAX_BYTES * (len(CHARTS) + 1)
_MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
_AT_ONCE = asyncio.Semaphore(2)


def dossier_routes() -> list[Route]:
    """Return the route of the dossiers: GET without charts, POST with `{"charts": {name: {"svg", "alt"}}}`."""
    return [Route("/dossier.{format}", _answer, methods=["GET", "POST"])]


async def _answer(request: HttpRequest) -> Response:
    kind = request.path_params["format"]
    if kind not in _MEDIA:
        return PlainTextResponse(f"There is no such dossier. Formats: {', '.join(_MEDIA)}.", status_code=404)
    paper = request.query_params.get("paper", "a4")
    if paper not in PAPERS:
        return PlainTextResponse(f"There is no such paper. Papers: {', '.join(PAPERS)}.", status_code=404)
    try:
        charts = _charts(await _body(request)) if request.method == "POST" else {}
    except ValueError as error:
        return PlainTextResponse(f"The charts cannot be used: {error}. Without charts the dossier is at the same address by GET.", status_code=400)
    async with _AT_ONCE:
        return await asyncio.to_thread(_make, request, kind, paper, charts)


async def _body(request: HttpRequest) -> bytes:
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > MAX_BODY:
            raise ValueError(f"they are larger than {MAX_BODY // 1_000_000} MB")
    return bytes(received)


def _charts(body: bytes) -> dict[str, Drawing]:
    whole = json.loads(body)
    sent = whole.get("charts") if isinstance(whole, dict) else None
    if not isinstance(sent, dict):
        raise ValueError("the body holds no charts")
    return {name: checked(str(sent[name]["svg"]), str(sent[name].get("alt", ""))) for name in CHARTS if isinstance(sent.get(name), dict) and "svg" in sent[name]}


def _make(request: HttpRequest, kind: str, paper: str, charts: dict[str, Drawing]) -> Response:
    dataset = data_to("brief on")
    filters, _ = asked_view(request, dataset, without=("paper",))
    view = View(dataset, filters, datetime.now(UTC).date(), base_of(request))
    brief = dossier(view)
    content = dossier_html(brief, charts) if kind == "html" else dossier_pdf(brief, charts, PAPERS[paper])
    return attachment(content, _MEDIA[kind], f"{file_name(f'dossier {view.sentence}')}.{kind}")
