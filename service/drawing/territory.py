"""The shapes of districts and states: decoded from TopoJSON, projected, simplified, kept."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.facts import data_folder

Bounds = tuple[float, float, float, float]
Points = NDArray[np.float64]
"""Shape (n, 2)."""

WIDTH: Final = 1000.0
_MARGIN: Final = 10.0
_TOLERANCE: Final = 1.1
"""User units by which a simplified border may leave the true one: about half a pixel on screen."""

# Lambert's conformal conic projection as the BKG uses it for Germany (EPSG:4839), on a sphere
_SOUTH, _NORTH = math.radians(48 + 2 / 3), math.radians(53 + 2 / 3)
_MERIDIAN: Final = 10.5
_CONE: Final = math.log(math.cos(_SOUTH) / math.cos(_NORTH)) / math.log(
    math.tan(math.pi / 4 + _NORTH / 2) / math.tan(math.pi / 4 + _SOUTH / 2)
)


@dataclass(frozen=True, slots=True)
class Territory:
    """The map as it is drawn.

    Attributes:
        height: user units, the width being `WIDTH`.
        districts: AGS → path data.
        states: two-digit key → path data.
        bounds: AGS → left, top, right, bottom.
        scale: user units per unit of the projection.
        origin: of the projection, left and top.
    """

    height: float
    districts: Mapping[str, str]
    states: Mapping[str, str]
    bounds: Mapping[str, Bounds]
    scale: float
    origin: tuple[float, float]

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies on the map.

        Args:
            latitude: degrees north.
            longitude: degrees east.
        """
        ((x, y),) = project(np.array([[longitude, latitude]]))
        return (
            _MARGIN + (float(x) - self.origin[0]) * self.scale,
            _MARGIN + (float(y) - self.origin[1]) * self.scale,
        )


@lru_cache(maxsize=1)
def territory() -> Territory:
    """Return the shapes of all districts and states, simplified together so that borders meet."""
    path = data_folder() / "territory" / "districts.topo.json"
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [project(arc) for arc in decoded(topology)]
    everything = np.concatenate(arcs)
    left, top = (float(value) for value in everything.min(axis=0))
    right, bottom = (float(value) for value in everything.max(axis=0))
    scale = (WIDTH - 2 * _MARGIN) / (right - left)
    drawn = [
        simplified((arc - (left, top)) * scale + _MARGIN, _TOLERANCE).round().astype(int).tolist()
        for arc in arcs
    ]
    shapes = {
        name: {shape["id"]: _path(shape, drawn) for shape in collection["geometries"]}
        for name, collection in topology["objects"].items()
    }
    bounds = {
        shape["id"]: _bounds(shape, drawn) for shape in topology["objects"]["kreise"]["geometries"]
    }
    height = math.ceil((bottom - top) * scale + 2 * _MARGIN)
    return Territory(height, shapes["kreise"], shapes["laender"], bounds, scale, (left, top))


def decoded(topology: Mapping[str, Any]) -> list[Points]:
    """Return the arcs of a quantised topology in degrees, east and north.

    Source: the TopoJSON format specification, 2.1.2 (positions are differences).
    """
    transform = topology["transform"]
    return [
        np.cumsum(np.array(arc, dtype=np.float64), axis=0) * transform["scale"]
        + transform["translate"]
        for arc in topology["arcs"]
    ]


def project(degrees: Points) -> Points:
    """Return points on paper, x to the right and y down, in Earth radii.

    Source: Snyder, Map Projections (1987), formulas 15-1 to 15-5.

    Args:
        degrees: east and north, shape (n, 2); none give an empty array.
    """
    angle = _CONE * np.radians(degrees[:, 0] - _MERIDIAN)
    north = np.radians(degrees[:, 1])
    factor = math.cos(_SOUTH) * math.tan(math.pi / 4 + _SOUTH / 2) ** _CONE / _CONE
    radius = factor / np.tan(np.pi / 4 + north / 2) ** _CONE
    return np.column_stack((radius * np.sin(angle), radius * np.cos(angle)))


def simplified(points: Points, tolerance: float) -> Points:
    """Return a line with fewer points; both ends stay, so that neighbouring borders still meet.

    Source: Douglas and Peucker, Algorithms for the reduction of points (1973).

    Args:
        points: shape (n, 2), n at least 2; a closed line has its first point again at the end.
        tolerance: how far a point left out may lie from the line, same unit as the points.
    """
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        furthest = int(away.argmax())
        closed = bool(np.array_equal(points[first], points[last]))
        if closed or away[furthest] > tolerance:
            middle = first + 1 + furthest
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return points[keep]


def _distances(points: Points, start: Points, end: Points) -> Points:
    along, away = end - start, points - start
    length = float(np.hypot(along[0], along[1]))
    found: Points = np.hypot(away[:, 0], away[:, 1])
    if length:
        found = np.abs(along[0] * away[:, 1] - along[1] * away[:, 0]) / length
    return found


def _path(shape: Mapping[str, Any], arcs: Sequence[list[list[int]]]) -> str:
    return "".join(_ring(ring, arcs) for ring in _rings(shape))


def _rings(shape: Mapping[str, Any]) -> list[list[int]]:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _bounds(shape: Mapping[str, Any], arcs: Sequence[list[list[int]]]) -> Bounds:
    numbers = (number for ring in _rings(shape) for number in ring)
    points = [point for number in numbers for point in arcs[max(number, ~number)]]
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _ring(numbers: Iterable[int], arcs: Sequence[list[list[int]]]) -> str:
    points: list[list[int]] = []
    for number in numbers:
        # a complement stands for the arc run backwards; joints are written once
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    (x, y), written = points[0], []
    for next_x, next_y in points[1:-1]:
        if (next_x, next_y) != (x, y):
            written.append(f"{next_x - x},{next_y - y}")
            x, y = next_x, next_y
    if len(written) < 2:
        return ""
    return f"M{points[0][0]},{points[0][1]}l{' '.join(written)}z"
