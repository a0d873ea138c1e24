import math
from datetime import date
from importlib import import_module
from types import FunctionType

import networkx as nx
import pytest

from graph.measures import engine
from graph.measures.arrays import by_node, neighbours, to_igraph, weights
from graph.measures.centrality import (
    betweenness_centrality,
    closeness_centrality,
    degree_centrality,
    eigenvector_centrality,
    pagerank,
)
from graph.measures.cohesion import articulation_points, bridges, core_number, pairs_lost
from graph.measures.holes import constraint, effective_size, efficiency
from graph.measures.mixing import assortativity, mixing
from graph.projection import whole_network
from ontology.errors import ParameterError

TODAY = date(2026, 11, 23)
GRAPHS = ["sparse", "middle", "dense", "real"]


@pytest.fixture(params=GRAPHS)
def graph(request, landscape):
    if request.param == "real":
        return whole_network(landscape, TODAY)
    edges = {"sparse": 35, "middle": 70, "dense": 200}[request.param]
    made = nx.relabel_nodes(nx.gnm_random_graph(40, edges, seed=5), {i: f"n{i}" for i in range(40)})
    for number, pair in enumerate(made.edges()):
        made.edges[pair]["weight"] = 1 + number % 7
    return made


def same(ours, theirs, within=1e-9):
    assert list(ours) == list(theirs)
    for node, value in theirs.items():
        assert math.isclose(ours[node], value, abs_tol=within) or (
            math.isnan(value) and math.isnan(ours[node])
        )


def test_centralities_equal_networkx(graph):
    same(degree_centrality(graph), nx.degree_centrality(graph))
    same(betweenness_centrality(graph), nx.betweenness_centrality(graph))
    same(
        betweenness_centrality(graph, normalized=False),
        nx.betweenness_centrality(graph, normalized=False),
        1e-6,
    )
    same(closeness_centrality(graph), nx.closeness_centrality(graph))
    same(pagerank(graph), nx.pagerank(graph, tol=1e-15, max_iter=10_000))


def test_weights_are_read_as_networkx_reads_them(graph):
    same(
        betweenness_centrality(graph, weight="weight"),
        nx.betweenness_centrality(graph, weight="weight"),
    )
    same(constraint(graph, "weight"), nx.constraint(graph, weight="weight"))


def test_eigenvector_centrality_equals_networkx_on_a_connected_part(graph):
    part = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
    same(eigenvector_centrality(part), nx.eigenvector_centrality_numpy(part), 1e-6)


def test_compiled_loops_equal_networkx_and_what_small_networks_use(graph, monkeypatch):
    known, count = neighbours(graph), len(graph)
    lengths = weights(graph, "weight")
    between = engine.betweenness(known, None)
    same(by_node(graph, between), nx.betweenness_centrality(graph, normalized=False), 1e-6)
    same(by_node(graph, engine.constraints(known, None)), nx.constraint(graph))
    same(by_node(graph, engine.constraints(known, lengths)), constraint(graph, "weight"))
    small = repr(effective_size(graph)), articulation_points(graph), bridges(graph)
    monkeypatch.setattr(engine, "worth", lambda size: size == count)
    assert (repr(effective_size(graph)), articulation_points(graph), bridges(graph)) == small


def test_loops_run_where_their_code_cannot_be_kept():
    kernels = import_module("graph.measures.kernels")  # the compiler takes a second to import

    def double(number: int) -> int:
        return 2 * number

    code = double.__code__.replace(co_filename="/nowhere/loops.py")
    with pytest.raises(RuntimeError, match="cannot cache"):
        kernels.numba.njit(cache=True)(FunctionType(code, {}))
    assert kernels.compiled(FunctionType(code, {}))(21) == 42


def test_a_large_network_equals_networkx():
    graph = nx.relabel_nodes(nx.gnm_random_graph(engine.LARGE, 4_000, seed=8), str)
    same(constraint(graph), nx.constraint(graph))
    same(effective_size(graph), nx.effective_size(graph))
    assert articulation_points(graph) == set(nx.articulation_points(graph))
    assert bridges(graph) == {frozenset(pair) for pair in nx.bridges(graph)}
    assert engine.worth(len(graph))


def test_loops_count_as_in_networkx():
    looped = nx.Graph([(0, 0), (0, 1), (1, 2), (2, 0), (2, 3)])
    for one, two, data in looped.edges(data=True):
        data["weight"] = 1 + one + two
    same(degree_centrality(looped), nx.degree_centrality(looped))
    same(betweenness_centrality(looped), nx.betweenness_centrality(looped))
    assert weights(looped, "weight").tolist() == [2.0, 3.0, 2.0, 4.0, 4.0, 3.0, 6.0, 6.0]


def test_holes_equal_networkx(graph):
    same(constraint(graph), nx.constraint(graph))
    same(effective_size(graph), nx.effective_size(graph))
    sizes = nx.effective_size(graph)
    for node, value in efficiency(graph).items():
        assert math.isnan(value) or value == pytest.approx(sizes[node] / graph.degree[node])


def test_cohesion_equals_networkx(graph):
    assert core_number(graph) == nx.core_number(graph)
    assert articulation_points(graph) == set(nx.articulation_points(graph))
    assert bridges(graph) == {frozenset(pair) for pair in nx.bridges(graph)}


def test_pairs_lost_are_those_that_a_removal_cuts(graph):
    def connected(rest):
        return sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(rest))

    lost = pairs_lost(graph)
    for node in graph:
        without = graph.copy()
        without.remove_node(node)
        part = len(nx.node_connected_component(graph, node))
        assert lost.get(node, 0) == connected(graph) - (part - 1) - connected(without)


def test_a_star_depends_on_its_middle():
    star = nx.star_graph(5)
    assert pairs_lost(star) == {0: 10}
    assert betweenness_centrality(star)[0] == pytest.approx(1.0)
    assert constraint(star)[0] == pytest.approx(0.2)


def test_a_change_of_the_graph_is_seen_at_once():
    graph = nx.path_graph(4)
    view = graph.subgraph([0, 1, 2, 3])
    assert articulation_points(graph) == articulation_points(view) == {1, 2}
    graph.add_edge(0, 3)
    assert articulation_points(graph) == articulation_points(view) == set()
    assert effective_size(graph)[0] == 2.0
    graph.remove_node(3)
    assert effective_size(graph) == nx.effective_size(graph)


def test_mixing_sees_groups_that_keep_to_themselves():
    split = nx.disjoint_union(nx.complete_graph(8), nx.complete_graph(8))
    split.add_edge(0, 8)
    labels = {node: "a" if node < 8 else "b" for node in split}
    found = mixing(split, labels, draws=500, seed=1)
    assert (found["a"].within, found["a"].across) == (28, 1)
    assert found["a"].index == pytest.approx(-27 / 29)
    assert found["a"].z < -3
    assert found["a"].p_value == pytest.approx(1 / 501, abs=0.01)
    assert assortativity(split, labels) > 0.9


def test_mixing_at_random_is_no_finding():
    drawn = nx.gnm_random_graph(60, 150, seed=2)
    labels = {node: str(node % 3) for node in drawn}
    assert min(one.p_value for one in mixing(drawn, labels, draws=500).values()) > 0.02


def test_without_ties_there_is_no_mixing():
    assert mixing(nx.empty_graph(3), {0: "a", 1: "b"}) == {}
    with pytest.raises(ParameterError):
        mixing(nx.path_graph(3), {0: "a", 1: "b"}, draws=0)


def test_an_empty_network_and_a_single_actor_have_plain_answers():
    for measure in (
        degree_centrality,
        betweenness_centrality,
        closeness_centrality,
        pagerank,
        constraint,
        effective_size,
        core_number,
        pairs_lost,
    ):
        assert measure(nx.empty_graph(0)) == {}
    single = nx.empty_graph(1)
    assert degree_centrality(single) == nx.degree_centrality(single)
    assert pagerank(single) == {0: 1.0}
    assert pairs_lost(single) == {}
    assert math.isnan(constraint(single)[0])


def test_what_networkx_refuses_we_refuse():
    with pytest.raises(nx.NetworkXNotImplemented):
        to_igraph(nx.path_graph(3, create_using=nx.DiGraph))
    with pytest.raises(nx.NetworkXNotImplemented):
        to_igraph(nx.MultiGraph([(0, 1)]))
    with pytest.raises(nx.AmbiguousSolution):
        eigenvector_centrality(nx.empty_graph(2))
    with pytest.raises(nx.NetworkXPointlessConcept):
        eigenvector_centrality(nx.empty_graph(0))
