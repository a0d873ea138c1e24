"""Every sentence of a suggestion is re-checked: by the landscape and by SPARQL on the store."""

import random
from collections.abc import Iterator
from datetime import date

import pytest

from graph.keys import municipality_key
from graph.landscape import Landscape
from graph.store import Store
from graph.suggestions import Reason, Suggestion, suggest
from graph.suggestions.scope import Scope
from ontology.namespaces import ID

DAY = date(2026, 11, 23)
SAMPLE = 30
BODIES = {
    "EducationOffice",
    "EducationConference",
    "SteeringGroup",
    "EducationAdvisoryBoard",
    "EducationReport",
    "MissionStatement",
}
Told = tuple[str, Suggestion, Reason]


@pytest.fixture(scope="module")
def told(landscape: Landscape) -> list[Told]:
    chosen = random.Random(6).sample(sorted(landscape.districts), SAMPLE)
    return [
        (ags, item, reason)
        for ags in chosen
        for item in suggest(landscape, ags, DAY, limit=12).items
        for reason in item.reasons
    ]


def test_every_statement_is_in_the_store(told: list[Told], store: Store) -> None:
    iris = sorted({iri for _, _, reason in told for iri in reason.statements})
    values = " ".join(f"<{iri}>" for iri in iris)
    rows = store.select(f"SELECT DISTINCT ?s WHERE {{ VALUES ?s {{ {values} }} ?s a ?class }}")
    assert {row[0] for row in rows} == set(iris)
    assert len(iris) > 200


def test_every_source_is_an_address(told: list[Told]) -> None:
    assert all(
        source.startswith(("http://", "https://"))
        for _, _, reason in told
        for source in reason.sources
    )


def test_every_statement_is_about_the_two_sides(told: list[Told], landscape: Landscape) -> None:
    wrong = [
        (ags, item.id, iri)
        for ags, item, reason in told
        for iri in reason.statements
        if not _concerns(landscape, ags, item, iri)
    ]
    assert wrong == []


def test_things_named_in_a_sentence_are_among_its_statements(
    told: list[Told], landscape: Landscape
) -> None:
    for _, _, reason in told:
        for iri in reason.statements:
            key = iri.removeprefix(ID).partition("/")[2]
            thing = landscape.items.get(key)
            if thing is not None and thing.class_ != "Need":
                assert thing.name.replace("„", "‚").replace("“", "‘") in reason.text.de


def test_what_is_called_missing_is_missing_in_the_store(told: list[Told], store: Store) -> None:
    checked = 0
    for ags, question in _absences(told):
        assert not store.ask(question), ags
        checked += 1
    assert checked > 20


def test_renewals_ended_and_current_ones_have_not(told: list[Told], landscape: Landscape) -> None:
    scope, checked = Scope(landscape, DAY), 0
    for ags, _, reason in told:
        ties = [landscape.ties[k] for k in _keys(reason, "cooperation") if k in landscape.ties]
        if "kein Erstkontakt" in reason.text.de or "daran lässt sich anknüpfen" in reason.text.de:
            keys = set(scope.administration(ags))
            assert all(scope.status(tie) == "ended" and keys & set(tie.actors) for tie in ties)
            checked += 1
        if "laufende Vereinbarung mit" in reason.text.de:
            assert all(scope.is_open(tie) for tie in ties)
    assert checked


def test_a_stated_need_names_theme_and_year_of_its_entry(
    told: list[Told], landscape: Landscape
) -> None:
    checked = 0
    for ags, _, reason in told:
        for key in _keys(reason, "need"):
            need = landscape.items[key]
            assert municipality_key(ags) in need.actors
            assert any(landscape.themes[one].german in reason.text.de for one in need.themes)
            if need.year:
                assert need.year[:4] in reason.text.de
            checked += 1
    assert checked


def test_no_inferred_place_is_used(told: list[Told], landscape: Landscape) -> None:
    for ags, item, _ in told:
        if item.kind == "local-actor":
            actor = landscape.actors[item.partner.key]
            assert actor.district == ags
            assert not actor.inferred_district


def _concerns(landscape: Landscape, ags: str, item: Suggestion, iri: str) -> bool:
    kind, _, key = iri.removeprefix(ID).partition("/")
    scope = Scope(landscape, DAY)
    partner_ags = scope.ground.district_of.get(item.partner.key, "")
    mine = set(scope.administration(ags))
    theirs = {item.partner.key, *(scope.administration(partner_ags) if partner_ags else ())}
    if kind == "cooperation":
        actors = set(landscape.ties[key].actors)
        line = theirs | set(scope.predecessors(item.partner.key))
        return not actors.isdisjoint(line)
    if kind in ("need", "model", "offer", "body", "document"):
        return not (mine | theirs).isdisjoint(landscape.items[key].actors)
    if kind == "observation":
        return f"-{ags}-" in key or (bool(partner_ags) and f"-{partner_ags}-" in key)
    if kind == "district":
        return key in (ags, partner_ags)
    if kind == "actor":
        return key == item.partner.key
    return any(
        area.iri == iri and area.agency == item.partner.key for area in landscape.service_areas
    )


def _absences(told: list[Told]) -> Iterator[tuple[str, str]]:
    for ags, item, reason in told:
        own = f"<{ID}actor/{municipality_key(ags)}>"
        if item.kind == "peer-district" and "nichts dergleichen" in reason.text.de:
            found = f"<{reason.statements[0]}>"
            yield (
                ags,
                (
                    f"ASK {{ {found} a ?class . ?mine a ?class ; bl:publisher|org:unitOf {own} ."
                    f" VALUES ?class {{ {' '.join(f'bl:{name}' for name in sorted(BODIES))} }} }}"
                ),
            )
        if "in diesem Handlungsfeld kein Modell" in reason.text.de:
            found = f"<{reason.statements[0]}>"
            yield (
                ags,
                (
                    f"ASK {{ {found} bl:actionField ?field ."
                    f" ?mine bl:actionField ?field ; bl:developedBy {own} }}"
                ),
            )


def _keys(reason: Reason, kind: str) -> list[str]:
    start = f"{ID}{kind}/"
    return [iri.removeprefix(start) for iri in reason.statements if iri.startswith(start)]
