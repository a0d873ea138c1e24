"""How a networkx graph becomes arrays or an igraph graph, and values come back by node."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, Final, TypeVar

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt

Node = TypeVar("Node", bound=Hashable)
Made = TypeVar("Made")
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]

_ROWS: Final = "_adj"
"""Where networkx keeps the adjacency; its public view costs ten times as much to walk."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who is tied to whom, without loops; vertex i is the i-th node in the order of the graph.

    Attributes:
        nodes: the nodes themselves.
        start: of each vertex in `other`, and the end of the last one.
        other: the vertices tied to it; every tie stands here twice.
        real: places in the adjacency of the graph that are no loop; None if none is.
    """

    nodes: list[Any]
    start: Integers
    other: Integers
    real: npt.NDArray[np.bool_] | None

    @property
    def degree(self) -> Integers:
        """Partners of each vertex."""
        return np.diff(self.start)

    def ends(self) -> tuple[Integers, Integers]:
        """Return both ends of every tie, each once, the lower vertex first."""
        first = np.repeat(np.arange(len(self.nodes), dtype=np.int32), self.degree)
        once = first < self.other
        return first[once], self.other[once]


def refuse_directed(graph: nx.Graph[Any]) -> None:
    """Check that a graph is simple and undirected, as every projection is.

    Raises:
        NetworkXNotImplemented: as networkx itself does for graphs that a function does not take.
    """
    if graph.is_directed():
        raise nx.NetworkXNotImplemented("not implemented for directed type")
    if graph.is_multigraph():
        raise nx.NetworkXNotImplemented("not implemented for multigraph type")


def neighbours(graph: nx.Graph[Node]) -> Neighbours:
    """Return the adjacency as arrays; kept with the graph until nodes or edges change.

    Args:
        graph: undirected and simple; loops are left out.
    """
    refuse_directed(graph)
    return _kept(graph, "neighbours", lambda: _neighbours(graph))


def weights(graph: nx.Graph[Node], weight: str) -> Floats:
    """Return the weight beside each entry of `neighbours(graph).other`; read anew every time.

    networkx does not notice when somebody writes `graph[one][two]["weight"] = 2`.

    Args:
        graph: undirected and simple.
        weight: edge attribute; a missing value counts 1.
    """
    known = neighbours(graph)
    rows: dict[Node, dict[Node, dict[str, Any]]] = vars(graph)[_ROWS]
    every = list(chain.from_iterable(map(dict.values, rows.values())))
    try:
        values = np.fromiter(map(itemgetter(weight), every), np.float64, len(every))
    except KeyError:
        values = np.array([data.get(weight, 1) for data in every], dtype=np.float64)
    return values if known.real is None else values[known.real]


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
    names = neighbours(graph).nodes
    made.es["weight"] = [
        graph.edges[names[one], names[two]].get(weight, 1) for one, two in made.get_edgelist()
    ]
    return made


def by_node(graph: nx.Graph[Node], values: Iterable[float]) -> dict[Node, float]:
    """Return values in the order of the graph as a mapping by node."""
    plain = values.tolist() if isinstance(values, np.ndarray) else values
    return dict(zip(neighbours(graph).nodes, plain, strict=True))


def _kept(graph: nx.Graph[Any], name: str, make: Callable[[], Made]) -> Made:
    # networkx empties this cache when nodes or edges change; a view of a graph does not hear of it
    cache = getattr(graph, "__networkx_cache__", None)
    if cache is None or hasattr(graph, "_graph"):
        return make()
    kept: dict[str, Made] = cache.setdefault("bildungslandschaft-arrays", {})
    if name not in kept:
        kept[name] = make()
    return kept[name]


def _neighbours(graph: nx.Graph[Any]) -> Neighbours:
    nodes = list(graph)
    number = dict(zip(nodes, range(len(nodes)), strict=True))
    rows: Mapping[Any, Mapping[Any, Any]] = vars(graph)[_ROWS]
    degree = np.fromiter(map(len, rows.values()), np.int32, len(nodes))
    every = map(number.__getitem__, chain.from_iterable(rows.values()))
    other = np.fromiter(every, np.int32, int(degree.sum()))
    real = other != np.repeat(np.arange(len(nodes), dtype=np.int32), degree)
    if real.all():
        return Neighbours(nodes, _starts(degree), other, None)
    first = np.repeat(np.arange(len(nodes)), degree)[real]
    degree = np.bincount(first, minlength=len(nodes)).astype(np.int32)
    return Neighbours(nodes, _starts(degree), other[real], real)


def _starts(degree: Integers) -> Integers:
    start = np.zeros(len(degree) + 1, dtype=np.int32)
    np.cumsum(degree, out=start[1:])
    return start


def _igraph(graph: nx.Graph[Any]) -> igraph.Graph:
    known = neighbours(graph)
    # igraph reads a list of pairs ten times faster than an array
    pairs = np.stack(known.ends(), axis=1).tolist()
    if known.real is not None:
        looped = set(nx.nodes_with_selfloops(graph))
        pairs += [[index, index] for index, node in enumerate(known.nodes) if node in looped]
    return igraph.Graph(n=len(known.nodes), edges=pairs)
