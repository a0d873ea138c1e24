"""The first candidates of every actor at once: on the cores of this machine, or on several."""

import os
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from graph.evaluation.history import Floats, Ints
from graph.evaluation.snapshot import Matrix
from ontology.errors import ParameterError
from ontology.texts import Text

TOP: Final = 10
LEAST_ROWS: Final = 2_000
"""Fewer rows than this are not worth another thread."""
PARTS: Final = 4
"""Blocks of rows for each worker, so that none waits long for the slowest."""

Found = tuple[Ints, Floats]
Numbers = npt.NDArray[np.uint32]
Pointers = npt.NDArray[np.unsignedinteger[Any]]

_LARGEST: Final = np.iinfo(np.uint16).max


def score_rows(adjacency: Matrix, rows: Ints, top: int = TOP, scheduler: str = "") -> Found:
    """Return the best candidates of some actors by resource allocation, old partners left out.

    The score of a pair is the sum of 1/degree over shared partners, as in networkx's
    `resource_allocation_index`. It depends on nothing but `adjacency` and the row, so blocks of
    rows can be computed anywhere and put together: the result is the same to the last bit.

    Source: Zhou, Lü and Zhang 2009.

    Args:
        adjacency: symmetric, 1 for each tie, nothing on the diagonal.
        rows: the asking actors.
        top: candidates for each, at least one.
        scheduler: address of a dask scheduler whose workers share the rows; empty for this
            process and its cores.

    Returns:
        rows x top: actors, best first, equal ones by number, -1 where there are no more; and
        their scores, 0 there. No rows give two arrays without rows.

    Raises:
        ParameterError: if the scheduler does not answer, or nothing is installed to ask it.
    """
    if scheduler:
        return _on_a_cluster(adjacency, rows, top, scheduler)
    arrays, found = _arrays(adjacency), _empty(len(rows), top)
    count = max(1, min(_cores(), len(rows) // LEAST_ROWS))
    bounds = np.linspace(0, len(rows), count * PARTS + 1).astype(np.int64)
    with ThreadPoolExecutor(count) as pool:
        for done in [
            pool.submit(_fill, arrays, rows[start:end], found[0][start:end], found[1][start:end])
            for start, end in pairwise(bounds)
        ]:
            done.result()
    return found


_Arrays = tuple[Pointers, Numbers, Numbers, Numbers]


def _arrays(adjacency: Matrix) -> _Arrays:
    """Return the matrix with its actors in the order of their degrees, and that order both ways.

    Who has many partners is asked for again and again and then lies together; and who counts most
    as a shared partner comes first, so that the first ten found are seldom pushed out.
    """
    from graph.evaluation.kernel import renumbered  # noqa: PLC0415 - the compiler takes a second

    degree = np.diff(adjacency.indptr)
    # sixteen bits are sorted by radix; the order among the very largest does not matter
    order = np.argsort(np.minimum(degree, _LARGEST).astype(np.uint16), kind="stable")
    numbers: Numbers = order.astype(np.uint32)
    rank: Numbers = np.empty_like(numbers)
    rank[order] = np.arange(len(order), dtype=np.uint32)
    wide = np.uint32 if adjacency.nnz < np.iinfo(np.uint32).max else np.uint64
    starts: Pointers = np.zeros(len(order) + 1, dtype=wide)
    np.cumsum(degree[order], out=starts[1:])
    # one kind of numbers, whichever scipy chose: the loops are compiled once for each
    before = adjacency.indptr.astype(np.uint64), adjacency.indices.astype(np.uint32)
    return starts, renumbered(*before, numbers, rank, starts), numbers, rank


def _empty(rows: int, top: int) -> Found:
    return np.empty((rows, top), dtype=np.int64), np.empty((rows, top))


def _fill(arrays: _Arrays, rows: Ints, actors: Ints, scores: Floats) -> None:
    from graph.evaluation.kernel import best_of_rows  # noqa: PLC0415 - the compiler takes a second

    best_of_rows(*arrays, np.asarray(rows, dtype=np.int64), actors, scores)


def _block(arrays: _Arrays, rows: Ints, top: int) -> Found:
    found = _empty(len(rows), top)
    _fill(arrays, rows, *found)
    return found


def _on_a_cluster(adjacency: Matrix, rows: Ints, top: int, scheduler: str) -> Found:
    try:
        # an extra, see pyproject.toml
        connect = import_module("distributed").Client
    except ImportError as error:
        raise _unreachable(scheduler, "pip install 'bildungslandschaft[distributed]'") from error
    try:
        client = connect(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise _unreachable(scheduler, str(error)) from error
    with client:
        arrays = client.scatter([_arrays(adjacency)], broadcast=True)[0]
        count = max(1, sum(client.nthreads().values())) * PARTS
        parts = np.array_split(rows, min(count, max(1, len(rows))))
        futures = [client.submit(_block, arrays, part, top, pure=False) for part in parts]
        found = client.gather(futures)
    return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _unreachable(scheduler: str, reason: str) -> ParameterError:
    return ParameterError(
        "scheduler",
        Text(
            f"Der Verteiler {scheduler} antwortet nicht: {reason}.",
            f"The scheduler {scheduler} does not answer: {reason}.",
        ),
    )
