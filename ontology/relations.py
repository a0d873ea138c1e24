"""Sets of things and of pairs as sorted integer arrays, and how two of them are joined."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

SHIFT: Final = 31
"""Two ids below 2**31 fit side by side into one integer that sorts like the pair."""

EMPTY: Final[Ids] = np.empty(0, dtype=np.int64)
_LOW: Final = (1 << SHIFT) - 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of bindings.

    Attributes:
        columns: variable → ids, all of one length.
        length: number of rows; a table without columns has one row or none.
    """

    columns: dict[str, Ids]
    length: int


def pack(first: Ids, second: Ids) -> Ids:
    """Return one integer for each pair."""
    return (first << SHIFT) | second


def unpack(keys: Ids) -> tuple[Ids, Ids]:
    """Return the two halves of packed pairs."""
    return keys >> SHIFT, keys & _LOW


def distinct(keys: Ids) -> Ids:
    """Return the keys sorted and without repetitions.

    numpy's own `unique` goes through a hash table, which outgrows the processor's cache.
    """
    return _without_neighbours(np.sort(keys))


def unite(one: Ids, other: Ids) -> Ids:
    """Return the sorted union of two sorted arrays without repetitions."""
    if not len(one) or not len(other):
        return other if not len(one) else one
    # a stable sort merges two sorted runs in linear time
    return _without_neighbours(np.sort(np.concatenate((one, other)), kind="stable"))


def without(one: Ids, known: Ids) -> Ids:
    """Return what of a sorted array is not in another sorted array."""
    if not len(known) or not len(one):
        return one
    places = np.minimum(np.searchsorted(known, one), len(known) - 1)
    fresh: Ids = one[known[places] != one]
    return fresh


def join(left: Table, right: Table) -> Table:
    """Return the rows that agree in the shared variables; all combinations if there are none."""
    shared = sorted(left.columns.keys() & right.columns.keys())
    left_keys, right_keys = _keys(left, shared), _keys(right, shared)
    order = np.argsort(right_keys, kind="stable")
    ranked = right_keys[order]
    low = np.searchsorted(ranked, left_keys, "left")
    counts = np.searchsorted(ranked, left_keys, "right") - low
    rows = np.repeat(np.arange(left.length), counts)
    offsets = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    matches = order[np.repeat(low, counts) + offsets]
    columns = {name: ids[rows] for name, ids in left.columns.items()}
    columns |= {name: ids[matches] for name, ids in right.columns.items()}
    return Table(columns, len(rows))


def _without_neighbours(ordered: Ids) -> Ids:
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return ordered[first]


def _keys(table: Table, shared: list[str]) -> Ids:
    if not shared:
        return np.zeros(table.length, dtype=np.int64)
    if len(shared) == 1:
        return table.columns[shared[0]]
    return pack(table.columns[shared[0]], table.columns[shared[1]])
