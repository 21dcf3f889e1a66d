"""A view as a file of any kind: its chart as page or picture, its rows in any format of tables."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from timeline.charts import CHARTS, NUMBERS_OF, WHOLE, Request
from timeline.exports.citation import source_line
from timeline.exports.dossier import CHARTS as OF_DOSSIER
from timeline.exports.dossier import MAP, dossier
from timeline.exports.dossier_pdf import dossier_pdf
from timeline.exports.drawings import Drawing, checked
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import DOSSIER, HTML, NUMBERS
from timeline.exports.numbers import numbers_csv
from timeline.exports.pages import chart_html, ids_behind, standing_alone
from timeline.exports.pictures import find_browser, picture
from timeline.exports.safety import clean
from timeline.exports.view import View
from timeline.figures.style import Theme
from timeline.queries.coverage import sources_of
from timeline.queries.listing import listed


def make_file(view: View, chart: str, code: str, theme: Theme = "light") -> bytes:
    """Return the file: of the chart `chart` for pages and pictures, of the events that it draws for tables (of all events of the view where its marks lead to none),
    of what it computes for numbers.

    Raises:
        KeyError: for the numbers of a chart that has none of its own.
        NoBrowserError: for a picture where no browser is found, or it fails.
    """
    if code in FORMATS:
        return FORMATS[code].write(_as_drawn(view, chart))
    if code == NUMBERS:
        return numbers_csv(view, NUMBERS_OF[chart](_request(view)))
    if code == DOSSIER:
        return dossier_pdf(dossier(view), _drawings(view))
    figure = _figure(view, chart)
    if code == HTML:
        return _page(view, figure, theme)
    return picture(standing_alone(figure, theme), code, view.link)


def _as_drawn(view: View, chart: str) -> View:
    """The view as far as the chart draws it, with what it draws beside it, such as the other side of a comparison."""
    if chart in WHOLE:
        return view
    figure = _figure(view, chart)
    ids = ids_behind(figure)
    return replace(view, drawn=frozenset(ids)) if ids or figure.layout.meta["is_empty"] else view


def _figure(view: View, chart: str) -> go.Figure:
    return CHARTS[chart](_request(view))


def _request(view: View) -> Request:
    return Request(view.dataset, view.filters, view.today, source_line(view.dataset))


def _page(view: View, figure: go.Figure, theme: Theme) -> bytes:
    """The chart with the events that its marks open, all of the view where they open none, and their sources."""
    ids, known = ids_behind(figure), view.dataset["events"]
    events = known[known["event_id"].isin(ids)] if ids else view.events
    cited = [(clean(f"{row.publisher}, {row.published or 'undated'}: {row.title}"), row.url) for row in sources_of(view.dataset, events).itertuples()]
    return chart_html(figure, link=view.link, events=listed(view.dataset, events), sources=cited, theme=theme)


def _drawings(view: View) -> dict[str, Drawing]:
    """The charts of a dossier that show something of the view, none where there is no browser to draw them."""
    if not find_browser():
        return {}
    found = {name: _telling(view, name) for name in OF_DOSSIER}
    return {name: checked(picture(standing_alone(figure, "light"), "svg", view.link).decode(), str(figure.layout.meta["alt"])) for name, figure in found.items() if figure}


def _telling(view: View, chart: str) -> go.Figure | None:
    """The chart, if it shows something of the view; a map without a line of its layer is that of all events."""
    asked = [view, replace(view, filters=view.filters.with_(layer="all"))] if chart == MAP else [view]
    figures = (_figure(one, chart) for one in asked)
    return next((figure for figure in figures if not figure.layout.meta["is_empty"]), None)
