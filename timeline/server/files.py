"""Our own files: scripts, styles, fonts, boundaries, and plotly.js from the installed package; cached for long by address."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route


def _package(name: str) -> Path:
    """The folder of an installed package, found without running it."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed; see requirements.txt")
    return Path(found.origin).parent


ASSETS = Path(__file__).resolve().parent / "assets"
FRONT = Path(__file__).resolve().parent.parent / "ui" / "front"
BUNDLE = _package("streamlit") / "static"
PLOTLY = _package("plotly") / "package_data" / "plotly.min.js"

_PACKED = (".js", ".css", ".json", ".svg", ".txt", ".ttf")
_LASTING = {"Cache-Control": "public, max-age=31536000, immutable"}

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
    return lasting(path, request.headers.get("accept-encoding", ""))


def lasting(path: Path, accepted: str) -> Response:
    """Return the answer with a file that never changes under its address, packed where the reader accepts it."""
    if path.suffix in _PACKED and "gzip" in accepted:
        kind = mimetypes.guess_type(path.name)[0] or "text/plain"
        return Response(packed(path), media_type=kind, headers=_LASTING | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})
    return FileResponse(path, headers=_LASTING)


@cache
def bundle() -> dict[str, Path]:
    """Return Streamlit's own scripts and styles by their path; it sends them unpacked, we do not."""
    return {f"/{path.relative_to(BUNDLE).as_posix()}": path for path in (BUNDLE / "static").rglob("*") if path.suffix in _PACKED}


@cache
def packed(path: Path) -> bytes:
    """Return a served file as gzip, packed once for all readers."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


def pack_ahead() -> None:
    """Pack what every visit asks for in the background, so that the first reader need not wait for it."""
    needed = re.findall(r'(?:src|href)="\.(/static/[^"]+)"', (BUNDLE / "index.html").read_text("utf-8"))
    large = [PLOTLY, ASSETS / "countries.json", *(bundle()[path] for path in needed if path in bundle())]
    threading.Thread(target=lambda: [packed(path) for path in large], daemon=True).start()
