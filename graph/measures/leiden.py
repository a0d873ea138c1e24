"""The Leiden method over arrays, compiled; imported when first needed.

Traag, Waltman, van Eck 2019, doi:10.1038/s41598-019-41695-z. Merging in the refinement takes the
best community instead of drawing one, so that chance decides on the order of vertices alone.
"""

import numpy as np

from graph.measures.kernels import Floats, Integers, compiled

ROUNDS = 2
"""So many orders are worth giving: each starts from what the last one found; more gain little."""

_LEAST = 1e-10
"""Gain of modularity below which two places count as equally good."""


@compiled
def leiden(
    start: Integers, other: Integers, weight: Floats, orders: Integers, resolution: float
) -> tuple[Integers, float]:
    """Return the community of each vertex, and the modularity of all.

    Communities are numbered from 0 in the order of their first vertices.

    Args:
        start: see `graph.measures.kernels`.
        other: see there.
        weight: beside each entry of `other`, above 0.
        orders: in which vertices are looked at, one row per round; a later round starts from what
            the one before found.
        resolution: above 1 for smaller communities.
    """
    best = np.arange(len(start) - 1).astype(np.int32)
    score = -np.inf
    for turn in range(len(orders)):
        found = _once(start, other, weight, best, orders[turn], resolution)
        reached = modularity(start, other, weight, found, resolution)
        if reached <= score + _LEAST:
            break
        best, score = found, reached
    return _numbered(best), score


@compiled
def modularity(
    start: Integers, other: Integers, weight: Floats, group: Integers, resolution: float
) -> float:
    """Return the modularity of a partition (Newman and Girvan 2004); 0 without ties.

    Args:
        start: see `graph.measures.kernels`.
        other: see there.
        weight: beside each entry of `other`.
        group: community of each vertex, below the number of vertices.
        resolution: see `leiden`.
    """
    total = weight.sum()
    if total == 0.0:
        return 0.0
    inside = 0.0
    strength = np.zeros(len(group))
    for one in range(len(group)):
        for place in range(start[one], start[one + 1]):
            strength[group[one]] += weight[place]
            if group[one] == group[other[place]]:
                inside += weight[place]
    return float(inside / total - resolution * np.square(strength / total).sum())


Level = tuple[Integers, Integers, Floats, Floats]


@compiled
def _once(
    start: Integers,
    other: Integers,
    weight: Floats,
    group: Integers,
    order: Integers,
    resolution: float,
) -> Integers:
    """Move, refine and merge until nothing merges; parts are looked at in their members' order."""
    size = len(start) - 1
    loops = np.zeros(size)
    member = np.arange(size).astype(np.int32)
    while True:
        size = len(start) - 1
        strength = _strength(start, weight, loops)
        scale = resolution / max(strength.sum(), _LEAST)
        group = _moved(start, other, weight, strength, group, order, scale)
        fine = _numbered(_refined(start, other, weight, strength, group, order, scale))
        parts = fine.max() + 1
        if parts == size:
            return group[member]
        start, other, weight, loops = _merged(start, other, weight, loops, fine, parts)
        above = np.empty(parts, np.int32)
        for one in range(size):
            above[fine[one]] = group[one]
        order = _firsts(fine, order, parts)
        group, member = _numbered(above), fine[member]


@compiled
def _numbered(group: Integers) -> Integers:
    rank = np.full(group.max() + 1 if len(group) else 0, -1, np.int32)
    known = 0
    found = np.empty_like(group)
    for one in range(len(group)):
        if rank[group[one]] < 0:
            rank[group[one]] = known
            known += 1
        found[one] = rank[group[one]]
    return found


@compiled
def _firsts(part: Integers, order: Integers, parts: int) -> Integers:
    seen = np.zeros(parts, np.bool_)
    found = np.empty(parts, np.int32)
    known = 0
    for one in order:
        if not seen[part[one]]:
            seen[part[one]] = True
            found[known] = part[one]
            known += 1
    return found


@compiled
def _strength(start: Integers, weight: Floats, loops: Floats) -> Floats:
    strength = loops.copy()
    for one in range(len(loops)):
        for place in range(start[one], start[one + 1]):
            strength[one] += weight[place]
    return strength


@compiled
def _moved(
    start: Integers,
    other: Integers,
    weight: Floats,
    strength: Floats,
    group: Integers,
    order: Integers,
    scale: float,
) -> Integers:
    """Move each vertex to the best community near it; who has a moved neighbour is asked again."""
    size = len(order)
    group = group.copy()
    total = np.zeros(size)
    for one in range(size):
        total[group[one]] += strength[one]
    queue = order.copy()
    waits = np.ones(size, np.bool_)
    tied = np.zeros(size)
    near = np.empty(size, np.int32)
    head, count = 0, size
    while count:
        one = queue[head]
        head = (head + 1) % size
        count -= 1
        waits[one] = False
        own = group[one]
        total[own] -= strength[one]
        known = 0
        for place in range(start[one], start[one + 1]):
            there = group[other[place]]
            if tied[there] == 0.0:
                near[known] = there
                known += 1
            tied[there] += weight[place]
        best, gain = own, tied[own] - scale * strength[one] * total[own]
        for place in range(known):
            there = near[place]
            value = tied[there] - scale * strength[one] * total[there]
            tied[there] = 0.0
            if value > gain + _LEAST:
                best, gain = there, value
        total[best] += strength[one]
        if best == own:
            continue
        group[one] = best
        for place in range(start[one], start[one + 1]):
            two = other[place]
            if group[two] != best and not waits[two]:
                waits[two] = True
                queue[(head + count) % size] = two
                count += 1
    return group


@compiled
def _refined(
    start: Integers,
    other: Integers,
    weight: Floats,
    strength: Floats,
    group: Integers,
    order: Integers,
    scale: float,
) -> Integers:
    """Split each community into parts that hold together, from single vertices upwards."""
    size = len(order)
    whole, leaving = _inside(start, other, weight, strength, group)
    part = np.arange(size).astype(np.int32)
    total = strength.copy()
    alone = np.ones(size, np.bool_)
    tied = np.zeros(size)
    near = np.empty(size, np.int32)
    for one in order:
        all_of = whole[group[one]]
        if not alone[one] or leaving[one] < scale * strength[one] * (all_of - strength[one]):
            continue
        known = 0
        for place in range(start[one], start[one + 1]):
            two = other[place]
            if group[two] == group[one]:
                there = part[two]
                if tied[there] == 0.0:
                    near[known] = there
                    known += 1
                tied[there] += weight[place]
        best, gain = part[one], _LEAST
        for place in range(known):
            there = near[place]
            holds = leaving[there] >= scale * total[there] * (all_of - total[there])
            value = tied[there] - scale * strength[one] * total[there]
            if holds and value > gain:
                best, gain = there, value
        if best != part[one]:
            leaving[best] += leaving[one] - 2.0 * tied[best]
            total[best] += strength[one]
            part[one] = best
            alone[best] = False
            alone[one] = False
        for place in range(known):
            tied[near[place]] = 0.0
    return part


@compiled
def _inside(
    start: Integers, other: Integers, weight: Floats, strength: Floats, group: Integers
) -> tuple[Floats, Floats]:
    """Return the strength of each community, and what each vertex is tied to its own."""
    whole = np.zeros(len(group))
    tied = np.zeros(len(group))
    for one in range(len(group)):
        whole[group[one]] += strength[one]
        for place in range(start[one], start[one + 1]):
            if group[other[place]] == group[one]:
                tied[one] += weight[place]
    return whole, tied


@compiled
def _merged(
    start: Integers, other: Integers, weight: Floats, loops: Floats, part: Integers, parts: int
) -> Level:
    """Return the network whose vertices are the parts."""
    size = len(part)
    first = np.zeros(parts + 1, np.int32)
    for one in range(size):
        first[part[one] + 1] += 1
    for one in range(parts):
        first[one + 1] += first[one]
    place_of = first[:-1].copy()
    members = np.empty(size, np.int32)
    for one in range(size):
        members[place_of[part[one]]] = one
        place_of[part[one]] += 1
    begins = np.zeros(parts + 1, np.int32)
    others = np.empty(len(other), np.int32)
    weights = np.empty(len(other))
    looped = np.zeros(parts)
    tied = np.zeros(parts)
    filled = 0
    for one in range(parts):
        opened = filled
        for at in range(first[one], first[one + 1]):
            member = members[at]
            looped[one] += loops[member]
            for place in range(start[member], start[member + 1]):
                there = part[other[place]]
                if there == one:
                    looped[one] += weight[place]
                    continue
                if tied[there] == 0.0:
                    others[filled] = there
                    filled += 1
                tied[there] += weight[place]
        for at in range(opened, filled):
            weights[at] = tied[others[at]]
            tied[others[at]] = 0.0
        begins[one + 1] = filled
    return begins, others[:filled].copy(), weights[:filled].copy(), looped
