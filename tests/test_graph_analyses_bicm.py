import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import root

from graph.analyses.bicm import adjusted, bicm, surprise
from ontology.errors import ParameterError

MATRICES = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).random((12, 7)) < np.random.default_rng(seed).random()
)


@given(MATRICES)
@settings(max_examples=40, deadline=None)
def test_row_and_column_sums_are_kept(matrix):
    expected = bicm(matrix)
    assert np.allclose(expected.sum(axis=1), matrix.sum(axis=1), atol=1e-6)
    assert np.allclose(expected.sum(axis=0), matrix.sum(axis=0), atol=1e-6)
    assert ((expected >= 0) & (expected <= 1)).all()


def test_it_is_the_solution_that_a_general_solver_finds():
    matrix = np.random.default_rng(7).random((9, 6)) < 0.4
    rows, columns = matrix.sum(axis=1), matrix.sum(axis=0)

    def away(logs):
        product = np.exp(logs[:9, None] + logs[None, 9:])
        cells = product / (1 + product)
        return np.concatenate([cells.sum(axis=1) - rows, cells.sum(axis=0) - columns])

    found = root(away, np.zeros(15), method="lm", tol=1e-14)
    product = np.exp(found.x[:9, None] + found.x[None, 9:])
    assert np.allclose(bicm(matrix), product / (1 + product), atol=1e-7)


def test_cells_that_nobody_can_see_have_no_say():
    matrix = np.random.default_rng(3).random((8, 5)) < 0.5
    known = np.random.default_rng(4).random((8, 5)) < 0.8
    expected = bicm(matrix, known)
    assert np.isnan(expected[~known]).all()
    assert np.allclose(np.nansum(expected, axis=1), (matrix & known).sum(axis=1), atol=1e-6)
    assert np.array_equal(expected, bicm(matrix | ~known, known), equal_nan=True)


def test_empty_and_full_lines_are_certain():
    matrix = np.array([[0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0]], dtype=bool)
    expected = bicm(matrix)
    assert (expected[0] == 0).all()
    assert (expected[1] == 1).all()
    assert bicm(np.zeros((0, 3), dtype=bool)).shape == (0, 3)
    assert (bicm(np.zeros((2, 2), dtype=bool)) == 0).all()


def test_different_shapes_are_refused():
    with pytest.raises(ParameterError):
        bicm(np.zeros((2, 2), dtype=bool), np.ones((3, 2), dtype=bool))


def test_adjusted_p_values_are_those_of_the_textbook():
    # Benjamini and Hochberg 1995, section 3.2: at 0.05 the first four of fifteen are rejected
    p_values = np.array(
        [
            *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
            *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
        ]
    )
    assert (adjusted(p_values) <= 0.05).sum() == 4
    shuffled = np.random.default_rng(1).permutation(15)
    assert np.allclose(adjusted(p_values[shuffled]), adjusted(p_values)[shuffled])
    assert adjusted(np.array([])).size == 0


def test_surprise_grows_with_the_chance():
    assert 0 == surprise(0.0) < surprise(0.5) < surprise(0.99) < surprise(1.0) < 30
