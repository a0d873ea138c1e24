"""Groups that look for a further partner: who reaches all of them, and what is said of it."""

from datetime import date

import pytest

from graph.landscape import Landscape
from graph.suggestions import complete_consortium, find_suggestion, why_not
from graph.suggestions.profiles import LASTING_CLASSES
from ontology.errors import ParameterError, UnknownThingError

DAY = date(2026, 11, 23)


def test_a_group_is_completed_with_all_that_a_suggestion_has(landscape: Landscape) -> None:
    found = complete_consortium(landscape, ["05334", "reab-nrw"], "bildungsmonitoring", DAY)
    assert 1 <= len(found.members) <= 5
    given = {one.key for one in found.given}
    for member in found.members:
        assert member.partner.key not in given
        assert member.reasons[0].statements
        assert member.level_note.de
        assert member.counterfactual.text.de
        assert member.counter_argument.de
        assert member.unknown.de
        assert find_suggestion(landscape, member.id, DAY) == member
        # what is there for one state only does not help another
        assert member.partner.key != "statistisches-landesamt-baden-wuerttemberg"


def test_bad_questions_of_a_group_are_refused(landscape: Landscape) -> None:
    with pytest.raises(ParameterError):
        complete_consortium(landscape, [], "", DAY)
    with pytest.raises(ParameterError) as twice:
        complete_consortium(landscape, ["05334", "kommune-05334"], "", DAY)
    assert twice.value.name == "actor"
    with pytest.raises(UnknownThingError):
        complete_consortium(landscape, ["05334"], "zauberei", DAY)


@pytest.mark.parametrize("actors", [("03159", "reab-niedersachsen"), ("10041",), ("14626",)])
@pytest.mark.parametrize("theme", ["uebergang-schule-beruf", ""])
def test_a_further_partner_reaches_the_place(
    landscape: Landscape, actors: tuple[str, ...], theme: str
) -> None:
    found = complete_consortium(landscape, actors, theme, DAY, limit=20)
    assert found.members
    names = {one.partner.name for one in found.members}
    assert "Hochschule Neubrandenburg" not in names
    for member in found.members:
        assert why_not(landscape, actors[0], member.partner.key, DAY).condition != "out-of-reach"
        partner = landscape.actors[member.partner.key]
        if partner.class_ == "Municipality":
            assert partner.state == actors[0][:2]


def test_partners_of_two_states_need_one_that_reaches_both(landscape: Landscape) -> None:
    found = complete_consortium(landscape, ["10041", "14626"], "", DAY, limit=20)
    assert not any(
        landscape.actors[one.partner.key].class_ == "Municipality" for one in found.members
    )


@pytest.mark.parametrize("foundation", ["koerber-stiftung", "ror-012kqkf58", "jacobs-foundation"])
def test_a_foundation_is_not_missing_where_one_sits(landscape: Landscape, foundation: str) -> None:
    for theme in ("", "sprachfoerderung"):
        found = complete_consortium(landscape, [foundation, "02000"], theme, DAY, limit=20)
        told = [reason.text.de for one in found.members for reason in one.reasons]
        assert told
        assert not any("fehlt in der Runde noch: Stiftung" in text for text in told)


def test_a_part_of_a_given_partner_is_no_further_one(landscape: Landscape) -> None:
    found = complete_consortium(landscape, ["02000"], "", DAY, limit=20)
    own = {"land-02", "behoerde-fuer-bildung-und-sport-hamburg", "bezirksamt-hamburg-mitte"}
    assert own.isdisjoint(one.partner.key for one in found.members)


def test_on_a_theme_every_further_partner_cites_an_entry_on_it(landscape: Landscape) -> None:
    found = complete_consortium(landscape, ["05334", "reab-nrw"], "bildungsmonitoring", DAY)
    for member in found.members:
        keys = [iri.rpartition("/")[2] for iri in member.reasons[0].statements]
        entries = [landscape.ties.get(key) or landscape.items.get(key) for key in keys]
        assert all(entries)
        assert "onitoring" in member.reasons[0].text.de or "bericht" in member.reasons[0].text.de


@pytest.mark.parametrize("ags", ["14626", "16063"])
def test_nobody_is_asked_whether_a_town_or_university_is_still_active(
    landscape: Landscape, ags: str
) -> None:
    members = complete_consortium(landscape, [ags], "", DAY, limit=20).members
    lasting = [
        one for one in members if landscape.actors[one.partner.key].class_ in LASTING_CLASSES
    ]
    assert lasting
    told = [one.counter_argument.de for one in lasting]
    assert not any("noch aktiv" in one or "viel Erfahrung" in one for one in told)
