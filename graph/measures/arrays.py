"""How a networkx graph becomes an igraph graph or a sparse matrix, and values come back by node."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy import sparse

Node = TypeVar("Node", bound=Hashable)
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

    Args:
        graph: undirected and simple; loops are kept.
        weight: edge attribute that becomes `weight`; a missing value counts 1.
    """
    refuse_directed(graph)
    number = {node: index for index, node in enumerate(graph)}
    pairs = [(number[one], number[two]) for one, two in graph.edges()]
    made = igraph.Graph(n=len(number), edges=pairs)
    if weight is not None:
        made.es["weight"] = [data.get(weight, 1) for _, _, data in graph.edges(data=True)]
    return made


def to_matrix(graph: nx.Graph[Node], weight: str | None = None) -> sparse.csr_array:
    """Return the symmetric adjacency matrix without loops, in the order of the graph.

    Args:
        graph: undirected and simple.
        weight: edge attribute; None for ones.
    """
    refuse_directed(graph)
    number = {node: index for index, node in enumerate(graph)}
    edges = [(number[one], number[two], data) for one, two, data in graph.edges(data=True)]
    edges = [edge for edge in edges if edge[0] != edge[1]]
    rows = np.array([edge[0] for edge in edges], dtype=np.int64)
    columns = np.array([edge[1] for edge in edges], dtype=np.int64)
    values = np.array(
        [1.0 if weight is None else float(data.get(weight, 1)) for _, _, data in edges]
    )
    half = sparse.coo_array((values, (rows, columns)), shape=(len(number), len(number)))
    return sparse.csr_array(half + half.T)


def by_node(graph: nx.Graph[Node], values: Iterable[float]) -> dict[Node, float]:
    """Return values in the order of the graph as a mapping by node."""
    return {node: float(value) for node, value in zip(graph, values, strict=True)}
