"""A view as a file of any kind: its chart as page or picture, its rows in any format of tables."""

from __future__ import annotations

import plotly.graph_objects as go

from timeline.charts import CHARTS, Request
from timeline.exports.citation import source_line
from timeline.exports.dossier import CHARTS as OF_DOSSIER
from timeline.exports.dossier import dossier
from timeline.exports.dossier_pdf import dossier_pdf
from timeline.exports.drawings import Drawing, checked
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import DOSSIER, HTML
from timeline.exports.pages import chart_html, standing_alone
from timeline.exports.pictures import find_browser, picture
from timeline.exports.references import source_references
from timeline.exports.view import View
from timeline.figures.style import Theme


def make_file(view: View, chart: str, code: str, theme: Theme = "light") -> bytes:
    """Return the file: of the chart `chart` for pages and pictures, of all events of the view for tables.

    Raises:
        NoBrowserError: for a picture where no browser is found, or it fails.
    """
    if code in FORMATS:
        return FORMATS[code].write(view)
    if code == DOSSIER:
        return dossier_pdf(dossier(view), _drawings(view))
    figure = _figure(view, chart)
    if code == HTML:
        cited = [(f"{source.publisher}, {source.published or 'undated'}: {source.title}", source.url) for source in source_references(view)]
        return chart_html(figure, link=view.link, sources=cited, theme=theme)
    return picture(standing_alone(figure, theme), code, view.link)


def _figure(view: View, chart: str) -> go.Figure:
    return CHARTS[chart](Request(view.dataset, view.filters, view.today, source_line(view.dataset)))


def _drawings(view: View) -> dict[str, Drawing]:
    """The charts of a dossier, none where there is no browser to draw them."""
    if not find_browser():
        return {}
    figures = {name: _figure(view, name) for name in OF_DOSSIER}
    return {name: checked(picture(standing_alone(figure, "light"), "svg", view.link).decode(), str(figure.layout.meta["alt"])) for name, figure in figures.items()}
