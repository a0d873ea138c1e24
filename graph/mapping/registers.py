"""Entries of the large registers as RDF: schools, research, libraries and museums, Leipzig."""

from typing import Final

from graph.facts import (
    Facts,
    leipzig_key,
    memory_institution_key,
    research_key,
    school_key,
    shared_isils,
)
from graph.mapping.actors import actor_term
from graph.mapping.emitter import ALT_LABEL, Emitter, bl, prefixed
from graph.mapping.territory import district_term
from graph.terms import iri
from ontology.namespaces import slug

INFERRED_METHODS: Final = ("name-eindeutig", "name-grossstadt")
"""Ways to find a district that only look at the name: never shown as a fact."""

_MEMORY_CLASSES: Final = {
    "Museum": ("Museum", "museum"),
    "Bibliothek": ("Library", "bibliothek"),
    "Archiv": ("Archive", ""),
}
_LEIPZIG_CLASSES: Final = {
    "Verein": ("Association", "verein"),
    "Kita": ("DaycareCentre", "kita"),
    "Hort": ("AfterSchoolCare", ""),
    "Schule": ("School", "schule"),
    "Hochschule": ("University", "hochschule"),
    "MINT-Ort": ("EducationProvider", ""),
}
_RESEARCH_CLASSES: Final = {
    "education": "EducationProvider",
    "facility": "ResearchInstitute",
    "government": "PublicBody",
    "company": "Company",
    "archive": "Archive",
}


def map_schools(facts: Facts, emit: Emitter) -> None:
    """Write the schools of eleven states as of 2016."""
    for row in facts.rows("registers/schools.csv"):
        school = _entry(facts, emit, school_key(row["id"]), "School", row["name"])
        emit.concept(school, bl("actorType"), "actor-type", "schule")
        emit.say(school, bl("schoolType"), row["school_type"], "de")
        emit.say(school, bl("carrierName"), row["carrier"], "de")
        emit.say(school, bl("postalCode"), row["postal_code"])
        emit.say(school, bl("place"), row["place"], "de")
        _seat(emit, school, row["district"], row["district_method"])
        emit.when(school, bl("asOf"), row["as_of"])
        emit.evidence(school, row)


def map_research_organisations(facts: Facts, emit: Emitter) -> None:
    """Write the organisations of the Research Organization Registry and how they belong."""
    for row in facts.rows("registers/research_organisations.csv"):
        kinds = row["type"].split("|")
        class_ = next(filter(None, map(_RESEARCH_CLASSES.get, kinds)), "Actor")
        actor = _entry(facts, emit, research_key(row["ror"]), class_, row["name"])
        emit.say(actor, prefixed("rdfs:label"), row["name_en"], "en")
        emit.link(actor, prefixed("skos:exactMatch"), iri(f"https://ror.org/{row['ror']}"))
        emit.say(actor, bl("place"), row["place"], "de")
        _seat(emit, actor, row["district"], "")
        emit.coordinates(actor, row)
        emit.website(actor, row["website"])
        emit.value(actor, bl("foundedIn"), row["founded"], "gYear")
        emit.wikidata(actor, row["wikidata"])
        emit.evidence(actor, row)
    for row in facts.rows("registers/research_relations.csv"):
        predicate = {"parent": prefixed("org:subOrganizationOf"), "related": bl("relatedTo")}
        earlier, later = (actor_term(research_key(row[name])) for name in ("ror_a", "ror_b"))
        emit.link(earlier, predicate[row["relation"]], later)


def map_memory_institutions(facts: Facts, emit: Emitter) -> None:
    """Write museums, libraries and archives with an ISIL."""
    shared = shared_isils(facts.rows("registers/memory_institutions.csv"))
    for row in facts.rows("registers/memory_institutions.csv"):
        class_, type_ = _MEMORY_CLASSES.get(row["kind"], ("Actor", ""))
        actor = _entry(facts, emit, memory_institution_key(row, shared), class_, row["name"])
        emit.concept(actor, bl("actorType"), "actor-type", type_)
        emit.say(actor, bl("isil"), row["isil"])
        _seat(emit, actor, row["district"], row["district_method"])
        emit.wikidata(actor, row["wikidata"])
        emit.when(actor, bl("asOf"), row["as_of"])
        emit.evidence(actor, row)


def map_leipzig(facts: Facts, emit: Emitter) -> None:
    """Write the actors and offers of Leipzig, the example city."""
    for row in facts.rows("registers/leipzig_actors.csv"):
        class_, type_ = _LEIPZIG_CLASSES[row["type"]]
        actor = _entry(facts, emit, leipzig_key(row["id"]), class_, row["name"])
        emit.concept(actor, bl("actorType"), "actor-type", type_)
        emit.say(actor, bl("schoolType"), row["subtype"], "de")
        for theme in row.many("themes"):
            emit.say(actor, bl("keyword"), theme, "de")
        _seat(emit, actor, row["district"], "")
        emit.website(actor, row["website"])
        emit.when(actor, bl("asOf"), row["as_of"])
        emit.evidence(actor, row)
    for row in facts.rows("registers/leipzig_offers.csv"):
        offer = emit.thing("offer", leipzig_key(row["id"]), "Offer", row["title"])
        if row["provider"]:
            emit.link(offer, bl("offeredBy"), actor_term(leipzig_key(row["provider"])))
        emit.concept(offer, bl("offerKind"), "offer-kind", slug(row["kind"]))
        emit.say(offer, bl("audience"), row["audience"], "de")
        for theme in row.many("themes"):
            emit.say(offer, bl("keyword"), theme, "de")
        emit.evidence(offer, row)


def _entry(facts: Facts, emit: Emitter, key: str, class_: str, name: str) -> str:
    """Write an entry as a thing, or only its spelling where a curated actor is the same one."""
    if key not in facts.curated:
        return emit.thing("actor", key, class_, name)
    actor = actor_term(key)
    if facts.actor_names[key] != name:
        emit.say(actor, ALT_LABEL, name, "de")
    return actor


def _seat(emit: Emitter, actor: str, ags: str, method: str) -> None:
    if ags:
        predicate = "inferredSeat" if method in INFERRED_METHODS else "seat"
        emit.link(actor, bl(predicate), district_term(ags))
    emit.concept(actor, bl("assignmentMethod"), "assignment-method", slug(method))
