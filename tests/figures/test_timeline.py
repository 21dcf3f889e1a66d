"""Tests of the timeline's form: how wide dates are, what a status looks like, where wars, ghosts and clusters stand."""

from __future__ import annotations

from datetime import date
from itertools import combinations, pairwise
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.figures.seen import CAPTION, DAY, SOURCE, colours, ms, names_of_wars, row, rows, said, styled, words
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.figures.timeline import WARS, WINDOW_OPACITY, WORDS, timeline
from timeline.filters import LANES, Filters
from timeline.repository import Dataset
from timeline.vocabulary import CATEGORY_CODES, CATEGORY_LABELS, STATUSES

PERIOD = (date(1990, 1, 1), date(2025, 12, 31))
NO_BANDS = pd.DataFrame({"event_id": [], "title": [], "label": [], "earliest": [], "latest": [], "is_ongoing": []})
NO_GHOSTS = pd.DataFrame({"event_id": [], "earliest": [], "latest": [], "when": [], "claimant": []}).astype({"event_id": "str"})


def days(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name]).astype("datetime64[ms]") for name in ("earliest", "latest")})


def ghosts(*found: tuple[str, str, str]) -> pd.DataFrame:
    return days(pd.DataFrame([(event, first, last, "in March", "Wire") for event, first, last in found], columns=["event_id", "earliest", "latest", "when", "claimant"]))


def bands(*found: tuple[str, str, str, bool]) -> pd.DataFrame:
    wide = [(f"war-{number}", title, "", first, last or None, runs) for number, (title, first, last, runs) in enumerate(found)]
    return days(pd.DataFrame(wide, columns=["event_id", "title", "label", "earliest", "latest", "is_ongoing"]))


def draw(*found: dict[str, Any], ghost: pd.DataFrame = NO_GHOSTS, band: pd.DataFrame = NO_BANDS, period: tuple[date, date] = PERIOD, width: int = 1080) -> go.Figure:
    return timeline(rows(*found), band, ghost, period, CAPTION, width=width)


def bars(figure: go.Figure) -> dict[str, tuple[float, float, float]]:
    """The start, length and opacity of each bar by its event."""
    return {
        custom[0]: (float(start), float(length), opacity)
        for trace in figure.data if trace.type == "bar" for custom, start, length, opacity in zip(trace.customdata, trace.base, trace.x, trace.marker.opacity, strict=True)
    }  # fmt: skip


def points(figure: go.Figure, event_id: str) -> list[tuple[float, float, str, str]]:
    """The place, symbol and colour of each mark of an event."""
    found = []
    for trace in figure.data:
        if trace.type != "scatter" or "markers" not in trace.mode or trace.customdata is None:
            continue
        symbols = [trace.marker.symbol] * len(trace.x) if isinstance(trace.marker.symbol, str) else list(trace.marker.symbol)
        found += [(float(x), float(y), s, c) for x, y, s, c, k in zip(trace.x, trace.y, symbols, trace.marker.color, trace.customdata, strict=True) if k[0] == event_id]
    return found


def spans(figure: go.Figure) -> list[tuple[str, float, float, float]]:
    """The event, lane, start and end of each bar that is not a window."""
    return [
        (custom[0], float(y), float(start), float(start + length))
        for trace in figure.data if trace.type == "bar"
        for custom, y, start, length, opacity in zip(trace.customdata, trace.y, trace.base, trace.x, trace.marker.opacity, strict=True) if opacity > WINDOW_OPACITY
    ]  # fmt: skip


def with_symbol(figure: go.Figure, symbol: str) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.marker.symbol == symbol]


def across(figure: go.Figure, width: int, moment: float) -> float:
    """How many pixels from the left edge of its plot a figure of this width has a moment."""
    first, last = figure.layout.xaxis.range
    return (moment - first) / (last - first) * (width - figure.layout.margin.l - figure.layout.margin.r)


def dotted(figure: go.Figure) -> list[Any]:
    return [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines" and trace.line.dash == "dot"]


@pytest.mark.parametrize(("first", "last", "length"), [("2010-02-01", "2010-02-28", 28), ("2010-01-01", "2010-12-31", 365), ("2000-01-01", "2009-12-31", 3653)])
def test_a_month_or_a_year_is_drawn_as_wide_as_it_is(first: str, last: str, length: int) -> None:
    start, width, opacity = bars(draw(row("a", first, last)))["a"]
    assert (start, width) == (ms(first), length * DAY)
    assert opacity < 0.5, "a window is pale: the event lies somewhere in it"


def test_the_mark_of_an_imprecise_date_stands_in_its_middle() -> None:
    assert points(draw(row("a", "2010-01-01", "2010-12-31")), "a")[0][0] == ms("2010-01-01") + 182.5 * DAY


def test_a_day_has_no_window() -> None:
    assert bars(draw(row("a", "2010-02-03"))) == {}


def test_an_event_that_lasts_is_a_bar_from_its_first_to_its_last_day() -> None:
    start, length, opacity = bars(draw(row("a", "2010-02-03", end_earliest="2015-02-03", latest="2015-02-03")))["a"]
    assert (start, start + length) == (ms("2010-02-03"), ms("2015-02-04"))
    assert opacity > 0.5


def test_an_event_too_short_to_be_a_bar_is_a_mark() -> None:
    figure = draw(row("a", "2010-02-03", end_earliest="2010-02-10", latest="2010-02-10"))
    assert bars(figure) == {}
    assert len(points(figure, "a")) == 1


def test_what_still_runs_ends_in_an_arrow_at_the_right_edge() -> None:
    figure = draw(row("a", "2010-02-03", is_ongoing=True, end_earliest=None, latest=None))
    start, length, _ = bars(figure)["a"]
    (arrow,) = with_symbol(figure, "triangle-right")
    assert start + length == arrow.x[0] == figure.layout.xaxis.range[1] == ms("2026-01-01")


def test_what_has_ended_has_no_arrow() -> None:
    assert with_symbol(draw(row("a", "2010-02-03", end_earliest="2015-02-03", latest="2015-02-03")), "triangle-right") == []


def test_a_competing_date_is_a_hollow_ghost_tied_to_its_event() -> None:
    figure = draw(row("a", "2010-02-03"), row("b", "2012-02-03"), ghost=ghosts(("a", "2011-03-01", "2011-03-31")))
    mark, ghost = sorted(points(figure, "a"))
    assert ghost[0] == ms("2011-03-01") + 15.5 * DAY
    assert ghost[2] == mark[2] + "-open"
    (line,) = dotted(figure)
    assert list(line.x)[:2] == [mark[0], ghost[0]]
    assert list(line.y)[:2] == [mark[1], ghost[1]]
    assert line.hoverinfo == "skip"


def test_without_competing_dates_there_is_no_ghost() -> None:
    figure = draw(row("a", "2010-02-03"), ghost=ghosts(("not-drawn", "2011-03-01", "2011-03-31")))
    assert len(points(figure, "a")) == 1
    assert dotted(figure) == []


def test_a_war_is_a_band_behind_all_lanes_with_its_name() -> None:
    figure = draw(row("a", "2010-02-03"), band=bands(("War of 2020", "2020-09-27", "2020-11-10", False), ("War without end", "2022-02-24", "", True)))
    areas = [(shape.x0, shape.x1, shape.y0, shape.y1, shape.layer) for shape in figure.layout.shapes if shape.type == "rect"]
    assert areas == [(ms("2020-09-27"), ms("2020-11-11"), 0, 1, "below"), (ms("2022-02-24"), ms("2026-01-01"), 0, 1, "below")]
    assert [(said(text), event) for _, _, text, event in names_of_wars(figure)] == [("War of 2020", "war-0"), ("War without end", "war-1")]


def test_the_name_of_a_war_is_clickable_over_its_whole_length() -> None:
    figure = draw(row("a", "2010-02-03"), band=bands(("A war with quite a long name", "1994-09-27", "1995-11-10", False)))
    (trace,) = [trace for trace in figure.data if trace.meta == WARS]
    pixels = [across(figure, 1080, x) for x in trace.x]
    assert max(pixels) - min(pixels) >= style.text_width("A war with quite a long name", style.SIZE_SMALL) - figure.layout.hoverdistance * 2
    assert all(after - before <= 2 * figure.layout.hoverdistance for before, after in pairwise(pixels))
    assert {custom[0] for custom in trace.customdata} == {"war-0"}


def test_wars_outside_the_period_are_not_drawn() -> None:
    figure = draw(row("a", "2010-02-03"), band=bands(("Old war", "1940-01-01", "1945-05-08", False)))
    assert not [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert "Old war" not in words(figure)


@pytest.mark.parametrize("width", [320, 700, 1600])
def test_names_of_wars_do_not_overlap_and_are_not_cut(width: int) -> None:
    wars = [(f"The war number {number}", f"{1990 + number}-01-01", f"{1990 + number}-09-01", False) for number in range(20)]
    figure = draw(row("a", "2010-02-03"), band=bands(*wars), width=width)
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    names = [(y, across(figure, width, x), text) for x, y, text, _ in names_of_wars(figure)]
    boxes = [(y, left, left + style.text_width(said(text), style.SIZE_SMALL)) for y, left, text in names]
    assert boxes
    assert all(left >= -0.5 and right <= plot + 0.5 for _, left, right in boxes)
    assert not [(one, other) for one, other in combinations(boxes, 2) if one[0] == other[0] and one[1] < other[2] and other[1] < one[2]]


@pytest.mark.parametrize(("status", "suffix"), [("confirmed", ""), ("reported", "-open"), ("planned", "-open-dot"), ("denied", "-open"), ("cancelled", "-open")])
def test_a_status_has_its_form(status: str, suffix: str) -> None:
    figure = draw(row("a", "2010-02-03", status=status, category="arms"))
    assert points(figure, "a")[0][2] == style.CATEGORY_SYMBOLS["arms"] + suffix
    struck = [trace.x[0] for trace in with_symbol(figure, "line-ew")]
    assert struck == ([ms("2010-02-03") + DAY / 2] if status in ("denied", "cancelled") else []), "struck: denied or called off"


def test_no_two_statuses_but_the_struck_look_the_same() -> None:
    forms = {term.code: points(draw(row("a", "2010-02-03", status=term.code)), "a")[0][2] for term in STATUSES}
    assert len({form for status, form in forms.items() if status not in ("denied", "cancelled")}) == len(STATUSES) - 2


def test_a_cluster_opens_with_all_its_ids() -> None:
    crowd = [row(f"e{number:02d}", "2010-02-03", importance=3) for number in range(40)]
    figure = draw(*crowd)
    (cluster,) = with_symbol(figure, "circle-open")
    ids = cluster.customdata[0][0].split(";")
    single = {custom[0] for trace in figure.data if trace is not cluster and trace.customdata is not None for custom in trace.customdata}
    assert sorted([*ids, *single]) == [found["event_id"] for found in crowd], "each event is a mark or in the cluster"
    (number,) = [trace.text[0] for trace in figure.data if trace.meta == WORDS and trace.x[0] == cluster.x[0]]
    assert number == str(len(ids)) == str(cluster.customdata[0][2])


def test_a_cluster_of_what_began_before_the_period_stands_inside_it() -> None:
    crowd = [row(f"e{number:02d}", "1950-02-03", is_ongoing=True, end_earliest=None, latest=None) for number in range(20)]
    figure = draw(*crowd)
    (cluster,) = with_symbol(figure, "circle-open")
    assert figure.layout.xaxis.range[0] <= cluster.x[0] <= figure.layout.xaxis.range[1]


@pytest.mark.parametrize("codes", [CATEGORY_CODES, CATEGORY_CODES[::3], ("society", "visit")])
def test_lanes_stand_in_the_order_of_the_vocabulary_and_categories_keep_their_look(codes: tuple[str, ...]) -> None:
    order = {code: number for number, code in enumerate(CATEGORY_CODES)}
    found = [row(code, "2010-02-03", category=code, lane=CATEGORY_LABELS[code], lane_order=order[code]) for code in sorted(codes, key=order.get)]
    figure = draw(*found)
    axis = figure.layout.yaxis
    downwards = [said(text).rpartition(" ")[0] for _, text in sorted(zip(axis.tickvals, axis.ticktext, strict=True))]
    assert axis.range[0] > axis.range[1], "the first lane is at the top"
    assert downwards == [label for code, label in CATEGORY_LABELS.items() if code in codes]
    for code in codes:
        assert points(figure, code)[0][2:] == (style.CATEGORY_SYMBOLS[code], style.CATEGORY_COLOURS[code])


def test_colour_and_symbol_of_a_category_never_change_with_a_filter(dataset: Dataset) -> None:
    category = dict(zip(dataset["events"]["event_id"], dataset["events"]["category"].astype("str"), strict=True))
    middle = int(dataset["events"]["year"].median())
    for filters in (Filters(), Filters(category=("visit", "war")), Filters(years=(middle, middle)), *(Filters(lanes=lanes) for lanes in LANES)):
        figure = CHARTS["timeline"](Request(dataset, filters, date(2026, 1, 1), SOURCE))
        for trace in figure.data:
            if trace.type == "scatter" and trace.mode == "markers" and trace.customdata is not None and not isinstance(trace.marker.symbol, str):
                for custom, symbol, colour in zip(trace.customdata, trace.marker.symbol, trace.marker.color, strict=True):
                    code = category[custom[0]]
                    assert (symbol.removesuffix("-dot").removesuffix("-open"), colour) == (style.CATEGORY_SYMBOLS[code], style.CATEGORY_COLOURS[code])


@pytest.mark.parametrize("width", [320, 700, 1080, 1600])
@pytest.mark.parametrize("lanes", LANES)
def test_words_and_marks_of_the_real_data_hide_none(dataset: Dataset, lanes: str, width: int) -> None:
    figure = CHARTS["timeline"](Request(dataset, Filters(lanes=lanes), date(2026, 1, 1), SOURCE, width))
    plot = width - figure.layout.margin.l - figure.layout.margin.r
    first, last = figure.layout.xaxis.range
    boxes: dict[float, list[tuple[float, float, str]]] = {}
    for event_id, lane, start, end in spans(figure):
        left, right = (across(figure, width, min(max(moment, first), last)) for moment in (start, end))
        boxes.setdefault(round(lane, 3), []).append((left, right, event_id))
    for trace in figure.data:
        if trace.type != "scatter" or trace.mode == "lines" or trace.customdata is None or trace.opacity == 0.65 or trace.meta == WARS or trace.marker.symbol == "triangle-right":
            continue
        for place, (x, y) in enumerate(zip(trace.x, trace.y, strict=True)):
            pixel, half = across(figure, width, x), 8 if trace.marker.size == 17 else 4.5
            box = (pixel - half, pixel + half)
            if trace.mode == "text":
                length = style.text_width(said(trace.text[place]), style.SIZE_SMALL)
                box = (pixel + 5, pixel + 5 + length) if "right" in trace.textposition[place] else (pixel - 5 - length, pixel - 5)
                assert box[0] >= 0, "words are cut at the left edge"
                assert box[1] <= plot + 16, "words are cut at the right edge"
            boxes.setdefault(round(float(y), 3), []).append((*box, str(trace.customdata[place][0])))
    hidden = [(one[2], other[2]) for found in boxes.values() for one, other in combinations(found, 2) if one[2] != other[2] and one[0] < other[1] and other[0] < one[1]]
    assert not hidden, f"these marks or words lie on each other: {hidden[:5]}"


@pytest.mark.parametrize("width", [320, 700, 1080, 1600])
@pytest.mark.parametrize("lanes", LANES)
def test_no_word_lies_on_the_ghost_of_a_competing_date(dataset: Dataset, lanes: str, width: int) -> None:
    figure = CHARTS["timeline"](Request(dataset, Filters(lanes=lanes), date(2026, 1, 1), SOURCE, width))
    ghosts = [(across(figure, width, x), round(float(y), 3)) for trace in figure.data if trace.opacity == 0.65 for x, y in zip(trace.x, trace.y, strict=True)]
    words = [
        (across(figure, width, x), round(float(y), 3), text, side)
        for trace in figure.data if trace.meta == WORDS and isinstance(trace.textposition, tuple) for x, y, text, side in zip(trace.x, trace.y, trace.text, trace.textposition, strict=True)
    ]  # fmt: skip
    assert ghosts
    hidden = []
    for x, y, text, side in words:
        length = style.text_width(said(text), style.SIZE_SMALL)
        left, right = (x, x + length) if "right" in side else (x - length, x)
        hidden += [text for ghost, row_of in ghosts if row_of == y and left < ghost + 4 and ghost - 4 < right]
    assert hidden == []


def test_words_stand_beyond_a_ghost_that_is_near_their_mark() -> None:
    plain, near, far = (
        draw(row("a", "2010-02-03", title="A visit"), ghost=ghosts(*found)) for found in ((), (("a", "2011-03-01", "2011-03-31"),), (("a", "2020-03-01", "2020-03-31"),))
    )
    starts = [next(trace.x[0] for trace in figure.data if trace.meta == WORDS) for figure in (plain, near, far)]
    assert starts[0] == starts[2] < ms("2011-03-31") < starts[1]


def test_a_chart_grows_with_its_lanes_and_leaves_its_rows_as_they_were() -> None:
    found = rows(*(row(code, "2010-02-03", category=code, lane=code, lane_order=number) for number, code in enumerate(CATEGORY_CODES)))
    before = found.copy()
    ten = timeline(found, NO_BANDS, NO_GHOSTS, PERIOD, CAPTION)
    pd.testing.assert_frame_equal(found, before)
    assert ten.layout.height > draw(row("a", "2010-02-03")).layout.height
    assert colours(ten) <= styled()


def test_no_rows_say_so() -> None:
    assert "No event fits" in words(timeline(rows(), NO_BANDS, NO_GHOSTS, PERIOD, CAPTION))
