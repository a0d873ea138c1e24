"""Structural holes: how much a node's partners are tied among each other."""

from __future__ import annotations  # networkx graphs take a type only when checked

import networkx as nx
import numpy as np
from scipy import sparse

from graph.measures import engine
from graph.measures.arrays import Floats, Neighbours, Node, by_node, neighbours, to_igraph, weights


def constraint(graph: nx.Graph[Node], weight: str | None = None) -> dict[Node, float]:
    """Return Burt's constraint; nan for nodes without partner, as networkx.

    `c_i = sum_j (p_ij + sum_q p_iq p_qj)^2` with p the share of i's ties that go to j (Burt 1992,
    Structural Holes). In words: high means locked in, all partners know each other.

    Args:
        graph: undirected and simple.
        weight: edge attribute; None for ones.
    """
    known = neighbours(graph)
    # by size alone: igraph rounds the last digit otherwise, and lists are sorted by this value
    if len(graph) >= engine.LARGE:
        return by_node(graph, engine.constraints(known, weights(graph, weight) if weight else None))
    made = to_igraph(graph, weight)
    return by_node(graph, made.constraint(weights="weight" if weight else None))


def effective_size(graph: nx.Graph[Node]) -> dict[Node, float]:
    """Return how many of a node's partners are not redundant: `d - 2 t / d`; nan if isolated.

    t is the number of ties among the partners (Borgatti 1997, Connections 20(1)).
    """
    known = neighbours(graph)
    triangles = engine.triangles(known) if engine.worth(len(graph)) else _triangles(known)
    degree = known.degree.astype(np.float64)
    with np.errstate(invalid="ignore"):  # 0 / 0 is the nan that isolated nodes get
        return by_node(graph, degree - 2 * triangles / degree)


def efficiency(graph: nx.Graph[Node]) -> dict[Node, float]:
    """Return effective size per partner: 1 if no two partners are tied; nan if isolated."""
    size = effective_size(graph)
    return {
        node: value / len(set(graph.neighbors(node)) - {node}) if value == value else value  # noqa: PLR0124 - nan
        for node, value in size.items()
    }


def _triangles(known: Neighbours) -> Floats:
    size = len(known.nodes)
    ties = sparse.csr_array(
        (np.ones(len(known.other)), known.other, known.start), shape=(size, size)
    )
    return np.asarray((ties @ ties).multiply(ties).sum(axis=1)).ravel() / 2
