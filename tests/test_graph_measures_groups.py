import math
from datetime import date
from statistics import fmean

import networkx as nx
import pytest

from graph.landscape import Landscape
from graph.measures import engine
from graph.measures.centrality import betweenness_centrality, degree_centrality
from graph.measures.communities import communities, leiden_communities
from graph.measures.intervals import with_intervals
from graph.measures.words import MEASURES
from graph.projection import project, two_mode, whole_network
from graph.selection import Selection
from ontology.errors import ParameterError

TODAY = date(2026, 11, 23)


def test_communities_are_at_least_as_good_as_those_of_networkx(landscape: Landscape):
    graph = whole_network(landscape, TODAY)
    found = communities(graph, draws=0)
    theirs = nx.community.louvain_communities(graph, weight="weight", seed=1)
    assert found.modularity >= nx.community.modularity(graph, theirs, weight="weight") - 1e-9
    parts = [set(one.members) for one in found.communities]
    assert found.modularity == pytest.approx(
        nx.community.modularity(graph, parts, weight="weight"), abs=1e-9
    )
    assert sum(len(part) for part in parts) == len(graph)


def test_clear_groups_are_stable_and_random_ones_are_not():
    clear = nx.disjoint_union(nx.complete_graph(10), nx.complete_graph(10))
    clear.add_edge(0, 10)
    found = communities(clear, weight=None)
    assert [len(one.members) for one in found.communities] == [10, 10]
    assert min(one.stability for one in found.communities) > 0.95
    noise = communities(nx.gnm_random_graph(60, 120, seed=4), weight=None)
    # a single group may hold by accident, most do not
    assert fmean(one.stability for one in noise.communities) < 0.65


def test_the_same_network_falls_into_the_same_groups_tomorrow(landscape: Landscape):
    graph = whole_network(landscape, TODAY)
    assert communities(graph, draws=3) == communities(graph, draws=3)


def test_small_networks_fall_into_groups_as_good_as_those_of_the_compiled_loops(
    landscape: Landscape, monkeypatch: pytest.MonkeyPatch
):
    views = [Selection(include_ended=True, with_programmes=True), Selection(state="05")]
    graphs = [project(two_mode(landscape, TODAY, one)) for one in views]
    small = [communities(graph, draws=0) for graph in graphs]
    monkeypatch.setattr(engine, "worth", lambda _: True)
    compiled = [communities(graph, draws=0) for graph in graphs]
    for one, two in zip(small, compiled, strict=True):
        assert one.modularity > two.modularity - 2e-3
        assert {type(score) for score in (one.modularity, two.modularity)} == {float}


def test_finer_communities_come_in_the_order_of_their_first_nodes():
    graph = nx.relabel_nodes(nx.ring_of_cliques(12, 4), lambda node: 47 - node)
    fine = leiden_communities(graph, None)
    assert [max(one) for one in fine] == list(range(47, 0, -4))
    assert leiden_communities(graph, None, 0.01) == [set(graph)]
    assert len(leiden_communities(graph, None, 30.0)) == 48


def test_what_was_computed_before_does_not_change_the_groups():
    graph = nx.gnm_random_graph(60, 120, seed=4)
    before = communities(graph, draws=3)
    betweenness_centrality(graph, weight="weight")  # loads compiled loops
    assert communities(graph.copy(), draws=3) == before


def test_communities_of_nothing_and_of_loners():
    assert communities(nx.empty_graph(0)).communities == ()
    loners = communities(nx.empty_graph(3), draws=0)
    assert [one.members for one in loners.communities] == [(0,), (1,), (2,)]
    assert loners.modularity == 0.0
    assert all(math.isnan(one.stability) for one in loners.communities)
    with pytest.raises(ParameterError):
        communities(nx.path_graph(3), kept=0)


def test_intervals_hold_the_value_and_close_where_nothing_is_missing(landscape: Landscape):
    saxony = two_mode(landscape, TODAY, Selection(state="14", include_ended=True))
    exact = with_intervals(saxony, degree_centrality, kept=1.0, draws=3)
    assert all(one.low == one.value == one.high for one in exact.values())
    loose = with_intervals(saxony, betweenness_centrality, kept=0.8, draws=60)
    known = betweenness_centrality(project(saxony))
    assert {actor: one.value for actor, one in loose.items()} == known
    assert all(one.low <= one.high and one.best_rank <= one.worst_rank for one in loose.values())
    first = min(loose.values(), key=lambda one: one.rank)
    assert first.rank == 1
    assert first.low < first.high


def test_intervals_repeat_and_refuse_nonsense(landscape: Landscape):
    saxony = two_mode(landscape, TODAY, Selection(state="14"))
    one, two = (with_intervals(saxony, degree_centrality, draws=20) for _ in range(2))
    assert one == two
    assert with_intervals(nx.Graph(day="2026-01-01"), degree_centrality) == {}
    with pytest.raises(ParameterError):
        with_intervals(saxony, degree_centrality, kept=1.5)


def test_every_measure_is_explained_and_runs_on_the_whole_network(landscape: Landscape):
    graph = whole_network(landscape, TODAY)
    for measure in MEASURES.values():
        assert set(measure.compute(graph)) <= set(graph)
        for text in (measure.name, measure.meaning, measure.caveat):
            assert text.de != text.en
