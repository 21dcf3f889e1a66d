"""What `app.py` puts around Streamlit: our routes, the guard, and one plain sentence where a page fails."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from timeline.repository import DataError
from timeline.server.api.routes import api_routes
from timeline.server.citations import citation_routes
from timeline.server.dossiers import dossier_routes
from timeline.server.downloads import download_routes
from timeline.server.embeds import embed_routes
from timeline.server.feeds import feed_routes
from timeline.server.figures import figure_routes
from timeline.server.files import file_routes, pack_ahead
from timeline.server.guard import Guard
from timeline.server.health import health_routes
from timeline.server.store import store

SCRIPT = Path(__file__).resolve().parent.parent / "ui" / "frame.py"
_LOG = logging.getLogger("timeline")


def routes() -> list[Route]:
    """Return every route of ours."""
    pack_ahead()
    return [*file_routes(), *download_routes(), *citation_routes(), *dossier_routes(), *figure_routes(), *embed_routes(), *api_routes(), *feed_routes(), *health_routes()]


def middleware() -> list[Middleware]:
    """Return what stands before Streamlit, outermost first; large answers are packed in threads."""
    return [Middleware(Guard, origins=tuple(st.get_option("server.corsAllowedOrigins"))), Middleware(GZipMiddleware, minimum_size=2_000, compresslevel=6)]


@asynccontextmanager
async def read_ahead(_app: st.App) -> AsyncIterator[None]:
    """Read the data beside the start of the server, so that the first reader need not wait for it."""
    threading.Thread(target=_read, daemon=True).start()
    yield


def _read() -> None:
    with suppress(DataError):
        store().current()


def say_plainly(error: Exception) -> bool:
    """Log what went wrong and tell the reader one sentence, never a traceback; True keeps Streamlit's own away."""
    _LOG.error("a page failed", exc_info=error)
    st.error("This part could not be drawn. The rest of the dashboard works; the operator's log has the reason.")
    return True
