"""Two pairs, or two periods of one pair, beside each other; and what was counted before and after an event."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.relations import FEW, LEFT_OUT, say_half_life, say_scale
from timeline.charts.request import Request
from timeline.figures import before_and_after as before_and_after_figure
from timeline.figures import comparison as comparison_figure
from timeline.figures.before_and_after import Block
from timeline.figures.comparison import Panel
from timeline.figures.style import Caption
from timeline.queries import chronology, comparison, relations
from timeline.queries.comparison import Side
from timeline.vocabulary import CATEGORY_LABELS

NARROW = 600
BALANCE_LABELS = {"cooperation": "Cooperation", "conflict": "Conflict", "neither": "Neither"}
PROVES_NOTHING = (
    "What such counts do not prove: sources thicken over time, so that more is told of later days whatever happened; the event was chosen because it stands out; "
    "and nothing here shows what would have been without it."
)


def comparison_chart(request: Request) -> go.Figure:
    """Both sides of the comparison on one scale of values and of days."""
    dataset, filters = request.dataset, request.filters
    both = comparison.sides(dataset, filters, pd.Timestamp(request.today))
    months, days, half_life = comparison.bin_months(both), comparison.offset_range(both), float(filters.half_life)
    panels = [_panel(request, side, months, half_life) for side in both]
    names = [panel.name for panel in panels]
    counted = "Days are counted from an event of each side; grey: not covered" if filters.since else "On calendar time"
    if comparison.are_periods(filters) and not filters.since:
        counted = "Each period from its first year; grey: not covered"
    span = "month" if months == 1 else "half-year"
    few = [panel.short for panel in panels if panel.sums["count"].sum() < FEW]
    thin = f" Few events, read single marks: {' and '.join(few)}." if few else ""
    words = (
        f"{counted}. Cooperation above zero and conflict below, by {span}, pale where only reported; values and days on one scale.{thin} "
        f"{say_scale(filters)} Running sum: S(t) = sum of sᵢ·2^(−(t−tᵢ)/h), half-life h = {say_half_life(filters.half_life)}."
    )
    said = " ".join(f"{panel.name}: {panel.note}. {_peak(panel)}" for panel in panels)
    caption = Caption(
        f"{names[0]}, beside {names[1]}", words, f"{LEFT_OUT} Scale: manual of the PLOVER project. {request.source}", alt=f"{names[0]}, beside {names[1]}. {said} {words}"
    )
    fades = f"where an event weighs half after {say_half_life(filters.half_life)}" if request.width >= NARROW else "fading with time"
    return comparison_figure.comparison(panels, days, caption, fades=fades, width=request.width)


def before_and_after_chart(request: Request) -> go.Figure:
    """The events of both pairs in the days before and after an event, the one chosen or the biggest of the view."""
    dataset, filters = request.dataset, request.filters
    both = list(comparison.sides(dataset, filters, pd.Timestamp(request.today)))[: 1 if comparison.are_periods(filters) else 2]
    events = [comparison.side_events(dataset, filters, side) for side in both]
    biggest = comparison.biggest_event(_in_years(events[0], both[0]))
    chosen = [side.event or biggest for side in both]
    title = "Before and after an event"
    advice = "No event of this pair fits these filters, so there is none to look around. Clear one of them, or choose another pair."
    if not all(chosen) or request.events.empty:
        return before_and_after_figure.before_and_after(
            [Block("", pd.DataFrame({"count": []}), pd.DataFrame())], {}, Caption(title, request.sentence, request.source, alt=f"{title}. {advice}"), advice, width=request.width
        )
    names = chronology.actor_names(dataset)
    table = dataset["events"].set_index("event_id")
    blocks, wide = [], 0
    for side, some, event_id in zip(both, events, chosen, strict=True):
        counts = comparison.before_and_after(dataset, some, event_id, filters.counted_by)
        around = "" if len(set(chosen)) == 1 else f", around: {table.loc[event_id, 'label'] or table.loc[event_id, 'title']}"
        blocks.append(Block(f"{relations.say_pair(side.pair, names)}{around}", counts, comparison.windows(dataset, event_id, side.last if not filters.years else _until(request))))
        wide += comparison.too_wide(dataset, some, event_id)
    keys = CATEGORY_LABELS if filters.counted_by == "category" else BALANCE_LABELS
    found = {key for block in blocks for key in block.counts["key"]}
    labels = {key: text for key, text in keys.items() if key in found}
    event = table.loc[chosen[0]]
    why = "" if filters.since else ", the event of the view with most sources among the most important"
    words = " ".join(
        part
        for part in (
            f"Around {event['title']}, {event['when']}{why}. Events before (pale, left) and after (full, right), not counting it and what happened on its days.",
            _say_cut(blocks),
            f"Left out: {wide} whose date is too wide to tell." if wide else "",
            PROVES_NOTHING,
        )
        if part
    )
    title = f"Before and after: {event['label'] or event['title']}"
    caption = Caption(title, words, f"Not counted: {relations.SAID_NOT_DONE}. {request.source}", alt=f"{title}. {_say_counts(blocks)} {words}")
    return before_and_after_figure.before_and_after(blocks, labels, caption, advice, width=request.width)


def _panel(request: Request, side: Side, months: int, half_life: float) -> Panel:
    dataset, filters = request.dataset, request.filters
    names = chronology.actor_names(dataset)
    events = comparison.side_events(dataset, filters, side)
    scored = relations.scored_events(dataset, events, filters.scale, filters.weights)
    sums = relations.period_sums(comparison.within(scored, side), comparison.side_edges(side, months))
    running = relations.running_sum(scored, side.first, side.last, half_life)
    pair = relations.say_pair(side.pair, names)
    years = f"{side.first.year}–{side.last.year}"
    is_periods = comparison.are_periods(filters)
    count = int(sums["count"].sum())
    note = f"{count:,} event{'' if count == 1 else 's'} counted"
    event = dataset["events"].set_index("event_id").loc[side.event] if side.event else None
    zero = (side.event, f"{event['label'] or event['title']}") if event is not None else ("", "")
    short = years if is_periods else pair if request.width >= NARROW else "–".join(side.pair)
    return Panel(f"{pair}, {years}" if is_periods else pair, short, note, sums, running, side.zero, side.first, side.last, zero)


def _in_years(events: pd.DataFrame, side: Side) -> pd.DataFrame:
    return events[(events["start_latest"] >= side.first) & (events["earliest"] <= side.last)]


def _until(request: Request) -> pd.Timestamp:
    return comparison.sides(request.dataset, request.filters.without("years"), pd.Timestamp(request.today))[0].last


def _peak(panel: Panel) -> str:
    if panel.sums.empty:
        return "No event counts."
    best = panel.sums.loc[panel.sums["total"].abs().idxmax()]
    return f"Largest sum {best['total']:.1f} in the period from {best['first']:%B %Y}."


def _say_cut(blocks: list[Block]) -> str:
    """Which windows run past what the data covers."""
    cuts = []
    for way, words in (("after", "run past the last day of the data"), ("before", "begin before its first year")):
        days = sorted({int(window.days) for block in blocks for window in block.windows.itertuples() if getattr(window, way) < window.days})
        if days:
            cuts.append(f"the {' and '.join(str(day) for day in days)} days {way} {words} and are cut")
    return f"{'; '.join(cuts).capitalize()}." if cuts else ""


def _say_counts(blocks: list[Block]) -> str:
    parts = []
    for block in blocks:
        summed = block.counts.groupby(["days", "is_after"])["count"].sum()
        parts += [
            f"{block.name}, {window.days} days: {summed.get((window.days, False), 0)} before, {summed.get((window.days, True), 0)} after." for window in block.windows.itertuples()
        ]
    return " ".join(parts)


PAGE = "compare"
CHARTS = {"comparison": comparison_chart, "before-and-after": before_and_after_chart}
