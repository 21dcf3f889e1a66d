"""What other programs come back for: the calendar, the feed of news, the map of the site, the rules for robots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from timeline.exports.atom import MEDIA as ATOM
from timeline.exports.atom import atom_feed
from timeline.exports.citation import HOME, event_link, view_link
from timeline.exports.formats import FORMATS
from timeline.exports.linked_data import site_map
from timeline.exports.view import View
from timeline.filters import Filters
from timeline.queries.known import story_ids
from timeline.repository import DataError, Dataset
from timeline.server.answers import EVERY_METHOD, answer, problem, reading
from timeline.server.asked import asked_view, base_of
from timeline.server.store import store

VIEWS = Path(__file__).resolve().parent.parent / "ui" / "views"
PAGES = (HOME, *sorted(path.stem for path in VIEWS.glob("*.py") if path.stem != HOME))
CLOSED = ("/download/", "/dossier", "/cite/", "/_stcore/", "/api/")


def feed_routes() -> list[Route]:
    """Return the routes of the feeds and of what crawlers ask for."""
    handlers = {"/feed.ics": _calendar, "/feed.atom": _news, "/sitemap.xml": _sitemap, "/robots.txt": _robots}
    return [Route(path, reading(handler), methods=EVERY_METHOD) for path, handler in handlers.items()]


def _view(request: Request) -> View | Response:
    base = base_of(request)
    try:
        dataset = store().current()
    except DataError:
        return problem("no-data", "The tables cannot be read; the dashboard says why.", base, instance=request.url.path)
    filters, ignored = asked_view(request, dataset)
    if ignored:
        return problem("bad-parameter", " ".join(ignored[:3]), base, instance=request.url.path, errors=list(ignored))
    return View(dataset, filters, datetime.now(UTC).date(), base)


def _calendar(request: Request) -> Response:
    view, form = _view(request), FORMATS["ics"]
    return answer(request, form.write(view), form.media) if isinstance(view, View) else view


def _news(request: Request) -> Response:
    view = _view(request)
    if not isinstance(view, View):
        return view
    query = view_link("feed.atom", view.filters.restrictions, view.base)
    return answer(request, atom_feed(view, query), ATOM)


def _sitemap(request: Request) -> Response:
    try:
        dataset = store().current()
    except DataError:
        return problem("no-data", "The tables cannot be read; the dashboard says why.", base_of(request))
    return answer(request, site_map(_addresses(dataset, base_of(request))), "application/xml")


def _addresses(dataset: Dataset, base: str) -> Iterator[tuple[str, str]]:
    latest = dataset.releases.get(dataset.version, "")
    yield from ((view_link(page, Filters(), base), latest) for page in PAGES)
    yield from ((view_link("stories", Filters(story=story), base), latest) for story in story_ids(dataset))
    events = dataset["events"]
    yield from ((event_link(event_id, base), dataset.releases.get(changed, "")) for event_id, changed in zip(events["event_id"], events["changed"], strict=True))


def _robots(request: Request) -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /", f"Sitemap: {base_of(request)}sitemap.xml", ""]
    return PlainTextResponse("\n".join(lines), headers={"Cache-Control": "public, max-age=3600"})
