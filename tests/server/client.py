"""A client for an ASGI application inside the process: no port, no network, no package beside the server's own."""

from __future__ import annotations

import asyncio
import gzip
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from starlette.applications import Starlette


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers by small name, body as the client unpacks it."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode()

    def json(self) -> Any:
        """Return the body read as JSON."""
        return json.loads(self.content)


def ask(app: Starlette, address: str, **asked: Any) -> Answer:
    """Return the answer of `app` to one request; what may be asked is that of `answer_of`."""
    # A thread of its own: the one of the test may hold the loop of a browser.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(answer_of(app, address, **asked))).result()


async def answer_of(
    app: Starlette, address: str, *, method: str = "GET", host: str = "testserver", accept_encoding: str = "", body: bytes = b"", is_whole: bool = True, **sent: str
) -> Answer:
    """Return the answer of `app` to one request for `address` (path and query as they stand in a URL); `sent` are further headers, `if_none_match=...`.

    If the body is not whole, the rest of it never comes.
    """
    path, _, query = address.partition("?")
    headers = [(b"host", host.encode("latin-1"))]
    if accept_encoding:
        headers.append((b"accept-encoding", accept_encoding.encode()))
    headers += [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in sent.items()]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"), "raw_path": path.encode(), "query_string": query.encode("latin-1"),
        "headers": headers, "client": ("127.0.0.1", 50000), "server": ("testserver", 80),
    }  # fmt: skip
    messages: list[dict[str, Any]] = []
    requests = [{"type": "http.request", "body": body, "more_body": not is_whole}]

    async def receive() -> dict[str, Any]:
        if not requests:
            await asyncio.Event().wait()
        return requests.pop()

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    await app(scope, receive, send)
    start = next(message for message in messages if message["type"] == "http.response.start")
    content = b"".join(message.get("body", b"") for message in messages if message["type"] == "http.response.body")
    found = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
    if found.get("content-encoding") == "gzip":
        content = gzip.decompress(content)
    return Answer(start["status"], found, content)
