"""`/dossier.pdf` and `/dossier.html`: a brief of a view; the reader's browser posts the charts it has drawn.

To set a long one takes seconds of a processor: two are set at once, four wait, others are asked to come again.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.exports.dossier import CHARTS, dossier
from timeline.exports.dossier_html import dossier_html
from timeline.exports.dossier_pdf import PAPERS, dossier_pdf
from timeline.exports.drawings import MAX_BYTES, Drawing, UnusableError, checked
from timeline.exports.safety import file_name
from timeline.exports.view import View
from timeline.server.asked import asked_view, attachment, base_of, data_to

MAX_BODY = 2 * MAX_BYTES
AT_ONCE, MOST_WAITING = 2, 4
MOST_TEXTS, MOST_AROUND = 100, 1_000
READING_SECONDS = 60
KEPT = 8
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_MEDIA = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


def dossier_routes() -> list[Route]:
    """Return the route of the dossiers: GET without charts, POST with `{"charts": {name: {"svg", "alt"}}}`."""
    return [Route("/dossier.{format}", _Desk().answer, methods=["GET", "POST"])]


class _Desk:
    """Where dossiers are made: how many are under way, the threads that set them, the last ones without charts."""

    def __init__(self) -> None:
        self._setters = ThreadPoolExecutor(AT_ONCE, "dossier")
        self._under_way = 0
        self._finished: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    async def answer(self, request: HttpRequest) -> Response:
        kind = request.path_params["format"]
        if kind not in _MEDIA:
            return PlainTextResponse(f"There is no such dossier. Formats: {', '.join(_MEDIA)}.", status_code=404)
        paper = request.query_params.get("paper", "a4")
        if paper not in PAPERS:
            return PlainTextResponse(f"There is no such paper. Papers: {', '.join(PAPERS)}.", status_code=404)
        run = asyncio.get_running_loop().run_in_executor
        with self._place():
            try:
                charts = await run(self._setters, _charts, await _body(request)) if request.method == "POST" else {}
                return await run(self._setters, self._make, request, kind, paper, charts)
            except UnusableError as error:
                return PlainTextResponse(f"The charts cannot be used: {error}. Without charts the dossier is at the same address by GET.", status_code=400)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if self._under_way >= AT_ONCE + MOST_WAITING:
            raise HTTPException(503, "Several dossiers are being made. Try again in half a minute.", headers={"Retry-After": "30"})
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    def _make(self, request: HttpRequest, kind: str, paper: str, charts: dict[str, Drawing]) -> Response:
        dataset = data_to("brief on")
        filters, _ = asked_view(request, dataset, without=("paper",))
        view = View(dataset, filters, datetime.now(UTC).date(), base_of(request))
        content = _set(view, kind, paper, charts) if charts else self._without_charts(view, kind, paper)
        return attachment(content, _MEDIA[kind], f"{file_name(f'dossier {view.sentence}')}.{kind}")

    def _without_charts(self, view: View, kind: str, paper: str) -> bytes:
        key = (*view.about().values(), *view.dataset.focus, view.dataset.begins, kind, paper)
        content = self._finished.get(key)
        if content is None:
            content = self._finished[key] = _set(view, kind, paper, {})
            if len(self._finished) > KEPT:
                self._finished.popitem(last=False)
        return content


def _set(view: View, kind: str, paper: str, charts: dict[str, Drawing]) -> bytes:
    brief = dossier(view)
    return dossier_html(brief, charts) if kind == "html" else dossier_pdf(brief, charts, PAPERS[paper])


async def _body(request: HttpRequest) -> bytes:
    received = bytearray()
    try:
        async with asyncio.timeout(READING_SECONDS):
            async for part in request.stream():
                received += part
                if len(received) > MAX_BODY:
                    raise UnusableError(f"they are larger than {MAX_BODY // 1_000_000} MB")
    except (TimeoutError, ClientDisconnect):
        raise UnusableError(f"they did not arrive within {READING_SECONDS} seconds") from None
    return bytes(received)


def _is_a_few_texts(body: bytes) -> bool:
    """Whether a body holds few strings and little around them: to read millions of small things stops all other threads for seconds."""
    texts = [found.end() - found.start() for found in islice(_STRING.finditer(body), MOST_TEXTS + 1)]
    return len(texts) <= MOST_TEXTS and len(body) - sum(texts) <= MOST_AROUND


def _charts(body: bytes) -> dict[str, Drawing]:
    if not _is_a_few_texts(body):
        raise UnusableError("the body holds more than charts")
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnusableError(str(error)) from None
    sent = whole.get("charts") if isinstance(whole, dict) else None
    if not isinstance(sent, dict):
        raise UnusableError("the body holds no charts")
    return {name: checked(str(sent[name]["svg"]), str(sent[name].get("alt", ""))) for name in CHARTS if isinstance(sent.get(name), dict) and "svg" in sent[name]}
