"""Tests of the path of a thread and of the spans: what stands where, and what is told apart by form."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from tests.figures.seen import CAPTION, HOSTILE, ids_behind, said, words
from timeline.figures import style
from timeline.figures.thread_path import NOT_DONE, thread_path
from timeline.figures.thread_spans import thread_spans


def path(*changes: dict[str, Any]) -> pd.DataFrame:
    plain = {
        "event_id": "a", "when": "1 May 2009", "category": "visit", "status": "confirmed", "step": "", "title": "A title", "label": "", "summary": "A summary.",
        "parties": "A → B", "days": 100.0, "is_about": False, "is_open": False,
    }  # fmt: skip
    return pd.DataFrame([plain | {"event_id": f"e{number}"} | ({"days": float("nan")} if number == 0 else {}) | change for number, change in enumerate(changes)])


def marks(figure: Any) -> Any:
    return next(trace for trace in figure.data if trace.customdata is not None)


def test_every_step_is_a_mark_below_the_one_before() -> None:
    figure = thread_path(path({}, {}, {}), CAPTION, width=1080)
    assert ids_behind(figure) == [("e0",), ("e1",), ("e2",)]
    assert list(marks(figure).y) == sorted(marks(figure).y)


def test_a_longer_pause_is_a_longer_way_up_to_a_bound() -> None:
    def way(days: float) -> float:
        top, bottom = marks(thread_path(path({}, {"days": days}), CAPTION, width=1080)).y
        return float(bottom - top)

    assert way(0) < way(100) < way(400) < way(2_000) < way(5_000)
    assert way(400) - way(100) == pytest.approx(10), "the square root of the days"
    assert way(9_000) == way(90_000)


@pytest.mark.parametrize(
    ("days", "is_about", "text"),
    [(412.0, False, "↓ 412 days"), (1.0, False, "↓ one day"), (0.0, False, "↓ same day"), (789.0, True, "↓ about 789 days, 2 years"), (0.0, True, "↓ same month or year")],
)
def test_the_days_stand_between_the_marks(days: float, is_about: bool, text: str) -> None:
    figure = thread_path(path({}, {"days": days, "is_about": is_about}), CAPTION, width=390)
    assert text in [said(annotation.text) for annotation in figure.layout.annotations]


def test_what_is_not_done_has_a_dashed_line_and_says_so() -> None:
    done, open_ = (thread_path(path({}, {"step": "announced", "is_open": flag}), CAPTION, width=700) for flag in (False, True))
    dashes = [[trace.line.dash for trace in figure.data if trace.mode == "lines"] for figure in (done, open_)]
    assert (NOT_DONE in words(done), NOT_DONE in words(open_)) == (False, True)
    assert ("dash" in dashes[0], "dash" in dashes[1]) == (False, True)
    assert open_.layout.height > done.layout.height, "the dashed line below the last mark needs room"


def test_status_is_told_by_form() -> None:
    figure = thread_path(path({}, {"status": "reported"}, {"status": "planned"}, {"status": "cancelled"}), CAPTION, width=700)
    assert list(marks(figure).marker.symbol) == ["circle", "circle-open", "circle-open-dot", "circle-open"]
    assert [len(trace.x) for trace in figure.data if trace.mode == "markers" and trace.hoverinfo == "skip"] == [1], "the cancelled one is struck"


def test_a_wide_path_tells_summaries_a_narrow_one_short_names() -> None:
    steps = path({"label": "Short"})
    wide, narrow = (words(thread_path(steps, CAPTION, width=width)) for width in (1080, 390))
    assert ("A summary." in wide, "A title" in wide) == (True, True)
    assert ("A summary." in narrow, "Short" in narrow, "A title" in narrow) == (False, True, False)


def test_a_step_word_is_bold_even_if_it_is_hostile() -> None:
    plain, hostile = (thread_path(path({"step": step}), CAPTION, width=700) for step in ("opened", HOSTILE))
    assert any("<b>Opened</b> · A title" in (annotation.text or "") for annotation in plain.layout.annotations)
    assert not any("<extra>" in (annotation.text or "") for annotation in hostile.layout.annotations)


def spans(*days: str) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {"thread_id": "t", "name": "A thread", "row": 0, "length": "2 years", "count": len(days), "event_id": f"e{number}", "earliest": day, "when": day}
            for number, day in enumerate(days)
        ]
    ).assign(category="visit", status="confirmed", title="A title", parties="A → B")
    frame["earliest"] = pd.to_datetime(frame["earliest"], format="%Y-%m-%d").astype("datetime64[ms]")
    return frame.assign(first=frame["earliest"].min(), last=frame["earliest"].max())


def test_steps_too_close_to_part_are_one_counted_circle() -> None:
    figure = thread_spans(spans("2000-01-01", "2000-01-02", "2010-01-01"), CAPTION, width=1080)
    assert set(ids_behind(figure)) == {("e0", "e1"), ("e2",)}
    (counted,) = (trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers+text")
    assert list(counted.text) == ["2"]


@pytest.mark.parametrize("width", [320, 1080])
def test_one_step_alone_and_long_names_are_drawn(width: int) -> None:
    figure = thread_spans(spans("2000-01-01").assign(name="A name that goes on and on for quite a while"), CAPTION, width=width)
    assert ids_behind(figure) == [("e0",)]
    assert said(figure.layout.yaxis.ticktext[0]) == "A name that goes on and on for quite a while"
    assert "2 years" in words(figure)


def test_every_mark_of_a_span_lies_within_the_period_drawn() -> None:
    figure = thread_spans(spans("2000-01-01", "2003-05-01", "2020-12-31"), CAPTION, width=390)
    first, last = figure.layout.xaxis.range
    assert all(first <= x <= last for trace in figure.data if trace.type == "scatter" for x in trace.x)
    assert style.FAINT in {trace.marker.color for trace in figure.data if trace.type == "bar"}
