"""Which groups a network falls into, and how firmly: communities with their stability."""

from __future__ import annotations  # networkx graphs take a type only when checked

from dataclasses import dataclass
from typing import Any, Final, Generic

import igraph
import networkx as nx
import numpy as np

from graph.measures.arrays import Node, to_igraph
from graph.measures.chance import SEED, seeded
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

    Leiden (Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z) by igraph on the whole
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
    made, nodes = to_igraph(graph, weight), list(graph)
    found = [frozenset(part) for part in _leiden(made, weight, seed)]
    overlaps = np.array(
        [_best_overlaps(found, thinned) for thinned in _thinned(made, weight, draws, kept, seed)]
    ).reshape(-1, len(found))
    stability = overlaps.mean(axis=0) if draws else np.full(len(found), np.nan)
    groups = [
        Community(tuple(nodes[index] for index in sorted(part)), float(firm))
        for part, firm in zip(found, stability, strict=True)
    ]
    groups.sort(key=lambda one: (-len(one.members), str(one.members[0])))
    membership = [0] * len(nodes)
    for number, part in enumerate(found):
        for index in part:
            membership[index] = number
    weights = "weight" if weight else None
    score = made.modularity(membership, weights=weights) if made.ecount() else 0.0
    return Communities(tuple(groups), float(score))


def _leiden(made: Any, weight: str | None, seed: int) -> list[list[int]]:  # noqa: ANN401 - igraph ships no types
    with seeded(seed):
        found = made.community_leiden(
            objective_function="modularity",
            weights="weight" if weight else None,
            n_iterations=-1,
        )
    return [list(part) for part in found]


def _thinned(
    made: Any,  # noqa: ANN401 - igraph ships no types
    weight: str | None,
    draws: int,
    kept: float,
    seed: int,
) -> list[list[frozenset[int]]]:
    generator = np.random.default_rng(seed)
    results = []
    for draw in range(draws):
        stays = np.flatnonzero(generator.random(made.ecount()) < kept)
        part: igraph.Graph = made.subgraph_edges(stays.tolist(), delete_vertices=False)
        results.append([frozenset(one) for one in _leiden(part, weight, seed + draw)])
    return results


def _best_overlaps(found: list[frozenset[int]], other: list[frozenset[int]]) -> list[float]:
    where = {index: number for number, part in enumerate(other) for index in part}
    best = []
    for part in found:
        near = {where[index] for index in part}
        best.append(max(len(part & other[one]) / len(part | other[one]) for one in near))
    return best
