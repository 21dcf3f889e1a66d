"""A view as a file of any kind: its chart as page or picture, its rows in any format of tables."""

from __future__ import annotations

from timeline.charts import CHARTS, Request
from timeline.exports.citation import source_line
from timeline.exports.formats import FORMATS
from timeline.exports.kinds import HTML
from timeline.exports.pages import chart_html, standing_alone
from timeline.exports.pictures import picture
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
    figure = CHARTS[chart](Request(view.dataset, view.filters, view.today, source_line(view.dataset)))
    if code == HTML:
        cited = [(f"{source.publisher}, {source.published or 'undated'}: {source.title}", source.url) for source in source_references(view)]
        return chart_html(figure, link=view.link, sources=cited, theme=theme)
    return picture(standing_alone(figure, theme), code, view.link)
