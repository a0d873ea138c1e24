"""A network as it was known on a day: ties, weights, activity and attributes, nothing later."""

from __future__ import annotations  # the projection and what it is made of name each other

import numpy as np
import numpy.typing as npt
from scipy import sparse

from graph.evaluation.history import Floats, History, Ints
from graph.links import DAYS_PER_YEAR

Matrix = sparse.csr_array
Block = npt.NDArray[np.float64]


class Weighted:
    """A weighted projection that is multiplied with, never necessarily written out.

    A cooperation of a thousand members makes half a million pairs; going through the cooperation
    costs a thousand steps. Whichever form has fewer entries is used.

    Args:
        snapshot: whose cooperations are projected.
        weights: of each cooperation, for each pair of its members.

    Attributes:
        strength: sum of the weights of each actor.
    """

    def __init__(self, snapshot: Snapshot, weights: Floats) -> None:
        incidence = snapshot.incidence
        self._weights = weights
        self._out: Matrix = incidence
        self._back = sparse.csr_array(incidence.T)
        self._own: Floats = np.asarray(incidence @ weights).ravel()
        others = weights * (snapshot.sizes - 1.0)
        self.strength: Floats = np.asarray(incidence @ others).ravel()
        short = 2 * incidence.nnz > snapshot.adjacency.nnz
        self._pairs = snapshot.projected(weights) if short else None

    def times(self, block: Block) -> Block:
        """Return the projection times actors x columns."""
        if self._pairs is not None:
            return product(self._pairs, block)
        inner = product(self._back, block)
        inner *= self._weights[:, None]
        return product(self._out, inner) - self._own[:, None] * block

    def between(self, groups: Ints, count: int) -> Block:
        """Return the weight between groups of actors.

        Args:
            groups: of each actor.
            count: of groups.
        """
        ones = (np.ones(len(groups)), (np.arange(len(groups)), groups))
        inner = sparse.csr_array(self._back @ sparse.csr_array(ones, shape=(len(groups), count)))
        own = np.bincount(groups, weights=self._own, minlength=count)
        together = sparse.csr_array(inner.T @ inner.multiply(self._weights[:, None]))
        result: Block = together.toarray() - np.diag(own)
        return result


class Snapshot:
    """What was known of a network before a day.

    Args:
        history: the whole network.
        day: ordinal; only cooperations that start before it are seen.

    Attributes:
        size: number of actors, those without a cooperation included.
        known: actors with at least one cooperation.
        adjacency: 1 for each pair that shared a cooperation.
        degree: number of partners.
    """

    def __init__(self, history: History, day: int) -> None:
        self.history = history
        self.day = day
        self.seen = history.before(day)
        self.size = len(history.actors)
        incidence = _taking_part(history.incidence[:, : self.seen], day)
        self.incidence: Matrix = incidence
        self.sizes: Floats = np.asarray(incidence.sum(axis=0), dtype=np.float64).ravel()
        starts = history.starts[: self.seen].astype(np.float64)
        self.ages: Floats = (day - starts) / DAYS_PER_YEAR
        self.count: Floats = row_sums(incidence)
        self.known: Ints = np.flatnonzero(self.count > 0)
        self.adjacency = self.projected(np.ones(self.seen))
        self.adjacency.data[:] = 1.0
        self.degree: Floats = row_sums(self.adjacency)

    def weighted(self, half_life_years: float) -> Weighted:
        """Return the projection with Newman weights 1/(members - 1) that halve with age.

        Source: Newman 2001.
        """
        decay = self.decay(half_life_years)
        return Weighted(self, decay / np.maximum(self.sizes - 1.0, 1.0))

    def decay(self, half_life_years: float) -> Floats:
        """Return how much each cooperation counts by the age of its start."""
        result: Floats = 2.0 ** (-self.ages / half_life_years)
        return result

    def projected(self, weights: Floats) -> Matrix:
        """Return the projection on actors with one weight for each cooperation; no diagonal."""
        incidence = self.incidence
        product = sparse.csr_array(incidence.multiply(weights[None, :]) @ incidence.T)
        product.setdiag(0.0)
        product.eliminate_zeros()
        return product

    def activity(self, half_life_years: float) -> Floats:
        """Return the decayed number of cooperations of each actor."""
        result: Floats = np.asarray(self.incidence @ self.decay(half_life_years)).ravel()
        return result

    def running(self) -> Floats:
        """Return how many cooperations of each actor go on beyond the day."""
        open_ones = (self.history.ends[: self.seen] >= self.day).astype(np.float64)
        result: Floats = np.asarray(self.incidence @ open_ones).ravel()
        return result

    def idle_years(self) -> Floats:
        """Return the years since each actor last began a cooperation; 99 if it never did."""
        idle = np.full(self.size, 99.0)
        entries = self.incidence.tocoo()
        np.minimum.at(idle, entries.row, self.ages[entries.col])
        return idle

    def known_pairs(self, rows: Ints) -> npt.NDArray[np.bool_]:
        """Return rows x actors: old partners, the actor itself, and actors not known yet."""
        blocked = self.adjacency[rows].toarray() > 0
        blocked[np.arange(len(rows)), rows] = True
        blocked[:, self.count == 0] = True
        result: npt.NDArray[np.bool_] = blocked
        return result


def product(matrix: Matrix, block: Block) -> Block:
    """Return a sparse matrix times a block of a few columns; two to three times as fast as scipy.

    Args:
        matrix: with as many columns as the block has rows.
        block: rows x columns.
    """
    from graph.evaluation.kernel import add_product  # noqa: PLC0415 - the compiler takes a second

    result = np.zeros((matrix.shape[0], block.shape[1]))
    ordered = np.ascontiguousarray(block)
    add_product(matrix.indptr, matrix.indices, matrix.data, ordered, result)
    return result


def row_sums(matrix: Matrix) -> Floats:
    """Return the sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def new_partners(history: History, snapshot: Snapshot, until: int, rows: Ints) -> Matrix:
    """Return rows x actors: 1 for pairs that first cooperate from the snapshot's day until a day.

    Args:
        history: the whole network.
        snapshot: what was known; its pairs, and actors not known then, are left out.
        until: ordinal, exclusive.
        rows: the asking actors.
    """
    begun = history.incidence[:, : history.before(until)]
    joined = np.flatnonzero(begun.max(axis=0).toarray() >= snapshot.day)
    later = _taking_part(begun[:, joined], until)
    known = sparse.diags_array((snapshot.count > 0).astype(np.float64))
    together = sparse.csr_array(later[rows] @ (later.T @ known))
    together.data[:] = 1.0
    ones = (np.ones(len(rows)), (np.arange(len(rows)), rows))
    old = snapshot.adjacency[rows] + sparse.csr_array(ones, shape=together.shape)
    fresh = sparse.csr_array(together - together.multiply(old))
    fresh.eliminate_zeros()
    return fresh


def _taking_part(incidence: sparse.csc_array, day: int) -> Matrix:
    """Return 1 where an actor took part before a day."""
    result = sparse.csr_array(incidence)
    result.data = (result.data < day).astype(np.float64)
    result.eliminate_zeros()
    return result
