"""What a websocket may do: come from a page of this dashboard, be one of a bounded number, and bring messages at the pace of a hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_OPEN = 300
# A reader who plays the map or clicks as fast as a hand can sends up to four messages a second.
A_SECOND, AT_ONCE, MOST_HELD_BACK = 20, 40, 200
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_own(headers: Headers, others: Collection[str] = ()) -> bool:
    """Return whether a request comes from a page of this dashboard, of an origin in `others`, or of none (programs name no origin)."""
    origin = headers.get("origin")
    if origin is None or origin in others:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    port = _DEFAULT_PORTS.get(parts.scheme, "")
    host = headers.get("host", "").lower().removesuffix(port)
    return bool(host) and parts.netloc.lower().removesuffix(port) == host


class Sockets:
    """ASGI application around another: passes on the websockets that may be opened, refuses others, and slows what is too fast."""

    def __init__(self, app: ASGIApp, origins: Collection[str] = ()) -> None:
        self.app = app
        self.origins = origins
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse (403 for another origin, 503 when full) or pass on one websocket; close it (1008) when it brings far too much."""
        if not is_own(Headers(scope=scope), self.origins):
            await _refuse(scope, receive, send, PlainTextResponse("This is for pages of the dashboard.", status_code=403))
            return
        if self.open >= MOST_OPEN:
            await _refuse(scope, receive, send, PlainTextResponse("Too many readers at once. Try again in a minute.", status_code=503, headers={"Retry-After": "60"}))
            return
        self.open += 1
        pace = Pace(receive)
        try:
            await self.app(scope, pace.receive, send)
        finally:
            self.open -= 1
        if pace.is_over:
            await send({"type": "websocket.close", "code": 1008, "reason": "too many messages"})


class Pace:
    """Hands on the messages of one websocket: some at once, then as many a second as a hand sends; `is_over` after far too many."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._free, self._counted = float(AT_ONCE), time.monotonic()
        self._held_back = 0
        self.is_over = False

    async def receive(self) -> Message:
        """Return the next message when its turn has come, or a disconnect once too many had to be held back."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        now = time.monotonic()
        self._free, self._counted = min(AT_ONCE, self._free + (now - self._counted) * A_SECOND) - 1, now
        if self._free >= 0:
            self._held_back = 0
            return message
        self._held_back += 1
        if self._held_back > MOST_HELD_BACK:
            self.is_over = True
            return {"type": "websocket.disconnect", "code": 1008}
        await asyncio.sleep(-self._free / A_SECOND)
        return message


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: PlainTextResponse) -> None:
    if "websocket.http.response" in scope.get("extensions", {}):
        await answer(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008})
