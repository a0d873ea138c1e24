"""What holds a network together: cores, articulation points, bridges, and what a loss would cut."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections import defaultdict

import networkx as nx
import numpy as np

from graph.measures import engine
from graph.measures.arrays import Node, neighbours, to_igraph


def core_number(graph: nx.Graph[Node]) -> dict[Node, int]:
    """Return the largest k such that a node is in a group where each has k ties (Seidman 1983).

    Raises:
        NetworkXNotImplemented: for a graph with loops, as networkx.
    """
    if neighbours(graph).real is not None:
        raise nx.NetworkXNotImplemented("not implemented for graphs with self loops")
    return {
        node: int(value) for node, value in zip(graph, to_igraph(graph).coreness(), strict=True)
    }


def articulation_points(graph: nx.Graph[Node]) -> set[Node]:
    """Return the nodes without which their part of the network would fall apart."""
    known = neighbours(graph)
    if engine.worth(len(graph)):
        found = np.flatnonzero(engine.cuts(known)[0]).tolist()
    else:
        found = to_igraph(graph).articulation_points()
    return {known.nodes[index] for index in found}


def bridges(graph: nx.Graph[Node]) -> set[frozenset[Node]]:
    """Return the ties without which their part of the network would fall apart."""
    known = neighbours(graph)
    if engine.worth(len(graph)):
        _, upper, lower = engine.cuts(known)
        ends = list(zip(upper.tolist(), lower.tolist(), strict=True))
    else:
        made = to_igraph(graph)
        ends = [(made.es[e].source, made.es[e].target) for e in made.bridges()]
    return {frozenset((known.nodes[one], known.nodes[two])) for one, two in ends}


def pairs_lost(graph: nx.Graph[Node]) -> dict[Node, int]:
    """Return for each articulation point how many pairs of others would lose each other.

    Read off the tree of blocks and articulation points, in linear time.
    """
    nodes, made = list(graph), to_igraph(graph)
    blocks, cuts = made.biconnected_components(return_articulation_points=True)
    parts = _parts(made.connected_components().membership, [list(one) for one in blocks], set(cuts))
    lost = {}
    for cut, sizes in parts.items():
        total = sum(sizes)
        lost[nodes[cut]] = (total * total - sum(size * size for size in sizes)) // 2
    return lost


def _parts(membership: list[int], blocks: list[list[int]], cuts: set[int]) -> dict[int, list[int]]:
    # the sizes of the pieces into which each articulation point's component falls
    total: dict[int, int] = defaultdict(int)
    for component in membership:
        total[component] += 1
    blocks_of: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        for vertex in block:
            if vertex in cuts:
                blocks_of[vertex].append(index)
    parts: dict[int, list[int]] = {cut: [] for cut in cuts}
    seen: set[int] = set()
    for root in range(len(blocks)):
        if root not in seen:
            _walk(root, blocks, blocks_of, parts, seen)
    for cut, sizes in parts.items():
        above = total[membership[cut]] - 1 - sum(sizes)
        if above:
            sizes.append(above)
    return parts


def _walk(
    root: int,
    blocks: list[list[int]],
    blocks_of: dict[int, list[int]],
    parts: dict[int, list[int]],
    seen: set[int],
) -> None:
    # iterative, because a chain of a hundred thousand blocks would be too deep for recursion
    order: list[tuple[int, int]] = []
    stack = [(root, -1)]
    seen.add(root)
    while stack:
        block, parent = stack.pop()
        order.append((block, parent))
        for vertex in blocks[block]:
            if vertex in parts and vertex != parent:
                for below in blocks_of[vertex]:
                    if below not in seen:
                        seen.add(below)
                        stack.append((below, vertex))
    for block, parent in reversed(order):
        size = sum(1 + sum(parts.get(v, ())) for v in blocks[block] if v != parent)
        if parent >= 0:
            parts[parent].append(size)
