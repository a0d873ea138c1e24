"""Loops over neighbourhoods that no array library expresses, compiled; imported when first needed.

Graphs come as `start` and `other` of `graph.measures.arrays.Neighbours`: the partners of vertex i
are `other[start[i]:start[i + 1]]`, every tie stands there twice, loops and doubles do not.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """Compile a loop when it is first called; the code is kept on disk where there is room for it.

    Threads run it side by side.
    """
    try:
        return cast("Loop", numba.njit(cache=True, nogil=True)(loop))
    except RuntimeError:  # neither the package's folder nor a home can be written to
        return cast("Loop", numba.njit(nogil=True)(loop))


@compiled
def triangles(start: Integers, other: Integers) -> Integers:
    """Return in how many triangles each vertex is.

    Every tie leads from the end with fewer partners to the other, so that a hub's long row is never
    walked (Schank and Wagner 2005, doi:10.1007/11427186_54).
    """
    size = len(start) - 1
    ahead = np.zeros(size + 1, np.int32)
    row = np.empty(len(other) // 2, np.int32)
    filled = 0
    for one in range(size):
        degree = start[one + 1] - start[one]
        for place in range(start[one], start[one + 1]):
            two = other[place]
            more = start[two + 1] - start[two]
            if more > degree or (more == degree and two > one):
                row[filled] = two
                filled += 1
        ahead[one + 1] = filled
    found = np.zeros(size, np.int32)
    mark = np.full(size, -1, np.int32)
    for one in range(size):
        for place in range(ahead[one], ahead[one + 1]):
            mark[row[place]] = one
        for place in range(ahead[one], ahead[one + 1]):
            two = row[place]
            for far in range(ahead[two], ahead[two + 1]):
                three = row[far]
                if mark[three] == one:
                    found[one] += 1
                    found[two] += 1
                    found[three] += 1
    return found


@compiled
def constraints(
    start: Integers, other: Integers, weight: Floats, begin: int, end: int, out: Floats
) -> None:
    """Write Burt's constraint of the vertices from `begin` to `end`; nan without partner.

    Args:
        start: see above.
        other: see above.
        weight: beside each entry of `other`; ones if empty.
        begin: first vertex.
        end: after the last one.
        out: where to write, by vertex.
    """
    size = len(start) - 1
    plain = len(weight) == 0
    total = np.zeros(size)
    for one in range(size):
        total[one] = start[one + 1] - start[one]
        if not plain:
            total[one] = weight[start[one] : start[one + 1]].sum()
    shares = np.zeros(size)
    mark = np.full(size, -1, np.int32)
    for one in range(begin, end):
        if total[one] == 0.0:
            out[one] = np.nan
            continue
        for place in range(start[one], start[one + 1]):
            mark[other[place]] = one
            shares[other[place]] = (1.0 if plain else weight[place]) / total[one]
        value = 0.0
        for place in range(start[one], start[one + 1]):
            two = other[place]
            invested = (1.0 if plain else weight[place]) / total[one]
            # what one invests in third ones, times what these invest in two
            for far in range(start[two], start[two + 1]):
                three = other[far]
                if mark[three] == one:
                    back = (1.0 if plain else weight[far]) / total[three]
                    invested += shares[three] * back
            value += invested * invested
        out[one] = value


@compiled
def cuts(start: Integers, other: Integers) -> tuple[npt.NDArray[np.bool_], Integers, Integers]:
    """Return which vertices and which ties hold their part together (Tarjan 1972).

    Returns:
        Articulation points as a mask; the lower and the upper ends of the bridges in the tree of
        the search.
    """
    size = len(start) - 1
    cut = np.zeros(size, np.bool_)
    upper = np.empty(size, np.int32)
    lower = np.empty(size, np.int32)
    bridges = 0
    seen = np.zeros(size, np.int32)
    low = np.zeros(size, np.int32)
    parent = np.full(size, -1, np.int32)
    place = start[:-1].copy()
    clock = 0
    for root in range(size):
        if seen[root]:
            continue
        clock += 1
        seen[root] = low[root] = clock
        branches = 0
        at = root
        while at >= 0:
            if place[at] < start[at + 1]:
                two = other[place[at]]
                place[at] += 1
                if not seen[two]:
                    clock += 1
                    seen[two] = low[two] = clock
                    parent[two] = at
                    at = two
                elif two != parent[at]:
                    low[at] = min(low[at], seen[two])
                continue
            if parent[at] >= 0:
                branches += parent[at] == root
                if _leave(at, parent[at], root, seen, low, cut):
                    upper[bridges] = parent[at]
                    lower[bridges] = at
                    bridges += 1
            at = parent[at]
        cut[root] = branches > 1
    return cut, upper[:bridges], lower[:bridges]


@compiled
def _leave(
    at: int, above: int, root: int, seen: Integers, low: Integers, cut: npt.NDArray[np.bool_]
) -> bool:
    """Go back from a vertex to the one above it; say whether their tie is a bridge."""
    low[above] = min(low[above], low[at])
    if above != root and low[at] >= seen[above]:
        cut[above] = True
    return bool(low[at] > seen[above])
