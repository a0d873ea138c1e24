from dataclasses import replace
from datetime import date

import networkx as nx
import pytest

from graph.landscape import Landscape
from graph.links import UNDATED_WEIGHT, decay, links
from graph.network import network
from graph.projection import links_of, project, two_mode, whole_network
from graph.selection import Selection
from graph.things import Interval
from ontology.errors import ParameterError, UnknownThingError

TODAY = date(2026, 11, 23)
IN_PROGRAMME = date(2012, 6, 1)
"""Lernen vor Ort ran from 2009 to 2014."""


def test_the_two_modes_never_touch_within_themselves(landscape: Landscape):
    graph = two_mode(landscape, IN_PROGRAMME)
    assert nx.is_bipartite(graph)
    for one, two in graph.edges():
        assert {graph.nodes[one]["bipartite"], graph.nodes[two]["bipartite"]} == {0, 1}


def test_every_tie_that_exists_on_the_day_is_there_and_no_other(landscape: Landscape):
    there = {node for node in two_mode(landscape, IN_PROGRAMME) if node.startswith("cooperation/")}
    expected = {
        f"cooperation/{tie.key}"
        for tie in landscape.ties.values()
        if tie.interval.status_on(IN_PROGRAMME) in {"current", "undated"}
        and len(set(tie.actors)) > 1
    }
    assert there == expected


def test_sharing_a_programme_is_no_cooperation(landscape: Landscape):
    # Bamberg and Kiel both took part in Lernen vor Ort, each on its own, and share no tie
    projected = project(two_mode(landscape, IN_PROGRAMME))
    assert not projected.has_edge("kommune-09461", "kommune-01002")


def test_a_joint_application_is_a_tie(landscape: Landscape):
    # no source names a joint application as one row yet; this one is made of a real row
    single = next(iter(landscape.participations.values()))
    joint = replace(single, actors=("kommune-01002", "kommune-09461"))
    together = replace(landscape, participations={joint.key: joint})
    day = joint.interval.valid_from
    assert day is not None
    assert project(two_mode(together, day)).has_edge("kommune-01002", "kommune-09461")


def test_a_consortium_gives_each_member_one_under_newman_weights(landscape: Landscape):
    graph = two_mode(landscape, TODAY, Selection(include_ended=True))
    name, link = max(links_of(graph).items(), key=lambda pair: len(pair[1].actors))
    alone = graph.subgraph([name, *link.actors])
    projected = project(alone, half_life_years=None)
    for actor in link.actors:
        assert projected.degree(actor, weight="weight") == pytest.approx(1.0)
    assert (
        project(alone, weight="count", half_life_years=None).size("weight")
        == len(link.actors) * (len(link.actors) - 1) / 2
    )


def test_a_tie_halves_in_three_years_after_its_end():
    ended = Interval(end="2020", valid_through=date(2020, 12, 31))
    assert decay(ended, date(2023, 12, 31), 3.0) == pytest.approx(0.5, abs=0.001)
    assert decay(ended, date(2020, 6, 1), 3.0) == 1.0
    assert decay(ended, date(2023, 12, 31), None) == 1.0
    assert decay(Interval(valid_from=date(2030, 1, 1)), TODAY, 3.0) == 0.0
    assert decay(Interval(), TODAY, 3.0) == UNDATED_WEIGHT


def test_a_view_around_one_actor_keeps_only_its_surroundings(landscape: Landscape):
    around = Selection(center="05334", include_ended=True)
    near = network(landscape, TODAY, around)
    partners = {
        actor
        for tie in landscape.ties_of(landscape.actors_of_district("05334"))
        for actor in tie.actors
    }
    assert {node.key for node in near.nodes} == partners
    assert near.center == "kommune-05334"
    far = network(landscape, TODAY, Selection(center="05334", depth=2, include_ended=True))
    assert {node.key for node in near.nodes} < {node.key for node in far.nodes}


def test_filters_keep_what_they_name(landscape: Landscape):
    shown = network(landscape, TODAY, Selection(theme="lebenslanges-lernen", include_ended=True))
    assert any("ganztag" in link.themes for link in shown.ties.values())
    shown = network(landscape, TODAY, Selection(kind="TransferAgreement"))
    assert {link.class_ for link in shown.ties.values()} == {"TransferAgreement"}
    shown = network(landscape, TODAY, Selection(state="14"))
    for link in shown.ties.values():
        members = {landscape.actors[actor].state for actor in link.actors}
        assert "14" in members | {ags[:2] for ags in link.districts}


def test_programmes_show_as_nodes_only_where_asked_for(landscape: Landscape):
    plain = network(landscape, TODAY, Selection(programme="bildungskommunen"))
    assert not any(node.class_ == "Programme" for node in plain.nodes)
    shown = network(landscape, TODAY, Selection(programme="bildungskommunen", with_programmes=True))
    hub = next(node for node in shown.nodes if node.class_ == "Programme")
    participants = {
        actor
        for tie in landscape.participations.values()
        if tie.programme == "bildungskommunen" and tie.interval.status_on(TODAY) == "current"
        for actor in tie.actors
    }
    assert hub.degree == len(participants)


def test_the_same_view_looks_the_same_tomorrow(landscape: Landscape):
    view = Selection(state="05", include_ended=True)
    one, two = (network(landscape, TODAY, view) for _ in range(2))
    assert one == two
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in one.nodes)
    assert len({(node.x, node.y) for node in one.nodes}) == len(one.nodes)


def test_before_all_data_only_ties_without_a_known_start_are_there(landscape: Landscape):
    shown = network(landscape, date(1800, 1, 1))
    assert {link.interval.valid_from for link in shown.ties.values()} == {None}


def test_a_centre_without_ties_stands_alone(landscape: Landscape):
    tied = {actor for link in links(landscape) for actor in link.actors}
    lonely = next(key for key in sorted(landscape.actors) if key not in tied)
    shown = network(landscape, TODAY, Selection(center=lonely))
    assert [node.key for node in shown.nodes] == [lonely]
    assert shown.edges == ()


def test_the_whole_network_names_its_projection(landscape: Landscape):
    assert "1/(k-1)" in whole_network(landscape, TODAY).graph["projection"].en


@pytest.mark.parametrize(
    "selection",
    [
        Selection(state="17"),
        Selection(theme="ganztags"),
        Selection(programme="lernen-vor-0rt"),
        Selection(kind="Zielvereinbarungen"),
        Selection(center="99999"),
    ],
)
def test_unknown_filters_are_refused(landscape: Landscape, selection: Selection):
    with pytest.raises(UnknownThingError):
        network(landscape, TODAY, selection)


@pytest.mark.parametrize("selection", [Selection(depth=2), Selection(center="05334", depth=0)])
def test_contradictions_are_refused(landscape: Landscape, selection: Selection):
    with pytest.raises(ParameterError):
        two_mode(landscape, TODAY, selection)


def test_impossible_projections_are_refused(landscape: Landscape):
    with pytest.raises(ParameterError):
        project(two_mode(landscape, TODAY), half_life_years=0)
