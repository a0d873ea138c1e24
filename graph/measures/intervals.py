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
    measures = {"": measure}
    return several_with_intervals(two_mode, measures, kept=kept, draws=draws, seed=seed)[""]


def several_with_intervals(
    two_mode: nx.Graph[str],
    measures: Mapping[str, Measure],
    *,
    kept: float = 0.8,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, dict[str, Interval]]:
    """Return several measures with intervals, each as `with_intervals` alone gives it.

    All are taken of the same thinned networks: projecting one takes longer than most measures.

    Args:
        two_mode: from `graph.projection.two_mode`.
        measures: by name.
        kept: chance of a cooperation to stay.
        draws: thinned networks.
        seed: of the draws.

    Returns:
        By name, then by actor; {} by actor for an empty network.

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
    whole, links = project(two_mode), sorted(links_of(two_mode))
    if not whole:
        return {name: {} for name in measures}
    known = {name: measure(whole) for name, measure in measures.items()}
    actors = {name: sorted(values) for name, values in known.items()}
    values = {name: np.empty((draws, len(some))) for name, some in actors.items()}
    generator = np.random.default_rng(seed)
    for draw in range(draws):
        gone = {link for link in links if generator.random() >= kept}
        thinned = project(two_mode.subgraph(set(two_mode) - gone))
        for name, measure in measures.items():
            found = measure(thinned)
            values[name][draw] = [found.get(actor, 0.0) for actor in actors[name]]
    return {
        name: _intervals(some, [known[name][one] for one in some], np.nan_to_num(values[name]))
        for name, some in actors.items()
    }


def _intervals(actors: list[str], own: list[float], values: Floats) -> dict[str, Interval]:
    low, high = np.percentile(values, (2.5, 97.5), axis=0)
    ranks = np.array([_ranks(row) for row in values])
    best, worst = np.percentile(ranks, (2.5, 97.5), axis=0)
    rank = _ranks(np.nan_to_num(np.array(own)))
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
