"""What every chart keeps, whatever it shows: found in CHARTS and drawn for many views, so that a new chart is tested by being there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests import tiny
from tests.figures.seen import HOSTILE, SOURCE, colours, ids_behind, said, styled, templates, texts, words
from timeline.charts import CHARTS, Request
from timeline.figures import style
from timeline.filters import LANES, LAYERS, Filters
from timeline.queries.chronology import busiest_dyad
from timeline.queries.selection import select, year_bounds
from timeline.repository import Dataset

TODAY = date(2026, 6, 30)
WIDTHS = (320, 390, 700, 1080, 1600)
NOTHING = Filters(search="zzzqqqxxx")


def busy_year(dataset: Dataset) -> int:
    return int(dataset["events"]["year"].mode().iloc[0])


VIEWS: dict[str, Callable[[Dataset], Filters]] = {
    "everything": lambda dataset: Filters(),
    "nothing": lambda dataset: NOTHING,
    "one year": lambda dataset: Filters(years=(busy_year(dataset), busy_year(dataset))),
    "one event": lambda dataset: Filters(search=str(dataset["events"]["title"].iloc[0])),
    "one dyad": lambda dataset: Filters(dyad=busiest_dyad(dataset)),
    "one direction": lambda dataset: Filters(dyad=busiest_dyad(dataset), direction="back"),
    "years to come": lambda dataset: Filters(years=(year_bounds(dataset)[1] + 20, 9999)),
    "long ago": lambda dataset: Filters(as_of="1000", layer="all"),
    "hostile search": lambda dataset: Filters(search=HOSTILE),
    **{f"lanes by {lanes}": (lambda dataset, lanes=lanes: Filters(lanes=lanes)) for lanes in LANES},
    **{f"layer {layer}": (lambda dataset, layer=layer: Filters(layer=layer)) for layer in LAYERS},
}
every_chart = pytest.mark.parametrize("name", CHARTS)
every_view = pytest.mark.parametrize(("name", "view"), list(product(CHARTS, VIEWS)))


@cache
def drawn(dataset: Dataset, name: str, filters: Filters, width: int = 1080) -> go.Figure:
    return CHARTS[name](Request(dataset, filters, TODAY, SOURCE, width))


def hostile_dataset(folder: Path) -> Dataset:
    for cells in tiny.rows(folder, "events"):
        tiny.change(
            folder, "events", cells["event_id"], title=f"{HOSTILE} {cells['event_id']}", label="a < b & c" if cells["label"] else "", place=HOSTILE if cells["place"] else ""
        )
    for cells in tiny.rows(folder, "actors"):
        tiny.change(folder, "actors", cells["code"], short_name=f"<b>%{{z}}</b><extra>y</extra> & {cells['code']}")
    for cells in tiny.rows(folder, "sources"):
        tiny.change(folder, "sources", cells["source_id"], publisher=HOSTILE)
    tiny.change(folder, "claims", "1993-embassy-start-2", claimant=HOSTILE)
    return tiny.dataset(folder)


def hostile_views() -> list[Filters]:
    return [*(Filters(lanes=lanes) for lanes in LANES), *(Filters(layer=layer) for layer in LAYERS), Filters(search="zzz " + HOSTILE)]


@every_view
def test_a_chart_is_a_figure_with_room_for_its_plot(dataset: Dataset, name: str, view: str) -> None:
    figure = drawn(dataset, name, VIEWS[view](dataset))
    assert isinstance(figure, go.Figure)
    margin = figure.layout.margin
    assert figure.layout.height > margin.t + margin.b > 0, "the title and the source line must leave room for marks"


@every_chart
def test_a_chart_says_whether_it_shows_something(dataset: Dataset, name: str) -> None:
    assert not drawn(dataset, name, Filters()).layout.meta["is_empty"]
    if name in ("timeline", "map"):
        assert drawn(dataset, name, NOTHING).layout.meta["is_empty"]


@every_view
def test_plotly_knows_every_value_of_a_chart(dataset: Dataset, name: str, view: str) -> None:
    go.Figure(drawn(dataset, name, VIEWS[view](dataset)).to_dict())  # raises on what it does not know; the charts skip this check for speed


@every_view
def test_a_chart_carries_title_subtitle_source_and_alternative_text(dataset: Dataset, name: str, view: str) -> None:
    figure = drawn(dataset, name, VIEWS[view](dataset))
    assert figure.layout.meta["title"]
    assert figure.layout.meta["alt"], "who cannot see the chart is told what it shows"
    assert figure.layout.meta["title"] in words(figure), "the title goes with the picture wherever it is saved"
    assert SOURCE in words(figure), "a picture that is passed on must say where it comes from"
    sizes = {annotation.font.size for annotation in figure.layout.annotations if annotation.text}
    assert {style.SIZE_TITLE, style.SIZE_SUBTITLE, style.SIZE_SMALL} <= sizes, "title, subtitle and source line each have their size"


@every_view
def test_words_that_hang_by_a_side_are_set_from_it(dataset: Dataset, name: str, view: str) -> None:
    for note in drawn(dataset, name, VIEWS[view](dataset)).layout.annotations:
        assert note.xanchor not in ("left", "right") or note.align == note.xanchor, f"where {note.text!r} begins depends on the width that a browser measured"


@every_view
def test_every_mark_leads_to_events_of_the_data(dataset: Dataset, name: str, view: str) -> None:
    filters = VIEWS[view](dataset)
    figure = drawn(dataset, name, filters)
    assert {event for ids in ids_behind(figure) for event in ids} <= set(dataset["events"]["event_id"])
    for ids in ids_behind(figure):
        assert len(set(ids)) == len(ids), "an event stands once behind a mark"


@every_view
def test_what_answers_the_mouse_says_which_event_it_is(dataset: Dataset, name: str, view: str) -> None:
    for trace in drawn(dataset, name, VIEWS[view](dataset)).data:
        if trace.hoverinfo == "skip":
            continue
        marks = next(len(trace[axis]) for axis in ("locations", "lat", "x") if axis in trace and trace[axis] is not None)
        given = [] if trace.customdata is None else list(trace.customdata)
        assert len(given) == marks, f"a click on a {trace.type} mark finds no customdata[0]: an event id, ids with ; between, or an empty text"
        assert all(isinstance(custom[0], str) for custom in given)


@every_view
def test_every_colour_comes_from_the_style(dataset: Dataset, name: str, view: str) -> None:
    assert colours(drawn(dataset, name, VIEWS[view](dataset))) <= styled(), "colours are chosen in figures/style.py, where their contrast is checked"


@every_chart
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", ["everything", "nothing", "lanes by dyad", "layer all"])
def test_the_words_of_a_chart_fit_its_width(dataset: Dataset, name: str, view: str, width: int) -> None:
    figure = drawn(dataset, name, VIEWS[view](dataset), width)
    for annotation in figure.layout.annotations:
        for line in map(said, (annotation.text or "").split("<br>")):
            assert " " not in line or style.text_width(line, annotation.font.size) <= width + 0.01, f"{line!r} is cut at {width} pixels"
    assert figure.layout.margin.l + figure.layout.margin.r < width, "the margins leave no plot"


@every_chart
def test_a_narrower_chart_is_given_the_lines_it_needs(dataset: Dataset, name: str) -> None:
    narrow, wide = (drawn(dataset, name, Filters(), width).layout for width in (320, 1600))
    assert narrow.margin.t + narrow.margin.b > wide.margin.t + wide.margin.b, "title, subtitle and source need more lines where there is less width"


@every_chart
@pytest.mark.parametrize("way", [{}, *({"layer": layer} for layer in LAYERS), *({"lanes": lanes} for lanes in LANES)], ids=lambda way: " ".join(way.values()))
def test_an_empty_view_is_said_in_words(dataset: Dataset, name: str, way: dict[str, str]) -> None:
    view = NOTHING.with_(**way)
    assert select(dataset, view).empty
    figure = drawn(dataset, name, view)
    assert ids_behind(figure) == []
    sentences = [sentence for annotation in figure.layout.annotations for sentence in said(annotation.text or "").split(". ")]
    assert any(sentence.startswith(("No ", "Nothing ")) for sentence in sentences), f"an empty picture says that nothing fits and what to do; this one says: {sentences}"


@every_chart
def test_drawing_leaves_the_data_as_it_was(dataset: Dataset, name: str) -> None:
    before = {table: frame.copy() for table, frame in dataset.frames.items()}
    for view in VIEWS.values():
        CHARTS[name](Request(dataset, view(dataset), TODAY, SOURCE, 700))
    for table, frame in before.items():
        pd.testing.assert_frame_equal(dataset[table], frame)


@every_chart
def test_the_same_request_gives_the_same_chart(dataset: Dataset, name: str) -> None:
    first, second = (CHARTS[name](Request(dataset, Filters(), TODAY, SOURCE)).to_json() for _ in range(2))
    assert first == second, "the signature of a chart tells whether it must be drawn again"


@every_chart
def test_hostile_words_of_the_data_stand_in_no_chart_as_markup(folder: Path, name: str) -> None:
    dataset = hostile_dataset(folder)
    for filters in hostile_views():
        for text in texts(drawn(dataset, name, filters)):
            assert "<extra>" not in text, text
            assert "<b>%" not in text, text
            assert "a < b" not in text, text


@every_chart
def test_no_template_is_built_from_the_words_of_the_data(folder: Path, name: str) -> None:
    dataset = hostile_dataset(folder)
    for filters in hostile_views():
        for template in templates(drawn(dataset, name, filters)):
            assert "<extra>y" not in template, template
            assert "gt;%{" not in template, f"Plotly fills %{{...}} in, and it comes from the data here: {template}"


@pytest.mark.parametrize(
    ("name", "filters"),
    [("timeline", Filters()), ("timeline", Filters(lanes="dyad")), ("timeline", Filters(lanes="country")), ("map", Filters(layer="all")), ("sources-by-publisher", Filters())],
)
def test_hostile_words_are_shown_letter_for_letter(folder: Path, name: str, filters: Filters) -> None:
    found = texts(drawn(hostile_dataset(folder), name, filters))
    assert any(style.chart_text(HOSTILE) in text for text in found)
    assert not any(HOSTILE in text for text in found)
