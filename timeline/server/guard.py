"""Stands before Streamlit: our start page, security headers, bounds on queries and sockets, embeds, nothing that only the server's makers need."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeline.exports.citation import HOME
from timeline.exports.linked_data import dataset_markup, event_markup
from timeline.repository import DataError
from timeline.server.answers import problem
from timeline.server.asked import asked_view, base_of
from timeline.server.embeds import POLICY, embed_of
from timeline.server.files import bundle, lasting
from timeline.server.sockets import Sockets, is_own
from timeline.server.start_page import described_page, script_hashes
from timeline.server.store import store

MAX_QUERY = 8_192
MAX_PARTS = 300
HIDDEN = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/upload_file")
DESCRIPTION = "An open, sourced timeline and map of a bilateral relationship: every mark is one click from its source."
_PAGE = re.compile(r"/[a-z0-9-]*")
_OURS = ("/healthz", "/api")


def policy() -> str:
    """Return the Content-Security-Policy: nothing from elsewhere, scripts only ours and those of the start page."""
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {' '.join(script_hashes())}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'",
        )
    )


class Guard:
    """ASGI middleware: refuses long queries (414), inside pages (404), what other sites send (403) and sockets beyond bounds; answers the start page, adds headers.

    `origins` are those that may send and open sockets although they are not the host that is asked.
    """

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        self.app = app
        self.origins = origins
        self.sockets = Sockets(app, origins)
        self.headers = {
            "Content-Security-Policy": policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await (self.sockets if scope["type"] == "websocket" else self.app)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await (await self._answer(scope) or self.app)(scope, receive, send_with_headers)

    async def _answer(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if len(scope["query_string"]) > MAX_QUERY or scope["query_string"].count(b"&") > MAX_PARTS:
            return _too_long(path)
        if path.startswith(HIDDEN):
            return PlainTextResponse("There is nothing here.", status_code=404)
        if scope["method"] == "POST" and not is_own(Headers(scope=scope), self.origins):
            return PlainTextResponse("This is for pages of the dashboard.", status_code=403)
        if scope["method"] == "GET" and path in bundle():
            return lasting(bundle()[path], Headers(scope=scope).get("accept-encoding", ""))
        if scope["method"] == "GET" and b"embed=true" in scope["query_string"] and (embed := embed_of(path, scope["query_string"].decode("latin-1"))):
            return RedirectResponse(embed, status_code=307, headers={"Content-Security-Policy": POLICY})
        if path == f"/{HOME}":
            return RedirectResponse(f"./?{scope['query_string'].decode('latin-1')}", status_code=307)
        if scope["method"] in ("GET", "HEAD") and _PAGE.fullmatch(path) and path not in _OURS:
            return HTMLResponse(await asyncio.to_thread(_start, scope), headers={"Cache-Control": "no-cache"})
        return None


def _too_long(path: str) -> Response:
    said = "This address is too long. Open the dashboard without it."
    return problem("too-long", said) if path.startswith("/api/") else PlainTextResponse(said, status_code=414)


def _start(scope: Scope) -> str:
    """The start page, with the data described, and the event that the address opens."""
    try:
        dataset = store().current()
    except DataError:
        return described_page("Timeline", DESCRIPTION)
    request = Request(scope)
    base, event = base_of(request), asked_view(request, dataset)[0].event
    described = [dataset_markup(dataset, DESCRIPTION, base), *([event_markup(dataset, event, base)] if event else [])]
    return described_page(dataset.title, DESCRIPTION, *described)
