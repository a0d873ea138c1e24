"""Suggestions on the real landscape: every district gets some, and each holds what it says."""

from dataclasses import replace
from datetime import date

import pytest

from graph.keys import municipality_key
from graph.landscape import Index, Landscape
from graph.suggestions import (
    KINDS,
    SuggestionList,
    find_suggestion,
    kinds_for,
    suggest,
    why_not,
)
from graph.suggestions.catalogue import GENERATORS
from graph.suggestions.scope import Scope
from ontology.errors import ParameterError, UnknownThingError

DAY = date(2026, 11, 23)
DISTRICT_KINDS = ("peer-district", "foundation", "agency-offer", "model", "agency", "local-actor")
SOME_DISTRICTS = ("01003", "05334", "08315", "09677", "11000", "13071", "14626", "16065")
OTHERS = ("ror-012kqkf58", "reab-bayern", "faberid", "kommune-05562014", "deutsches-jugendinstitut")


@pytest.fixture(scope="module")
def lists(landscape: Landscape) -> dict[str, SuggestionList]:
    return {actor: suggest(landscape, actor, DAY, limit=12) for actor in (*SOME_DISTRICTS, *OTHERS)}


@pytest.mark.parametrize("kind", ["peer-district", "foundation", "agency-offer", "model"])
def test_every_district_is_offered_each_main_kind(landscape: Landscape, kind: str) -> None:
    scope = Scope(landscape, DAY)
    without = [
        ags for ags in landscape.districts if not GENERATORS[kind](scope, municipality_key(ags), "")
    ]
    assert without == []
    assert len(landscape.districts) == 400


def test_a_mixed_list_holds_one_of_each_kind_before_the_second_of_any(
    landscape: Landscape,
) -> None:
    for ags in SOME_DISTRICTS:
        kinds = [item.kind for item in suggest(landscape, ags, DAY, limit=3).items]
        assert kinds[:2] == list(DISTRICT_KINDS[:2])
        assert len(set(kinds)) == len(kinds)
        assert sorted(kinds, key=DISTRICT_KINDS.index) == kinds


def test_a_suggestion_is_complete(lists: dict[str, SuggestionList]) -> None:
    for found in lists.values():
        assert found.items
        for item in found.items:
            assert 1 <= len(item.reasons) <= 4
            assert item.kind in KINDS
            assert item.level in ("high", "medium", "low")
            assert item.iri.endswith(f"/suggestion/{item.id}")
            for text in (item.counter_argument, item.unknown, item.counterfactual.text):
                assert text.de
                assert text.en
            for reason in item.reasons:
                assert reason.statements
                assert reason.sources
                assert reason.text.de.endswith(".")
                assert reason.text.en.endswith(".")


def test_ids_are_unique_and_find_their_suggestion(
    landscape: Landscape, lists: dict[str, SuggestionList]
) -> None:
    for found in lists.values():
        ids = [item.id for item in found.items]
        assert len(set(ids)) == len(ids)
    for ags in SOME_DISTRICTS[:2]:
        for item in lists[ags].items:
            again = find_suggestion(landscape, item.id, DAY)
            assert again == item


def test_no_current_partner_and_nobody_who_has_ended_is_suggested(
    landscape: Landscape, lists: dict[str, SuggestionList]
) -> None:
    for ags in SOME_DISTRICTS:
        scope = Scope(landscape, DAY)
        partners = scope.partners(scope.administration(ags))
        for item in lists[ags].items:
            assert landscape.actors[item.partner.key].interval.status_on(DAY) != "ended"
            if item.kind in ("peer-district", "foundation", "agency"):
                assert item.partner.key not in partners


def test_offers_and_agencies_change_with_the_day(landscape: Landscape) -> None:
    then = suggest(landscape, "09677", date(2018, 5, 1), kind="agency")
    now = suggest(landscape, "09677", DAY, kind="agency")
    assert [item.partner.key for item in then.items] == ["ta-bayern"]
    assert [item.partner.key for item in now.items] == ["reab-bayern"]
    assert not suggest(landscape, "09677", date(2010, 1, 1), kind="agency").items


def test_superseded_agency_of_berlin_is_not_offered(landscape: Landscape) -> None:
    found = suggest(landscape, "11000", DAY, kind="agency")
    assert not found.items
    assert "nicht" in found.note.de


def test_renewal_is_told_as_one(landscape: Landscape) -> None:
    found = suggest(landscape, "14626", DAY, kind="foundation", limit=5)
    told = {item.partner.key: " ".join(one.text.de for one in item.reasons) for item in found.items}
    assert "zusammengearbeitet" in told["deutsche-kinder-und-jugendstiftung"]
    assert "kein Erstkontakt" in told["deutsche-kinder-und-jugendstiftung"]


def test_a_model_that_is_an_office_or_report_is_not_called_missing(landscape: Landscape) -> None:
    # the district of 16065 has models named Bildungsbüro … and Bildungsbericht …
    found = suggest(landscape, "16065", DAY, kind="peer-district", limit=20)
    told = " ".join(reason.text.de for item in found.items for reason in item.reasons)
    assert "hat ein Bildungsbüro" not in told
    assert "hat einen Bildungsbericht" not in told


def test_a_theme_narrows_every_kind(landscape: Landscape) -> None:
    found = suggest(landscape, "05334", DAY, theme="bildungsmonitoring", limit=20)
    assert found.items
    for item in found.items:
        if item.subject and item.kind in ("model", "agency-offer"):
            thing = landscape.items[item.subject.key]
            assert "bildungsmonitoring" in (thing.themes or (thing.action_field,)) or any(
                "bildungsmonitoring" in landscape.themes[one].broader for one in thing.themes
            )


def test_excluded_actors_do_not_come_back(landscape: Landscape) -> None:
    first = suggest(landscape, "05334", DAY, kind="foundation", limit=3)
    gone = first.items[0].partner.key
    again = suggest(landscape, "05334", DAY, kind="foundation", limit=20, excluded=(gone,))
    assert gone not in [item.partner.key for item in again.items]


@pytest.mark.parametrize("actor", [*SOME_DISTRICTS[:5], "reab-bayern", "kommune-05562014"])
def test_counterfactual_holds_in_a_landscape_without_the_entries(
    landscape: Landscape, lists: dict[str, SuggestionList], actor: str
) -> None:
    checked = 0
    for item in lists[actor].items:
        removed = set(item.counterfactual.removed)
        if not removed:
            assert "beruht allein auf" in item.counterfactual.text.de
            continue
        own = {item.partner.id, item.subject.id if item.subject else "", lists[actor].actor.id}
        assert own.isdisjoint(removed)
        assert "nach Wertung" in item.counterfactual.text.de
        smaller = _without(landscape, removed)
        generate = GENERATORS[item.kind]
        candidates = generate(Scope(smaller, DAY), lists[actor].actor.key, "")
        order = sorted(candidates, key=lambda one: (-one.score, one.identity))
        wanted = (item.partner.key, item.subject.key if item.subject else "")
        places = {one.identity: rank for rank, one in enumerate(order, start=1)}
        assert places.get(wanted) == item.counterfactual.rank_after, item.id
        checked += 1
    assert checked >= 2


def test_bad_questions_get_clear_errors(landscape: Landscape) -> None:
    with pytest.raises(UnknownThingError):
        suggest(landscape, "99999", DAY)
    with pytest.raises(UnknownThingError):
        suggest(landscape, "05334", DAY, theme="zauberei")
    with pytest.raises(UnknownThingError, match="foundation"):
        suggest(landscape, "05334", DAY, kind="district")
    with pytest.raises(ParameterError):
        suggest(landscape, "05334", DAY, limit=0)
    for identifier in (
        "",
        "05334",
        "05334~foundation~nobody",
        "kommune-05334~magic~x",
        "kommune-16056~organisation~kommune-16053",
    ):
        with pytest.raises(UnknownThingError):
            find_suggestion(landscape, identifier, DAY)


def test_an_empty_list_says_why(landscape: Landscape) -> None:
    used = {theme for tie in landscape.ties.values() for theme in tie.themes}
    used |= {theme for item in landscape.items.values() for theme in item.themes}
    nobody = next(theme for theme in landscape.themes if not _around(landscape, theme) & used)
    found = suggest(landscape, "05334", DAY, theme=nobody)
    assert not found.items
    assert "für niemanden" in found.note.de
    ended = suggest(landscape, "02000", DAY, kind="agency", theme="bildungsmonitoring")
    assert not ended.items
    assert "Akteurs sind beendet, die letzte 2014" in ended.note.de
    everybody = frozenset(landscape.actors)
    declined = suggest(landscape, "05334", DAY, kind="foundation", excluded=everybody)
    assert not declined.items
    assert "Abgelehntes ist ausgelassen" in declined.note.de
    before = suggest(landscape, "09677", date(1990, 1, 1), kind="agency-offer")
    assert "keine Zusammenarbeit verzeichnet" in before.note.de
    assert "No cooperation" in before.note.en


def test_an_actor_without_any_tie_gets_an_answer(landscape: Landscape) -> None:
    alone = next(
        key
        for key, actor in landscape.actors.items()
        if actor.register == "jedeschule" and key not in landscape.index.ties
    )
    found = suggest(landscape, alone, DAY)
    assert kinds_for(landscape, alone) == ("organisation",)
    assert found.items or found.note.de


@pytest.mark.parametrize(
    ("actor", "other", "condition"),
    [
        ("05334", "kommune-05334", "self"),
        ("05334", "reab-nrw", "current-partner"),
        ("09677", "ta-bayern", "ended"),
        ("09677", "reab-bayern", "suggested"),
        ("09677", "possehl-stiftung", "out-of-reach"),
        ("09677", "volkswagenstiftung", "reach-unknown"),
        ("09677", "statistisches-bundesamt", "kind-not-suggested"),
        ("possehl-stiftung", "05334", "out-of-reach"),
        ("reab-nrw", "14713", "out-of-reach"),
        ("14713", "reab-nrw", "out-of-reach"),
        ("05334", "kommune-16056", "ended"),
        ("kommune-16056", "possehl-stiftung", "asker-ended"),
        ("ta-bayern", "09677", "asker-ended"),
    ],
)
def test_why_not_names_the_failed_condition(
    landscape: Landscape, actor: str, other: str, condition: str
) -> None:
    answer = why_not(landscape, actor, other, DAY)
    assert answer.condition == condition, answer.text.de
    assert answer.text.de
    assert answer.text.en


def _around(landscape: Landscape, theme: str) -> set[str]:
    return {theme} | {key for key, one in landscape.themes.items() if theme in one.broader}


def _without(landscape: Landscape, iris: set[str]) -> Landscape:
    ties = {key: tie for key, tie in landscape.ties.items() if tie.iri not in iris}
    items = {key: item for key, item in landscape.items.items() if item.iri not in iris}
    joined = {key: tie for key, tie in landscape.participations.items() if tie.iri not in iris}
    areas = tuple(area for area in landscape.service_areas if area.iri not in iris)
    return replace(
        landscape,
        ties=ties,
        items=items,
        participations=joined,
        service_areas=areas,
        index=Index(ties, joined, items),
    )
