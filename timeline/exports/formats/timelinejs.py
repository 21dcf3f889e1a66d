"""The JSON of Knight Lab's TimelineJS: https://timeline.knightlab.com/docs/json-format.html."""

from __future__ import annotations

from typing import Any

from timeline.dates import OPEN_END, EdtfDate, parse_date
from timeline.exports.formats.format import Format
from timeline.exports.safety import as_json, clean, markup
from timeline.exports.view import View, source_addresses
from timeline.vocabulary import CATEGORY_LABELS


def table_timelinejs(view: View) -> bytes:
    """Return a title slide and a slide for each event: dates no more precise than they are, kinds as groups, sources as links."""
    about = view.about()
    credit = f"<p>{markup(about['source_line'])}</p><p>{markup(about['link'])}</p>"
    title = {"text": {"headline": markup(about["title"]), "text": f"<p>{markup(about['view'])}.</p>{credit}"}, "unique_id": "about"}
    publishers = dict(zip(view.dataset["sources"]["source_id"], view.dataset["sources"]["publisher"], strict=True))
    return as_json({"title": title, "events": [_slide(view, event, publishers) for event in view.events.to_dict("records")]}, indent=1).encode()


def _slide(view: View, event: dict[str, Any], publishers: dict[str, str]) -> dict[str, Any]:
    start = parse_date(event["start"])
    slide = {
        "unique_id": event["event_id"],
        "start_date": _date(start, str(event["when"])),
        "text": {"headline": markup(event["title"]), "text": f"<p>{markup(event['summary'])}</p><p>{_sources(view, event, publishers)}</p>"},
        "group": clean(CATEGORY_LABELS[event["category"]]),
        "display_date": str(event["when"]),
        "autolink": False,
    }
    if event["end"] and event["end"] != OPEN_END:
        slide["end_date"] = _date(parse_date(event["end"]), "", is_end=True)
    return slide


def _date(value: EdtfDate, said: str, *, is_end: bool = False) -> dict[str, Any]:
    """A date with only the parts that are known; where not even the year is, the first or last it can mean."""
    day = value.latest if is_end else value.earliest
    parts: dict[str, Any] = {"year": day.year}
    if value.precision in ("month", "season", "day"):
        parts["month"] = day.month
    if value.precision == "day":
        parts["day"] = day.day
    return parts | ({"display_date": said} if said else {})


def _sources(view: View, event: dict[str, Any], publishers: dict[str, str]) -> str:
    address = source_addresses(view.dataset)
    links = [f'<a href="{markup(address[source])}">{markup(publishers[source])}</a>' if address[source] else markup(publishers[source]) for source in event["source_ids"]]
    return " · ".join([*links, f'<a href="{markup(view.event_link(event["event_id"]))}">Card</a>'] if view.base else links)


FORMAT = Format("timelinejs", "TimelineJS JSON", "Slides for Knight Lab's TimelineJS.", "json", "application/json", table_timelinejs)
