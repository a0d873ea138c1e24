"""Whom ministries, state governments and towns are told to talk to: nobody they are one with."""

from datetime import date

import pytest

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions import Suggestion, suggest
from graph.suggestions.areas import area
from graph.suggestions.scope import Scope

DAY = date(2026, 11, 23)
BODIES = {
    "behoerde-fuer-bildung-und-sport-hamburg": ("02", {"land-02", "kommune-02000"}),
    "niedersaechsisches-kultusministerium": ("03", {"land-03"}),
    "hessisches-kultusministerium": ("06", {"land-06"}),
    "land-05": ("05", {"ministerium-fuer-schule-und-weiterbildung-nrw"}),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_of_a_state_is_offered_who_reaches_it(landscape: Landscape, body: str) -> None:
    state, own = BODIES[body]
    scope = Scope(landscape, DAY)
    items = suggest(landscape, body, DAY, limit=100).items
    assert items
    for item in items:
        partner = landscape.actors[item.partner.key]
        assert partner.key not in own
        assert partner.class_ not in {"StateGovernment", "StateMinistry"}
        if partner.class_ == "Municipality":
            assert partner.state == state
        reached = area(scope, partner.key)
        assert "*" in reached or {place[:2] for place in reached} >= {state}


def test_a_town_is_not_told_that_it_lies_in_its_district(landscape: Landscape) -> None:
    towns = [
        actor
        for key, actor in landscape.actors.items()
        if key.startswith("kommune-") and len(key) == len("kommune-03241001")
    ]
    assert len(towns) > 50
    for town in towns:
        for item in suggest(landscape, town.key, DAY, limit=100).items:
            if item.partner.key == municipality_key(town.district):
                assert not any("Beide sitzen" in one for one in _told(item))


def _told(item: Suggestion) -> list[str]:
    return [reason.text.de for reason in item.reasons]
