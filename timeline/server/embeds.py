"""`/embed/<chart>?<view>`: one chart as a small page of its own, for frames on other pages; `?embed=true` on a page leads here.

A page of ours and not Streamlit's `?embed=true`: no session and no websocket for each reader of another's page, 15 requests
instead of 103, and drawn in half the time.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from timeline.charts import CHARTS, PAGE_OF
from timeline.exports.citation import HOME, view_link
from timeline.exports.safety import as_json, markup
from timeline.figures import style
from timeline.server.asked import asked_view, data_to
from timeline.server.files import FRONT, front_version

THEMES = ("light", "dark")
# Any page may frame an embed; it can read nothing in it, and there is nothing in it to be pressed but links.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors *",
    )
)
OPEN_WORDS = "Open in the dashboard"


def embed_routes() -> list[Route]:
    """Return the route of the embeds."""
    return [Route("/embed/{chart}", _embed, methods=["GET"])]


def embed_of(path: str, query: str) -> str:
    """Return where a page that is asked with `embed=true` is found, relative to the dashboard: its first chart. Empty without that, or without a chart."""
    parts = parse_qsl(query, keep_blank_values=True)
    page = path.strip("/") or HOME
    chart = next((name for name, drawn_on in PAGE_OF.items() if drawn_on == page), "")
    if ("embed", "true") not in parts or not chart:
        return ""
    rest = urlencode([(name, value) for name, value in parts if name != "embed"])
    return f"./embed/{chart}?{rest}" if rest else f"./embed/{chart}"


def _embed(request: HttpRequest) -> Response:
    chart, theme = request.path_params["chart"], request.query_params.get("theme", "")
    if chart not in CHARTS:
        return PlainTextResponse(f"There is no such chart. Charts: {', '.join(CHARTS)}.", status_code=404)
    dataset = data_to("draw")
    filters, _ = asked_view(request, dataset, without=("theme", "embed", "event"))
    about = {"chart": chart, "query": urlencode(filters.to_query(), doseq=True), "page": view_link(PAGE_OF[chart], filters), "theme": theme if theme in THEMES else ""}
    script = f"assets/ui-{front_version()}/embed.js"
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><base href="../"><title>{markup(dataset.title)}</title>
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><style>{_looks()}</style>
<link rel="modulepreload" href="{script}"><script async src="assets/plotly.min.js"></script><script type="module" src="{script}"></script></head>
<body data-about="{markup(as_json(about))}"{f' data-theme="{theme}"' if theme in THEMES else ""}><main></main>
<footer><a href="{markup(about["page"])}" target="_blank" rel="noopener">{OPEN_WORDS}: {markup(dataset.title)}</a></footer></body></html>"""
    return HTMLResponse(page, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


@cache
def _looks() -> str:
    colours = {theme: f"--st-background-color:{style.BACKGROUNDS[theme]};background:{style.BACKGROUNDS[theme]};color:{style.TEXTS[theme]}" for theme in style.BACKGROUNDS}
    dark = f"body[data-theme=dark]{{{colours['dark']}}}@media (prefers-color-scheme:dark){{body:not([data-theme]){{{colours['dark']}}}}}"
    sheets = "".join((FRONT / name).read_text("utf-8") for name in ("timeline.css", "embed.css"))
    return f"{sheets}body{{font-family:{style.FONT};{colours['light']}}}{dark}"
