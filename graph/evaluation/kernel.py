"""The compiled loops: over partners of partners, without a sort, and sparse times a few columns."""

from typing import Any

import numpy as np
import numpy.typing as npt

from graph.evaluation.history import Floats, Ints
from graph.measures.kernels import compiled

Places = npt.NDArray[np.signedinteger[Any]]
Pointers = npt.NDArray[np.unsignedinteger[Any]]
Numbers = npt.NDArray[np.uint32]
"""Unsigned, so that the compiled code need not look for negative places."""


@compiled
def renumbered(
    starts: Pointers, partners: Numbers, order: Numbers, rank: Numbers, into: Pointers
) -> Numbers:
    """Return the column numbers of a symmetric adjacency after its actors were put in an order.

    Args:
        starts: its row pointers.
        partners: its column numbers.
        order: place → actor.
        rank: actor → place.
        into: row pointers afterwards.

    Returns:
        Column numbers, rising in each row.
    """
    one = np.uint64(1)
    filled, found = into[:-1].copy(), np.empty(len(partners), dtype=np.uint32)
    for place in range(len(order)):
        actor = np.uint64(order[np.uint64(place)])
        for number in range(np.uint64(starts[actor]), np.uint64(starts[actor + one])):
            other = rank[np.uint64(partners[number])]
            found[filled[other]] = np.uint32(place)
            filled[other] += 1
    return found


@compiled
def _sum_up(
    starts: Pointers, partners: Numbers, row: np.uint64, sums: Floats, touched: Numbers
) -> np.uint64:
    """Add up the shares of everyone reached over a partner; return how many were reached."""
    one = np.uint64(1)
    first, last = np.uint64(starts[row]), np.uint64(starts[row + one])
    sums[row] = -np.inf
    for place in range(first, last):
        sums[partners[place]] = -np.inf
    count = np.uint64(0)
    for place in range(first, last):
        shared = np.uint64(partners[place])
        begin, end = np.uint64(starts[shared]), np.uint64(starts[shared + one])
        share = 1.0 / np.float64(end - begin)
        for far in range(begin, end):
            candidate = partners[far]
            before = sums[candidate]
            touched[count] = candidate
            count += np.uint64(before == 0.0)
            sums[candidate] = before + share
    sums[row] = 0.0
    for place in range(first, last):
        sums[partners[place]] = 0.0
    return count


@compiled
def best_of_rows(
    starts: Pointers,
    partners: Numbers,
    order: Numbers,
    rank: Numbers,
    rows: Ints,
    actors: Ints,
    scores: Floats,
) -> None:
    """Write the best candidates of some rows: see `rows.score_rows`.

    One vector of scores over all actors is kept and only what a row touched is wiped, so a row
    costs as much as it has partners of partners. Old partners start at minus infinity and stay.

    Args:
        starts: row pointers of the symmetric adjacency, its actors renumbered.
        partners: its column numbers.
        order: number there → actor.
        rank: actor → number there.
        rows: the asking actors.
        actors: rows x top; the candidates are written here, -1 where there are no more.
        scores: rows x top; their scores are written here, 0 there.
    """
    one, top = np.uint64(1), np.uint64(actors.shape[1])
    sums = np.zeros(len(order))
    # one more than there are actors: the place after the last is written, then not counted
    touched = np.empty(len(order) + 1, dtype=np.uint32)
    values, found = np.zeros(actors.shape[1]), np.zeros(actors.shape[1], dtype=np.uint32)
    for line in range(len(rows)):
        row = np.uint64(rank[np.uint64(rows[line])])
        count = _sum_up(starts, partners, row, sums, touched)
        filled, least = np.uint64(0), 0.0
        for number in range(count):
            place = np.uint64(touched[np.uint64(number)])
            value = sums[place]
            sums[place] = 0.0
            if value < least:
                continue
            candidate = order[place]
            if filled == top and value == least and candidate > found[top - one]:
                continue
            seat = top - one if filled == top else filled
            filled = min(filled + one, top)
            while seat > 0 and (
                values[seat - one] < value
                or (values[seat - one] == value and found[seat - one] > candidate)
            ):
                values[seat], found[seat] = values[seat - one], found[seat - one]
                seat -= one
            values[seat], found[seat] = value, candidate
            if filled == top:
                least = values[top - one]
        for number in range(top):
            seat = np.uint64(number)
            there = seat < filled
            scores[line, number] = values[seat] if there else 0.0
            actors[line, number] = np.int64(found[seat]) if there else -1


@compiled
def add_product(
    starts: Places, columns: Places, values: Floats, block: Floats, result: Floats
) -> None:
    """Add a sparse matrix times rows of a few numbers; the inner loop is one vector instruction.

    Args:
        starts: row pointers of the matrix.
        columns: its column numbers.
        values: its entries.
        block: columns of the matrix x numbers, row by row in memory.
        result: rows of the matrix x numbers; the product is added to it.
    """
    for row in range(len(starts) - 1):
        line = result[row]
        for place in range(starts[row], starts[row + 1]):
            value, other = values[place], block[columns[place]]
            for number in range(len(line)):
                line[number] += value * other[number]
