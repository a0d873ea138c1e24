"""The first candidates of every actor: like scipy and networkx, in parts and on a cluster."""

from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.evaluation.edges import read_history
from graph.evaluation.everyone import lists_of_all
from graph.evaluation.rows import score_rows
from ontology.errors import ParameterError


def network(size: int, seed: int, mean: float = 1.0) -> sparse.csr_array:
    random = np.random.default_rng(seed)
    sizes = random.integers(2, 6, int(size * mean))
    rows, columns = random.integers(0, size, sizes.sum()), np.repeat(np.arange(len(sizes)), sizes)
    incidence = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, len(sizes)))
    product = sparse.csr_array(incidence @ incidence.T)
    product.setdiag(0.0)
    product.eliminate_zeros()
    product.data[:] = 1.0
    return product


def by_scipy(adjacency: sparse.csr_array, top: int) -> tuple[np.ndarray, np.ndarray]:
    degree = np.asarray(adjacency.sum(axis=0)).ravel()
    share = np.divide(1.0, degree, out=np.zeros_like(degree), where=degree > 0)
    dense = (adjacency @ sparse.diags_array(share) @ adjacency).toarray()
    blocked = (adjacency.toarray() > 0) | np.eye(len(degree), dtype=bool)
    dense[blocked] = 0.0
    order = np.argsort(-np.round(dense, 12), axis=1, kind="stable")[:, :top]
    scores = np.take_along_axis(dense, order, axis=1)
    return np.where(scores > 0, order, -1), scores


@pytest.mark.parametrize(("size", "seed", "mean"), [(400, 1, 0.9), (150, 2, 3.0), (60, 3, 0.2)])
def test_the_compiled_loop_agrees_with_scipy(size: int, seed: int, mean: float) -> None:
    adjacency = network(size, seed, mean)
    actors, scores = score_rows(adjacency, np.arange(size))
    expected_actors, expected = by_scipy(adjacency, 10)
    np.testing.assert_allclose(scores, expected, rtol=1e-12)
    # where two candidates differ by rounding alone, either may come first
    differs = actors != expected_actors
    assert differs.mean() < 0.02
    np.testing.assert_allclose(scores[differs], expected[differs], rtol=1e-12)


def test_scores_are_those_of_networkx() -> None:
    adjacency = network(120, 4)
    graph = nx.from_scipy_sparse_array(adjacency)
    actors, scores = score_rows(adjacency, np.arange(120))
    pairs = [(row, int(other)) for row in range(120) for other in actors[row] if other >= 0]
    values = [value for _, _, value in nx.resource_allocation_index(graph, pairs)]
    np.testing.assert_allclose(scores[actors >= 0], values, rtol=1e-12)
    assert not any(graph.has_edge(*pair) for pair in pairs)


def test_threads_and_parts_change_nothing() -> None:
    adjacency = network(9000, 5)
    whole = score_rows(adjacency, np.arange(9000))
    parts = [score_rows(adjacency, part) for part in np.array_split(np.arange(9000), 11)]
    np.testing.assert_array_equal(whole[0], np.concatenate([one[0] for one in parts]))
    np.testing.assert_array_equal(whole[1], np.concatenate([one[1] for one in parts]))


def test_shapes_at_the_edges() -> None:
    adjacency = network(50, 6)
    nobody = score_rows(adjacency, np.array([], dtype=np.int64))
    assert nobody[0].shape == nobody[1].shape == (0, 10)
    assert score_rows(adjacency, np.arange(3), top=1)[0].shape == (3, 1)
    alone = sparse.csr_array((4, 4))
    assert (score_rows(alone, np.arange(4))[0] == -1).all()
    full = sparse.csr_array(np.ones((5, 5)) - np.eye(5))
    assert (score_rows(full, np.arange(5))[0] == -1).all()
    star = np.zeros((30, 30))
    star[0, 1:] = star[1:, 0] = 1.0
    actors, scores = score_rows(sparse.csr_array(star), np.arange(30))
    assert (actors[0] == -1).all()
    assert actors[29].tolist() == list(range(1, 11))
    np.testing.assert_allclose(scores[29], 1 / 29)


def test_a_cluster_gives_the_same_to_the_last_bit() -> None:
    from distributed import LocalCluster

    adjacency = network(1500, 7)
    here = score_rows(adjacency, np.arange(1500))
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",  # so that what is sent is really written and read
        dashboard_address=None,
    ) as cluster:
        there = score_rows(adjacency, np.arange(1500), scheduler=cluster.scheduler_address)
        nobody = score_rows(adjacency, np.arange(0), scheduler=cluster.scheduler_address)
    np.testing.assert_array_equal(here[0], there[0])
    np.testing.assert_array_equal(here[1], there[1])
    assert nobody[0].shape == (0, 10)


def test_a_wrong_scheduler_is_named() -> None:
    with pytest.raises(ParameterError, match="nowhere"):
        score_rows(network(20, 8), np.arange(20), scheduler="nowhere://x")


def test_lists_of_all_name_actors(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_text("a,b,start\nx,y,2015\ny,z,2016\nz,w,2019\n", "utf-8")
    history = read_history([path])
    found = list(lists_of_all(history, date(2018, 1, 1)))
    assert [(one.actor, one.rank, one.partner, one.score) for one in found] == [
        ("x", 1, "z", 0.5),
        ("z", 1, "x", 0.5),
    ]
    with pytest.raises(ParameterError, match="2010"):
        list(lists_of_all(history, date(2010, 1, 1)))
