"""The network behind suggestions for any actor: weighted, decayed, and walked at random."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.links import decay, links
from graph.projection import HALF_LIFE_YEARS
from graph.suggestions.scope import Scope

ALPHA: Final = 0.5
"""Share of steps that return to the asking actor; 0.3 to 0.7 rank alike."""
STEPS: Final = 20
"""After 20 steps the rest is below 0.5 ** 20."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Network:
    """Actors that share a cooperation.

    Attributes:
        actors: keys in the order of rows.
        position: key → row.
        weights: symmetric; Newman weight times decay.
        ties: (row, row) with the smaller first → IRIs of what ties them.
        partners: row → row → weight.
    """

    actors: tuple[str, ...]
    position: Mapping[str, int]
    weights: sparse.csr_array
    ties: Mapping[tuple[int, int], tuple[str, ...]]
    partners: Mapping[int, Mapping[int, float]]

    def walk(self, actor: str) -> Floats:
        """Return the personalised PageRank of all actors seen from one.

        Source: Haveliwala 2002; here by power iteration from the asking actor.
        """
        start = np.zeros(len(self.actors))
        start[self.position[actor]] = 1.0
        sums = np.asarray(self.weights.sum(axis=1)).ravel()
        step = sparse.diags_array(1.0 / np.where(sums > 0, sums, 1.0)) @ self.weights
        score = start.copy()
        for _ in range(STEPS):
            score = ALPHA * start + (1 - ALPHA) * (score @ step)
        return score

    def between(self, one: str, other: str) -> tuple[str, ...]:
        """Return the IRIs of what ties two actors directly."""
        rows = sorted((self.position[one], self.position[other]))
        return self.ties.get((rows[0], rows[1]), ())

    def shared(self, one: str, other: str, count: int = 3) -> list[str]:
        """Return the strongest shared partners of two actors, best first."""
        mine = self.partners.get(self.position[one], {})
        theirs = self.partners.get(self.position[other], {})
        both = sorted(mine.keys() & theirs.keys(), key=lambda row: (-mine[row] * theirs[row], row))
        return [self.actors[row] for row in both[:count]]


def network(scope: Scope) -> Network:
    """Return the network of a scope: every link of two or more actors that is to be seen."""
    shown = [
        link
        for link in links(scope.landscape)
        if len(link.actors) > 1
        and link.iri not in scope.gone
        and link.status_on(scope.day) != "future"
    ]
    actors = tuple(sorted({actor for link in shown for actor in link.actors}))
    position = {actor: row for row, actor in enumerate(actors)}
    weights: dict[tuple[int, int], float] = {}
    ties: dict[tuple[int, int], tuple[str, ...]] = {}
    for link in shown:
        share = decay(link.interval, scope.day, HALF_LIFE_YEARS) / (len(link.actors) - 1)
        rows = sorted(position[actor] for actor in link.actors)
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                weights[one, other] = weights.get((one, other), 0.0) + share
                ties[one, other] = (*ties.get((one, other), ()), link.iri)
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), weight in weights.items():
        partners[one][other] = partners[other][one] = weight
    return Network(actors, position, _symmetric(weights, len(actors)), ties, partners)


def _symmetric(weights: Mapping[tuple[int, int], float], size: int) -> sparse.csr_array:
    if not weights:
        return sparse.csr_array((size, size))
    pairs = np.array(list(weights))
    upper = sparse.csr_array(
        (np.array(list(weights.values())), (pairs[:, 0], pairs[:, 1])), shape=(size, size)
    )
    return sparse.csr_array(upper + upper.T)
