"""What a request asks for: the view in its address, the address of the dashboard; and how a file is handed over."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from timeline.filters import Filters
from timeline.queries.known import read_view
from timeline.repository import DataError, Dataset
from timeline.server.store import store


def data_to(purpose: str) -> Dataset:
    """Return the data that is served.

    Raises:
        HTTPException: 503 in a sentence that says for what there is none, if there never was good data.
    """
    try:
        return store().current()
    except DataError:
        raise HTTPException(503, f"There is no data to {purpose}; the dashboard says why.") from None


def asked_view(request: Request, dataset: Dataset, *, without: tuple[str, ...] = ()) -> tuple[Filters, tuple[str, ...]]:
    """Return the view that the address of a request asks for, and what of it cannot be used; the parts in `without` are not read."""
    query = parse_qs(request.url.query, keep_blank_values=True)
    return read_view(dataset, {name: values for name, values in query.items() if name not in without})


def base_of(request: Request) -> str:
    """Return the address of the dashboard that a reader used, with a slash at its end."""
    return f"{str(request.base_url).rstrip('/')}/"


def attachment(content: bytes, media: str, name: str) -> Response:
    """Return a file that a browser saves under `name` (made by `file_name`)."""
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"})
