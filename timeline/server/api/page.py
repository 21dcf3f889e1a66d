"""The page that shows the API to people: made from its description, without a script."""

from __future__ import annotations

import re
from typing import Any

from timeline.exports.safety import markup
from timeline.server.answers import PROBLEMS

# Colours are those of the reader's browser, so that the page follows its light or dark scheme.
_STYLE = """
:root { color-scheme: light dark; }
@font-face { font-family: Inter; src: url("assets/fonts/inter-latin.woff2") format("woff2"); font-weight: 100 900; }
body { font: 15px/1.5 Inter, "Helvetica Neue", Arial, sans-serif; max-width: 880px; margin: 0 auto; padding: 24px 20px 60px; background: Canvas; color: CanvasText; }
h1 { font-size: 26px; letter-spacing: -0.015em; margin: 8px 0; } h2 { font-size: 20px; margin: 34px 0 6px; padding-top: 8px; border-top: 2px solid; } h3 { font-size: 15px; margin: 16px 0 4px; }
p { margin: 6px 0; } a { color: LinkText; } code { font: 13px ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 14px; } th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid color-mix(in srgb, CanvasText 16%, Canvas); }
td:first-child { white-space: nowrap; } summary { cursor: pointer; min-height: 24px; } nav { display: flex; flex-wrap: wrap; gap: 14px; margin: 10px 0; }
@media (max-width: 600px) { table, tbody, tr, td { display: block; } thead { display: none; } tr { border-bottom: 1px solid color-mix(in srgb, CanvasText 16%, Canvas); padding: 5px 0; } td { border: 0; padding: 0; } }
"""
_FEEDS = (
    ("feed.ics", "The view as a calendar to subscribe to (RFC 5545)."),
    ("feed.atom", "New and corrected events (RFC 4287)."),
    ("download/timeline.csvw", "Tables in every other format, as the dashboard offers them."),
    ("sitemap.xml", "Every page, story and event."),
    ("healthz", "Whether there is data, and which version."),
)


def api_page(described: dict[str, Any], base: str) -> str:
    """Return the page for a description (see `description`) of the API below `base`."""
    info, paths, parts = described["info"], described["paths"], described["components"]
    resources = "".join(_resource(path, entry["get"], parts["schemas"][path.strip("/")], base) for path, entry in paths.items())
    parameters = "".join(_row(name, _said(part)) for name, part in parts["parameters"].items())
    problems = "".join(f'<tr id="{markup(name)}"><td><code>{status}</code></td><td>{markup(title)}.</td></tr>' for name, (status, title) in PROBLEMS.items())
    feeds = "".join(f'<tr><td><a href="{markup(base + path)}">/{markup(path)}</a></td><td>{markup(words)}</td></tr>' for path, words in _FEEDS)
    links = "".join(f'<a href="#{markup(path.strip("/"))}">{markup(path.strip("/"))}</a>' for path in paths)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{markup(info["title"])}</title>
<style>{_STYLE}</style></head><body>
<p><a href="{markup(base)}">Dashboard</a></p><h1>{markup(info["title"])}</h1>
<p>{_words(info["description"])} Data version {markup(info["version"])}, {markup(info["license"]["name"])}.</p>
<p>Machines read <a href="{markup(base)}api/v1/openapi.json">openapi.json</a> (OpenAPI {markup(described["openapi"])}).</p>
<nav>{links}<a href="#parameters">parameters</a><a href="#feeds">feeds</a><a href="#problems">problems</a></nav>
{resources}
<h2 id="parameters">Parameters</h2><p>For each resource; a list is the same name several times. What is not known is refused, not passed over.</p>{_table("parameter", parameters)}
<h2 id="feeds">Feeds and the rest</h2><p>With the same parameters.</p>{_table("address", feeds)}
<h2 id="problems">Problems</h2><p>Refusals are problem details (RFC 9457): <code>type</code>, <code>title</code>, <code>status</code>, <code>detail</code>, and <code>errors</code> one by one.</p>{_table("status", problems)}
</body></html>"""


def _resource(path: str, operation: dict[str, Any], schema: dict[str, Any], base: str) -> str:
    name = path.strip("/")
    forms = next(parameter["schema"]["enum"] for parameter in operation["parameters"] if parameter.get("name") == "format")
    address = f"{base}api/v1/{name}"
    links = " · ".join(f'<a href="{markup(address)}{"" if form == "json" else f"?format={form}"}">{form.upper()}</a>' for form in forms)
    rows = "".join(_row(field, part["description"]) for field, part in schema["properties"].items())
    return (
        f'<h2 id="{markup(name)}">{markup(name)}</h2><p>{_words(operation["summary"])}</p><p><code>GET {markup(address)}</code></p><p>{links}</p>'
        f"<details><summary>{len(schema['properties'])} fields</summary>{_table('field', rows)}</details>"
    )


def _said(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    options = schema.get("enum") or schema.get("items", {}).get("enum") or []
    words = [parameter["description"]]
    if options:
        words.append(f"One of: {', '.join(options)}." if schema["type"] == "string" else f"Any of: {', '.join(options)}.")
    if "default" in schema:
        words.append(f"Default: {schema['default']}.")
    if "maximum" in schema:
        words.append(f"At most {schema['maximum']:,}.")
    return " ".join(words)


def _row(name: str, words: str) -> str:
    return f"<tr><td><code>{markup(name)}</code></td><td>{_words(words)}</td></tr>"


def _words(text: str) -> str:
    """Text of ours with `code` in it."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", markup(text))


def _table(head: str, rows: str) -> str:
    return f"<table><thead><tr><th>{head}</th><th>meaning</th></tr></thead><tbody>{rows}</tbody></table>"
