"""`/healthz`: whether there is data to show, its version and age, for probes and people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from timeline.repository import DataError
from timeline.server.store import store


def health_routes() -> list[Route]:
    """Return the route of the health page: 200 with data to show, 503 without."""
    return [Route("/healthz", _health, methods=["GET"])]


def _health(request: Request) -> JSONResponse:
    try:
        dataset = store().current()
    except DataError as error:
        return JSONResponse({"status": "no data", "problems": [str(issue) for issue in error.issues[:5]]}, status_code=503)
    issues, since = store().problem
    body = {"status": "stale" if issues else "ok", "version": dataset.version, "digest": dataset.digest, "events": len(dataset["events"])}
    return JSONResponse(body | ({"problems": [str(issue) for issue in issues[:5]], "since": since} if issues else {}))
