"""Which groups a network falls into, and how firmly: communities with their stability."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Generic

import networkx as nx
import numpy as np

from graph.measures import engine
from graph.measures.arrays import Floats, Integers, Neighbours, Node, neighbours, weights
from graph.measures.chance import SEED
from ontology.errors import ParameterError
from ontology.texts import Text

DRAWS: Final = 50
KEPT: Final = 0.9
"""Share of ties that stay in a draw: about as many as our sources may have missed."""


@dataclass(frozen=True, slots=True)
class Community(Generic[Node]):
    """A group whose members are tied more with each other than with others.

    Attributes:
        members: in the order of the graph.
        stability: mean best Jaccard overlap with the communities of thinned networks; above 0.75
            it is usually taken for real, below 0.5 for an accident (Hennig 2007).
    """

    members: tuple[Node, ...]
    stability: float


@dataclass(frozen=True, slots=True)
class Communities(Generic[Node]):
    """All communities.

    Attributes:
        communities: the largest first.
        modularity: of the partition (Newman and Girvan 2004); 0 without ties.
    """

    communities: tuple[Community[Node], ...]
    modularity: float


def communities(
    graph: nx.Graph[Node],
    *,
    weight: str | None = "weight",
    draws: int = DRAWS,
    kept: float = KEPT,
    seed: int = SEED,
) -> Communities[Node]:
    """Return the communities that the Leiden method finds, with their stability.

    Leiden (Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z) on the whole
    network; then again on `draws` networks in which each tie stays with the chance `kept`.
    Stability after Hennig 2007, doi:10.1016/j.csda.2006.11.025.

    Args:
        graph: undirected and simple.
        weight: edge attribute; None for ones.
        draws: thinned networks, 0 for none (then stability is nan).
        kept: chance of a tie to stay, above 0 up to 1.
        seed: of method and draws; the same seed gives the same answer.

    Returns:
        Isolated nodes are communities of their own; none for an empty graph.

    Raises:
        ParameterError: if `draws` or `kept` is out of range.
    """
    if draws < 0 or not 0 < kept <= 1:
        raise ParameterError(
            "kept",
            Text(
                "„kept“ muss über 0 und höchstens 1 sein, „draws“ mindestens 0.",
                '"kept" must be above 0 and at most 1, "draws" at least 0.',
            ),
        )
    if len(graph) == 0:
        return Communities((), 0.0)
    known = neighbours(graph)
    values = weights(graph, weight) if weight else np.ones(len(known.other))
    group, score = engine.leiden(known, values, seed)
    overlaps = [
        _best_overlaps(group, other) for other in _thinned(known, values, draws, kept, seed)
    ]
    parts = _parts(group)
    stability = np.mean(overlaps, axis=0) if draws else np.full(len(parts), np.nan)
    groups = [
        Community(tuple(known.nodes[index] for index in part.tolist()), float(firm))
        for part, firm in zip(parts, stability, strict=True)
    ]
    groups.sort(key=lambda one: (-len(one.members), str(one.members[0])))
    return Communities(tuple(groups), score)


def leiden_communities(
    graph: nx.Graph[Node],
    weight: str | None = "weight",
    resolution: float = 1.0,
    *,
    seed: int = SEED,
) -> list[set[Node]]:
    """Return the communities that the Leiden method finds; networkx has only the name of it.

    Args:
        graph: undirected and simple.
        weight: edge attribute; a missing value counts 1, None for ones.
        resolution: above 1 for smaller communities, below for larger ones.
        seed: the same seed gives the same answer.

    Returns:
        Disjoint sets, in the order of their first nodes; [] for an empty graph.
    """
    known = neighbours(graph)
    if not known.nodes:
        return []
    values = weights(graph, weight) if weight else None
    group, _ = engine.leiden(known, values, seed, resolution)
    parts: list[set[Node]] = [set() for _ in range(int(group.max()) + 1)]
    for node, part in zip(known.nodes, group.tolist(), strict=True):
        parts[part].add(node)
    return parts


def _parts(group: Integers) -> list[Integers]:
    order = np.argsort(group, kind="stable").astype(np.int32)
    return np.split(order, np.cumsum(np.bincount(group))[:-1])


def _thinned(
    known: Neighbours, values: Floats, draws: int, kept: float, seed: int
) -> Iterator[Integers]:
    generator = np.random.default_rng(seed)
    size = len(known.nodes)
    first = np.repeat(np.arange(size), known.degree)
    low, high = np.minimum(first, known.other), np.maximum(first, known.other)
    tie = np.unique(low * size + high, return_inverse=True)[1]
    for draw in range(draws):
        stays = (generator.random(len(tie) // 2) < kept)[tie]
        degree = np.bincount(first[stays], minlength=size)
        start = np.concatenate(([0], np.cumsum(degree))).astype(np.int32)
        part = replace(known, start=start, other=known.other[stays], real=None)
        yield engine.leiden(part, values[stays], seed + draw)[0]


def _best_overlaps(group: Integers, other: Integers) -> Floats:
    """Return for each community its best Jaccard overlap with another partition."""
    columns = int(other.max()) + 1
    pairs, both = np.unique(group.astype(np.int64) * columns + other, return_counts=True)
    one, two = pairs // columns, pairs % columns
    overlap = both / (np.bincount(group)[one] + np.bincount(other)[two] - both)
    best = np.zeros(int(group.max()) + 1)
    np.maximum.at(best, one, overlap)
    return best
