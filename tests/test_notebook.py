"""Tests of the package as a person in a notebook or a shell uses it: the lines of the README run, and importing it costs nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import plotly.graph_objects as go
import pytest

import timeline
from timeline import Filters, charts, draw, figures, load_dataset, queries
from timeline.repository import DEFAULT_FOLDER, Dataset

ROOT = DEFAULT_FOLDER.parent
SNIPPETS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
COMMANDS = re.findall(r"python -m timeline (export .*)", (ROOT / "README.md").read_text("utf-8"))


@pytest.mark.parametrize("snippet", SNIPPETS, ids=range(len(SNIPPETS)))
def test_the_python_of_the_readme_ends_in_a_chart(snippet: str) -> None:
    *lines, last = snippet.strip().splitlines()
    names: dict[str, object] = {}
    exec("\n".join(lines), names)
    assert isinstance(eval(last, names), go.Figure)


def test_a_chart_takes_three_lines() -> None:
    assert min(len([line for line in snippet.splitlines() if line]) for snippet in SNIPPETS) == 3


def test_importing_the_package_loads_neither_pandas_nor_plotly() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, timeline; print(sorted({'pandas', 'plotly', 'streamlit'} & set(sys.modules)))"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert said.stdout == "[]\n"


def test_the_package_offers_what_it_names() -> None:
    assert all(getattr(timeline, name) is not None for name in timeline.__all__)
    assert timeline.load_dataset is load_dataset
    with pytest.raises(AttributeError, match="module 'timeline' has no attribute 'nothing'"):
        _ = timeline.nothing


def test_the_modules_of_a_room_are_there_without_a_second_import() -> None:
    assert queries.selection.select
    assert figures.coverage.coverage
    assert charts.CHARTS


@pytest.mark.parametrize("name", charts.CHARTS)
def test_every_chart_can_be_drawn_alone(dataset: Dataset, name: str) -> None:
    figure = draw(name, dataset, Filters(dyad=("AZE", "ISR")), width=700, theme="dark")
    assert figure.layout.width == 700
    assert figure.layout.template.layout.paper_bgcolor
    assert "countries.json" not in figure.to_json()


def test_a_chart_is_drawn_on_the_last_day_that_the_data_covers_unless_told(dataset: Dataset) -> None:
    assert "30 June 2026" in str(draw("map", dataset).layout.meta)
    assert "1 March 2000" in str(draw("map", dataset, day=date(2000, 3, 1)).layout.meta)


def test_a_chart_that_is_not_there_is_a_key_error(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        draw("nothing", dataset)


def test_a_map_that_stands_alone_has_its_disputed_lines_between_land_and_marks(dataset: Dataset) -> None:
    kinds = [(trace.type, trace.line.dash if trace.type == "scattergeo" else "") for trace in draw("map", dataset).data]
    assert kinds.index(("scattergeo", "dash")) == max(place for place, (kind, _) in enumerate(kinds) if kind == "choropleth") + 1
