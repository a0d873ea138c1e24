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
Places = npt.NDArray[np.uint32]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Network:
    """Actors that share a cooperation.

    Attributes:
        actors: keys in the order of rows.
        position: key → row.
        weights: Newman weight times decay. What was left out is 0.
        ties: (row, row) with the smaller first → IRIs of what ties them.
        partners: row → row → weight.
        links: IRI → rows of its actors, and what it adds to the weight of each pair.
    """

    actors: tuple[str, ...]
    position: Mapping[str, int]
    weights: "Weights"
    ties: MutableMapping[Pair, tuple[str, ...]]
    partners: MutableMapping[int, dict[int, float]]
    links: Mapping[str, tuple[tuple[int, ...], float]]

    def walk(self, actor: str) -> Floats:
        """Return the personalised PageRank of all actors seen from one."""
        from graph.suggestions.walk import walked  # noqa: PLC0415 - the compiler takes its time

        weights, row = self.weights, self.position[actor]
        found: Floats = walked(weights.starts, weights.others, weights.values, row, ALPHA, STEPS)
        return found

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
            self.weights.changed(weights),
            ChainMap(ties, self.ties),
            _repartnered(self.partners, weights),
            self.links,
        )


@dataclass(frozen=True, slots=True)
class Weights:
    """A symmetric sparse matrix, row after row.

    Attributes:
        starts: the entries of row i stand at `starts[i]` to `starts[i + 1]`.
        others: columns of the entries, sorted in each row.
        values: the entries.
    """

    starts: Places
    others: Places
    values: Floats

    @classmethod
    def of(cls, weights: Mapping[Pair, float], size: int) -> "Weights":
        """Return the matrix of some pairs, each given once."""
        pairs = np.array(list(weights), dtype=np.int64).reshape(-1, 2)
        one, other = pairs[:, 0], pairs[:, 1]
        values = np.array(list(weights.values()), dtype=np.float64)
        upper = sparse.csr_array((values, (one, other)), shape=(size, size))
        both = sparse.csr_array(upper + upper.T)
        both.sort_indices()
        return cls(both.indptr.astype(np.uint32), both.indices.astype(np.uint32), both.data)

    def changed(self, new: Mapping[Pair, float]) -> "Weights":
        """Return the same with other weights for some of its pairs."""
        values = self.values.copy()
        for (one, other), weight in new.items():
            for row, column in ((one, other), (other, one)):
                start, stop = self.starts[row], self.starts[row + 1]
                values[start + np.searchsorted(self.others[start:stop], column)] = weight
        return Weights(self.starts, self.others, values)


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
    return Network(actors, position, Weights.of(weights, len(actors)), ties, dict(partners), adding)


def _adding(scope: Scope, link: Link, position: Mapping[str, int]) -> tuple[tuple[int, ...], float]:
    share = decay(link.interval, scope.day, HALF_LIFE_YEARS) / (len(link.actors) - 1)
    return tuple(sorted(position[actor] for actor in link.actors)), share


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
