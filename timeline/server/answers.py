"""Answers for programs: cached by content, readable from every site, errors as problem details (RFC 9457)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from timeline.exports.safety import as_json
from timeline.server.asked import base_of

METHODS = ("GET", "HEAD", "OPTIONS")
EVERY_METHOD = [*METHODS, "POST", "PUT", "PATCH", "DELETE"]
SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count"}
PREFLIGHT = {"Access-Control-Allow-Methods": ", ".join(METHODS), "Access-Control-Allow-Headers": "If-None-Match", "Access-Control-Max-Age": "86400", "Allow": ", ".join(METHODS)}
FRESH = {"Cache-Control": "public, max-age=300"}
PROBLEM = "application/problem+json"

# Why a request cannot be answered: its name (the end of the problem's `type`), its status, its title.
PROBLEMS = {
    "bad-parameter": (400, "A parameter cannot be read"),
    "not-found": (404, "There is nothing here"),
    "no-such-page": (404, "There is no such page"),
    "read-only": (405, "This can only be read"),
    "too-long": (414, "This address is too long"),
    "no-data": (503, "There is no data to answer with"),
}


def answer(request: Request, content: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return `content`, or 304 where the reader has it already (If-None-Match); the ETag is weak, for answers may be packed on the way."""
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:24]}"'
    common = SHARED | FRESH | {"ETag": tag} | dict(headers or {})
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=common)
    return Response(content, media_type=media, headers=common)


def problem(name: str, detail: str, base: str = "", **more: Any) -> Response:
    """Return the problem `name` of PROBLEMS as problem details, with what else there is to say of it."""
    status, title = PROBLEMS[name]
    body = {"type": f"{base}api#{name}", "title": title, "status": status, "detail": detail} | more
    return Response(as_json(body, indent=1), status_code=status, media_type=PROBLEM, headers=SHARED | {"Cache-Control": "no-store"})


def reading(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Return `handler` for GET and HEAD; the same address answers a preflight and refuses to be written to."""

    def handle(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=SHARED | PREFLIGHT)
        if request.method not in METHODS:
            refusal = problem("read-only", f"{request.method} is not possible here. Use {', '.join(METHODS)}.", base_of(request))
            refusal.headers["Allow"] = ", ".join(METHODS)
            return refusal
        return handler(request)

    return handle


def _has(header: str, tag: str) -> bool:
    known = [part.strip() for part in header.split(",")]
    return "*" in known or tag.removeprefix("W/") in [part.removeprefix("W/") for part in known]
