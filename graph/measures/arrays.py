"""How a networkx graph becomes an igraph graph or a sparse matrix, and values come back by node."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse

Node = TypeVar("Node", bound=Hashable)
Made = TypeVar("Made")
Floats = npt.NDArray[np.float64]


def refuse_directed(graph: nx.Graph[Any]) -> None:
    """Check that a graph is simple and undirected, as every projection is.

    Raises:
        NetworkXNotImplemented: as networkx itself does for graphs that a function does not take.
    """
    if graph.is_directed():
        raise nx.NetworkXNotImplemented("not implemented for directed type")
    if graph.is_multigraph():
        raise nx.NetworkXNotImplemented("not implemented for multigraph type")


def to_igraph(graph: nx.Graph[Node], weight: str | None = None) -> igraph.Graph:
    """Return the same graph for igraph; vertex i is the i-th node in the order of the graph.

    Without weights it is kept with the graph until nodes or edges change; do not change it.

    Args:
        graph: undirected and simple; loops are kept.
        weight: edge attribute that becomes `weight`; a missing value counts 1.
    """
    refuse_directed(graph)
    if weight is None:
        return _kept(graph, "igraph", lambda: _igraph(graph))
    made = _igraph(graph)
    made.es["weight"] = [data.get(weight, 1) for _, _, data in graph.edges(data=True)]
    return made


def to_matrix(graph: nx.Graph[Node], weight: str | None = None) -> sparse.csr_array:
    """Return the symmetric adjacency matrix without loops, in the order of the graph.

    Without weights it is kept with the graph until nodes or edges change; do not change it.

    Args:
        graph: undirected and simple.
        weight: edge attribute; None for ones.
    """
    refuse_directed(graph)
    if weight is None:
        return _kept(graph, "matrix", lambda: _matrix(graph, None))
    return _matrix(graph, weight)


def _kept(graph: nx.Graph[Any], name: str, make: Callable[[], Made]) -> Made:
    # networkx empties this cache when nodes or edges change; a view of a graph does not hear of it
    cache = getattr(graph, "__networkx_cache__", None)
    if cache is None or hasattr(graph, "_graph"):
        return make()
    kept: dict[str, Made] = cache.setdefault("bildungslandschaft-arrays", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]


def _igraph(graph: nx.Graph[Any]) -> igraph.Graph:
    return igraph.Graph(n=len(graph), edges=_pairs(graph))


def _pairs(graph: nx.Graph[Any]) -> list[tuple[int, int]]:
    number = {node: index for index, node in enumerate(graph)}
    return [(number[one], number[two]) for one, two in graph.edges()]


def _matrix(graph: nx.Graph[Any], weight: str | None) -> sparse.csr_array:
    ends = np.array(_pairs(graph), dtype=np.int64).reshape(-1, 2)
    values = np.ones(len(ends))
    if weight is not None:
        values = np.array([float(data.get(weight, 1)) for _, _, data in graph.edges(data=True)])
    real = ends[:, 0] != ends[:, 1]
    rows, columns, values = ends[real, 0], ends[real, 1], values[real]
    half = sparse.coo_array((values, (rows, columns)), shape=(len(graph), len(graph)))
    return sparse.csr_array(half + half.T)


def by_node(graph: nx.Graph[Node], values: Iterable[float]) -> dict[Node, float]:
    """Return values in the order of the graph as a mapping by node."""
    return {node: float(value) for node, value in zip(graph, values, strict=True)}
