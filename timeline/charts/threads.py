"""Threads: the path of one matter from step to step, and all of a view beside each other."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from timeline.charts.chronology import FORMS
from timeline.charts.request import Request
from timeline.figures import thread_path as path_figure
from timeline.figures import thread_spans as spans_figure
from timeline.figures.style import Caption
from timeline.queries import threads

METHOD = "Days run from start to start, from the first day that a date can mean; distances grow with their square root"


def path_chart(request: Request) -> go.Figure:
    """The path of the chosen thread, else of the leading one of the pair."""
    thread = threads.chosen_thread(request.dataset, request.filters)
    title, summary = threads.thread_row(request.dataset, thread)
    steps = threads.thread_path(request.dataset, request.events, thread)
    said = _say_path(steps)
    outside = int((request.dataset["events"]["thread_id"] == thread).sum()) - len(steps) if thread else 0
    rest = f" {outside} more {'step is' if outside == 1 else 'steps are'} outside this view." if outside and len(steps) else ""
    caption = Caption(
        title or "The steps of a thread",
        f"{summary} {said}{rest} {METHOD}. {FORMS}.".strip(),
        request.source,
        alt=f"Path of a thread: {title or 'none in this view'}. {said}{rest}",
    )
    return path_figure.thread_path(steps, caption, width=request.width)


def _say_path(steps: pd.DataFrame) -> str:
    """How many steps, from when to when, after which the longest pause came, what is not done."""
    if steps.empty:
        return ""
    first, last = steps.iloc[0], steps.iloc[-1]
    said = f"{len(steps)} steps, {first['when']} to {last['when']}." if len(steps) > 1 else f"One step, {first['when']}."
    if steps["days"].max() > 0:
        place = int(steps["days"].idxmax())
        said += f" Longest pause: {steps['days'].max():,.0f} days before {steps['when'].iloc[place]}."
    return said + (f" Not done so far: {steps['is_open'].sum()}." if steps["is_open"].any() else "")


def spans_chart(request: Request) -> go.Figure:
    """The threads with most events in the view, from their first step to their last."""
    steps = threads.thread_spans(request.dataset, request.events)
    count, drawn = threads.thread_count(request.events), steps["row"].nunique()
    shown = f"The {drawn} with most events of {count} threads" if count > drawn else f"{count} thread{'' if count == 1 else 's'}"
    rest = f"; not drawn: {count - drawn} others." if count > drawn else "."
    subtitle = f"{shown} in this view, {request.sentence}{rest} At the right the time from the first step to the start of the last. A circle counts steps too close to part; click to open them."
    caption = Caption("How long each matter took", subtitle, request.source, alt=f"Threads from first to last step. {shown}{rest} {_say_spans(steps)}")
    return spans_figure.thread_spans(steps, caption, width=request.width)


def _say_spans(steps: pd.DataFrame) -> str:
    if steps.empty:
        return "No thread."
    spans = steps.drop_duplicates("row")
    longest, most = spans.loc[(spans["last"] - spans["first"]).idxmax()], spans.loc[spans["count"].idxmax()]
    return (
        f"Longest: {longest['name']}, {longest['length']}; most steps: {most['name']}, {most['count']}; first begins {steps['first'].min():%Y}, last step {steps['last'].max():%Y}."
    )


PAGE = "threads"
CHARTS = {"thread-path": path_chart, "thread-spans": spans_chart}
