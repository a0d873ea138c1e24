"""What is computed in a quick way equals what is computed in full; nobody is sent to everybody."""

import random
from collections import Counter
from datetime import date

import pytest

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions import suggest
from graph.suggestions.candidates import ranked
from graph.suggestions.catalogue import GENERATORS, candidates, kinds_for
from graph.suggestions.fairness import PLACES, SHARE
from graph.suggestions.ground import ground
from graph.suggestions.organisations import organisations, standing
from graph.suggestions.scope import Scope

DAY = date(2026, 11, 23)
MOST_IN_SAMPLE = 0.5
"""In a sample of districts a partner may stand somewhat more often than in all."""


@pytest.fixture(scope="module")
def askers(landscape: Landscape) -> list[str]:
    look, chance = ground(landscape), random.Random(11)
    districts = chance.sample(sorted(landscape.districts), 8)
    return [
        *(municipality_key(ags) for ags in districts),
        *chance.sample(look.foundations, 4),
        *chance.sample(look.agencies, 4),
        "deutsches-jugendinstitut",
    ]


def test_every_counterfactual_is_that_of_a_full_computation(
    landscape: Landscape, askers: list[str]
) -> None:
    checked = 0
    for actor in askers:
        for item in suggest(landscape, actor, DAY, limit=5).items:
            trial = Scope(landscape, DAY).without(item.counterfactual.removed)
            order = ranked(GENERATORS[item.kind](trial, actor, "", None))
            subject = item.subject.key if item.subject else ""
            places = {one.identity: rank for rank, one in enumerate(order, start=1)}
            assert places.get((item.partner.key, subject)) == item.counterfactual.rank_after
            checked += 1
    assert checked > 40


def test_organisations_stand_where_their_arguments_put_them(landscape: Landscape) -> None:
    scope = Scope(landscape, DAY)
    for actor in ("deutsches-jugendinstitut", "ror-012kqkf58", "possehl-stiftung"):
        full = sorted(one.standing for one in organisations(scope, actor, ""))
        assert sorted(standing(scope, actor, "")) == full


def test_an_excluded_partner_is_in_no_list_and_in_no_rank(landscape: Landscape) -> None:
    for kind in kinds_for(landscape, "kommune-05334"):
        order = candidates(Scope(landscape, DAY), "kommune-05334", kind, "")
        if order:
            scope = Scope(landscape, DAY, excluded=frozenset({order[0].partner}))
            left = candidates(scope, "kommune-05334", kind, "")
            assert order[0].partner not in {one.partner for one in left}


def test_no_foundation_or_district_is_sent_to_everybody(landscape: Landscape) -> None:
    chosen = random.Random(5).sample(sorted(landscape.districts), 60)
    shown = Counter[str]()
    for ags in chosen:
        found = suggest(landscape, ags, DAY, limit=9).items
        shown.update(
            {one.partner.key for one in found if one.kind in ("foundation", "peer-district")}
        )
    assert PLACES > 1
    assert SHARE < MOST_IN_SAMPLE
    assert shown.most_common(1)[0][1] <= MOST_IN_SAMPLE * len(chosen)
    assert len(shown) > len(chosen) / 2
