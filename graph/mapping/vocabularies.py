"""Themes, action fields, actor types, education stages and kinds of cooperation as SKOS."""

from graph.facts import Facts
from graph.mapping.emitter import ALT_LABEL, TYPE, Emitter, bl, prefixed
from graph.tables import Row
from graph.terms import iri
from ontology.namespaces import VOCAB, concept


def map_themes(facts: Facts, emit: Emitter) -> None:
    """Write the themes with their hierarchy."""
    for row in facts.rows("themes/themes.csv"):
        theme = _concept(emit, "theme", row["id"], row["label_de"], row["label_en"])
        emit.link(theme, TYPE, bl("Theme"))
        for name in row.many("alt_labels"):
            emit.say(theme, ALT_LABEL, name, "de")
        emit.say(theme, prefixed("skos:definition"), row["definition_de"], "de")
        emit.value(theme, bl("isCoreTheme"), row["core"], "boolean")
        if row["broader"]:
            emit.concept(theme, prefixed("skos:broader"), "theme", row["broader"])
        emit.evidence(theme, row)


def map_action_fields(facts: Facts, emit: Emitter) -> None:
    """Write the action fields of Lernen vor Ort."""
    for row in facts.rows("themes/action_fields.csv"):
        field = _concept(emit, "action-field", row["id"], row["label_de"], row["label_en"])
        emit.link(field, TYPE, bl("ActionField"))
        emit.say(field, prefixed("skos:definition"), row["definition_de"], "de")
        mandatory = "true" if row["obligation"] == "mandatory" else "false"
        emit.value(field, bl("isMandatory"), mandatory, "boolean")
        emit.concept(field, prefixed("skos:closeMatch"), "theme", row["theme"])
        emit.evidence(field, row)


def map_education_stages(facts: Facts, emit: Emitter) -> None:
    """Write the stages along the life course, in their order."""
    for row in facts.rows("themes/education_stages.csv"):
        stage = _concept(emit, "education-stage", row["id"], row["label_de"], row["label_en"])
        emit.link(stage, TYPE, bl("EducationStage"))
        emit.value(stage, bl("order"), row["order"], "integer")
        emit.evidence(stage, row)


def map_actor_types(facts: Facts, emit: Emitter) -> None:
    """Write the types of actors with the stages they serve."""
    for row in facts.rows("themes/actor_types.csv"):
        type_ = _concept(emit, "actor-type", row["id"], row["label_de"], row["label_en"])
        emit.link(type_, TYPE, bl("ActorType"))
        emit.say(type_, prefixed("skos:scopeNote"), row["typical_role"], "de")
        for stage in row.many("stages"):
            emit.concept(type_, bl("servesStage"), "education-stage", stage)
        emit.evidence(type_, row)


def map_cooperation_kinds(facts: Facts, emit: Emitter) -> None:
    """Write the kinds of cooperation; every wording of a source is a hidden label."""
    for row in facts.rows("cooperations/kinds.csv"):
        labels = (row["concept_label_de"], row["concept_label_en"])
        kind = _concept(emit, "cooperation-kind", row["concept"], *labels)
        emit.say(kind, prefixed("skos:hiddenLabel"), row["kind"], "de")


def kind_concepts(rows: list[Row]) -> dict[str, str]:
    """Return the concept key for every wording of a kind of cooperation."""
    return {row["kind"]: row["concept"] for row in rows}


def _concept(emit: Emitter, scheme: str, key: str, german: str, english: str) -> str:
    subject = iri(concept(scheme, key))
    emit.link(subject, TYPE, prefixed("skos:Concept"))
    emit.link(subject, prefixed("skos:inScheme"), iri(VOCAB + scheme))
    emit.say(subject, bl("key"), key)
    for predicate in ("skos:prefLabel", "rdfs:label"):
        emit.say(subject, prefixed(predicate), german, "de")
        emit.say(subject, prefixed(predicate), english, "en")
    return subject
