"""How sure a measure is: what comes out if ties are missing, as they are in our sources."""

from __future__ import annotations  # networkx graphs take a type only when checked

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx
import numpy as np

from graph.measures.arrays import Floats
from graph.measures.chance import SEED
from graph.projection import links_of, project
from ontology.errors import ParameterError
from ontology.texts import Text

Measure = Callable[["nx.Graph[str]"], Mapping[str, float]]

DRAWS: Final = 200


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and where it lies in 95 % of the thinned networks.

    Attributes:
        value: in the network as known; nan where the measure has none.
        low: lower end.
        high: upper end.
        rank: 1 for the highest value; equal values share the better rank.
        best_rank: lower end of the ranks.
        worst_rank: upper end.
    """

    value: float
    low: float
    high: float
    rank: int
    best_rank: int
    worst_rank: int


def with_intervals(
    two_mode: nx.Graph[str],
    measure: Measure,
    *,
    kept: float = 0.8,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, Interval]:
    """Return a measure of every actor with an interval.

    Whole cooperations are drawn, not single lines: a source that is missing takes all its members
    along. The interval answers "how far would this number move if a fifth of the cooperations were
    missing"; it does not know what was never recorded.

    Args:
        two_mode: from `graph.projection.two_mode`.
        measure: of a network of actors, for instance `betweenness_centrality`.
        kept: chance of a cooperation to stay, above 0 up to 1: the share our sources may know.
        draws: thinned networks, at least 1.
        seed: of the draws.

    Returns:
        By actor, in the order of their keys; {} for an empty network.

    Raises:
        ParameterError: if `kept` or `draws` is out of range.
    """
    if draws < 1 or not 0 < kept <= 1:
        raise ParameterError(
            "kept",
            Text(
                "„kept“ muss über 0 und höchstens 1 sein, „draws“ mindestens 1.",
                '"kept" must be above 0 and at most 1, "draws" at least 1.',
            ),
        )
    known = measure(project(two_mode))
    actors, names = sorted(known), sorted(links_of(two_mode))
    if not actors:
        return {}
    generator = np.random.default_rng(seed)
    values = np.empty((draws, len(actors)))
    for draw in range(draws):
        gone = {name for name in names if generator.random() >= kept}
        found = measure(project(two_mode.subgraph(set(two_mode) - gone)))
        values[draw] = [found.get(actor, 0.0) for actor in actors]
    own = np.array([known[actor] for actor in actors])
    return _intervals(actors, own, np.nan_to_num(values))


def _intervals(actors: list[str], own: Floats, values: Floats) -> dict[str, Interval]:
    low, high = np.percentile(values, (2.5, 97.5), axis=0)
    ranks = np.array([_ranks(row) for row in values])
    best, worst = np.percentile(ranks, (2.5, 97.5), axis=0)
    rank = _ranks(np.nan_to_num(own))
    return {
        actor: Interval(
            value=float(own[index]),
            low=float(low[index]),
            high=float(high[index]),
            rank=int(rank[index]),
            best_rank=int(np.floor(best[index])),
            worst_rank=int(np.ceil(worst[index])),
        )
        for index, actor in enumerate(actors)
    }


def _ranks(values: Floats) -> Floats:
    ordered = np.sort(-values)
    ranks: Floats = np.asarray(np.searchsorted(ordered, -values, side="left") + 1, np.float64)
    return ranks
