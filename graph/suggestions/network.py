"""The network behind suggestions for any actor: weighted, decayed, and walked at random."""

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.links import Link, decay, links
from graph.projection import HALF_LIFE_YEARS
from graph.suggestions.scope import Scope

ALPHA: Final = 0.5
"""Share of steps that return to the asking actor; 0.3 to 0.7 rank alike."""
STEPS: Final = 20
"""After 20 steps the rest is below 0.5 ** 20."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Network:
    """Actors that share a cooperation.

    Attributes:
        actors: keys in the order of rows.
        position: key → row.
        weights: symmetric, sorted columns; Newman weight times decay. What was left out is 0.
        ties: (row, row) with the smaller first → IRIs of what ties them.
        partners: row → row → weight.
        links: IRI → rows of its actors, and what it adds to the weight of each pair.
    """

    actors: tuple[str, ...]
    position: Mapping[str, int]
    weights: sparse.csr_array
    ties: MutableMapping[Pair, tuple[str, ...]]
    partners: MutableMapping[int, dict[int, float]]
    links: Mapping[str, tuple[tuple[int, ...], float]]

    def walk(self, actor: str) -> Floats:
        """Return the personalised PageRank of all actors seen from one.

        Source: Haveliwala 2002; here by power iteration from the asking actor.
        """
        start = np.zeros(len(self.actors))
        start[self.position[actor]] = ALPHA
        sums = self.weights @ np.ones(len(self.actors))
        onward = (1 - ALPHA) / np.where(sums > 0, sums, 1.0)
        score = start / ALPHA
        for _ in range(STEPS):
            # the weights are symmetric, so the walk may be read from either side
            score = start + self.weights @ (score * onward)
        return score

    def nearest(self, actor: str, count: int, rows: Ints | None = None) -> list[tuple[str, float]]:
        """Return the actors that a walk from one meets most, best first, the best of all being 1.

        Args:
            actor: key; who is not in the network has nobody.
            count: how many at most.
            rows: only these; None for all.
        """
        if actor not in self.position:
            return []
        score = self.walk(actor)
        score[self.position[actor]] = 0.0
        top = float(score.max())
        asked = np.arange(len(score)) if rows is None else rows
        if len(asked) > count:
            asked = asked[np.argpartition(-score[asked], count)[:count]]
        order = sorted(asked.tolist(), key=lambda row: (-score[row], row))
        return [(self.actors[row], float(score[row]) / top) for row in order if score[row] > 0]

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

    def around(self, one: str) -> Mapping[int, float]:
        """Return the rows of those who share a cooperation with an actor, with the weights."""
        return self.partners.get(self.position.get(one, -1), {})

    def reached(self, around: Mapping[int, float], other: str) -> bool:
        """Say whether an actor is among those around another, or shares a partner with it.

        Args:
            around: what `around` returned for the one.
            other: key of the other; it is in the network.
        """
        row = self.position[other]
        return row in around or not around.keys().isdisjoint(self.partners.get(row, ()))

    def without(self, gone: Iterable[str]) -> "Network":
        """Return the same without some links; actors that lose all of theirs stay as rows."""
        left_out = frozenset(gone)
        pairs = {
            pair
            for iri in left_out
            if iri in self.links
            for pair in combinations(self.links[iri][0], 2)
        }
        ties = {
            pair: tuple(iri for iri in self.ties[pair] if iri not in left_out) for pair in pairs
        }
        weights = {pair: sum(self.links[iri][1] for iri in rest) for pair, rest in ties.items()}
        return Network(
            self.actors,
            self.position,
            _changed(self.weights, weights),
            ChainMap(ties, self.ties),
            _repartnered(self.partners, weights),
            self.links,
        )


def network(scope: Scope) -> Network:
    """Return the network of a scope: every link of two or more actors that is to be seen."""
    whole: Network = scope.always("network", "", lambda: _network(scope))
    if whole.links.keys().isdisjoint(scope.gone):
        return whole
    return scope.on_trial("network", lambda: whole.without(scope.gone))


def _network(scope: Scope) -> Network:
    shown = [
        link
        for link in links(scope.landscape)
        if len(link.actors) > 1 and link.status_on(scope.day) != "future"
    ]
    actors = tuple(sorted({actor for link in shown for actor in link.actors}))
    position = {actor: row for row, actor in enumerate(actors)}
    adding = {link.iri: _adding(scope, link, position) for link in shown}
    ties: dict[Pair, tuple[str, ...]] = {}
    weights: dict[Pair, float] = {}
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for iri, (rows, share) in adding.items():
        for one, other in combinations(rows, 2):
            ties[one, other] = (*ties.get((one, other), ()), iri)
            weights[one, other] = weights.get((one, other), 0.0) + share
    for (one, other), weight in weights.items():
        partners[one][other] = partners[other][one] = weight
    return Network(actors, position, _symmetric(weights, len(actors)), ties, dict(partners), adding)


def _adding(scope: Scope, link: Link, position: Mapping[str, int]) -> tuple[tuple[int, ...], float]:
    share = decay(link.interval, scope.day, HALF_LIFE_YEARS) / (len(link.actors) - 1)
    return tuple(sorted(position[actor] for actor in link.actors)), share


def _symmetric(weights: Mapping[Pair, float], size: int) -> sparse.csr_array:
    if not weights:
        return sparse.csr_array((size, size))
    pairs = np.array(list(weights))
    upper = sparse.csr_array(
        (np.array(list(weights.values())), (pairs[:, 0], pairs[:, 1])), shape=(size, size)
    )
    both = sparse.csr_array(upper + upper.T)
    both.sort_indices()
    return both


def _changed(weights: sparse.csr_array, new: Mapping[Pair, float]) -> sparse.csr_array:
    data = weights.data.copy()
    for (one, other), weight in new.items():
        for row, column in ((one, other), (other, one)):
            start, stop = weights.indptr[row], weights.indptr[row + 1]
            data[start + np.searchsorted(weights.indices[start:stop], column)] = weight
    return sparse.csr_array((data, weights.indices, weights.indptr), shape=weights.shape)


def _repartnered(
    partners: MutableMapping[int, dict[int, float]], new: Mapping[Pair, float]
) -> MutableMapping[int, dict[int, float]]:
    fresh: dict[int, dict[int, float]] = {row: dict(partners[row]) for pair in new for row in pair}
    for (one, other), weight in new.items():
        for row, column in ((one, other), (other, one)):
            if weight:
                fresh[row][column] = weight
            else:
                fresh[row].pop(column, None)
    return ChainMap(fresh, partners)
