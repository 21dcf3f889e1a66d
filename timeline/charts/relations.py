"""A pair in numbers: cooperation and conflict over time, all pairs by year, votes in the General Assembly."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, sentence
from timeline.dates import DateError, parse_date
from timeline.figures import dyad_matrix as dyad_matrix_figure
from timeline.figures import relation_score as relation_score_figure
from timeline.figures import style
from timeline.figures import un_agreement as un_agreement_figure
from timeline.figures.style import Caption
from timeline.filters import Filters
from timeline.queries import chronology, headline, relations, selection, un_votes
from timeline.repository import Dataset

FEW = 20
NARROW, ROWS_NARROW = 600, 8
SCALE_WORDS = {
    "plover": "An event counts its value on the PLOVER scale, from +10 (aid) to −9 (attack).",
    "own": "An event counts the weight chosen here: {weights}; of every other type its value on the PLOVER scale.",
    "count": "An event counts +1 or −1, by the sign of its value on the PLOVER scale.",
}
LEFT_OUT = f"Not counted: {relations.SAID_NOT_DONE}, what has the value 0, and the delivery of what was agreed before."
VOTES_SOURCE = "Votes: Erik Voeten, Anton Strezhnev and Michael Bailey, United Nations General Assembly Voting Data, CC0."


def relation_score_chart(request: Request) -> go.Figure:
    """The sums of cooperation and conflict between the pair of the view, and their fading running sum."""
    dataset, filters = request.dataset, request.filters
    view, scored, edges, sums = _half_years(request)
    pair = view.dyad
    running = relations.running_sum(scored, edges[0], _last_day(dataset, scored, edges[-1]), float(filters.half_life))
    half_life = say_half_life(filters.half_life)
    named = relations.say_pair(pair, chronology.actor_names(dataset))
    counted = int(sums["count"].sum())
    few = "; few events: read single marks, not the line" if counted < FEW else ""
    before = "; it carries on from the years before" if filters.years else ""
    words = f"{sentence(dataset, view)}; {counted:,} count{'s' if counted == 1 else ''}{few}. {say_scale(filters)} Running sum: S(t) = sum of sᵢ·2^(−(t−tᵢ)/h), half-life h = {half_life}{before}."
    caption = Caption(
        f"Cooperation and conflict: {named}", words, f"{LEFT_OUT} Scale: manual of the PLOVER project. {request.source}", alt=f"{named}: {_say_score(sums, running)} {words}"
    )
    fades = f"where an event weighs half after {half_life}" if request.width >= NARROW else f"halved every {half_life if filters.half_life != '1' else 'year'}"
    return relation_score_figure.relation_score(sums, running, chronology.war_bands(dataset), (edges[0], edges[-1]), caption, fades=fades, width=request.width)


def score_numbers(request: Request) -> pd.DataFrame:
    """Return the sums by half-year: first, last (the days between which they lie, the last not within), is_cooperation, is_reported, total, count."""
    return _half_years(request)[3].drop(columns=["ids", "titles"])


def _half_years(request: Request) -> tuple[Filters, pd.DataFrame, pd.DatetimeIndex, pd.DataFrame]:
    """The view of its pair, the events scored, and their sums by half-year between the edges."""
    dataset, filters = request.dataset, request.filters
    view = filters.with_(dyad=filters.dyad or headline.focus_dyad(dataset))
    scored = relations.scored_events(dataset, selection.select(dataset, view.without("years")), filters.scale, filters.weights)
    edges = relations.period_edges(*_years(request))
    return view, scored, edges, relations.period_sums(scored, edges)


def dyad_matrix_chart(request: Request) -> go.Figure:
    """The busiest pairs of the view by year, whatever pair it asks for."""
    dataset, view, years = request.dataset, request.filters.without("dyad", "direction"), _years(request)
    pairs, cells = _pair_years(request, ROWS_NARROW if request.width < NARROW else relations.PAIRS_SHOWN)
    names = chronology.actor_names(dataset)
    rows = [(names.get(low, low), names.get(high, high), count) for low, high, count in pairs]
    asked = sorted(request.filters.dyad or headline.focus_dyad(dataset))
    chosen = next((number for number, pair in enumerate(pairs) if list(pair[:2]) == asked), -1)
    words = (
        f"{sentence(dataset, view)}; {len(rows)} pairs, those with most of them. Area: events of the year that were done. Blue: cooperation outweighs, "
        "orange: conflict, paler the closer they come; grey: they balance. Balance = (cooperation − conflict) / (cooperation + conflict), as sums of values."
    )
    caption = Caption(
        "Who had to do with whom, and how",
        words,
        f"{say_scale(request.filters)} Not drawn: {relations.SAID_NOT_DONE}. {request.source}",
        alt=f"Pairs by year. {_say_cells(cells)} {words}",
    )
    return dyad_matrix_figure.dyad_matrix(cells, rows, chosen, years, caption, width=request.width)


def matrix_numbers(request: Request) -> pd.DataFrame:
    """Return the years of every pair of the view: first, second (codes), year, count, total (sum of values), balance."""
    pairs, cells = _pair_years(request, None)
    codes = pd.DataFrame([(low, high) for low, high, _ in pairs], columns=["first", "second"])
    return codes.loc[cells["row"]].reset_index(drop=True).join(cells[["year", "count", "total", "balance"]].reset_index(drop=True))


def _pair_years(request: Request, most: int | None) -> tuple[list[tuple[str, str, int]], pd.DataFrame]:
    """The busiest pairs of the view, whatever pair it asks for, and their years."""
    dataset, view = request.dataset, request.filters.without("dyad", "direction")
    pairs = selection.dyad_counts(dataset, view)[:most]
    scored = relations.scored_events(dataset, selection.select(dataset, view), view.scale, view.weights)
    return pairs, relations.pair_years(dataset, scored, pairs, *_years(request))


def un_agreement_chart(request: Request) -> go.Figure:
    """How often the pair of the view voted alike in the General Assembly, beside other pairs."""
    dataset, names = request.dataset, chronology.actor_names(request.dataset)
    low, high = sorted(request.filters.dyad or headline.focus_dyad(dataset))
    named = " and ".join(names.get(code, code) for code in (low, high))
    issue = request.filters.issue
    subject = "" if issue == un_votes.ALL else f", on {un_votes.ISSUES[issue]}"
    title, source = f"How often {named} voted alike in the UN General Assembly{subject}", f"{VOTES_SOURCE} {request.source}"
    table = _votes(request)
    first, last = _years(request)
    if advice := _why_no_votes(request, table, (low, high), names):
        return style.empty_figure(Caption(title, request.sentence, source, alt=f"{title}. {advice}"), advice, width=request.width)
    shares = un_votes.agreement_by_year(table, first, last, issue)
    both, agreed = un_votes.totals(table, (low, high), first, last, issue)
    span, ends = (int(shares["year"].min()), int(shares["year"].max())), int(table["year"].max())
    words = (
        f"Share of roll calls{subject} alike, by year, {first}–{min(last, ends)}: {agreed:,} of {both:,} on which both voted, {agreed / both:.0%}. Yes, no and abstain are three votes; "
        f"absence is none. Most resolutions pass without a roll call, so these are the disputed ones. The source ends in {ends}; years under {un_votes.least(issue)} roll calls are not drawn. "
        "A roll call can be on several issues, or on none. Filters other than pair and years do not change it."
    )
    called = {pair: "–".join(pair) if request.width < NARROW else relations.say_pair(pair, names) for pair in _pairs(table)}
    caption = Caption(title, words, source, alt=f"{title}. {_say_shares(shares, low, high)} {words}")
    return un_agreement_figure.un_agreement(shares, called, (low, high), span, caption, width=request.width)


def votes_numbers(request: Request) -> pd.DataFrame:
    """Return the years drawn of each pair: year, first, second, both_voted, agreed, share; nothing where there are no votes to show."""
    table = _votes(request)
    return table if table.empty else un_votes.agreement_by_year(table, *_years(request), request.filters.issue)


def _votes(request: Request) -> pd.DataFrame:
    """The table of agreement, empty where it does not lie beside the data or cannot be read."""
    try:
        return un_votes.read_agreement(un_votes.extra_table(request.dataset, un_votes.TABLE))
    except ValueError:
        return pd.DataFrame()


def say_scale(filters: Filters) -> str:
    """Return what an event counts on the scale of the view, with the weights that are used."""
    if filters.scale == "own" and not filters.weights:
        return f"No weight is chosen yet. {SCALE_WORDS['plover']}"
    weights = ", ".join(f"{code} {number:g}".replace("-", "−") for code, number in filters.weights)
    return SCALE_WORDS[filters.scale].format(weights=weights)


def say_half_life(half_life: str) -> str:
    """Return the half-life of the address in words: `one year`, `2 years`."""
    return "one year" if half_life == "1" else f"{half_life} years"


def _why_no_votes(request: Request, table: pd.DataFrame, pair: tuple[str, str], names: dict[str, str]) -> str:
    """Why the votes of a pair cannot be drawn, and what would bring them; empty if they can."""
    if table.empty:
        return f"No votes to show: {un_votes.TABLE} does not lie beside the data, or cannot be read. Make it with data/un_votes/make_un_agreement.py."
    if request.events.empty:
        return "No event fits these filters. Clear one of them to see the votes again."
    if pair not in _pairs(table):
        return f"No votes of this pair are in this table. It holds {', '.join(relations.say_pair(held, names) for held in _pairs(table))}."
    if pair not in _pairs(un_votes.agreement_by_year(table, *_years(request), request.filters.issue)):
        voted = table.loc[(table["first"] == pair[0]) & (table["second"] == pair[1]), "year"]
        return f"No year with enough roll calls of this pair on this issue lies in these years. Its votes run from {voted.min()} to {voted.max()}; widen the years."
    return ""


def _pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs of a table of votes, codes in order."""
    return sorted(set(zip(table["first"], table["second"], strict=True)))


def _years(request: Request) -> tuple[int, int]:
    """The first and last year drawn: those asked for, as far as the data goes; from the first it means to cover where none are."""
    low, high = selection.year_bounds(request.dataset)
    first, last = request.filters.years or (low, high)
    oldest = min(low, int(request.dataset["events"]["year"].min()))
    first = min(max(first, oldest), high)
    return first, max(first, min(last, high))


def _last_day(dataset: Dataset, scored: pd.DataFrame, end: pd.Timestamp) -> pd.Timestamp:
    """The day on which the running sum ends: up to it the data was gathered, so that silence after it is no decline."""
    try:
        horizon = pd.Timestamp(parse_date(dataset.horizon).latest)
    except DateError:
        horizon = end
    newest = scored["day"].max() if len(scored) else horizon
    return min(end, max(horizon, newest))


def _say_score(sums: pd.DataFrame, running: pd.DataFrame) -> str:
    if sums.empty:
        return "No events count."
    total = sums.groupby("is_cooperation")["total"].sum()
    best, peak = sums.loc[sums["total"].idxmax()], running.loc[running["score"].idxmax()]
    return (
        f"Cooperation adds up to {total.get(True, 0):.1f}, conflict to {total.get(False, 0):.1f}; most in the period from {best['first']:%B %Y} ({best['count']} events). "
        f"The running sum is highest in {peak['day']:%B %Y} ({peak['score']:.1f}) and ends at {running['score'].iloc[-1]:.1f}."
    )


def _say_cells(cells: pd.DataFrame) -> str:
    if cells.empty:
        return "No events."
    most = cells.loc[cells["count"].idxmax()]
    conflict = cells[cells["balance"] < 0]
    return f"Most events: {most['pair']} in {most['year']} ({most['count']}). Conflict outweighs in {len(conflict)} of {len(cells)} cells."


def _say_shares(shares: pd.DataFrame, low: str, high: str) -> str:
    line = shares[(shares["first"] == low) & (shares["second"] == high)]
    most, least, last = line.loc[line["share"].idxmax()], line.loc[line["share"].idxmin()], line.iloc[-1]
    return f"Highest in {most['year']} ({most['share']:.0%}), lowest in {least['year']} ({least['share']:.0%}), last {last['share']:.0%} in {last['year']}."


PAGE = "relations"
CHARTS = {"relation-score": relation_score_chart, "dyad-matrix": dyad_matrix_chart, "un-agreement": un_agreement_chart}
NUMBERS = {"relation-score": score_numbers, "dyad-matrix": matrix_numbers, "un-agreement": votes_numbers}
