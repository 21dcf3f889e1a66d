"""Arms between a pair: events against wars, the deals of the register, money stated beside volume delivered."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request
from timeline.figures import arms_deals as deals_figure
from timeline.figures import arms_sums as sums_figure
from timeline.figures import timeline as timeline_figure
from timeline.figures.style import Caption
from timeline.queries import arms, chronology, headline, selection
from timeline.queries.view_words import say_view
from timeline.vocabulary import TYPE_LABELS
from timeline.wording import say_millions

Pair = tuple[str, str]

FORMS = "Solid: confirmed; hollow: reported; struck: denied; bands: wars"


def events_chart(request: Request) -> go.Figure:
    """The arms events of the pair, a lane each type, against the wars."""
    pair, events = _pair_events(request)
    said = _sentence(request, pair, len(events))
    words = f"{said}. Also those in which one side uses or shows arms and the other is named beside. {FORMS}."
    most = events["type"].astype("str").map(TYPE_LABELS).value_counts()
    alt = f"Arms events by type: {said}." + (
        f" Most: {most.index[0].lower()} ({most.iloc[0]}); the last: {events['when'].iloc[-1]}, {events['title'].iloc[-1]}." if len(events) else ""
    )
    caption = Caption("Arms, seen against wars", words, request.source, alt=alt)
    rows = arms.lanes_by_type(request.dataset, events)
    bands, ghosts = chronology.war_bands(request.dataset), chronology.competing_dates(request.dataset, events)
    return timeline_figure.timeline(rows, bands, ghosts, _period(request, events), caption, width=request.width)


def register_chart(request: Request) -> go.Figure:
    """The deals of the register between the pair."""
    pair = _pair(request)
    deals = arms.deals(request.dataset, request.filters, pair)
    unknown, undelivered = int(deals["tiv"].isna().sum()), int((deals["years_delivered"].map(len) == 0).sum())
    count = f"{len(deals)} deal{'' if len(deals) == 1 else 's'} of {_names(request, pair)}"
    words = (
        f"{count}. Ring: ordered (with a dot: about that year); triangles: years of delivery. “About”: SIPRI marks the number as an estimate. "
        f"TIV is SIPRI's measure of volume delivered, not a price; {_counted(unknown, 'has', 'have')} none, {_counted(undelivered, 'has', 'have')} no known delivery."
    )
    total = f" TIV {deals['tiv'].sum():,.0f} in all." if deals["tiv"].notna().any() else ""
    alt = f"Arms register: {count}, ordered {_span(deals['order_year'])}.{total} {unknown} without TIV, {undelivered} without a known delivery."
    return deals_figure.arms_deals(deals, Caption("The register: every deal, order and delivery", words, request.source, alt=alt), width=request.width)


def register_numbers(request: Request) -> pd.DataFrame:
    """Return the deals drawn with the columns of arms.csv."""
    shown, register = arms.deals(request.dataset, request.filters, _pair(request)), request.dataset["arms"]
    return register.set_index("deal_id").loc[shown["deal_id"]].reset_index()


def sums_numbers(request: Request) -> pd.DataFrame:
    """Return the TIV delivered by year: year, tiv, total, deals."""
    return arms.tiv_by_year(arms.deals(request.dataset, request.filters, _pair(request)))


def sums_chart(request: Request) -> go.Figure:
    """Money stated by sources over time and, apart from it, TIV delivered by year."""
    pair, events = _pair_events(request)
    sums = arms.stated_sums(events)
    deals = arms.deals(request.dataset, request.filters, pair)
    volumes = arms.tiv_by_year(deals)
    priced = events[events["type"].isin(["contract", "disclosed"])]
    silent, undated = int(priced["value_usd_m"].isna().sum()), int((deals["tiv"].isna() | (deals["years_delivered"].map(len) == 0)).sum())
    words = (
        "Solid stem: one contract; dotted stem under a bar: a sum somebody disclosed, which may be a running total that holds earlier deals, so nothing is added up. "
        f"{silent} of {len(priced)} contracts and disclosures state no sum. "
        f"TIV, SIPRI's measure of volume: each deal's spread evenly over its years of delivery; {undated} of {len(deals)} deals have no TIV or no such year and are missing here."
    )
    said = [f"{row.when}: {say_millions(row.value_usd_m)} ({'contract' if row.is_deal else 'disclosed'})" for row in sums.itertuples()]
    peak = volumes.loc[volumes["tiv"].idxmax()] if len(volumes) else None
    volume = f" TIV delivered: {volumes['total'].iloc[-1]:,.0f} in all, most in {peak['year']:.0f} ({peak['tiv']:,.0f})." if peak is not None else ""
    alt = f"Money stated for arms of {_names(request, pair)}: {'; '.join(said) or 'none'}.{volume}"
    return sums_figure.arms_sums(sums, volumes, Caption("Money stated, volume delivered", words, request.source, alt=alt), width=request.width)


def _pair(request: Request) -> Pair:
    first, second = request.filters.dyad or headline.focus_dyad(request.dataset)
    return first, second


def _names(request: Request, pair: Pair) -> str:
    names = chronology.actor_names(request.dataset)
    return " and ".join(names.get(code, code) for code in pair)


def _pair_events(request: Request) -> tuple[Pair, pd.DataFrame]:
    """The arms events of the view in which both take part; with a direction only those that go that way."""
    pair, filters = _pair(request), request.filters
    narrowed = filters.without("dyad") if filters.direction == "both" else filters.with_(dyad=pair)
    return pair, arms.pair_arms(request.dataset, selection.select(request.dataset, narrowed), pair)


def _sentence(request: Request, pair: Pair, count: int) -> str:
    filters = request.filters.with_(dyad=pair)
    filters = filters if filters.type else filters.with_(category=("arms",))
    return say_view(filters, count, chronology.actor_names(request.dataset))


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _span(years: pd.Series) -> str:
    known = years.dropna()
    return f"{known.min():.0f}–{known.max():.0f}" if len(known) else "in no known year"


def _period(request: Request, events: pd.DataFrame) -> tuple[date, date]:
    """From the year before the first event to today or the last event, within the years asked for."""
    if events.empty:
        return date(request.today.year, 1, 1), date(request.today.year, 12, 31)
    earliest, latest = events["earliest"].min().date(), events["start_latest"].max().date()
    years = request.filters.years
    first = date(max(earliest.year - 1, 1), 1, 1)
    last = max(latest, min(request.today, date(years[1], 12, 31)) if years else request.today)
    return first, date(last.year, 12, 31)


PAGE = "arms"
CHARTS = {"arms-events": events_chart, "arms-register": register_chart, "arms-sums": sums_chart}
NUMBERS = {"arms-register": register_numbers, "arms-sums": sums_numbers}
