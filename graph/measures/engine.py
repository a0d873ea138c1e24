"""When compiled loops are worth their start, and how they share the cores.

numba takes about a second to import and, the first time on a machine, some seconds to compile. A
page may not wait for that, so networks below `LARGE` stay with igraph and scipy, which are there at
once; only betweenness by lengths or from some sources has no such form. The compiled code is kept
in `__pycache__`, in the user's cache if that is not writable, or where NUMBA_CACHE_DIR says; where
none can be written to, each process compiles for itself.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Event
from typing import Final

import igraph
import numpy as np
import numpy.typing as npt

from graph.measures.arrays import Floats, Integers, Neighbours
from graph.measures.chance import seeded

LARGE: Final = 2_000
"""Actors from which compiled loops are loaded: the whole landscape's network is below."""

_SHARES: Final = 8
"""Parts into which sources are dealt; fixed, so that sums do not depend on the number of cores."""

_TRIES: Final = 5
"""Runs of igraph's Leiden method, of which the best counts: single ones differ by a thousandth."""

_wanted: Final = Event()


def load() -> None:
    """Load the compiled loops, so that small networks use them as well; for long sessions.

    Communities of small networks may differ afterwards: the method is another one.
    """
    for name in ("kernels", "paths", "leiden"):
        import_module(f"graph.measures.{name}")
    _wanted.set()


def worth(size: int) -> bool:
    """Say whether compiled loops are to be used for a network of so many actors.

    What was computed before does not count, so that the same network always has the same answer.
    """
    return size >= LARGE or _wanted.is_set()


def triangles(known: Neighbours) -> Integers:
    """Return in how many triangles each vertex is."""
    found: Integers = import_module("graph.measures.kernels").triangles(known.start, known.other)
    return found


def constraints(known: Neighbours, weight: Floats | None) -> Floats:
    """Return Burt's constraint of each vertex; nan without partner."""
    size = len(known.nodes)
    work = import_module("graph.measures.kernels").constraints
    values = np.empty(0) if weight is None else weight
    found = np.empty(size)
    bounds = [size * share // _SHARES for share in range(_SHARES + 1)]

    def part(share: int) -> None:
        work(known.start, known.other, values, bounds[share], bounds[share + 1], found)

    if size < LARGE:
        work(known.start, known.other, values, 0, size, found)
    else:
        with ThreadPoolExecutor(_cores()) as pool:
            list(pool.map(part, range(_SHARES)))
    return found


def cuts(known: Neighbours) -> tuple[npt.NDArray[np.bool_], Integers, Integers]:
    """Return the articulation points as a mask and both ends of the bridges."""
    found: tuple[npt.NDArray[np.bool_], Integers, Integers]
    found = import_module("graph.measures.kernels").cuts(known.start, known.other)
    return found


def betweenness(
    known: Neighbours, length: Floats | None, sources: Integers | None = None
) -> Floats:
    """Return Brandes' sums over all sources: every pair of others counts once.

    Args:
        known: the network.
        length: beside each entry of `known.other`; None for steps.
        sources: only paths from these vertices; None for all.
    """
    every = np.arange(len(known.nodes), dtype=np.int32) if sources is None else sources
    paths = import_module("graph.measures.paths")

    def part(share: int) -> Floats:
        found: Floats
        some = every[share::_SHARES].copy()
        if length is None:
            found = paths.by_steps(known.start, known.other, some)
        else:
            found = paths.by_lengths(known.start, known.other, length, some)
        return found

    with ThreadPoolExecutor(_cores()) as pool:
        total: Floats = np.sum(list(pool.map(part, range(_SHARES))), axis=0)
    return total / 2


def leiden(
    known: Neighbours, weight: Floats | None, seed: int, resolution: float = 1.0
) -> tuple[Integers, float]:
    """Return the community of each vertex, and the modularity of all.

    Communities are numbered from 0 in the order of their first vertices.
    """
    if not worth(len(known.nodes)):
        return _leiden(known, weight, seed, resolution)
    found: tuple[Integers, float]
    module = import_module("graph.measures.leiden")
    values = np.ones(len(known.other)) if weight is None else weight
    orders = np.tile(np.arange(len(known.nodes), dtype=np.int32), (module.ROUNDS, 1))
    np.random.default_rng(seed).permuted(orders, axis=1, out=orders)
    found = module.leiden(known.start, known.other, values, orders, resolution)
    return found


def _leiden(
    known: Neighbours, weight: Floats | None, seed: int, resolution: float
) -> tuple[Integers, float]:
    """Return the best that igraph finds in some tries."""
    one, two = known.ends()
    made = igraph.Graph(n=len(known.nodes), edges=np.stack((one, two), axis=1).tolist())
    if len(one) == 0:
        return np.arange(len(known.nodes), dtype=np.int32), 0.0
    first = np.repeat(np.arange(len(known.nodes)), known.degree)
    values = None if weight is None else weight[first < known.other].tolist()
    with seeded(seed):
        tries = [
            made.community_leiden("modularity", values, resolution=resolution, n_iterations=-1)
            for _ in range(_TRIES)
        ]
    best = max(tries, key=lambda one: one.quality)
    _, place, group = np.unique(best.membership, return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(place))
    return rank[group].astype(np.int32), best.quality


def _cores() -> int:
    return min(_SHARES, os.cpu_count() or 1)
