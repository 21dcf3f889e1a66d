"""The map of bilateral relations, one layer at a time."""

from __future__ import annotations

import plotly.graph_objects as go

from timeline.charts.request import Request, sentence
from timeline.figures import relations_map, style
from timeline.figures.style import Caption
from timeline.queries import geography
from timeline.vocabulary import CATEGORY_LABELS

LAYER_WORDS = {"representation": "who keeps a mission where", "visit": "who travelled where", "arms": "who armed whom", "all": "all events between pairs"}
BOUNDARIES = "Boundaries: Natural Earth in the edition of Visionscarto, drawn for orientation; they decide nothing."
NOTHING = "Nothing to draw as of this day: choose a later one, or clear a filter."


def map_chart(request: Request) -> go.Figure:
    """The map of the layer the view asks for, as of its day."""
    dataset, events, layer, day = request.dataset, request.events, request.filters.layer, request.day
    if layer in ("visit", "arms"):
        events = events[events["category"] == layer]
    countries = geography.countries_in_view(dataset, events)
    when = f"{day:%-d %B %Y}"
    if layer == "representation":
        arcs = geography.representation_arcs(dataset, events, day, request.filters.dyad)
        mutual = geography.mutual_pairs(arcs)
        words = f"As of {when}, as far as this data knows: {mutual} {'pair' if mutual == 1 else 'pairs'} with missions on both sides (pale), {len(arcs) - 2 * mutual} on one side only (strong). Half a line reaches out from each sender; solid: embassy, dotted: less, or none"
        words = words if len(arcs) else f"{NOTHING} As of {when}"
        caption = Caption("Who keeps a mission where", f"{words}.", f"{BOUNDARIES} {request.source}", alt=f"Map of missions. {words}.")
        return relations_map.representation_map(countries, arcs, caption, width=request.width)
    arcs = geography.event_arcs(dataset, events, day, request.filters.dyad)
    colour = style.CATEGORY_COLOURS.get(layer, style.CATEGORY_COLOURS["multilateral"])
    said = sentence(dataset, request.filters.with_(category=(layer,))) if layer in CATEGORY_LABELS else request.sentence
    words = f"{said}; up to {when}. Arcs bend to the right of their direction; width by number"
    places = geography.event_places(events, day)
    words = words if len(arcs) + len(places) else f"{NOTHING} {said}; up to {when}"
    caption = Caption(LAYER_WORDS[layer].capitalize(), f"{words}.", f"{BOUNDARIES} {request.source}", alt=f"Map, {LAYER_WORDS[layer]}. {words}.")
    return relations_map.events_map(countries, arcs, places, colour, caption, width=request.width)


PAGE = "map"
CHARTS = {"map": map_chart}
