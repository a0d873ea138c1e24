"""The first candidates of every actor at once, over whole networks, block of rows by block."""

from typing import Final

import numpy as np
from scipy import sparse

from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Matrix, row_sums

TOP: Final = 10
BLOCK: Final = 20_000
"""Rows at a time; bounds the memory of the product."""


def score_rows(adjacency: Matrix, rows: Ints, top: int = TOP) -> tuple[Ints, Floats]:
    """Return the best candidates of some actors by resource allocation, old partners left out.

    The score of a pair is the sum of 1/degree over shared partners, as in networkx's
    `resource_allocation_index`. It depends on nothing but `adjacency` and the row, so blocks of
    rows can be computed anywhere and put together.

    Source: Zhou, Lü and Zhang 2009.

    Args:
        adjacency: symmetric, 1 for each tie, nothing on the diagonal.
        rows: the asking actors.
        top: candidates for each.

    Returns:
        rows x top: actors, best first, equal ones by number, -1 where there are no more; and
        their scores, 0 there.
    """
    parts = [
        _block(adjacency, rows[start : start + BLOCK], top) for start in range(0, len(rows), BLOCK)
    ]
    if not parts:
        return np.empty((0, top), dtype=np.int64), np.empty((0, top))
    return np.concatenate([one[0] for one in parts]), np.concatenate([one[1] for one in parts])


def _block(adjacency: Matrix, rows: Ints, top: int) -> tuple[Ints, Floats]:
    degree = row_sums(adjacency)
    share = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
    mine = sparse.csr_array(adjacency[rows])
    spread = mine.copy()
    spread.data = spread.data * share[spread.indices]
    score = sparse.csr_array(spread @ adjacency)
    asker = np.repeat(np.arange(len(rows)), np.diff(score.indptr))
    able = ~_among(asker, score.indices.astype(np.int64), mine, adjacency.shape[1])
    able &= score.indices != rows[asker]
    asker, actor = asker[able], score.indices[able].astype(np.int64)
    value = score.data[able]
    order = np.lexsort((actor, -value, asker))
    asker, actor, value = asker[order], actor[order], value[order]
    place = np.arange(len(asker)) - np.searchsorted(asker, asker)
    first = place < top
    actors = np.full((len(rows), top), -1, dtype=np.int64)
    scores = np.zeros((len(rows), top))
    actors[asker[first], place[first]] = actor[first]
    scores[asker[first], place[first]] = value[first]
    return actors, scores


def _among(asker: Ints, actor: Ints, mine: Matrix, size: int) -> "np.typing.NDArray[np.bool_]":
    owner = np.repeat(np.arange(mine.shape[0], dtype=np.int64), np.diff(mine.indptr))
    ties = owner * size + mine.indices
    pairs = asker.astype(np.int64) * size + actor
    return np.isin(pairs, ties)
