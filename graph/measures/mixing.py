"""Who keeps to whom: E-I index and assortativity, compared with shuffled labels."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.measures.arrays import Node, refuse_directed
from ontology.errors import ParameterError
from ontology.texts import Text


@dataclass(frozen=True, slots=True)
class Mixing:
    """How one group mixes with the others.

    Attributes:
        within: ties inside the group.
        across: ties that lead out of it.
        index: E-I index, -1 (all inside) to 1 (all outside).
        z: standard deviations from the mean of shuffled labels; 0 if these never differ.
        p_value: two-sided and empirical, at least 1 / (draws + 1).
    """

    within: int
    across: int
    index: float
    z: float
    p_value: float


def mixing(
    graph: nx.Graph[Node], labels: Mapping[Node, str], *, draws: int = 1000, seed: int = 0
) -> dict[str, Mixing]:
    """Return the E-I index of every group with a null model.

    `(E - I) / (E + I)` (Krackhardt and Stern 1988). The null model shuffles the labels of
    all nodes: the network and the sizes of the groups stay.

    Args:
        graph: undirected and simple; ties of nodes without a label do not count.
        labels: node → group.
        draws: shuffles, at least 1.
        seed: of the shuffles.

    Returns:
        By group, in order; {} where no tie has two labelled ends.

    Raises:
        ParameterError: if `draws` is below 1.
    """
    if draws < 1:
        raise ParameterError(
            "draws", Text("„draws“ muss mindestens 1 sein.", '"draws" must be at least 1.')
        )
    refuse_directed(graph)
    nodes = [node for node in graph if node in labels]
    number = {node: index for index, node in enumerate(nodes)}
    names = sorted({labels[node] for node in nodes})
    edges = np.array(
        [(number[one], number[two]) for one, two in graph.edges() if {one, two} <= set(number)],
        dtype=np.int64,
    ).reshape(-1, 2)
    code = np.array([names.index(labels[node]) for node in nodes], dtype=np.int64)
    if not len(edges):
        return {}
    within, across = _count(code, edges, len(names))
    observed = _index(within, across)
    generator = np.random.default_rng(seed)
    shuffled = np.array(
        [_index(*_count(generator.permutation(code), edges, len(names))) for _ in range(draws)]
    )
    return {
        name: _compared(int(within[i]), int(across[i]), float(observed[i]), shuffled[:, i])
        for i, name in enumerate(names)
        if within[i] + across[i]
    }


def assortativity(graph: nx.Graph[Node], labels: Mapping[Node, str]) -> float:
    """Return the assortativity coefficient of labels (Newman 2003); nan if there is one label only.

    1: only ties within groups; 0: as by chance; below 0: groups avoid themselves.

    Args:
        graph: undirected and simple.
        labels: node → group, for every node.
    """
    named = graph.copy()
    nx.set_node_attributes(named, dict(labels), "group")
    return float(nx.attribute_assortativity_coefficient(named, "group"))


Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def _count(code: Integers, edges: Integers, groups: int) -> tuple[Integers, Integers]:
    first, second = code[edges[:, 0]], code[edges[:, 1]]
    same = first == second
    within = np.bincount(first[same], minlength=groups)
    across = np.bincount(first[~same], minlength=groups)
    across += np.bincount(second[~same], minlength=groups)
    return within, across


def _index(within: Integers, across: Integers) -> Floats:
    total = within + across
    index: Floats = np.divide(across - within, total, out=np.zeros(len(total)), where=total > 0)
    return index


def _compared(within: int, across: int, observed: float, shuffled: Floats) -> Mixing:
    mean, spread = float(shuffled.mean()), float(shuffled.std())
    z = (observed - mean) / spread if spread > 0 else 0.0
    extreme = int((np.abs(shuffled - mean) >= abs(observed - mean) - 1e-12).sum())
    return Mixing(within, across, observed, z, (extreme + 1) / (len(shuffled) + 1))
