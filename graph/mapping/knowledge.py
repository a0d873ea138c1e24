"""What municipalities developed, set up, published and need, as RDF."""

from typing import Final

from graph.facts import Facts
from graph.mapping.actors import actor_term
from graph.mapping.emitter import Emitter, bl, prefixed
from graph.tables import Row

_BODIES: Final = {
    "Bildungsbüro": ("EducationOffice", "bildungsbuero"),
    "Steuerungsgruppe": ("SteeringGroup", "lenkungsgremium"),
    "Bildungskonferenz": ("EducationConference", "bildungskonferenz"),
    "Bildungsbeirat": ("EducationAdvisoryBoard", "lenkungsgremium"),
}
_DOCUMENTS: Final = {"Bildungsbericht": "EducationReport", "Leitbild": "MissionStatement"}
_NEED_WORDS: Final = {"need": "Bedarf", "priority": "Schwerpunkt"}


def map_models(facts: Facts, emit: Emitter) -> None:
    """Write the transferable models of the Lernen-vor-Ort pool."""
    for row in facts.rows("models/models.csv"):
        model = emit.thing("model", row["id"], "EducationModel", row["name"])
        for actor in row.many("developed_by"):
            emit.link(model, bl("developedBy"), actor_term(actor))
        emit.say(model, bl("developedByName"), row["developed_by_name"], "de")
        emit.concept(model, bl("actionField"), "action-field", row["action_field"])
        emit.say(model, prefixed("dcterms:description"), row["description"], "de")
        emit.evidence(model, row)


def map_structures(facts: Facts, emit: Emitter) -> None:
    """Write offices, steering bodies, reports and mission statements of municipalities."""
    for row in facts.rows("structures/structures.csv"):
        if row["kind"] in _BODIES:
            subject = _write_body(emit, row)
        else:
            class_ = _DOCUMENTS[row["kind"]]
            subject = emit.thing("document", row["id"], class_, row["name"])
            emit.link(subject, bl("publisher"), actor_term(row["municipality"]))
        emit.themes(subject, row)
        emit.value(subject, bl("year"), row["year"], "gYear")
        emit.interval(subject, row["start"], "")
        emit.evidence(subject, row)


def map_needs(facts: Facts, emit: Emitter) -> None:
    """Write the needs and priorities that municipalities stated."""
    themes = {row["id"]: row["label_de"] for row in facts.rows("themes/themes.csv")}
    for row in facts.rows("structures/needs.csv"):
        name = facts.actor_names[row["municipality"]]
        label = f"{name}: {_NEED_WORDS[row['kind']]} {themes[row['theme']]}"
        need = emit.thing("need", row["id"], "Need", label)
        emit.link(need, bl("statedBy"), actor_term(row["municipality"]))
        emit.concept(need, bl("needKind"), "need-kind", row["kind"])
        emit.concept(need, bl("theme"), "theme", row["theme"])
        emit.value(need, bl("year"), row["year"], "gYear")
        emit.evidence(need, row)


def _write_body(emit: Emitter, row: Row) -> str:
    class_, type_ = _BODIES[row["kind"]]
    body = emit.thing("body", row["id"], class_, row["name"])
    emit.link(body, prefixed("org:unitOf"), actor_term(row["municipality"]))
    emit.concept(body, bl("actorType"), "actor-type", type_)
    return body
