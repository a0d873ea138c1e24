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
    spread = sparse.csr_array(adjacency[rows])
    spread.data = spread.data * share[spread.indices]
    score = sparse.csr_array(spread @ adjacency)
    places, values, starts = score.indices, score.data, score.indptr
    actors = np.full((len(rows), top), -1, dtype=np.int64)
    scores = np.zeros((len(rows), top))
    taken = np.zeros(adjacency.shape[1], dtype=bool)
    for line, row in enumerate(rows):
        old = adjacency.indices[adjacency.indptr[row] : adjacency.indptr[row + 1]]
        taken[old] = taken[row] = True
        here = slice(starts[line], starts[line + 1])
        able = np.flatnonzero(~taken[places[here]])
        taken[old] = taken[row] = False
        found, value = places[here][able], values[here][able]
        if len(found) > top:
            least = np.partition(value, len(value) - top)[len(value) - top]
            keep = value >= least
            found, value = found[keep], value[keep]
        order = np.lexsort((found, -value))[:top]
        actors[line, : len(order)] = found[order]
        scores[line, : len(order)] = value[order]
    return actors, scores
