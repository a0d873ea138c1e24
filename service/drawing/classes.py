"""How values fall into at most five classes for a map."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

MOST: Final = 5


class Class(NamedTuple):
    """From the lowest to the highest value that is in it."""

    low: float
    high: float


def classes(values: Sequence[float]) -> list[Class]:
    """Return classes of about equally many values, lowest first; few different values get one each.

    Args:
        values: in any order; none give [].

    Example:
        >>> classes([1, 1, 2, 3])
        [Class(low=1, high=1), Class(low=2, high=2), Class(low=3, high=3)]
    """
    different = sorted(set(values))
    if len(different) <= MOST:
        return [Class(value, value) for value in different]
    ordered = sorted(values)
    edges = np.quantile(ordered, [step / MOST for step in range(1, MOST)], method="higher")
    limits = sorted({*edges.tolist(), ordered[-1]})
    found, below = [], -np.inf
    for limit in limits:
        inside = [value for value in ordered if below < value <= limit]
        found.append(Class(inside[0], inside[-1]))
        below = limit
    return found


def class_of(value: float, among: Sequence[Class]) -> int:
    """Return the number of the class of a value; the last one for values above all."""
    return next((place for place, one in enumerate(among) if value <= one.high), len(among) - 1)


def shade_of(place: int, among: Sequence[Class]) -> int:
    """Return the shade of a class, 0 to 4: few classes are spread over the whole range."""
    return 2 if len(among) == 1 else round(place * (MOST - 1) / (len(among) - 1))
