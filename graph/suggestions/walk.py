"""The random walk behind suggestions, compiled; imported when first needed.

A request walks once for its list and once for each counterfactual: half of what it costs.
"""

import numpy as np
import numpy.typing as npt

from graph.measures.kernels import compiled

Places = npt.NDArray[np.uint32]
"""Unsigned, so that the compiled code need not look for negative places."""
Floats = npt.NDArray[np.float64]


@compiled
def walked(
    starts: Places, others: Places, values: Floats, row: int, alpha: float, steps: int
) -> Floats:
    """Return the personalised PageRank of all rows seen from one.

    The weights are symmetric, so the walk may be read from either side.

    Source: Haveliwala 2002; here by power iteration from the asking row.

    Args:
        starts: row pointers of the symmetric weights.
        others: its column numbers.
        values: its entries.
        row: the asking one.
        alpha: share of steps that return to it.
        steps: so many multiplications.
    """
    size = len(starts) - 1
    onward, moved, score = np.empty(size), np.empty(size), np.zeros(size)
    score[row] = 1.0
    for one in range(size):
        total = 0.0
        for place in range(starts[one], starts[one + 1]):
            total += values[place]
        onward[one] = (1.0 - alpha) / total if total > 0.0 else 1.0 - alpha
    for _ in range(steps):
        for one in range(size):
            moved[one] = score[one] * onward[one]
        for one in range(size):
            total = 0.0
            for place in range(starts[one], starts[one + 1]):
                total += values[place] * moved[others[place]]
            score[one] = total
        score[row] += alpha
    return score
