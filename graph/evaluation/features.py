"""What is known of actors and their pairs before anybody asks: activity, kinds, places, themes."""

from collections import Counter
from typing import Final

import numpy as np
from scipy import sparse

from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Block, Matrix, Snapshot, Weighted, row_sums
from graph.projection import HALF_LIFE_YEARS

SHORT_HALF_LIFE_YEARS: Final = 1.0
"""For what is going on right now; beside the half-life of the projection."""
LIKE_ITS_KIND: Final = 2.0
"""Cooperations that the themes of its type count for, beside an actor's own."""
LIKE_ALL: Final = 5.0
"""The same for the themes of everyone beside those of a type."""
MOST_THEMES: Final = 200
"""Activity is kept apart for so many themes, the commonest; the rest count as one."""
MOST_NUMBERS: Final = 8_000_000
"""A table of actors and themes has at most so many; more actors, fewer themes kept apart."""
MAIN_DIRECTIONS: Final = 24
"""So many directions of the projection are kept: who belongs to the same circles, beyond steps."""
ROUNDS: Final = 8
"""Multiplications that find them; more change no ranking."""
LEAST_LENGTH: Final = 1e-12
"""Squared length, beside the longest, below which a direction is rounding and no direction."""
LEAST_STRENGTH: Final = 0.2
"""Added to the ties of each actor, so that one tie alone makes no circle."""
MOST_KINDS: Final = 200
"""So many types are kept apart, the commonest; an actor of another counts as of unknown type."""
MOST_AREAS: Final = 2000
"""The same for areas."""
PRIOR: Final = 0.1
"""Ties that two groups are taken to have, and to be expected to have, beyond those known."""


class Features:
    """The tables of one snapshot from which `pairs.Pairs` computes the scores of pairs.

    Args:
        snapshot: what is known.

    Attributes:
        inverse: 1/degree of each actor, 0 without partners.
        weighted: the projection with the usual half-life.
        recent: the same with the short one.
        activity: decayed number of cooperations of each actor.
        of_actor: what the features say of the candidate alone, one vector for each.
        circles: place of each actor along the main directions, actors x directions.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.inverse = reciprocal(snapshot.degree)
        self.weighted: Weighted = snapshot.weighted(HALF_LIFE_YEARS)
        self.recent: Weighted = snapshot.weighted(SHORT_HALF_LIFE_YEARS)
        self.activity: Floats = snapshot.activity(HALF_LIFE_YEARS)
        self.of_actor = self._actor_features()
        self._root = np.sqrt(self.weighted.strength + LEAST_STRENGTH)
        self.circles = self._main_directions()
        length = np.sqrt((self.circles**2).sum(axis=1))
        self._turned: Block = self.circles * reciprocal(length)[:, None]
        attributes = snapshot.history.attributes
        self._types = _codes(_commonest([one.type for one in attributes], MOST_KINDS))
        self._areas = _codes(_commonest([one.area for one in attributes], MOST_AREAS))
        self._kinship = self._affinity(self._types)
        self._nearness = self._affinity(self._areas)
        about, stated = self._themes()
        self._profiles = self._theme_vectors(about, stated)
        apart = min(MOST_THEMES, max(1, MOST_NUMBERS // max(1, snapshot.size)))
        often = row_sums(sparse.csr_array(about.T)) + row_sums(sparse.csr_array(stated.T))
        common = np.sort(np.argsort(-often, kind="stable")[:apart])
        about, stated = about[:, common], stated[:, common]
        self._on_theme = [
            self._per_theme(about, years) for years in (HALF_LIFE_YEARS, SHORT_HALF_LIFE_YEARS)
        ]
        self._interest = self._interests(stated)

    def kind(self, rows: Ints) -> Block:
        """Return how much more the types of two actors cooperate than their activity explains."""
        result: Block = self._kinship[self._types[rows]][:, self._types]
        return result

    def area(self, rows: Ints) -> Block:
        """Return how much more the areas of two actors cooperate than their ties explain."""
        result: Block = self._nearness[self._areas[rows]][:, self._areas]
        return result

    def same_area(self, rows: Ints) -> Block:
        """Return 1 where both areas are known and equal."""
        mine, others = self._areas[rows][:, None], self._areas[None, :]
        result: Block = ((mine == others) & (mine > 0)).astype(np.float64)
        return result

    def theme(self, rows: Ints) -> Block:
        """Return the cosine of the theme profiles; rare themes count more."""
        return np.asarray((self._profiles[rows] @ self._profiles.T).toarray())

    def circle(self, rows: Ints) -> Block:
        """Return the tie that the main directions of the projection make expected, at least 0."""
        result: Block = np.maximum(self.circles[rows] @ self.circles.T, 0.0) * self._root
        return result

    def circle_cosine(self, rows: Ints) -> Block:
        """Return how alike two actors lie along the main directions; 0 without ties."""
        result: Block = self._turned[rows] @ self._turned.T
        return result

    def on_my_themes(self, rows: Ints) -> list[Block]:
        """Return how active each candidate is on the asker's themes: over years, and lately."""
        return [self._interest[rows] @ one.T for one in self._on_theme]

    def _actor_features(self) -> list[Floats]:
        snapshot = self.snapshot
        return [
            np.log(snapshot.activity(SHORT_HALF_LIFE_YEARS) + 0.05),
            np.log(self.activity + 0.05),
            np.log(snapshot.count + 0.5),
            np.log(snapshot.running() + 0.3),
            -np.log(snapshot.idle_years() + 0.1),
            np.log(snapshot.degree + 0.5),
        ]

    def _main_directions(self) -> Block:
        """Return the eigenvectors of the normalised projection, times the root of their values.

        Subspace iteration: so many multiplications, however slowly it settles. With the identity
        added, opposite directions (who never meets) stay behind.

        Source: Halko, Martinsson and Tropp 2011.
        """
        size = self.snapshot.size
        width = min(size, MAIN_DIRECTIONS + 8)
        basis = np.random.default_rng(0).standard_normal((size, width))
        basis[self.snapshot.count == 0] = 0.0
        inverse = (1.0 / self._root)[:, None]
        for _ in range(ROUNDS):
            basis = orthonormal(basis)
            moved = basis + inverse * self.weighted.times(inverse * basis)
            seen, basis = basis, moved
        values, turn = np.linalg.eigh(seen.T @ moved)
        kept = np.argsort(-values)[:MAIN_DIRECTIONS]
        found: Block = (seen @ turn[:, kept]) * np.sqrt(np.maximum(values[kept] - 1.0, 0.0))
        return found

    def _affinity(self, groups: Ints) -> Floats:
        """Return groups x groups: ties between them, over those that their totals make expected.

        Source: Karrer and Newman 2011 (degree-corrected block model).
        """
        observed = np.maximum(self.weighted.between(groups, int(groups.max(initial=0)) + 1), 0.0)
        mass = observed.sum(axis=1)
        expected = mass[:, None] * mass[None, :] / max(float(mass.sum()), 1e-12)
        result: Floats = (observed + PRIOR) / (expected + PRIOR)
        return result

    def _themes(self) -> tuple[Matrix, Matrix]:
        """Return cooperations x themes and actors x themes, what each states."""
        snapshot, names = self.snapshot, dict[str, int]()
        about = [
            (row, names.setdefault(theme, len(names)))
            for row, themes in enumerate(snapshot.history.themes[: snapshot.seen])
            for theme in themes
        ]
        stated = [
            (row, names.setdefault(theme, len(names)))
            for row, attributes in enumerate(snapshot.history.attributes)
            for theme in attributes.themes
        ]
        width = max(1, len(names))
        return _entries(about, snapshot.seen, width), _entries(stated, snapshot.size, width)

    def _theme_vectors(self, about: Matrix, stated: Matrix) -> Matrix:
        snapshot = self.snapshot
        rare = np.log1p(snapshot.seen / np.maximum(np.asarray(about.sum(axis=0)).ravel(), 1.0))
        decayed = snapshot.incidence.multiply(snapshot.decay(HALF_LIFE_YEARS)[None, :])
        profile = sparse.csr_array(sparse.csr_array(decayed @ about) + stated)
        profile = sparse.csr_array(profile.multiply(rare[None, :]))
        length = np.sqrt(row_sums(sparse.csr_array(profile.multiply(profile))))
        return sparse.csr_array(sparse.diags_array(reciprocal(length)) @ profile)

    def _per_theme(self, about: Matrix, half_life_years: float) -> Block:
        snapshot = self.snapshot
        decayed = snapshot.incidence.multiply(snapshot.decay(half_life_years)[None, :])
        unnamed = (row_sums(about) == 0).astype(np.float64)
        whole = sparse.hstack([about, sparse.csr_array(unnamed[:, None])], format="csr")
        return np.asarray((sparse.csr_array(decayed) @ whole).toarray())

    def _interests(self, stated: Matrix) -> Block:
        """Return actors x themes: shares, drawn to those of the type where little is known."""
        own = self._on_theme[0].copy()
        own[:, :-1] += stated.toarray()
        total = own.sum(axis=0)
        everyone = total / max(float(total.sum()), 1e-12)
        kinds = np.zeros((int(self._types.max(initial=0)) + 1, own.shape[1]))
        np.add.at(kinds, self._types, own)
        kinds += LIKE_ALL * everyone
        kinds /= np.maximum(kinds.sum(axis=1, keepdims=True), 1e-12)
        own += LIKE_ITS_KIND * kinds[self._types]
        result: Block = own / np.maximum(own.sum(axis=1, keepdims=True), 1e-12)
        return result


def orthonormal(basis: Block) -> Block:
    """Return directions at right angles to each other that span the same; none for what is none.

    By the products of the columns alone: twenty times as fast as a decomposition of tall columns.

    Source: Stathopoulos and Wu 2002.

    Args:
        basis: rows x columns, far more rows.
    """
    values, turn = np.linalg.eigh(basis.T @ basis)
    kept = values > LEAST_LENGTH * values.max(initial=0.0)
    result: Block = basis @ (turn[:, kept] / np.sqrt(values[kept]))
    return result


def reciprocal(values: Floats) -> Floats:
    """Return 1/value, 0 for 0."""
    result: Floats = np.divide(1.0, values, out=np.zeros_like(values), where=values > 0)
    return result


def _entries(places: list[tuple[int, int]], height: int, width: int) -> Matrix:
    where = np.array(places, dtype=np.int64).reshape(-1, 2)
    return sparse.csr_array(
        (np.ones(len(where)), (where[:, 0], where[:, 1])), shape=(height, width)
    )


def _commonest(values: list[str], most: int) -> list[str]:
    kept = {value for value, _ in Counter(values).most_common(most)}
    return [value if value in kept else "" for value in values]


def _codes(values: list[str]) -> Ints:
    names = {"": 0}
    return np.array([names.setdefault(value, len(names)) for value in values], dtype=np.int64)
