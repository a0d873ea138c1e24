"""Why somebody is not suggested: what an answer denies is really absent from the landscape."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from random import Random
from typing import Final

import pytest

from graph.analyses.peers import comparison
from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.suggestions import WhyNot, suggest, why_not
from graph.suggestions.catalogue import candidates
from graph.suggestions.fairness import refusals
from graph.suggestions.ground import AGENCY_CLASSES, Ground, ground
from graph.suggestions.scope import Scope
from graph.things import Item, ProgrammeTie, Tie

DAY = date(2026, 11, 23)
PAIRS: Final = 50
"""Pairs drawn for each kind of asker."""
LACKING: Final = (
    "EducationOffice",
    "EducationConference",
    "EducationReport",
    "SteeringGroup",
    "EducationAdvisoryBoard",
    "MissionStatement",
)


@pytest.mark.parametrize(
    ("actor", "other", "condition", "words"),
    [
        ("05913", "05124", "nothing-lacking", "gehört zu den 60 vergleichbarsten"),
        ("05358", "05513", "nothing-lacking", "gehört zu den 60 vergleichbarsten"),
        ("reab-nrw", "05154", "suggested", "Kreis zum Ansprechen"),
        ("05154", "reab-nrw", "suggested", "Rang 1"),
        ("kobis-lausitz", "12071", "membership-unknown", "Fragen Sie die Stelle selbst"),
        ("12071", "kobis-lausitz", "membership-unknown", "Fragen Sie die Stelle selbst"),
        ("03159", "kommune-03159016", "kind-not-suggested", "keiner der Arten"),
        ("16051", "schule-TH-76208", "kind-not-suggested", "keiner der Arten"),
        ("reab-nrw", "possehl-stiftung", "kind-not-suggested", "keiner der Arten"),
        ("14713", "fabinek", "no-need", "nennt nur: „Demografischer Wandel“"),
        ("01002", "reab-nord", "reach-unknown", "sagen die Daten nicht"),
        ("05113", "stiftung-talentmetropole-ruhr", "reach-unknown", "sagen die Daten nicht"),
        ("kommune-12063036", "09471", "theme-alone", "genügt dann nicht"),
        ("possehl-stiftung", "koerber-stiftung", "not-near", "Weder ein gemeinsamer Partner"),
    ],
)
def test_the_rule_that_is_not_met_is_named(
    landscape: Landscape, actor: str, other: str, condition: str, words: str
) -> None:
    found = why_not(landscape, actor, other, DAY)
    assert (found.condition, words in found.text.de) == (condition, True), found.text.de


@pytest.mark.parametrize(
    ("actor", "words"),
    [
        ("ta-nord-ost", ["(ab 09.2017, bis 01.2024), danach", "REAB Brandenburg", "ab 01.02.2024"]),
        ("ta-adapter", ["(TAG) (ab 2014, bis 2024); wer danach kam, ist nicht verzeichnet"]),
        ("kommune-16056", ["Nachfolge: Wartburgkreis."]),
    ],
)
def test_the_line_of_successors_is_told_up_to_the_day(
    landscape: Landscape, actor: str, words: list[str]
) -> None:
    for text in (why_not(landscape, actor, "05113", DAY).text, suggest(landscape, actor, DAY).note):
        assert all(one in text.de for one in words), text.de


def test_who_began_later_is_told_so(landscape: Landscape) -> None:
    early = date(2010, 6, 1)
    assert "an diesem Tag noch nicht" in suggest(landscape, "reab-nrw", early).note.de
    assert "kein Gebiet" not in suggest(landscape, "reab-nrw", early).note.de
    assert why_not(landscape, "05113", "reab-nrw", early).condition == "yet-to-come"
    assert why_not(landscape, "reab-nrw", "05113", early).condition == "yet-to-come"


def test_an_office_is_answered_for_as_its_administration(landscape: Landscape) -> None:
    places = ground(landscape).district_of
    key, ags = next(
        (key, ags)
        for key, ags in sorted(places.items())
        if key != municipality_key(ags) and landscape.actors[key].interval.valid_through is None
    )
    asker = "05113" if ags != "05113" else "05112"
    found, whole = (why_not(landscape, asker, one, DAY) for one in (key, ags))
    assert found.condition == whole.condition
    assert found.text.de.endswith(whole.text.de)
    assert "nur die Verwaltung als Ganzes" in found.text.de


def test_who_has_no_place_left_in_front_is_told_so(landscape: Landscape) -> None:
    scope = Scope(landscape, DAY)
    actor, partner = next(
        (actor, one.partner)
        for actor in map(municipality_key, sorted(landscape.districts))
        for one in candidates(scope, actor, "foundation", "")[:5]
        if refusals(scope, "foundation", actor)(one.identity)
    )
    text = why_not(landscape, actor, partner, DAY).text
    assert "zuletzt, weil niemand in mehr als 25 % aller Listen vorn steht" in text.de
    front = suggest(landscape, actor, DAY, kind="foundation", limit=3).items
    assert partner not in [one.partner.key for one in front]


def test_nothing_is_denied_that_is_recorded(landscape: Landscape) -> None:
    facts, seen = _Facts(landscape), set[str]()
    for actor, other in _pairs(landscape, facts.ground):
        found = why_not(landscape, actor, other, DAY)
        seen.add(found.condition)
        facts.check(actor, other, found)
    assert {"nothing-lacking", "not-comparable", "no-record", "no-need", "not-near"} <= seen
    assert {"membership-unknown", "kind-not-suggested", "suggested", "out-of-reach"} <= seen


def _pairs(landscape: Landscape, looked: Ground) -> Iterator[tuple[str, str]]:
    draw = Random(20261123)
    districts = [municipality_key(ags) for ags in sorted(landscape.districts)]
    agencies = [key for key in looked.agencies if landscape.actors[key].interval.end == ""]
    foundations = sorted(looked.foundations)
    active = sorted(key for key in landscape.index.ties if key not in looked.district_of)
    partly = [area for area in landscape.service_areas if area.extent == "part"]
    around = [key for key in districts if key[8:10] in {area.state for area in partly}]
    registered = sorted(key for key, one in landscape.actors.items() if one.register)
    for mine, theirs in (
        (districts, districts),
        (districts, foundations),
        (foundations, districts),
        (districts, agencies),
        (agencies, districts),
        (sorted({area.agency for area in partly}), around),
        (districts, registered),
        (foundations, active),
        (active, active),
    ):
        for _ in range(PAIRS):
            yield draw.choice(mine), draw.choice(theirs)


class _Facts:
    """What is recorded, looked up without the rules of suggestions."""

    def __init__(self, landscape: Landscape) -> None:
        self.landscape = landscape
        self.ground = ground(landscape)
        self.denials: Mapping[str, Callable[[str, str, WhyNot], None]] = {
            "not-comparable": self._not_comparable,
            "nothing-lacking": self._nothing_lacking,
            "no-record": self._no_record,
            "no-need": self._no_need,
            "membership-unknown": self._membership_unknown,
            "not-near": self._not_near,
            "kind-not-suggested": self._kind_not_suggested,
        }

    def check(self, actor: str, other: str, found: WhyNot) -> None:
        assert found.text.de
        assert found.text.en
        if found.condition in self.denials:
            self.denials[found.condition](actor, other, found)

    def _partners(self, key: str) -> set[str]:
        ties: list[Tie | ProgrammeTie]
        ties = [*self.landscape.ties_of([key]), *self.landscape.participations_of([key])]
        begun = [tie for tie in ties if tie.interval.status_on(DAY) != "future"]
        return {actor for tie in begun for actor in tie.actors} - {key}

    def _themes(self, key: str) -> set[str]:
        found: list[Tie | Item]
        found = [*self.landscape.ties_of([key]), *self.landscape.items_of([key])]
        return {
            theme
            for one in found
            if one.interval.status_on(DAY) != "future"
            for theme in one.themes
        }

    def _ags(self, key: str) -> str:
        return self.ground.district_of[key]

    def _items(self, key: str) -> set[str]:
        items = self.landscape.items_of(self.ground.lineage[self._ags(key)])
        return {item.class_ for item in items}

    def _needs(self, key: str) -> set[str]:
        items = self.landscape.items_of(self.ground.lineage[self._ags(key)], "Need")
        return {theme for item in items for theme in item.themes}

    def _not_comparable(self, actor: str, other: str, found: WhyNot) -> None:
        mine, theirs = self._ags(actor), self._ags(other)
        assert theirs not in comparison(self.landscape).nearest(mine, 60)
        models = {
            key
            for key, (_, ags) in self.ground.models.items()
            if ags == theirs and self.landscape.items[key].action_field
        }
        assert ("ist von dort nicht verzeichnet" in found.text.de) == (not models)

    def _nothing_lacking(self, actor: str, other: str, _found: WhyNot) -> None:
        assert self._ags(other) in comparison(self.landscape).nearest(self._ags(actor), 60)
        items = self.landscape.items_of(self.ground.lineage[self._ags(actor)], "EducationModel")
        lacking = (self._items(other) & set(LACKING)) - self._items(actor)
        # a model may be such a body by its name
        assert not lacking or items

    def _no_record(self, actor: str, other: str, _found: WhyNot) -> None:
        foundation, place = (actor, other) if actor in self.ground.seats else (other, actor)
        ags = self._ags(place)
        near = {
            ags,
            *self.landscape.neighbours.get(ags, ()),
            *comparison(self.landscape).nearest(ags, 20),
        }
        there = {at for one in self.ground.engagements[foundation] for at in one.places}
        assert not there & near
        assert not any(at.startswith(ags[:2]) for at in there)
        assert self.ground.seats[foundation] != ags
        assert place not in self._partners(foundation)
        assert not self._needs(place) & self._themes(foundation)

    def _no_need(self, actor: str, other: str, _found: WhyNot) -> None:
        agency, place = (actor, other) if actor in self.ground.agencies else (other, actor)
        assert not self._needs(place) & set(self.landscape.actors[agency].themes)
        assert all(area.agency != agency for area in self.landscape.service_areas)

    def _membership_unknown(self, actor: str, other: str, _found: WhyNot) -> None:
        agency, place = (actor, other) if actor in self.ground.agencies else (other, actor)
        areas = [area for area in self.landscape.service_areas if area.agency == agency]
        state = self._ags(place)[:2]
        assert {area.extent for area in areas if area.state == state} <= {"part", "members"}
        assert place not in self._partners(agency)
        assert not self._needs(place) & set(self.landscape.actors[agency].themes)

    def _not_near(self, actor: str, other: str, found: WhyNot) -> None:
        shared = self._partners(actor) & self._partners(other)
        themes = self._themes(actor) & self._themes(other)
        if "Weder ein gemeinsamer Partner" in found.text.de:
            assert not shared
            assert not themes
        assert ("den gemeinsamen Partnern" in found.text.de) == bool(shared)
        assert ("gemeinsamen Themen" in found.text.de) == bool(themes)

    def _kind_not_suggested(self, actor: str, other: str, _found: WhyNot) -> None:
        wanted = self.landscape.actors[other]
        if actor in self.ground.district_of:
            assert other not in self.ground.district_of
            assert other not in self.ground.seats
            assert wanted.class_ not in AGENCY_CLASSES
            local, own = self.ground.local.items(), self._ags(actor)
            assert not any(other in keys for (at, _), keys in local if at == own)
        else:
            assert actor in self.ground.agencies
            assert other not in self.ground.district_of
