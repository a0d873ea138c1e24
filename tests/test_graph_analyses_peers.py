import re
from dataclasses import replace
from itertools import pairwise

import pytest

from graph.analyses.peers import ALIKE, peers
from graph.landscape import Landscape
from ontology.errors import ParameterError, UnknownThingError


def test_the_nearest_districts_of_a_rural_district_in_saxony_are_its_saxon_neighbours(
    landscape: Landscape,
):
    found = peers(landscape, "14627", 4)
    assert [peer.ags[:2] for peer in found] == ["14"] * 4
    assert found[0].ags in landscape.neighbours["14627"]
    assert all(1 >= one.similarity >= two.similarity for one, two in pairwise(found))


def test_similarity_is_symmetric_and_never_names_the_district_itself(landscape: Landscape):
    everyone = peers(landscape, "05334", 1000)
    assert len(everyone) == 399
    assert "05334" not in {peer.ags for peer in everyone}
    there = {peer.ags: peer.similarity for peer in everyone}
    back = {peer.ags: peer.similarity for peer in peers(landscape, "05362", 399)}
    assert there["05362"] == back["05334"]


def test_every_peer_has_a_reason_in_both_languages(landscape: Landscape):
    for peer in peers(landscape, "02000"):
        assert peer.reasons
        assert all(reason.de and reason.en for reason in peer.reasons)


def test_only_figures_that_anybody_would_call_similar_are_named_as_similar(landscape: Landscape):
    """Few students and none are near in the ranking, because that figure spreads over hundreds."""
    named = 0
    for ags in sorted(landscape.districts)[::10]:
        for reason in (reason for peer in peers(landscape, ags) for reason in peer.reasons):
            for pair in re.findall(r"\(([\d,]+) / ([\d,]+)\)", reason.de):
                small, large = sorted(float(value.replace(",", ".")) for value in pair)
                assert large - small <= ALIKE * large + 0.1, reason.de
                named += 1
    assert named > 400


def test_missing_figures_are_said_and_do_not_count_as_difference(landscape: Landscape):
    bare = replace(
        landscape,
        observations={key: v for key, v in landscape.observations.items() if key[1] != "14627"},
    )
    found = peers(bare, "14627", 3)
    assert found[0].reasons[0].de == "Amtliche Kennzahlen zum Vergleich fehlen."
    assert found[0].similarity > 0.8
    assert {peer.ags[:2] for peer in found} == {"14"}


def test_a_lonely_district_has_no_peers(landscape: Landscape):
    lonely = replace(landscape, districts={"05334": landscape.districts["05334"]})
    assert peers(lonely, "05334") == ()


def test_unknown_districts_and_counts_are_refused(landscape: Landscape):
    with pytest.raises(UnknownThingError):
        peers(landscape, "99999")
    with pytest.raises(ParameterError):
        peers(landscape, "05334", 0)
