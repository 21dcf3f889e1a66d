"""The HTML a browser gets first: Streamlit's own, with our title and description, and told where its server is.

Left alone, Streamlit's script looks for its server below every path (`/map/_stcore/health`) and finds it after errors.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Any

from timeline.exports.safety import as_json, markup
from timeline.server.files import BUNDLE, PLOTLY, served_files

INDEX = BUNDLE / "index.html"
_SERVER = 'window.__streamlit={BACKEND_BASE_URL:new URL(".",location.href).href}'
_WITHOUT_SCRIPT = '<p>The dashboard needs JavaScript. Its data can be read without: <a href="api">API</a>, <a href="feed.atom">new and corrected events</a>.</p>'
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@cache
def start_page(title: str, description: str) -> str:
    """Return the start page of the dashboard."""
    page = INDEX.read_text("utf-8")
    head = f'<title>{markup(title)}</title><meta name="description" content="{markup(description)}"><script>{_SERVER}</script>'
    page = re.sub(r"<title>.*?</title>", lambda _: head, page, count=1, flags=re.DOTALL)
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link rel="(?:service-desc|preload)".*?/>', "", page, flags=re.DOTALL)
    page = re.sub(r"<link\s+rel=\"preload\".*?/>", "", page, flags=re.DOTALL)
    page = page.replace('href="./favicon.png"', 'href="assets/icon.png"')
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript>{_WITHOUT_SCRIPT}</noscript>", page, count=1, flags=re.DOTALL)
    return page.replace("</head>", f"{preloads()}</head>", 1)


def described_page(title: str, description: str, *markup_of: dict[str, Any]) -> str:
    """Return the start page with what it shows described for search engines (schema.org as JSON-LD), and the feed named."""
    found = "".join(f'<script type="application/ld+json">{as_json(one)}</script>' for one in markup_of)
    return start_page(title, description).replace("</head>", f'{found}<link rel="alternate" type="application/atom+xml" href="feed.atom"></head>', 1)


def preloads() -> str:
    """Return what lets a browser fetch and read the chart library and our parts while Streamlit starts."""
    parts = "".join(f'<link rel="modulepreload" href="assets/{path}">' for path in served_files() if path.endswith(".js") and path.startswith("ui-"))
    return f'<script async src="assets/{PLOTLY.name}"></script>{parts}'


@cache
def script_hashes() -> tuple[str, ...]:
    """Return the CSP sources of the inline scripts of the start page: the only ones a browser may run."""
    scripts = _INLINE.findall(start_page("", ""))
    return tuple(f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts)
