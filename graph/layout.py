"""Where nodes of a network stand on paper: the same view looks the same tomorrow."""

from __future__ import annotations  # networkx graphs take a type only when checked

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

import igraph
import networkx as nx

from graph.measures.chance import seeded

Node = TypeVar("Node", bound=Hashable)
Point = tuple[float, float]

_FEW: Final = 80
"""Up to here Kamada-Kawai draws evenly and quickly; above, Fruchterman-Reingold."""


def positions(graph: nx.Graph[Node]) -> dict[Node, Point]:
    """Return coordinates in [0, 1] for each node of a graph.

    Every connected part is drawn on its own (Kamada-Kawai, or Fruchterman-Reingold if it is large),
    gets room by its size, and the parts are set in rows, the largest first. Nodes are taken in the
    order of their names, never in the order of the input.

    Args:
        graph: undirected; an edge's `weight` is not looked at, so that lengths mean nothing.

    Returns:
        Node → (x, y); {} for an empty graph.
    """
    parts = [sorted(part, key=str) for part in nx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), str(part[0])))
    boxes = [(_part(graph, part), math.sqrt(len(part)) + 0.6) for part in parts]
    placed = _in_rows(boxes)
    return _to_unit(placed)


def _part(graph: nx.Graph[Node], part: Sequence[Node]) -> dict[Node, Point]:
    if len(part) == 1:
        return {part[0]: (0.5, 0.5)}
    number = {node: index for index, node in enumerate(part)}
    edges = sorted(
        tuple(sorted((number[one], number[two])))
        for one, two in graph.subgraph(part).edges()
        if one != two
    )
    drawn = igraph.Graph(n=len(part), edges=edges)
    start = [
        [math.cos(_angle(i, len(part))), math.sin(_angle(i, len(part)))] for i in number.values()
    ]
    with seeded():
        if len(part) <= _FEW:
            layout = drawn.layout_kamada_kawai(seed=start)
        else:
            layout = drawn.layout_fruchterman_reingold(seed=start, niter=500, grid="nogrid")
    return _to_unit({node: (float(x), float(y)) for node, (x, y) in zip(part, layout, strict=True)})


def _angle(index: int, count: int) -> float:
    return 2 * math.pi * index / count


def _in_rows(boxes: Sequence[tuple[Mapping[Node, Point], float]]) -> dict[Node, Point]:
    width = max((side for _, side in boxes), default=0.0)
    width = max(width, math.sqrt(sum(side * side for _, side in boxes)) * 1.2)
    placed: dict[Node, Point] = {}
    left = top = height = 0.0
    for points, side in boxes:
        if left and left + side > width:
            left, top, height = 0.0, top + height, 0.0
        inner = side - 0.6
        for node, (x, y) in points.items():
            placed[node] = (left + 0.3 + x * inner, top + 0.3 + y * inner)
        left, height = left + side, max(height, side)
    return placed


def _to_unit(points: Mapping[Node, Point]) -> dict[Node, Point]:
    if not points:
        return {}
    xs, ys = ([point[axis] for point in points.values()] for axis in (0, 1))
    left, top = min(xs), min(ys)
    wide, high = (max(xs) - left) or 1.0, (max(ys) - top) or 1.0
    single = len(points) == 1
    return {
        node: (0.5, 0.5) if single else (round((x - left) / wide, 5), round((y - top) / high, 5))
        for node, (x, y) in points.items()
    }
