"""Programmes and who took part in them as RDF."""

from typing import Final

from graph.facts import Facts
from graph.mapping.actors import actor_term
from graph.mapping.cooperation import LERNEN_VOR_ORT, programme_bounds
from graph.mapping.emitter import Bounds, Emitter, bl
from graph.tables import Row
from graph.terms import iri
from ontology.namespaces import thing

PHASES: Final = {"phase_1": "lvo-1", "phase_2": "lvo-2"}
"""Column of the Lernen-vor-Ort table → key in the phase vocabulary."""

PHASE_2_START: Final = "2012-09"
"""Source: the participants entry of Lernen vor Ort in programmes.csv."""


def programme_term(key: str) -> str:
    """Return the term of a programme."""
    return iri(thing("programme", key))


def map_programmes(facts: Facts, emit: Emitter) -> None:
    """Write the programmes with funders, themes and predecessors."""
    for row in facts.rows("programmes/programmes.csv"):
        programme = emit.thing("programme", row["id"], "Programme", row["name"])
        emit.concept(programme, bl("programmeKind"), "programme-kind", row["kind"])
        for funder in row.many("funders"):
            emit.say(programme, bl("funderName"), funder, "de")
        for funder in row.many("funder_actors"):
            emit.link(programme, bl("funder"), actor_term(funder))
        for predecessor in row.many("predecessors"):
            emit.link(programme, bl("predecessor"), programme_term(predecessor))
        emit.say(programme, bl("goal"), row["goal"], "de")
        emit.themes(programme, row)
        emit.say(programme, bl("targetGroup"), row["target_group"], "de")
        emit.say(programme, bl("budgetNote"), row["budget"], "de")
        emit.say(programme, bl("participantsNote"), row["participants"], "de")
        stated = row["stated_participants"]
        emit.value(programme, bl("statedParticipants"), stated, "integer")
        emit.interval(programme, row["start"], row["end"])
        emit.evidence(programme, row)


def map_participations(facts: Facts, emit: Emitter) -> None:
    """Write who took part in which programme; several actors make a joint application."""
    bounds = programme_bounds(facts)
    programmes = {row["id"]: row["name"] for row in facts.rows("programmes/programmes.csv")}
    for row in facts.rows("programmes/participations.csv"):
        key = row["programme"]
        label = f"{row['name']}: {programmes[key]}"
        actors = row.many("actors")
        participation = _participation(emit, row["id"], label, key, actors)
        emit.interval(participation, row["start"], row["end"], bounds[key])
        emit.evidence(participation, row)


def map_lernen_vor_ort(facts: Facts, emit: Emitter) -> None:
    """Write the model municipalities of Lernen vor Ort with the phases they took part in."""
    programme = programme_bounds(facts)[LERNEN_VOR_ORT]
    for row in facts.rows("programmes/lernen_vor_ort.csv"):
        label = f"{row['name']}: Lernen vor Ort"
        participation = _participation(emit, row["id"], label, LERNEN_VOR_ORT, [row["actor"]])
        for column, phase in PHASES.items():
            predicate = {"yes": "phase", "unknown": "phaseUnknown"}.get(row[column])
            if predicate:
                emit.concept(participation, bl(predicate), "phase", phase)
        emit.say(participation, bl("projectName"), row["project_name"], "de")
        emit.website(participation, row["project_website"])
        emit.interval(participation, "", "", _phase_bounds(row, programme))
        emit.evidence(participation, row)


def _participation(emit: Emitter, key: str, label: str, programme: str, actors: list[str]) -> str:
    participation = emit.thing("programme-participation", key, "ProgrammeParticipation", label)
    emit.link(participation, bl("programme"), programme_term(programme))
    for actor in actors:
        emit.link(participation, bl("actor"), actor_term(actor))
    return participation


def _phase_bounds(row: Row, programme: Bounds) -> Bounds:
    start = programme.start if row["phase_1"] == "yes" else PHASE_2_START
    end = PHASE_2_START if row["phase_2"] == "no" else programme.end
    return Bounds(start, end, programme.basis)
