"""Our own files: scripts, styles, fonts, boundaries, and plotly.js from the installed package; cached for long by address."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache
from pathlib import Path

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

ASSETS = Path(__file__).resolve().parent / "assets"
FRONT = Path(__file__).resolve().parent.parent / "ui" / "front"
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("font/woff2", ".woff2")


@cache
def served_files() -> dict[str, Path]:
    """Return every file that may be asked for below `/assets/`, by its path there; nothing else is ever opened."""
    files = {"plotly.min.js": PLOTLY}
    for folder, prefix in ((ASSETS, ""), (FRONT, f"ui-{front_version()}/")):
        files.update({prefix + path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()})
    return files


@cache
def front_version() -> str:
    """Return a hash of our scripts and styles; it is part of their address, so that a new version is never stale."""
    content = b"".join(path.read_bytes() for path in sorted(FRONT.rglob("*")) if path.is_file())
    return hashlib.sha256(content).hexdigest()[:10]


def file_routes() -> list[Route]:
    """Return the route that serves `served_files`."""
    return [Route("/assets/{path:path}", _serve, methods=["GET"])]


async def _serve(request: Request) -> Response:
    path = served_files().get(request.path_params["path"])
    if path is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    return FileResponse(path, headers={"Cache-Control": "public, max-age=31536000, immutable"})
