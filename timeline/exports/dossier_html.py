"""The brief of a view as one HTML file: opens offline, prints on A4 and Letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.exports.dossier import Dossier
from timeline.exports.dossier_pdf import WITHOUT_CHARTS
from timeline.exports.drawings import Drawing
from timeline.exports.safety import markup
from timeline.figures.style import BACKGROUNDS, FONT, MUTED, TEXTS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_STYLE = f"""
body{{font:15px/1.5 {FONT};color:{TEXTS["light"]};background:{BACKGROUNDS["light"]};max-width:880px;margin:32px auto;padding:0 20px}}
h1{{font-size:30px;line-height:1.2;margin:0}}h2{{font-size:21px;margin:2em 0 .6em}}h3{{font-size:16px;margin:1.4em 0 .4em}}
a{{color:inherit}}small,.when,.cites{{color:{MUTED["light"]};font-size:12.5px}}.cites a{{text-decoration:none}}p{{margin:.3em 0}}
.lead{{font-size:17px}}.figures{{display:flex;flex-wrap:wrap;gap:10px 28px;border-block:1px solid;padding:10px 0;margin:18px 0}}.figures b{{display:block;font-size:19px}}
.figures div{{flex:1 1 120px}}figure{{margin:22px 0}}figure svg{{width:100%;height:auto}}
.event{{display:grid;grid-template-columns:130px 1fr;gap:14px;margin:0 0 14px;break-inside:avoid}}.major{{font-weight:600}}
.sources{{font-size:13px}}.sources li{{overflow-wrap:anywhere}}nav ol{{columns:2}}
@media screen and (max-width:700px){{.event{{grid-template-columns:1fr;gap:0}}figure{{overflow-x:auto}}figure svg{{width:720px}}}}
@media print{{body{{font-size:9.5pt;max-width:none;margin:0;padding:0}}figure,.figures{{break-inside:avoid}}h2,h3{{break-after:avoid}}}}
@page{{margin:18mm;@bottom-right{{content:counter(page) " / " counter(pages);font:8pt {FONT}}}}}
"""


def dossier_html(brief: Dossier, charts: Mapping[str, Drawing]) -> bytes:
    """Return the brief as an HTML page with its pictures inside; it fetches nothing."""
    say = markup
    figures = "".join(f"<div><b>{say(figure['value'])}</b>{say(figure['label'])}<br><small>{say(figure['note'])}</small></div>" for figure in brief.figures)
    pictures = "".join(f'<figure role="img" tabindex="0" aria-label="{say(picture.alt)}">{_scalable(picture)}</figure>' for picture in charts.values())
    body = "".join(
        (
            f'<h1>{say(brief.title)}</h1><p class="lead">{say(brief.sentence)}</p><div class="figures">{figures}</div>',
            f"<p><small>Made on {say(brief.made)}. Cite as: {say(brief.citation)} {_link(brief.link, brief.link)}</small></p>",
            _contents(brief) if brief.is_long else "",
            pictures or f"<p><small>{say(WITHOUT_CHARTS)}</small></p>",
            '<h2 id="events">The events</h2>',
            "".join(_year(year) for year in brief.years) or "<p>No event fits this view.</p>",
            _accounts(brief.accounts),
            '<h2 id="method">Method and limits</h2>',
            "".join(f"<p>{say(paragraph)}</p>" for paragraph in (*brief.method, *brief.limits)),
            f'<h2 id="sources">Sources</h2><ol class="sources">{_sources(brief.sources)}</ol>' if brief.sources else "",
            f"<p><small>{say(brief.source_line)}</small></p>",
        )
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{say(brief.title)}: {say(brief.sentence)}</title><style>{_STYLE}</style></head><body>{body}</body></html>""".encode()


def _scalable(picture: Drawing) -> str:
    """The picture as wide as the page: a box to scale in place of a fixed size."""
    head, _, rest = picture.svg.partition(">")
    box = "" if "viewBox" in head else f' viewBox="0 0 {picture.width:g} {picture.height:g}"'
    return f"{head}{box}>{rest}"


def _link(url: str, said: str) -> str:
    return f'<a href="{markup(url)}" rel="noopener noreferrer">{markup(said)}</a>'


def _cites(numbers: Iterable[int]) -> str:
    return f'<span class="cites">{" ".join(f"<a href=#source-{number}>[{number}]</a>" for number in numbers)}</span>'


def _contents(brief: Dossier) -> str:
    years = "".join(f'<li><a href="#year-{year["year"]}">{year["year"]}</a> <small>{len(year["events"]):,}</small></li>' for year in brief.years)
    rest = "".join(f'<li><a href="#{place}">{name}</a></li>' for place, name in (("accounts", "Competing accounts"), ("method", "Method and limits"), ("sources", "Sources")))
    return f'<nav aria-label="Contents"><h2>Contents</h2><ol>{years}{rest}</ol></nav>'


def _year(year: Mapping[str, Any]) -> str:
    return f'<h3 id="year-{year["year"]}">{markup(year["year"])}</h3>{"".join(_event(event) for event in year["events"])}'


def _event(event: Mapping[str, Any]) -> str:
    say = markup
    status = f" ({say(event['status'])})" if event["status"] else ""
    differ = " <small>accounts differ</small>" if event["is_contested"] else ""
    about = " · ".join(say(event[name]) for name in ("parties", "place", "kind") if event[name])
    return (
        f'<div class="event"><span class="when">{say(event["when"])}</span><div><p class="{"major" if event["is_major"] else ""}">{say(event["title"])}{status}{differ}</p>'
        f"<p><small>{about}</small></p><p>{say(event['summary'])} {_cites(event['cites'])}</p></div></div>"
    )


def _accounts(accounts: Iterable[Mapping[str, Any]]) -> str:
    said = "".join(
        f"<h3>{markup(event['title'])} <small>{markup(event['when'])}</small></h3>"
        + "".join(f"<p><small>{markup(field['field'])}</small></p>{''.join(_claim(claim) for claim in field['claims'])}" for field in event["fields"])
        for event in accounts
    )
    return f'<h2 id="accounts">Competing accounts</h2>{said}' if said else ""


def _claim(claim: Mapping[str, Any]) -> str:
    say = markup
    return f"<p>{say(claim['value'])} <small>{say(claim['claimant'])}, {say(claim['rank'])}. {say(claim['reason'])}</small> {_cites(claim['cites'])}</p>"


def _sources(sources: Iterable[Mapping[str, str]]) -> str:
    return "".join(f'<li id="source-{number}">{markup(source["said"])} {_link(source["url"], source["title"])}</li>' for number, source in enumerate(sources, start=1))
