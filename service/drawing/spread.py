"""How nodes with labels get room: boxes that overlap push each other apart until none does."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_ROUNDS: Final = 400
_GAP: Final = 6.0
"""User units that stay free between two boxes."""


def spread(centres: Sequence[tuple[float, float]], sizes: Sequence[tuple[float, float]]) -> Floats:
    """Return the centres of boxes after they have made room for each other.

    Each round moves both boxes of an overlapping pair half the way out, along the axis on which
    they overlap less; the first positions decide, no chance is involved.

    Args:
        centres: of the boxes, user units; none give an empty array.
        sizes: width and height of each.

    Returns:
        Shape (n, 2). Boxes may still touch where there were too many for the rounds allowed.
    """
    places: Floats = np.array(centres, dtype=np.float64).reshape(-1, 2)
    rooms = np.array(sizes, dtype=np.float64).reshape(-1, 2) + _GAP
    if len(places) < 2:
        return places
    # equal places could never part
    places = places + np.arange(len(places))[:, None] * np.array([1e-3, 7e-4])
    apart = ~np.eye(len(places), dtype=np.bool_)
    needed = (rooms[:, None, :] + rooms[None, :, :]) / 2
    for _ in range(_ROUNDS):
        between = places[:, None, :] - places[None, :, :]
        overlap = needed - np.abs(between)
        both: NDArray[np.bool_] = (overlap[:, :, 0] > 0) & (overlap[:, :, 1] > 0) & apart
        if not both.any():
            break
        along_x = overlap[:, :, 0] < overlap[:, :, 1]
        push = np.where(both, np.where(along_x, overlap[:, :, 0], overlap[:, :, 1]), 0.0) / 2
        places[:, 0] += (np.sign(between[:, :, 0]) * push * along_x).sum(axis=1) * 0.6
        places[:, 1] += (np.sign(between[:, :, 1]) * push * ~along_x).sum(axis=1) * 0.6
    return places
