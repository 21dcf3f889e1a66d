"""Who keeps what mission at whom, for one pair and for all: the levels mirrored, and the pairs by how long one side was alone."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.request import Request, sentence
from timeline.figures import mirrored_levels
from timeline.figures import one_sidedness as one_sidedness_figure
from timeline.figures.style import Caption
from timeline.filters import Filters
from timeline.queries import chronology, headline, missions, selection
from timeline.queries.representation import representation_steps

MOST_PAIRS = 14
METHOD = "Height: rank on the Correlates of War Diplomatic Exchange scale (hatched: another rank), from the first day a date can mean"
FORMS = "Squares: events, by who acts; hollow: reported; dotted: planned, or not carried out within two years; struck: called off; bands: wars"
UNTOLD = "A change that no source told is not in it"


def representation_chart(request: Request) -> go.Figure:
    """The missions of the pair at each other, the gaps, and the events behind them."""
    dataset, pair, start, until = request.dataset, _pair(request), _start(request), _until(request)
    names = chronology.actor_names(dataset)
    first, second = (names.get(code, code) for code in pair)
    steps = representation_steps(dataset)
    sides = dict(zip(pair, ("first", "second"), strict=True))
    spells = missions.pair_levels(steps, *pair, start, until)
    spells = _with_said(spells, names).assign(side=spells["sender"].map(sides))
    gaps = missions.one_sided_spans(steps, start, until)
    gaps = _with_words(gaps[gaps["sender"].isin(pair) & gaps["receiver"].isin(pair)], names)
    gaps["side"] = gaps["receiver"].map(sides)
    view = _view(request.filters, pair)
    events = selection.select(dataset, view) if view else request.events.iloc[:0]
    marks = missions.representation_marks(dataset, events, *pair, until)
    earlier = marks.loc[marks["start_latest"] < start, "event_id"].nunique()
    marks = marks[marks["start_latest"] >= start].reset_index(drop=True)
    if request.events.empty:
        spells, gaps, marks = spells.iloc[:0], gaps.iloc[:0], marks.iloc[:0]
    headings = tuple(
        (f"{names.get(sender, sender)} in {names.get(receiver, receiver)}", missions.say_standing(dataset, steps, sender, receiver, until))
        for sender, receiver in (pair, pair[::-1])
    )
    left_out = f". Not drawn: {earlier} before {start.year}" if earlier else ""
    said = f"{sentence(dataset, view)}{left_out}" if view else "No representation event fits the kinds chosen"
    what = f"Missions of {first} and {second} at each other"
    if spells.empty and marks.empty:
        caption = Caption(_title(gaps, first, second), f"{said}.", request.source, alt=f"{what}. {said}.")
    else:
        standing, totals = ". ".join(f"{lane}: {word}" for lane, word in headings), _totals(gaps, names)
        alt = f"{what}, {start.year} to {until:%-d %B %Y}. {standing}. {totals} {said}."
        caption = Caption(_title(gaps, first, second), f"{said}. {METHOD}. {FORMS}. {totals}", request.source, alt=alt)
    advice = f"No mission between {first} and {second} fits these filters. Clear one of them, or choose another pair."
    return mirrored_levels.mirrored_levels(spells, gaps, marks, chronology.war_bands(dataset), headings, _period(request), caption, advice, width=request.width)  # type: ignore[arg-type]


def one_sidedness_chart(request: Request) -> go.Figure:
    """All pairs by the time in which only one side had an embassy in the other."""
    dataset, filters, start, until = request.dataset, request.filters, _start(request), _until(request)
    names = chronology.actor_names(dataset)
    steps = representation_steps(dataset)
    spans = missions.one_sided_spans(steps, start, until)
    spans = spans[missions.touches(spans, "first", "second", filters.actors, filters.match)]
    spans = spans.iloc[:0] if request.events.empty else spans
    ranked = missions.pairs_by_one_sidedness(spans)
    places = pd.DataFrame({"first": ranked["first"], "second": ranked["second"], "place": range(len(ranked))}).head(MOST_PAIRS)
    drawn = _with_words(spans.merge(places, on=["first", "second"]), names)
    words = _pair_words(drawn, names, _pair(request))
    known = missions.count_pairs(steps, until, filters.actors, filters.match) if len(ranked) else 0
    rest = " ".join(part for part in (_say_rest(ranked, known), _say_place(ranked, filters.dyad, names)) if part and len(ranked))
    who = (" and " if filters.match == "all" else " or ").join(names.get(code, code) for code in filters.actors)
    scope = f"Pairs with {who}" if who else "All pairs of this data"
    method = "thick: only one side had an embassy headed by an ambassador (Correlates of War level 3), in its colour; hatched: nothing is told of the other side; arrow: still so"
    top = "; ".join(words["text"].head(3)) or "none"
    caption = Caption(
        "Who waits for whom: embassies on one side only",
        f"{scope}, {start.year} to {until:%-d %B %Y}; {method}. {UNTOLD}. {rest}",
        request.source,
        alt=f"Pairs by the time in which only one side had an embassy, {start.year} to {until:%-d %B %Y}. Longest: {top}. {rest}",
    )
    advice = "No embassy on one side only fits these filters. Clear one of them, or choose a later day."
    return one_sidedness_figure.one_sidedness(drawn, words, _period(request), caption, advice, width=request.width)


def _pair(request: Request) -> tuple[str, str]:
    return request.filters.dyad or headline.focus_dyad(request.dataset)


def _start(request: Request) -> pd.Timestamp:
    return pd.Timestamp(date(selection.year_bounds(request.dataset)[0], 1, 1))


def _until(request: Request) -> pd.Timestamp:
    """The day of the view, or today if that is earlier: nothing is said of days to come."""
    return min(request.day, pd.Timestamp(request.today))


def _period(request: Request) -> tuple[date, date]:
    start = _start(request)
    return start.date(), max(_until(request), start + pd.Timedelta(days=365)).date()


def _view(filters: Filters, pair: tuple[str, str]) -> Filters | None:
    """The view of the pair's representation events; none if the kinds chosen leave them out."""
    is_left_out = filters.category and "representation" not in filters.category
    return None if is_left_out else filters.with_(dyad=pair, category=("representation",))


def _with_said(spells: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Spells with words (who where: what) and said (the same with its days, for the hover)."""
    words = [f"{names.get(row.sender, row.sender)} in {names.get(row.receiver, row.receiver)}: {row.word}" for row in spells.itertuples()]
    days = [f"{row.begins:%-d %B %Y} to {_end(row.ends, is_running=row.is_running)}" for row in spells.itertuples()]
    return spells.assign(words=words, said=[f"{word}, {span}" for word, span in zip(words, days, strict=True)])


def _end(day: pd.Timestamp, *, is_running: bool) -> str:
    return "the last day shown" if is_running else f"{day:%-d %B %Y}"


def _with_words(spans: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Spans with words (a sentence), length and short (what is said where there is less room) and said (for the hover)."""
    words, lengths, shorts, said = [], [], [], []
    for span in spans.itertuples():
        sender, receiver = names.get(span.sender, span.sender), names.get(span.receiver, span.receiver)
        verb = "keeps" if span.is_running else "kept"
        length, article = missions.say_days(span.days), "an ambassador" if span.lacks == "ambassador" else "an embassy"
        phrase = f"Only {sender} {verb} {article}" if span.is_told else f"Only the embassy of {sender} is known"
        words.append(f"{phrase}: {length}")
        lengths.append(length)
        shorts.append(f"{span.days:,} days")
        said.append(f"{sender} in {receiver}. {phrase}: {length}, {span.begins:%-d %B %Y} to {_end(span.ends, is_running=span.is_running)}")
    return spans.assign(words=words, length=lengths, short=shorts, said=said).reset_index(drop=True)


def _by_sender(spans: pd.DataFrame) -> pd.DataFrame:
    return spans.groupby(["sender", "receiver"], as_index=False).agg(days=("days", "sum"), count=("days", "size"), is_told=("is_told", "all")).sort_values("days", ascending=False)


def _title(gaps: pd.DataFrame, first: str, second: str) -> str:
    if gaps.empty:
        return f"{first} and {second}: their missions at each other"
    if not gaps["is_told"].all():
        return f"{first} and {second}: only one side’s embassy is known"
    return f"{first} and {second}: for {gaps['days'].sum():,} days only one side had {_what(gaps)} at the other"


def _what(gaps: pd.DataFrame) -> str:
    """What was missing on the other side: an embassy, or, once or more, only its ambassador."""
    return "an ambassador" if (gaps["lacks"] == "ambassador").any() else "an embassy"


def _totals(gaps: pd.DataFrame, names: dict[str, str]) -> str:
    sums = [
        f"{names.get(row.sender, row.sender)} {missions.say_days(row.days)}{f' in {row.count} spans' if row.count > 1 else ''}"
        for row in _by_sender(gaps).itertuples(index=False, name="Sum")
    ]
    return f"Alone with {_what(gaps)}: {', '.join(sums)}. {UNTOLD}." if sums else "Neither was alone with an embassy, as far as sources told."


def _pair_words(drawn: pd.DataFrame, names: dict[str, str], chosen: tuple[str, str]) -> pd.DataFrame:
    """A line for each side of a pair that was alone, the longer first: place, sender, text, is_chosen."""
    summed = drawn.groupby(["place", "sender", "receiver"], as_index=False).agg(days=("days", "sum")).sort_values(["place", "days"], ascending=[True, False])
    texts = [f"{names.get(row.sender, row.sender)} in {names.get(row.receiver, row.receiver)} {_say_years(row.days)}" for row in summed.itertuples()]
    return summed.assign(text=texts, is_chosen=summed["sender"].isin(chosen) & summed["receiver"].isin(chosen))


def _say_years(days: int) -> str:
    return f"{days / 365.25:.1f} years" if days >= 365.25 else missions.say_days(days)


def _say_rest(ranked: pd.DataFrame, known: int) -> str:
    shorter, never = max(0, len(ranked) - MOST_PAIRS), known - len(ranked)
    parts = []
    if shorter:
        parts.append(f"{shorter} pair{'s' if shorter > 1 else ''} with {_say_years(int(ranked['days'].iloc[MOST_PAIRS]))} or less")
    if never > 0:
        parts.append(f"{never} that had none or both in this time")
    return f"Not drawn: {' and '.join(parts)}." if parts else ""


def _say_place(ranked: pd.DataFrame, pair: tuple[str, str] | tuple[()], names: dict[str, str]) -> str:
    """Where the pair that was chosen stands, if it is not among those drawn."""
    if not pair:
        return ""
    places = ranked.index[(ranked["first"] == min(pair)) & (ranked["second"] == max(pair))]
    said = " and ".join(names.get(code, code) for code in pair)
    if places.empty:
        return f"{said}: never on one side only, as far as sources told."
    days = int(ranked["days"].iloc[places[0]])
    return f"{said}: {_say_years(days)}, place {places[0] + 1} of {len(ranked)}." if places[0] >= MOST_PAIRS else ""


PAGE = "representation"
CHARTS = {"representation": representation_chart, "one-sidedness": one_sidedness_chart}
