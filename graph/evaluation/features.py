"""The explainable scores of every pair: closeness, activity, kind, place and theme."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Matrix, Snapshot, row_sums
from graph.projection import HALF_LIFE_YEARS

ALPHA: Final = 0.5
"""Share of steps of the personalised PageRank that return to the asking actor."""
STEPS: Final = 12
FLOOR: Final = 1e-4
"""Closeness below this share of the best candidate's counts as none."""

Block = npt.NDArray[np.float64]

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
    "shared_partner",
    "jaccard",
    "asker_x_activity",
    "asker_x_walk",
    "asker_x_shared",
    "asker_x_theme",
)
"""Names of the features, in the order of the last axis of `Features.block`."""


class Features:
    """Scores of pairs in one snapshot, computed for blocks of asking actors.

    Args:
        snapshot: what is known.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._inverse = _reciprocal(snapshot.degree)
        self._inverse_strength = _reciprocal(row_sums(snapshot.weights))
        self._steps = [
            _transition(matrix)
            for matrix in (snapshot.weights, snapshot.adjacency, snapshot.recent)
        ]
        self.activity: Floats = snapshot.activity(HALF_LIFE_YEARS)
        self._of_actor = self._actor_features()
        self._types = _codes([one.type for one in snapshot.history.attributes])
        self._areas = _codes([one.area for one in snapshot.history.attributes])
        self._affinity = self._type_affinity()
        self._themes = self._theme_vectors()

    def scores(self, rows: Ints) -> dict[str, Block]:
        """Return the plain methods that the engine is compared with, rows x actors.

        Popularity, common neighbours, Adamic-Adar, resource allocation, Jaccard, preferential
        attachment (the same order as popularity), plain PageRank, attribute block model.
        """
        adjacency, degree = self.snapshot.adjacency, self.snapshot.degree
        mine = adjacency[rows].toarray().T
        common = _multiply(adjacency, mine)
        logs = np.where(degree > 1, 1.0 / np.log(np.maximum(degree, 2.0)), 0.0)
        either = degree[rows][None, :] + degree[:, None] - common
        return {
            "popularity": np.broadcast_to(degree, (len(rows), len(degree))).copy(),
            "common_neighbours": common.T,
            "adamic_adar": _multiply(adjacency, logs[:, None] * mine).T,
            "resource_allocation": _multiply(adjacency, self._inverse[:, None] * mine).T,
            "jaccard": (common / np.maximum(either, 1.0)).T,
            "pagerank": self._walk(1, rows).T,
            "block_model": self._kind(rows) * self.activity[None, :],
        }

    def block(self, rows: Ints) -> Block:
        """Return rows x actors x features."""
        snapshot, adjacency = self.snapshot, self.snapshot.adjacency
        blocked = snapshot.known_pairs(rows).T
        mine = adjacency[rows].toarray().T
        common = _multiply(adjacency, mine)
        spread = self._inverse[:, None] * mine
        allocation = _multiply(adjacency, spread)
        weighted = snapshot.weights[rows].toarray().T * self._inverse_strength[:, None]
        degree = snapshot.degree
        closeness = [
            *(self._walk(number, rows) for number in range(3)),
            _multiply(snapshot.weights, weighted),
            allocation,
            _multiply(adjacency, self._inverse[:, None] * allocation),
        ]
        near = [_relative(np.where(blocked, 0.0, one)).T for one in closeness]
        alone = [np.broadcast_to(one, near[0].shape) for one in self._of_actor]
        either = np.maximum(degree[rows][None, :] + degree[:, None] - common, 1.0)
        kind = _relative(self._kind(rows).T).T
        theme = np.asarray((self._themes[rows] @ self._themes.T).toarray())
        shared = (common.T > 0).astype(np.float64)
        asker = (np.log(degree[rows] + 1.0) - 2.0)[:, None]
        return np.stack(
            [
                *near,
                *alone,
                kind,
                self._same_area(rows),
                theme,
                shared,
                (common / either).T,
                asker * alone[1],
                asker * near[0],
                asker * shared,
                asker * theme,
            ],
            axis=-1,
        )

    def _actor_features(self) -> list[Floats]:
        snapshot = self.snapshot
        return [
            np.log(snapshot.activity(1.0) + 0.05),
            np.log(self.activity + 0.05),
            np.log(snapshot.count + 0.5),
            np.log(snapshot.running() + 0.3),
            -np.log(snapshot.idle_years() + 0.1),
            np.log(snapshot.degree + 0.5),
        ]

    def _walk(self, number: int, rows: Ints) -> Block:
        start = np.zeros((self.snapshot.size, len(rows)))
        start[rows, np.arange(len(rows))] = 1.0
        score = start.copy()
        for _ in range(STEPS):
            score = ALPHA * start + (1.0 - ALPHA) * _multiply(self._steps[number], score)
        return score

    def _type_affinity(self) -> Floats:
        kinds = int(self._types.max()) + 1
        entries = self.snapshot.weights.tocoo()
        observed = np.zeros((kinds, kinds))
        types = self._types
        np.add.at(observed, (types[entries.row], types[entries.col]), entries.data)
        mass = np.bincount(types, weights=self.activity, minlength=kinds)
        expected = mass[:, None] * mass[None, :]
        result: Floats = observed / np.maximum(expected, 1e-12)
        return result

    def _kind(self, rows: Ints) -> Block:
        result: Block = self._affinity[self._types[rows]][:, self._types]
        return result

    def _same_area(self, rows: Ints) -> Block:
        mine, others = self._areas[rows][:, None], self._areas[None, :]
        result: Block = ((mine == others) & (mine > 0)).astype(np.float64)
        return result

    def _theme_vectors(self) -> Matrix:
        snapshot, names = self.snapshot, dict[str, int]()
        rows, columns = list[int](), list[int]()
        for column, themes in enumerate(snapshot.history.themes[: snapshot.seen]):
            for theme in themes:
                rows.append(column)
                columns.append(names.setdefault(theme, len(names)))
        stated = [
            (row, names.setdefault(theme, len(names)))
            for row, attributes in enumerate(snapshot.history.attributes)
            for theme in attributes.themes
        ]
        width = max(1, len(names))
        about = sparse.csr_array(
            (np.ones(len(rows)), (rows, columns)), shape=(snapshot.seen, width)
        )
        rare = np.log1p(snapshot.seen / np.maximum(np.asarray(about.sum(axis=0)).ravel(), 1.0))
        decayed = snapshot.incidence.multiply(snapshot.decay(HALF_LIFE_YEARS)[None, :])
        profile = sparse.csr_array(decayed @ about)
        if stated:
            own = np.array(stated)
            profile = profile + sparse.csr_array(
                (np.ones(len(own)), (own[:, 0], own[:, 1])), shape=profile.shape
            )
        profile = sparse.csr_array(profile.multiply(rare[None, :]))
        length = np.sqrt(row_sums(sparse.csr_array(profile.multiply(profile))))
        return sparse.csr_array(sparse.diags_array(_reciprocal(length)) @ profile)


def _multiply(matrix: Matrix, block: Block) -> Block:
    return np.asarray(matrix @ block)


def _reciprocal(values: Floats) -> Floats:
    result: Floats = np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
    return result


def _transition(matrix: Matrix) -> Matrix:
    inverse = _reciprocal(row_sums(matrix))
    return sparse.csr_array((sparse.diags_array(inverse) @ matrix).T)


def _relative(block: Block) -> Block:
    top = np.maximum(block.max(axis=0, keepdims=True), 1e-300)
    result: Block = np.log(block / top + FLOOR)
    return result


def _codes(values: list[str]) -> Ints:
    names = {"": 0}
    return np.array([names.setdefault(value, len(names)) for value in values], dtype=np.int64)
