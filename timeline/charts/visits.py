"""Visits: a pair by rank of the traveller, the running number each way, and who went where."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, sentence
from timeline.figures import reciprocity as reciprocity_figure
from timeline.figures import visit_matrix as matrix_figure
from timeline.figures import visit_ranks as ranks_figure
from timeline.figures.style import Caption
from timeline.filters import Filters
from timeline.queries import chronology, headline, selection, visits

METHOD = "Rank: highest office of the travellers in the year of the visit, by the data's own list of offices; where none is known, the kind of visit decides"
_ROOM = 0.02
FORMS = "solid: confirmed; hollow: reported; dotted: planned; struck: called off or put off, not counted"


def ranks_chart(request: Request) -> go.Figure:
    """The visits of the pair by rank of the traveller, one way above, the other below."""
    pair, rows = _pair_rows(request)
    forth, back = _directions(request, pair)
    numbers = {side: int((rows["is_counted"] & (rows["side"] == side)).sum()) for side in ("forth", "back")}
    between = int((rows["side"] == "between").sum())
    titles = tuple(f"{way}: {numbers[side]:,} visit{'' if numbers[side] == 1 else 's'}" for way, side in ((forth, "forth"), (back, "back")))
    caption = Caption(
        f"Who travelled, {forth.replace(' → ', ' and ')}",
        f"{_view(request)}. {METHOD}. Bold: firsts in the whole record; {FORMS}. In the middle: {between} meetings elsewhere, calls and letters.",
        request.source,
        alt=f"Visits by rank of the traveller. {titles[0]}, {titles[1]}; {between} meetings elsewhere and calls. {_firsts_said(rows)}",
    )
    return ranks_figure.visit_ranks(rows, visits.RANKS, pair, (titles[0], titles[1]), _period(request, rows), caption, width=request.width)


def reciprocity_chart(request: Request) -> go.Figure:
    """The running number of visits each way."""
    pair, rows = _pair_rows(request)
    ways = _directions(request, pair)
    numbers = visits.running_numbers(rows)
    said = " ".join(_way_said(request, pair, side, way, numbers) for side, way in zip(("forth", "back"), ways, strict=True))
    within = "" if request.filters.without("dyad").is_plain else f"In {_view(request)}: "
    words = f"{within}{said} Counted: visits that took place or are reported to, not meetings elsewhere or calls. Shaded: the difference."
    caption = Caption("Visits each way, added up", words if len(numbers) else _view(request), request.source, alt=f"Visits each way, added up over time. {said}")
    return reciprocity_figure.reciprocity(numbers, pair, ways, _period(request, numbers), caption, width=request.width)


def matrix_chart(request: Request) -> go.Figure:
    """Who went where, all pairs of the view."""
    filters = request.filters.without("dyad", "direction").with_(category=("visit",))
    events = selection.select(request.dataset, request.filters.without("dyad", "direction"))
    counts = visits.visit_matrix(request.dataset, events)
    pair = _paired(request)[0]
    said = sentence(request.dataset, filters)
    most = f" Most: {counts['source_name'].iloc[0]} → {counts['target_name'].iloc[0]}, {counts['count'].iloc[0]}." if len(counts) else ""
    words = f"Rows sent, columns received; area by number of visits that took place or are reported to. Up to ten busiest of {said}, whatever the pair chosen; blue: that pair. All: among those shown."
    caption = Caption("Who went where", words, request.source, alt=f"Matrix of visits, {said}.{most}")
    return matrix_figure.visit_matrix(counts, pair, caption, width=request.width)


def _paired(request: Request) -> tuple[tuple[str, str], Filters]:
    """The pair of the view, else the one the data is about, and the view narrowed to it."""
    first, second = request.filters.dyad or headline.focus_dyad(request.dataset)
    return (first, second), request.filters.with_(dyad=(first, second))


def _pair_rows(request: Request) -> tuple[tuple[str, str], pd.DataFrame]:
    pair, filters = _paired(request)
    return pair, visits.pair_visits(request.dataset, selection.select(request.dataset, filters), pair)


def _view(request: Request) -> str:
    """The view narrowed to the visits of its pair, in a sentence."""
    filters = _paired(request)[1]
    return sentence(request.dataset, filters if filters.type else filters.with_(category=("visit",)))


def _directions(request: Request, pair: tuple[str, str]) -> tuple[str, str]:
    first, second = (chronology.actor_names(request.dataset).get(code, code) for code in pair)
    return f"{first} → {second}", f"{second} → {first}"


def _way_said(request: Request, pair: tuple[str, str], side: str, way: str, numbers: pd.DataFrame) -> str:
    """The total of one way, its first visit in the view, and which offices never came."""
    rows = numbers[numbers["side"] == side]
    if rows.empty:
        return f"{way}: none."
    never = visits.ranks_never_sent(request.dataset, pair, side)
    words = f"; no {' or '.join(never)} so far" if never else ""
    return f"{way}: {len(rows):,}, first {rows['when'].iloc[0]}{words}."


def _firsts_said(rows: pd.DataFrame) -> str:
    firsts = rows[rows["first"] != ""]
    return " ".join(f"{row.when}: {row.lead}, {row.first}." for row in firsts.itertuples())


def _period(request: Request, rows: pd.DataFrame) -> tuple[date, date]:
    """From a little before the first event shown to today or the last event shown, within the years asked for."""
    if rows.empty:
        return date(request.today.year, 1, 1), request.today
    earliest, latest = rows["earliest"].min().date(), rows["earliest"].max().date()
    years = request.filters.years
    last = max(latest, min(request.today, date(years[1], 12, 31)) if years else request.today)
    room = max(timedelta(days=20), (last - earliest) * _ROOM)
    return max(earliest, date.min + room) - room, min(last, date.max - room) + room


PAGE = "visits"
CHARTS = {"visits-by-rank": ranks_chart, "visit-reciprocity": reciprocity_chart, "visit-matrix": matrix_chart}
