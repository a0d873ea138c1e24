"""The explainable scores of pairs: closeness, activity, kind, place and theme, for some askers."""

from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.evaluation.features import Features, reciprocal
from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Block, Weighted

ALPHA: Final = 0.5
"""Share of steps of the personalised PageRank that return to the asking actor."""
STEPS: Final = 8
"""Half of the walks end at each step: after eight, four in a thousand are left."""
FLOOR: Final = 1e-4
"""Closeness below this share of the best candidate's counts as none."""
CELLS: Final = 1_500_000
"""Pairs at a time; bounds the memory."""
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
    "theme",
    "on_my_themes",
    "on_my_themes_year",
    "shared_partner",
    "jaccard",
    "asker_x_activity",
    "asker_x_walk",
    "asker_x_shared",
    "asker_x_theme",
)
"""Names of the features, in the order of the last axis of `Pairs.cube`."""


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
        self._mine: Block = self._adjacency[rows].toarray().T

    @cached_property
    def blocked(self) -> npt.NDArray[np.bool_]:
        """Askers x actors: old partners, the actor itself, actors not known yet."""
        return self.features.snapshot.known_pairs(self.rows)

    @cached_property
    def allocation(self) -> Block:
        """Resource allocation, askers x actors."""
        spread = self.features.inverse[:, None] * self._mine
        return np.asarray(self._adjacency @ spread).T

    @cached_property
    def walk(self) -> Block:
        """Personalised PageRank on the weighted, decayed projection, askers x actors."""
        return self._walk(self.features.weighted)

    @cached_property
    def plain_walk(self) -> Block:
        """Personalised PageRank on the plain projection, askers x actors."""
        return self._walk(None)

    @cached_property
    def plain(self) -> dict[str, Block]:
        """The methods that the engine is compared with, askers x actors.

        Popularity (the order of preferential attachment), common neighbours, Adamic-Adar,
        resource allocation, Jaccard, plain PageRank, attribute block model.
        """
        degree = self.features.snapshot.degree
        logs = np.where(degree > 1, 1.0 / np.log(np.maximum(degree, 2.0)), 0.0)
        return {
            "popularity": np.broadcast_to(degree, (len(self.rows), len(degree))),
            "common_neighbours": self._common,
            "adamic_adar": np.asarray(self._adjacency @ (logs[:, None] * self._mine)).T,
            "resource_allocation": self.allocation,
            "jaccard": self._jaccard,
            "pagerank": self.plain_walk,
            "block_model": self.features.kind(self.rows) * self.features.activity[None, :],
        }

    @cached_property
    def cube(self) -> Cube:
        """All features, askers x actors x features."""
        features, rows = self.features, self.rows
        degree = features.snapshot.degree
        inner = self.allocation.T * features.inverse[:, None]
        closeness = (
            self.walk,
            self.plain_walk,
            self._walk(features.recent),
            self._weighted_allocation(),
            self.allocation,
            np.asarray(self._adjacency @ inner).T,
        )
        near = [_relative(np.where(self.blocked, 0.0, one)) for one in closeness]
        alone = [np.broadcast_to(one, near[0].shape) for one in features.of_actor]
        theme, shared = features.theme(rows), (self._common > 0).astype(np.float64)
        asker = (np.log(degree[rows] + 1.0) - 2.0)[:, None]
        return np.stack(
            [
                one.astype(np.float32)
                for one in (
                    *near,
                    *alone,
                    _relative(features.kind(rows)),
                    features.same_area(rows),
                    theme,
                    *(np.log(one + 0.05) for one in features.on_my_themes(rows)),
                    shared,
                    self._jaccard,
                    asker * alone[1],
                    asker * near[0],
                    asker * shared,
                    asker * theme,
                )
            ],
            axis=-1,
        )

    @cached_property
    def _common(self) -> Block:
        return np.asarray(self._adjacency @ self._mine).T

    @cached_property
    def _jaccard(self) -> Block:
        degree = self.features.snapshot.degree
        either = degree[self.rows][:, None] + degree[None, :] - self._common
        result: Block = self._common / np.maximum(either, 1.0)
        return result

    def _weighted_allocation(self) -> Block:
        weighted = self.features.weighted
        first = weighted.times(self._start()) * reciprocal(weighted.strength)[:, None]
        return weighted.times(first).T

    def _start(self) -> Block:
        start = np.zeros((self.features.snapshot.size, len(self.rows)))
        start[self.rows, np.arange(len(self.rows))] = 1.0
        return start

    def _walk(self, weighted: Weighted | None) -> Block:
        start = self._start()
        strength: Floats = weighted.strength if weighted else self.features.snapshot.degree
        inverse, score = reciprocal(strength)[:, None], start
        for _ in range(STEPS):
            left = inverse * score
            moved = weighted.times(left) if weighted else np.asarray(self._adjacency @ left)
            score = ALPHA * start + (1.0 - ALPHA) * moved
        return score.T


def blocks(rows: Ints, actors: int) -> list[Ints]:
    """Return the rows in blocks that fit into memory.

    Args:
        rows: the asking actors.
        actors: how many candidates each block is wide.
    """
    size = max(1, min(MOST_ROWS, CELLS // max(1, actors)))
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _relative(block: Block) -> Block:
    top = np.maximum(block.max(axis=1, keepdims=True), 1e-300)
    result: Block = np.log(np.maximum(block, 0.0) / top + FLOOR)
    return result
