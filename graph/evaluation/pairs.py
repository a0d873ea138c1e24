"""The explainable scores of pairs: closeness, activity, kind, place and theme, for some askers."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.evaluation.features import Features, reciprocal
from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Block, Matrix, Weighted, product

ALPHA: Final = 0.5
"""Share of steps of the personalised PageRank that return to the asking actor."""
STEPS: Final = 8
"""Half of the walks end at each step: after eight, four in a thousand are left."""
PEER_ALPHA: Final = 0.15
"""The same in networkx, whose `pagerank` is one of the peers."""
PEER_STEPS: Final = 30
"""After so many steps less than a hundredth of its walks is left."""
FLOOR: Final = 1e-4
"""Closeness below this share of the best candidate's counts as none."""
DENSE: Final = 0.1
"""From this share of possible ties on, full tables are multiplied faster than sparse ones."""
CELLS: Final = 1_000_000
"""Pairs at a time; bounds the memory, and what is multiplied stays near the processor."""
MOST_ROWS: Final = 64

Cube = npt.NDArray[np.float32]
"""Askers x actors x features."""

NAMES: Final = (
    "walk",
    "plain_walk",
    "recent_walk",
    "weighted_allocation",
    "allocation",
    "three_steps",
    "activity_year",
    "activity",
    "cooperations",
    "running",
    "idle",
    "partners",
    "kind",
    "same_area",
    "area",
    "theme",
    "on_my_themes",
    "on_my_themes_year",
    "shared_partner",
    "jaccard",
    "asker_x_activity",
    "asker_x_walk",
    "asker_x_shared",
    "asker_x_theme",
    "circle",
    "circle_cosine",
)
"""Names of the features, in the order of the last axis of `Pairs.cube`."""


EXPECTED: Final = {"walk": 0.5, "plain_walk": 0.5, "activity": 0.5}
"""Weights of features before anything is learned: near in steps, and the root of the activity."""


class Pairs:
    """The scores of some asking actors with every actor; each is computed once, when asked for.

    Args:
        features: of the snapshot.
        rows: the asking actors.
    """

    def __init__(self, features: Features, rows: Ints) -> None:
        self.features = features
        self.rows = rows
        self._adjacency = features.snapshot.adjacency
        self._ties = sparse.csr_array(self._adjacency[rows])

    @cached_property
    def blocked(self) -> npt.NDArray[np.bool_]:
        """Askers x actors: old partners, the actor itself, actors not known yet."""
        return self.features.snapshot.known_pairs(self.rows)

    @cached_property
    def allocation(self) -> Block:
        """Resource allocation, askers x actors."""
        return self._shared(self.features.inverse)

    @cached_property
    def walk(self) -> Block:
        """Personalised PageRank on the weighted, decayed projection, askers x actors."""
        return self._walk(self.features.weighted, self._weighted_steps)

    @cached_property
    def plain_walk(self) -> Block:
        """Personalised PageRank on the plain projection, askers x actors."""
        return self._walk(None, self._plain_steps)

    @cached_property
    def likely(self) -> Block:
        """The score with the expected weights, before anything is learned, askers x actors."""
        found = np.tile(EXPECTED["activity"] * self.features.of_actor[1], (len(self.rows), 1))
        for name, walk in (("walk", self.walk), ("plain_walk", self.plain_walk)):
            able = np.where(self.blocked, 0.0, walk)
            top = np.maximum(able.max(axis=1, keepdims=True), 1e-300)
            found += EXPECTED[name] * np.log(able / top + FLOOR)
        return found

    @cached_property
    def plain(self) -> dict[str, Block]:
        """The quick ones of the methods that the engine is compared with, askers x actors.

        Popularity (the order of preferential attachment), common neighbours, Adamic-Adar,
        resource allocation, Jaccard, attribute block model.
        """
        degree = self.features.snapshot.degree
        logs = np.where(degree > 1, 1.0 / np.log(np.maximum(degree, 2.0)), 0.0)
        return {
            "popularity": np.broadcast_to(degree, (len(self.rows), len(degree))),
            "common_neighbours": self._common,
            "adamic_adar": self._shared(logs),
            "resource_allocation": self.allocation,
            "jaccard": self._jaccard,
            "block_model": self.features.kind(self.rows)
            * self.features.area(self.rows)
            * self.features.activity[None, :],
        }

    @cached_property
    def peer_walk(self) -> Block:
        """The plain PageRank of networkx, another of these methods, askers x actors."""
        return self._walk(None, self._plain_steps, PEER_ALPHA, PEER_STEPS)

    @cached_property
    def cube(self) -> Cube:
        """All features, askers x actors x features; in memory feature by feature."""
        found = np.empty((len(NAMES), *self.blocked.shape), dtype=np.float32)
        for place, column in enumerate(self._columns(lambda block: block)):
            found[place] = column
        return np.moveaxis(found, 0, -1)

    def at(self, lines: Ints, actors: Ints) -> Floats:
        """Return the features of some pairs, pairs x features: of few, far cheaper than all.

        Args:
            lines: which of the asking actors.
            actors: the candidate of each.
        """
        found = self._columns(lambda block: block[lines, actors])
        columns = [column.astype(np.float32) for column in found]
        return np.stack(columns, axis=-1).astype(np.float64)

    def _columns(self, pick: Callable[[Block], Block]) -> Iterator[Block]:
        """Yield each feature in the order of `NAMES`, for the pairs picked from all."""
        features, rows, shape = self.features, self.rows, self.blocked.shape

        def relative(block: Block) -> Block:
            top = np.maximum(block.max(axis=1, keepdims=True), 1e-300)
            share = pick(block) / pick(np.broadcast_to(top, shape))
            result: Block = np.log(share.astype(np.float32) + np.float32(FLOOR))
            return result

        def near(block: Block) -> Block:
            return relative(np.where(self.blocked, 0.0, block))

        walk = near(self.walk)
        yield walk
        yield near(self.plain_walk)
        yield near(self._walk(features.recent, []))
        yield near(self._weighted_steps[1].T)
        yield near(self.allocation)
        yield near(self._three_steps)
        alone = [pick(np.broadcast_to(one, shape)) for one in features.of_actor]
        yield from alone
        yield relative(features.kind(rows))
        yield pick(features.same_area(rows))
        yield relative(features.area(rows))
        theme = pick(features.theme(rows))
        yield theme
        for active in features.on_my_themes(rows):
            yield np.log(pick(active).astype(np.float32) + np.float32(0.05))
        shared = (pick(self._common) > 0).astype(np.float64)
        yield shared
        yield pick(self._jaccard)
        degree = features.snapshot.degree[rows]
        asker = pick(np.broadcast_to((np.log(degree + 1.0) - 2.0)[:, None], shape))
        yield from (asker * one for one in (alone[1], walk, shared, theme))
        yield near(features.circle(rows))
        yield pick(features.circle_cosine(rows))

    @cached_property
    def _common(self) -> Block:
        return self._reached(self._ties)

    @cached_property
    def _jaccard(self) -> Block:
        degree = self.features.snapshot.degree
        either = degree[self.rows][:, None] + degree[None, :] - self._common
        result: Block = self._common / np.maximum(either, 1.0)
        return result

    @cached_property
    def _three_steps(self) -> Block:
        return product(self._adjacency, self.allocation.T * self.features.inverse[:, None]).T

    @cached_property
    def _plain_steps(self) -> list[Block]:
        """What one, two and three steps on the plain projection reach, actors x askers."""
        own = self.features.inverse[self.rows]
        reached = (self._ties.toarray().T, self.allocation.T, self._three_steps.T)
        return [own * one for one in reached]

    @cached_property
    def _weighted_steps(self) -> list[Block]:
        """What one and two steps on the weighted projection reach, actors x askers."""
        weighted = self.features.weighted
        inverse = reciprocal(weighted.strength)[:, None]
        first = weighted.times(inverse * self._start())
        return [first, weighted.times(inverse * first)]

    def _shared(self, worth: Floats) -> Block:
        """Return the sum of what shared partners are worth."""
        return self._reached(sparse.csr_array(self._ties.multiply(worth[None, :])))

    def _reached(self, ties: Matrix) -> Block:
        """Return ties times the adjacency; mostly few pairs share anybody, so sparse."""
        adjacency = self._adjacency
        if adjacency.nnz > DENSE * adjacency.shape[0] ** 2:
            return product(adjacency, ties.toarray().T).T
        return np.asarray((ties @ adjacency).toarray())

    def _start(self) -> Block:
        start = np.zeros((self.features.snapshot.size, len(self.rows)))
        start[self.rows, np.arange(len(self.rows))] = 1.0
        return start

    def _walk(
        self,
        weighted: Weighted | None,
        known: Sequence[Block],
        alpha: float = ALPHA,
        steps: int = STEPS,
    ) -> Block:
        """Return the personalised PageRank; `known` is what the first steps reach."""
        strength: Floats = weighted.strength if weighted else self.features.snapshot.degree
        inverse, moved = reciprocal(strength)[:, None], self._start()
        score, left = alpha * moved, 1.0
        for step in range(steps):
            if step < len(known):
                moved = known[step]
            else:
                moved = moved * inverse
                moved = weighted.times(moved) if weighted else product(self._adjacency, moved)
            left *= 1.0 - alpha
            score += (alpha if step < steps - 1 else 1.0) * left * moved
        return score.T


def blocks(rows: Ints, actors: int) -> list[Ints]:
    """Return the rows in blocks that fit into memory.

    Args:
        rows: the asking actors.
        actors: how many candidates each block is wide.
    """
    size = max(1, min(MOST_ROWS, CELLS // max(1, actors)))
    return [rows[start : start + size] for start in range(0, len(rows), size)]
