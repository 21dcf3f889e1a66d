"""The network of countries as of a day: who had to do with whom in the years before it, and how."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.relations import NARROW, say_scale
from timeline.charts.request import Request, sentence
from timeline.figures import relations_network
from timeline.figures.style import Caption
from timeline.queries import chronology, comparison, geography, headline, relations, selection

YEARS = 5
MOST, MOST_NARROW = 16, 10


def network_chart(request: Request) -> go.Figure:
    """The states of the view on a ring, a line between those that had to do with each other in the five years to the day."""
    dataset, view = request.dataset, request.filters.without("dyad", "direction", "years")
    names = chronology.actor_names(dataset)
    last = _last_day(request)
    first = last - pd.DateOffset(years=min(YEARS, last.year - 1)) + pd.Timedelta(days=1)
    events = selection.select(dataset, view)
    within = events[(events["earliest"] <= last) & (events["start_latest"] >= first)]
    states = geography.countries_in_view(dataset, within)
    shown = states.head(MOST_NARROW if request.width < NARROW else MOST)
    scored = relations.scored_events(dataset, events, view.scale, view.weights)
    edges = relations.pair_sums(dataset, scored[(scored["day"] >= first) & (scored["day"] < last + pd.Timedelta(days=1))], set(shown["code"]))
    edges = edges.assign(pair=[relations.say_pair((edge.low, edge.high), names) for edge in edges.itertuples()])
    day = f"{last:%-d %B %Y}"
    rest = f" Not drawn: {len(states) - len(shown)} countries with fewer events." if len(states) > len(shown) else ""
    words = (
        f"{sentence(dataset, view)}; here the {YEARS} years to {day}. A line: what two states had to do with each other and was done, its width the number of events. "
        f"Solid blue: cooperation outweighs; dashed orange: conflict; dotted grey: they balance (paler the closer). The busiest stand in the middle of each side.{rest}"
    )
    chosen = tuple(sorted(request.filters.dyad or headline.focus_dyad(dataset)))
    most = "; ".join(f"{edge.pair} {edge.count_}" for edge in edges.head(3).rename(columns={"count": "count_"}).itertuples()) or "none"
    title = f"Who had to do with whom in the {YEARS} years to {day}"
    caption = Caption(title, words, f"{say_scale(request.filters)} Not counted: {relations.SAID_NOT_DONE}. {request.source}", alt=f"{title}. Most events: {most}. {words}")
    advice = f"No event between two states in the {YEARS} years to {day} fits these filters. Choose another day, or clear a filter."
    return relations_network.relations_network(shown, edges, (chosen[0], chosen[1]), caption, advice, width=request.width)


def _last_day(request: Request) -> pd.Timestamp:
    """The day of the view, else the end of its years, as far as the data was gathered."""
    years, today = request.filters.years, pd.Timestamp(request.today)
    until = comparison.sides(request.dataset, request.filters.without("years", "since", "beside"), today)[0].last
    asked = request.day if request.filters.as_of or not years else pd.Timestamp(min(max(years[1], 1), 9999), 12, 31)
    return min(asked, until)


PAGE = "relations"
CHARTS = {"relations-network": network_chart}
