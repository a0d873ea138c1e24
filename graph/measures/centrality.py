"""Who stands where in a network: the usual centralities, equal to networkx."""

from __future__ import annotations  # networkx graphs take a type only when checked

from random import Random

import networkx as nx
import numpy as np
from networkx.utils import create_py_random_state

from graph.measures import engine
from graph.measures.arrays import Integers, Node, by_node, neighbours, to_igraph, weights


def degree_centrality(graph: nx.Graph[Node]) -> dict[Node, float]:
    """Return the share of all others that a node is tied to; 1 for a single node, as networkx."""
    if len(graph) <= 1:
        return dict.fromkeys(graph, 1.0)
    return by_node(graph, np.array(to_igraph(graph).degree()) / (len(graph) - 1))


def betweenness_centrality(
    graph: nx.Graph[Node],
    k: int | None = None,
    *,
    normalized: bool = True,
    weight: str | None = None,
    seed: int | Random | None = None,
) -> dict[Node, float]:
    """Return the share of shortest paths that lead over a node.

    In words: who can pass on, or hold back, what others exchange. Brandes 2001,
    doi:10.1080/0022250X.2001.9990249. Small networks are computed by igraph.

    Args:
        graph: undirected and simple.
        k: estimate from the paths of so many nodes, drawn as networkx draws them; None for all.
        normalized: divide by the number of pairs without the node.
        weight: edge attribute read as a length above 0; None for steps. Sums of lengths are
            compared bit by bit, as networkx does.
        seed: of the draw; the same seed gives the same answer.
    """
    size = len(graph)
    drawn = None if k is None or k == size else _drawn(graph, k, seed)
    if weight or drawn is not None or engine.worth(size):
        length = weights(graph, weight) if weight else None
        values = engine.betweenness(neighbours(graph), length, drawn)
    else:
        values = np.array(to_igraph(graph).betweenness(), dtype=np.float64)
    pairs = (size - 1) * (size - 2) / 2
    if pairs <= 0:
        return by_node(graph, values)
    scale = np.full(size, 1 / pairs if normalized else 1.0)
    if drawn is not None:
        # who is drawn is on no path of its own, so it is seen from one source less
        seen = np.full(size, float(len(drawn)))
        seen[drawn] -= 1
        with np.errstate(divide="ignore", invalid="ignore"):  # nan where nothing was seen
            scale *= np.where(seen > 0, (size - 1) / seen, np.nan)
    return by_node(graph, values * scale)


def _drawn(graph: nx.Graph[Node], k: int, seed: int | Random | None) -> Integers:
    return np.array(create_py_random_state(seed).sample(range(len(graph)), k), dtype=np.int32)


def closeness_centrality(graph: nx.Graph[Node]) -> dict[Node, float]:
    """Return how near a node is to all it can reach (Wasserman and Faust's form), 0 if isolated.

    In words: how quickly a message from here reaches everybody.
    """
    if len(graph) <= 1:
        return dict.fromkeys(graph, 0.0)
    made = to_igraph(graph)
    sizes = np.array(made.connected_components().sizes(), dtype=np.float64)
    reached = sizes[np.array(made.connected_components().membership, dtype=np.int64)] - 1
    near = np.nan_to_num(np.array(made.closeness(normalized=True), dtype=np.float64))
    return by_node(graph, near * reached / (len(graph) - 1))


def eigenvector_centrality(
    graph: nx.Graph[Node], *, weight: str | None = None
) -> dict[Node, float]:
    """Return how well a node is tied to others that are well tied, with Euclidean norm 1.

    Raises:
        NetworkXPointlessConcept: for an empty graph.
        AmbiguousSolution: if the graph is not connected, as the numpy form of networkx does.
    """
    if len(graph) == 0:
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    if not nx.is_connected(graph):
        raise nx.AmbiguousSolution("the graph is not connected")
    made = to_igraph(graph, weight)
    values = np.array(made.eigenvector_centrality(weights="weight" if weight else None))
    return by_node(graph, values / np.linalg.norm(values))


def pagerank(
    graph: nx.Graph[Node], *, alpha: float = 0.85, weight: str | None = "weight"
) -> dict[Node, float]:
    """Return how often a random walker comes by (Page and Brin 1998), sum 1; {} if empty.

    Args:
        graph: undirected and simple.
        alpha: chance to go on along a tie instead of jumping anywhere.
        weight: edge attribute; a missing value counts 1.
    """
    if len(graph) == 0:
        return {}
    made = to_igraph(graph, weight)
    return by_node(
        graph, made.pagerank(directed=False, damping=alpha, weights="weight" if weight else None)
    )
