"""Who is responsible for certain, who perhaps, and what that means for lists and portfolios."""

from datetime import date

import pytest

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions import agency_portfolio, exchange_groups, suggest, why_not
from graph.suggestions.agencies import is_sure
from graph.suggestions.catalogue import candidates
from graph.suggestions.portfolios import portfolio
from graph.suggestions.record import AWAY, record
from graph.suggestions.scope import Scope

DAY = date(2026, 11, 23)
POLYTECHNIC = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"


def _agreed(landscape: Landscape, agency: str) -> set[str]:
    return {
        actor
        for tie in landscape.ties.values()
        if agency in tie.actors and tie.interval.status_on(DAY) in ("current", "undated")
        for actor in tie.actors
    }


def _areas(landscape: Landscape) -> dict[tuple[str, str], bool]:
    scope = Scope(landscape, DAY)
    return {(area.agency, area.state): is_sure(area) for area in scope.service_areas()}


@pytest.mark.parametrize(
    ("state", "agency"),
    [("05", "reab-nrw"), ("12", "reab-brandenburg"), ("03", "reab-niedersachsen")],
)
def test_whoever_is_responsible_and_has_places_serves_everybody_without_an_agreement(
    landscape: Landscape, state: str, agency: str
) -> None:
    found = portfolio(landscape, "agencies", DAY, state=state, capacity=60)
    own = {municipality_key(ags) for ags in landscape.districts if ags.startswith(state)}
    agreed = own & _agreed(landscape, agency)
    assert {one.partner.key for one in found.assignments} == {agency}
    assert {municipality_key(one.district.key) for one in found.assignments} == own - agreed
    assert {municipality_key(one.district.key) for one in found.agreed} == agreed
    assert not found.without
    assert all("Vereinbarung" in one.reason.de for one in found.agreed)
    assert not agreed or f"{len(agreed)} Kreise haben schon eine Vereinbarung" in found.text.de


def test_an_unsure_agency_only_takes_what_no_sure_one_has_a_place_for(
    landscape: Landscape,
) -> None:
    lower_saxony = [ags for ags in landscape.districts if ags.startswith("03")]
    full = agency_portfolio(landscape, lower_saxony, DAY, capacity=40)
    taken = [one.partner.key for one in full.assignments]
    assert taken.count("reab-niedersachsen") == 40
    assert set(taken) == {"reab-niedersachsen", "ta-niedersachsen-ev"}
    assert len(full.without) <= full.greedy_without


def test_an_area_without_named_districts_is_unknown_not_whole(landscape: Landscape) -> None:
    sure = _areas(landscape)
    partly = {
        agency for agency, _ in sure if not any(s for (a, _), s in sure.items() if a == agency)
    }
    assert {"kobis", "kobis-lausitz", "kobis-mitteldeutschland", "kobis-rheinland"} <= partly
    needing = {"kommune-12062"}  # the only one that states a need on structural change
    for agency in sorted(partly):
        items = suggest(landscape, agency, DAY, kind="district-to-approach", limit=100).items
        assert {one.level for one in items} <= {"low"}
        assert all("keine Quelle" in one.unknown.de for one in items)
        if agency.startswith("kobis"):
            assert {one.partner.key for one in items} <= needing
    assert not suggest(landscape, "kobis-rheinland", DAY, kind="district-to-approach").items


def test_a_district_sees_an_unsure_agency_last_and_is_told_whom_to_ask(
    landscape: Landscape,
) -> None:
    sure = _areas(landscape)
    seen = 0
    for ags, district in landscape.districts.items():
        if district.state not in ("03", "08", "12"):
            continue
        items = suggest(landscape, ags, DAY, kind="agency", limit=20).items
        order = [sure.get((one.partner.key, district.state), True) for one in items]
        scores = {
            flag: [s.score for s, f in zip(items, order, strict=True) if f is flag]
            for flag in (True, False)
        }
        if scores[False] and scores[True]:
            assert max(scores[False]) < min(scores[True])
        for one in (s for s, flag in zip(items, order, strict=True) if not flag):
            seen += 1
            assert one.level == "low"
            assert "bei der Agentur selbst erfragen" in one.unknown.de
    assert seen
    offered = suggest(landscape, "05774", DAY, kind="agency-offer", limit=50).items
    assert not any(one.partner.key.startswith("kobis") for one in offered)


@pytest.mark.parametrize("agency", ["fabinek", "fabis"])
def test_an_offer_to_agencies_is_no_reason_to_approach_districts(
    landscape: Landscape, agency: str
) -> None:
    offers = [item for item in landscape.items.values() if item.class_ == "Offer"]
    to_agencies = {item.iri for item in offers if item.audience.startswith("REAB als")}
    to_agencies |= {item.iri for item in offers if item.audience == "REAB"}
    assert len(to_agencies) == 2
    items = suggest(landscape, agency, DAY, limit=100).items
    told = {iri for one in items for reason in one.reasons for iri in reason.statements}
    assert items
    assert told.isdisjoint(to_agencies)


def test_districts_that_declined_each_other_are_never_in_one_group(landscape: Landscape) -> None:
    ruhr = ("05112", "05113", "05117", "05119", "05911", "05913", "05914", "05916")
    before = exchange_groups(landscape, ruhr, DAY, size=4)
    group = [one.district.key for one in before.assignments][:2]
    one, other = map(municipality_key, group)
    pairs = {one: {other: DAY}}
    after = exchange_groups(
        landscape, ruhr, DAY, size=4, declined=lambda actor: pairs.get(actor, {})
    )
    middle = {found.district.key: found.partner.key for found in after.assignments}
    assert middle[group[0]] != middle[group[1]]
    both = exchange_groups(
        landscape, group, DAY, size=2, declined=lambda actor: pairs.get(actor, {})
    )
    assert not both.assignments
    assert len(both.without) == 2


def test_a_foundation_of_one_state_comes_later_in_others_and_says_so(landscape: Landscape) -> None:
    scope = Scope(landscape, DAY)
    own = record(scope, POLYTECHNIC)
    assert own.home == "06"
    assert own.is_away("01054")
    assert not own.is_away("06635")
    assert not own.is_away("05711")  # one of its places is in that state
    nordfriesland = municipality_key("01054")
    for asker, kind, key in (
        (nordfriesland, "foundation", POLYTECHNIC),
        (POLYTECHNIC, "district", nordfriesland),
    ):
        order = candidates(scope, asker, kind, "")
        found = next(one for one in order if one.partner == key)
        assert found.score == pytest.approx(min(1.0, found.weight) * found.damping, abs=1e-6)
        assert found.damping <= AWAY
    told = suggest(landscape, "01054", DAY, kind="foundation", limit=50).items
    polytechnic = next(one for one in told if one.partner.key == POLYTECHNIC)
    assert "17 in Hessen, keiner in Schleswig-Holstein" in polytechnic.counter_argument.de
    assert told[0].score > polytechnic.score
    # a theme that the district needs is not enough where nothing of its work is near
    answer = why_not(landscape, "09184", POLYTECHNIC, DAY)
    assert answer.condition == "theme-alone"
    assert "fast nur in Hessen" in answer.text.de
