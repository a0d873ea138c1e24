"""What a thing of the landscape looks like as JSON-LD; keys are terms of the context."""

from datetime import date

from graph.landscape import Landscape
from graph.things import (
    Actor,
    Concept,
    District,
    Evidence,
    Interval,
    Item,
    Programme,
    ProgrammeTie,
    Tie,
)
from ontology.namespaces import concept, thing
from ontology.texts import Language
from service.api.collections import Json


def reference(landscape: Landscape, key: str) -> Json:
    """Return id, key and name of an actor."""
    actor = landscape.actors[key]
    return {"id": actor.iri, "key": actor.key, "name": actor.name}


def evidence(sources: tuple[Evidence, ...]) -> list[Json]:
    """Return where a statement comes from."""
    return [
        {
            "id": source.iri,
            "source": source.address,
            "confidence": source.confidence,
            "dataset": source.dataset,
        }
        for source in sources
    ]


def interval(value: Interval, day: date) -> Json:
    """Return when something holds, and how it stands on a day; only what is known."""
    bounds = {
        "startDate": value.start,
        "endDate": value.end,
        "validFrom": value.valid_from.isoformat() if value.valid_from else "",
        "validThrough": value.valid_through.isoformat() if value.valid_through else "",
    }
    known = {name: text for name, text in bounds.items() if text}
    return {**known, "intervalBasis": list(value.basis), "status": value.status_on(day)}


def actor(value: Actor) -> Json:
    """Return an actor in short."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": value.class_,
        "name": value.name,
        "actorType": value.type or None,
        "district": value.district or None,
        "inferredDistrict": value.inferred_district or None,
        "state": value.state or None,
        "website": value.website or None,
        "register": value.register or None,
    }


def tie(landscape: Landscape, value: Tie, day: date) -> Json:
    """Return a cooperation with its members."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": value.class_,
        "name": value.label,
        "subject": value.subject or None,
        "kind": value.kind or None,
        "theme": list(value.themes),
        "programme": value.programme or None,
        "concernsEducation": value.concerns_education,
        "participation": [
            {"actor": reference(landscape, member.actor), "role": member.role}
            for member in value.members
        ],
        "evidence": evidence(value.evidence),
        **interval(value.interval, day),
    }


def participation(landscape: Landscape, value: ProgrammeTie, day: date) -> Json:
    """Return a participation in a programme."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": "ProgrammeParticipation",
        "name": value.label,
        "programme": value.programme,
        "actor": [reference(landscape, key) for key in value.actors],
        "phase": list(value.phases),
        "phaseUnknown": list(value.unknown_phases),
        "evidence": evidence(value.evidence),
        **interval(value.interval, day),
    }


def item(landscape: Landscape, value: Item, day: date) -> Json:
    """Return a model, offer, need, document or body."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": value.class_,
        "name": value.name,
        "description": value.description or None,
        "actor": [reference(landscape, key) for key in value.actors],
        "theme": list(value.themes),
        "kind": value.kind or None,
        "actionField": value.action_field or None,
        "audience": value.audience or None,
        "year": value.year or None,
        "evidence": evidence(value.evidence),
        **interval(value.interval, day),
    }


def district(landscape: Landscape, value: District, language: Language) -> Json:
    """Return a district in short."""
    municipality = landscape.municipality(value.ags)
    return {
        "id": value.iri,
        "ags": value.ags,
        "type": "District",
        "name": value.name,
        "state": value.state,
        "stateName": landscape.states[value.state].in_language(language),
        "territoryType": value.type,
        "population": value.population,
        "areaKm2": value.area_km2,
        "lat": value.latitude,
        "long": value.longitude,
        "seat": value.seat,
        "municipality": reference(landscape, municipality.key),
    }


def programme(value: Programme, day: date) -> Json:
    """Return a programme."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": "Programme",
        "name": value.name,
        "kind": value.kind or None,
        "goal": value.goal or None,
        "funder": list(value.funders),
        "predecessor": [thing("programme", key) for key in value.predecessors],
        "evidence": evidence(value.evidence),
        **interval(value.interval, day),
    }


def term(scheme: str, value: Concept, language: Language) -> Json:
    """Return a concept."""
    return {
        "id": value.iri,
        "key": value.key,
        "type": "Concept",
        "name": value.label.in_language(language),
        "broader": [concept(scheme, key) for key in value.broader],
    }
