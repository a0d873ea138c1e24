"""Brandes' betweenness over arrays, compiled; imported when first needed."""

import numpy as np
import numpy.typing as npt

from graph.measures.kernels import Floats, Integers, compiled


@compiled
def by_steps(start: Integers, other: Integers, sources: Integers) -> Floats:
    """Return what the paths from some sources add to each vertex, each path in steps.

    Args:
        start: see `graph.measures.kernels`.
        other: see there.
        sources: vertices.
    """
    size = len(start) - 1
    sums = np.zeros(size)
    depth = np.full(size, -1, np.int32)
    paths = np.zeros(size)
    owed = np.zeros(size)
    order = np.empty(size, np.int32)
    above = np.empty(len(other) // 2, np.int32)
    below = np.empty(len(other) // 2, np.int32)
    for source in sources:
        order[0] = source
        depth[source] = 0
        paths[source] = 1.0
        reached = 1
        steps = 0
        at = 0
        while at < reached:
            one = order[at]
            at += 1
            next_depth = depth[one] + 1
            for place in range(start[one], start[one + 1]):
                two = other[place]
                if depth[two] < 0:
                    depth[two] = next_depth
                    order[reached] = two
                    reached += 1
                if depth[two] == next_depth:
                    paths[two] += paths[one]
                    above[steps] = one
                    below[steps] = two
                    steps += 1
        for step in range(steps - 1, -1, -1):
            one, two = above[step], below[step]
            owed[one] += paths[one] * ((1.0 + owed[two]) / paths[two])
        owed[source] = 0.0
        for at in range(reached):
            one = order[at]
            sums[one] += owed[one]
            depth[one] = -1
            paths[one] = 0.0
            owed[one] = 0.0
    return sums


@compiled
def by_lengths(start: Integers, other: Integers, length: Floats, sources: Integers) -> Floats:
    """Return the same where every tie has a length of 0 or more.

    Sums of lengths are compared bit by bit, as networkx does.

    Args:
        start: see `graph.measures.kernels`.
        other: see there.
        length: beside each entry of `other`.
        sources: vertices.
    """
    size = len(start) - 1
    sums = np.zeros(size)
    far = np.full(size, np.inf)
    done = np.zeros(size, np.bool_)
    paths = np.zeros(size)
    owed = np.zeros(size)
    order = np.empty(size, np.int32)
    keys = np.empty(len(other) + 1)
    heap = np.empty(len(other) + 1, np.int32)
    for source in sources:
        far[source] = 0.0
        paths[source] = 1.0
        keys[0] = 0.0
        heap[0] = source
        waiting = 1
        reached = 0
        while waiting:
            one = heap[0]
            waiting -= 1
            _sink(keys, heap, waiting)
            if done[one]:
                continue
            done[one] = True
            order[reached] = one
            reached += 1
            for place in range(start[one], start[one + 1]):
                two = other[place]
                along = far[one] + length[place]
                if done[two] or along > far[two]:
                    continue
                if along < far[two]:
                    far[two] = along
                    paths[two] = 0.0
                    _rise(keys, heap, waiting, along, two)
                    waiting += 1
                paths[two] += paths[one]
        _owe((start, other, length), far, paths, done, order[:reached], owed)
        owed[source] = 0.0
        for at in range(reached):
            one = order[at]
            sums[one] += owed[one]
            far[one] = np.inf
            done[one] = False
            paths[one] = 0.0
            owed[one] = 0.0
    return sums


@compiled
def _owe(
    network: tuple[Integers, Integers, Floats],
    far: Floats,
    paths: Floats,
    done: npt.NDArray[np.bool_],
    order: Integers,
    owed: Floats,
) -> None:
    """Hand what each vertex owes back along the shortest paths, the farthest first."""
    start, other, length = network
    for at in range(len(order) - 1, 0, -1):
        one = order[at]
        done[one] = False
        part = (1.0 + owed[one]) / paths[one]
        for place in range(start[one], start[one + 1]):
            two = other[place]
            # only over those that were done before: lengths of 0 would lead in circles
            if done[two] and far[two] + length[place] == far[one]:
                owed[two] += paths[two] * part


@compiled
def _rise(keys: Floats, heap: Integers, last: int, key: float, vertex: int) -> None:
    at = last
    while at:
        above = (at - 1) // 2
        if keys[above] <= key:
            break
        keys[at], heap[at] = keys[above], heap[above]
        at = above
    keys[at], heap[at] = key, vertex


@compiled
def _sink(keys: Floats, heap: Integers, last: int) -> None:
    key, vertex = keys[last], heap[last]
    at = 0
    below = 1
    while below < last:
        if below + 1 < last and keys[below + 1] < keys[below]:
            below += 1
        if keys[below] >= key:
            break
        keys[at], heap[at] = keys[below], heap[below]
        at = below
        below = 2 * at + 1
    keys[at], heap[at] = key, vertex
