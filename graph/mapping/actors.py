"""Organisations and offices as RDF: curated ones, administrations, states, and other spellings."""

from collections.abc import Iterable
from typing import Final

from graph.facts import Facts, research_key
from graph.keys import is_town_ags, municipality_key, state_government_key
from graph.mapping.emitter import ALT_LABEL, Emitter, bl
from graph.mapping.territory import district_term, place_term, state_term
from graph.schemas import SCHEMAS
from graph.terms import iri
from ontology.namespaces import thing

LEGAL_FORMS: Final = {
    "Stiftung": "stiftung",
    "e.V.": "e-v",
    "gGmbH": "gemeinnuetzige-gmbh",
    "GmbH": "gmbh",
    "eG": "e-g",
    "kAöR": "anstalt",
}
"""Legal form as the table names it → key in the legal-form vocabulary."""


def actor_term(key: str) -> str:
    """Return the term of an actor."""
    return iri(thing("actor", key))


def map_actors(facts: Facts, emit: Emitter) -> None:
    """Write the curated organisations and every other spelling of any actor."""
    for row in facts.rows("actors/actors.csv"):
        actor = emit.thing("actor", row["key"], row["class"], row["name"])
        emit.concept(actor, bl("actorType"), "actor-type", row["type"])
        emit.concept(actor, bl("legalForm"), "legal-form", LEGAL_FORMS.get(row["legal_form"], ""))
        emit.say(actor, bl("place"), row["seat_name"], "de")
        if row["district"]:
            emit.link(actor, bl("seat"), district_term(row["district"]))
        emit.website(actor, row["website"])
        emit.say(actor, bl("networkNote"), row["network_note"], "de")
        emit.say(actor, bl("note"), row["note"], "de")
        emit.evidence(actor, row)
    for row in facts.rows("actors/aliases.csv"):
        emit.say(actor_term(row["actor"]), ALT_LABEL, row["name"], "de")


def map_foundations(facts: Facts, emit: Emitter) -> None:
    """Write what the table of foundations adds: the wording of their kind, and when we know them.

    Foundations that are only known from networks after Lernen vor Ort were not its members. A
    place or website that another source states in the same words is written there only: who asks
    over all graphs would find it twice.
    """
    told = set(_told_elsewhere(facts))
    for row in facts.rows("foundations/foundations.csv"):
        actor = actor_term(row["actor"])
        emit.say(actor, bl("kindAsWritten"), row["kind_as_written"], "de")
        if (row["actor"], row["seat_name"]) not in told:
            emit.say(actor, bl("place"), row["seat_name"], "de")
        if (row["actor"], row["website"]) not in told:
            emit.website(actor, row["website"])
        emit.value(actor, bl("onlyAfterLernenVorOrt"), row["after_lernen_vor_ort"], "boolean")
        emit.evidence(actor, row)


def _told_elsewhere(facts: Facts) -> Iterable[tuple[str, str]]:
    """Give actor and place, and actor and website, as the other tables of actors state them."""
    for row in facts.rows("actors/actors.csv"):
        yield from ((row["key"], row[column]) for column in ("seat_name", "website"))
    for row in facts.rows("registers/research_organisations.csv"):
        yield from ((research_key(row["ror"]), row[column]) for column in ("place", "website"))


def map_municipalities(facts: Facts, emit: Emitter) -> None:
    """Write the administration of every district, of the former ones, and of towns that act."""
    for path, column in (("districts", "name_long"), ("former_districts", "name")):
        for row in facts.rows(f"territory/{path}.csv"):
            actor = _administration(emit, row["ags"], row[column], "kommune-kreisebene")
            if path == "former_districts":
                emit.interval(actor, "", row["valid_through"])
            emit.evidence(actor, row)
    acting = set(_acting_towns(facts))
    for row in facts.rows("territory/towns.csv"):
        if row["ags"] in acting:
            type_ = "kreisangehoerige-gemeinde"
            emit.evidence(_administration(emit, row["ags"], row["name"], type_), row)


def map_state_governments(facts: Facts, emit: Emitter) -> None:
    """Write the sixteen states as actors."""
    for row in facts.rows("territory/states.csv"):
        key = state_government_key(row["ags"])
        actor = emit.thing("actor", key, "StateGovernment", f"Land {row['name']}")
        emit.link(actor, bl("governs"), state_term(row["ags"]))
        emit.evidence(actor, row)


def _administration(emit: Emitter, ags: str, name: str, type_: str) -> str:
    actor = emit.thing("actor", municipality_key(ags), "Municipality", name)
    emit.link(actor, bl("governs"), place_term(ags))
    emit.link(actor, bl("seat"), place_term(ags))
    emit.concept(actor, bl("actorType"), "actor-type", type_)
    return actor


def _acting_towns(facts: Facts) -> Iterable[str]:
    prefix = municipality_key("")
    for path, schema in SCHEMAS.items():
        for column in schema.columns:
            if column.reference != "actor":
                continue
            for row in facts.rows(path):
                for key in row.many(column.name):
                    ags = key.removeprefix(prefix)
                    if ags != key and is_town_ags(ags):
                        yield ags
