"""The null model for cells: random matrices that keep every row and column sum in expectation."""

from typing import Final

import numpy as np
import numpy.typing as npt

from ontology.errors import ParameterError
from ontology.texts import Text

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

TOLERANCE: Final = 1e-9
"""Largest difference between a kept sum and its expectation at which the solver stops."""

_MOST_STEPS: Final = 20_000


def bicm(matrix: Flags, known: Flags | None = None) -> Floats:
    """Return the probability of a one in each cell under the bipartite configuration model.

    `p_it = x_i y_t / (1 + x_i y_t)`, with x and y such that each row and column sum is kept in
    expectation (Saracco, Di Clemente, Gabrielli, Squartini 2015, Sci. Rep. 5, 10595). Solved by
    the alternating fixed point `x_i = r_i / sum_t y_t / (1 + x_i y_t)`.

    Args:
        matrix: rows x columns of zeros and ones.
        known: cells that count; the others have no say and get `nan`. By default all.

    Returns:
        Probabilities of the same shape; exactly 0 or 1 in rows and columns that are empty or full.

    Raises:
        ParameterError: if the shapes differ.
    """
    counted = np.ones(matrix.shape, dtype=bool) if known is None else known
    if matrix.shape != counted.shape:
        raise ParameterError(
            "known", Text("Die Tabellen sind nicht gleich groß.", "The tables differ in shape.")
        )
    probabilities = np.where(counted, 0.0, np.nan)
    ones, open_cells = _peel(matrix & counted, counted, probabilities)
    if open_cells.any():
        solved = _solve(ones, open_cells)
        probabilities[open_cells] = solved[open_cells]
    return probabilities


def surprise(probability: float) -> float:
    """Return how surprising an empty cell is: `-log(1 - p)`, natural logarithm.

    Example:
        >>> round(surprise(0.95), 3)
        2.996
    """
    return float(-np.log1p(-min(probability, 1 - 1e-12)))


def adjusted(p_values: Floats) -> Floats:
    """Return p-values adjusted for many tests (Benjamini and Hochberg 1995).

    Args:
        p_values: any number of them; an empty array gives an empty one.
    """
    if not p_values.size:
        return p_values
    order = np.argsort(p_values, kind="stable")
    ranked = p_values[order] * len(p_values) / np.arange(1, len(p_values) + 1)
    monotone = np.minimum.accumulate(ranked[::-1])[::-1]
    result = np.empty_like(p_values)
    result[order] = np.minimum(monotone, 1.0)
    return result


def _peel(ones: Flags, counted: Flags, probabilities: Floats) -> tuple[Flags, Flags]:
    # an empty or full row has x = 0 or infinity; taking it out may make a column empty or full
    ones, open_cells = ones.copy(), counted.copy()
    while True:
        before = open_cells.sum()
        for axis in (1, 0):
            size, filled = open_cells.sum(axis=axis), (ones & open_cells).sum(axis=axis)
            for value, lines in ((0.0, filled == 0), (1.0, filled == size)):
                chosen = (lines[:, None] if axis == 1 else lines[None, :]) & open_cells
                probabilities[chosen] = value
                open_cells = open_cells & ~chosen
        if open_cells.sum() == before:
            return ones & open_cells, open_cells


def _solve(ones: Flags, open_cells: Flags) -> Floats:
    mask = open_cells.astype(np.float64)
    rows, columns = ones.sum(axis=1).astype(np.float64), ones.sum(axis=0).astype(np.float64)
    x = rows / np.sqrt(max(rows.sum(), 1.0))
    y = columns / np.sqrt(max(columns.sum(), 1.0))
    cells = np.zeros(ones.shape)
    for _ in range(_MOST_STEPS):
        shared = mask / (1.0 + np.outer(x, y))
        x = _divided(rows, shared @ y)
        shared = mask / (1.0 + np.outer(x, y))
        y = _divided(columns, x @ shared)
        product = np.outer(x, y)
        cells = mask * product / (1.0 + product)
        if np.abs(cells.sum(axis=1) - rows).max() < TOLERANCE:
            break
    return cells


def _divided(sums: Floats, weights: Floats) -> Floats:
    return np.divide(sums, weights, out=np.zeros_like(sums), where=weights > 0)
