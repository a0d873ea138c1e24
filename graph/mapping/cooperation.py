"""Ties between actors as RDF, and ties checked and absent, each dated and sourced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.facts import Facts
from graph.mapping.actors import actor_term
from graph.mapping.emitter import TYPE, Bounds, Emitter, bl, prefixed
from graph.mapping.territory import place_term
from graph.mapping.vocabularies import kind_concepts
from graph.tables import Row
from graph.terms import iri
from ontology.namespaces import thing

LERNEN_VOR_ORT: Final = "lernen-vor-ort"

_SPONSORSHIPS: Final = {
    "core": ("CoreSponsorship", "core-sponsor", "Grundpatenschaft"),
    "thematic": ("ThematicSponsorship", "thematic-sponsor", "Themenpatenschaft"),
    "alliance": ("AllianceMembership", "alliance-member", "Lokaler Stiftungsverbund"),
}
LEGAL_SUCCESSION: Final = "LegalSuccession"
"""Rows of this class say who followed whom; they are changes, not ties."""

TRANSFER_AGREEMENT: Final = "TransferAgreement"
OTHER_AGREEMENT: Final = "kooperation"

_SIDES: Final = ("actor_a", "actor_b")

NATIONWIDE: Final = "bundesweit"


@dataclass(frozen=True, slots=True)
class Member:
    """One actor in a cooperation.

    Attributes:
        key: the actor's key.
        role: key in the role vocabulary.
    """

    key: str
    role: str


def write_cooperation(
    emit: Emitter, key: str, class_: str, label: str, members: Sequence[Member]
) -> str:
    """Write a cooperation and one participation for each member; return its term."""
    cooperation = emit.thing("cooperation", key, class_, label)
    for number, member in enumerate(members, start=1):
        participation = iri(thing("participation", f"{key}-{number}"))
        emit.link(participation, TYPE, bl("Participation"))
        emit.link(participation, bl("inCooperation"), cooperation)
        emit.link(participation, bl("actor"), actor_term(member.key))
        emit.concept(participation, bl("role"), "role", member.role)
        emit.link(cooperation, bl("participation"), participation)
    return cooperation


def programme_bounds(facts: Facts) -> dict[str, Bounds]:
    """Return when each programme ran."""
    return {
        row["id"]: Bounds(row["start"], row["end"], "programme")
        for row in facts.rows("programmes/programmes.csv")
    }


def map_sponsorships(facts: Facts, emit: Emitter) -> None:
    """Write who sponsored which municipality in Lernen vor Ort, and in which alliance."""
    bounds = programme_bounds(facts)[LERNEN_VOR_ORT]
    for row in facts.rows("foundations/sponsorships.csv"):
        class_, role, german = _SPONSORSHIPS[row["kind"]]
        members = (Member(row["foundation"], role), Member(row["municipality"], "sponsored"))
        label = _label(facts, [member.key for member in members], german, row["subject"])
        tie = write_cooperation(emit, row["id"], class_, label, members)
        _write_subject(emit, tie, row)
        emit.link(tie, bl("withinProgramme"), iri(thing("programme", LERNEN_VOR_ORT)))
        emit.interval(tie, row["start"], row["end"], bounds)
        emit.evidence(tie, row)


def map_cooperations(facts: Facts, emit: Emitter) -> None:
    """Write the other cooperations.

    Both sides are partners, because the sources rarely say more; only an agreement with an agency
    tells the agency from the municipality.
    """
    bounds = programme_bounds(facts)
    kinds = kind_concepts(facts.rows("cooperations/kinds.csv"))
    agreement_kinds = kind_concepts(facts.rows("agencies/agreement_kinds.csv"))
    agencies = {row["id"] for row in facts.rows("agencies/agencies.csv")}
    for row in facts.rows("cooperations/cooperations.csv"):
        if row["class"] == LEGAL_SUCCESSION:
            _write_succession(facts, emit, row)
            continue
        members = [Member(row[name], _role(row, row[name], agencies)) for name in _SIDES]
        label = _label(facts, [member.key for member in members], row["kind"], row["subject"])
        tie = write_cooperation(emit, row["id"], row["class"], label, members)
        _write_subject(emit, tie, row)
        emit.concept(tie, bl("cooperationKind"), "cooperation-kind", kinds[row["kind"]])
        if row["class"] == TRANSFER_AGREEMENT:
            kind = agreement_kinds.get(row["kind"], OTHER_AGREEMENT)
            emit.concept(tie, bl("agreementKind"), "agreement-kind", kind)
        for place in row.many("place"):
            if place != NATIONWIDE:
                emit.link(tie, bl("territory"), place_term(place))
        emit.say(tie, bl("place"), row["place_as_written"], "de")
        emit.value(tie, bl("concernsEducation"), row["concerns_education"], "boolean")
        if row["programme"]:
            emit.link(tie, bl("withinProgramme"), iri(thing("programme", row["programme"])))
        emit.interval(tie, row["start"], row["end"], bounds.get(row["programme"]))
        emit.evidence(tie, row)


def map_absences(facts: Facts, emit: Emitter) -> None:
    """Write who was checked and found not to cooperate; it holds on the day of the check."""
    for row in facts.rows("cooperations/absences.csv"):
        actors = row.many("actors")
        label = _label(facts, actors, "keine Zusammenarbeit", "")
        absence = emit.thing("absence", row["id"], "NoCooperation", label)
        for actor in actors:
            emit.link(absence, bl("actor"), actor_term(actor))
        emit.themes(absence, row)
        emit.interval(absence, row["checked_on"], row["checked_on"])
        emit.evidence(absence, row)


def _role(row: Row, actor: str, agencies: set[str]) -> str:
    if row["class"] != TRANSFER_AGREEMENT:
        return "partner"
    return "agency" if actor in agencies else "municipality"


def _write_succession(facts: Facts, emit: Emitter, row: Row) -> None:
    earlier, later = row["actor_a"], row["actor_b"]
    label = f"{facts.actor_names[earlier]} → {facts.actor_names[later]}"
    change = emit.thing("change", row["id"], "Succession", label)
    emit.link(change, prefixed("org:originalOrganization"), actor_term(earlier))
    emit.link(change, prefixed("org:resultingOrganization"), actor_term(later))
    emit.when(change, bl("effectiveOn"), row["start"])
    emit.say(change, bl("note"), row["subject"], "de")
    emit.evidence(change, row)


def _write_subject(emit: Emitter, tie: str, row: Row) -> None:
    emit.say(tie, bl("subject"), row["subject"], "de")
    emit.themes(tie, row)


def _label(facts: Facts, keys: Sequence[str], kind: str, subject: str) -> str:
    names = " – ".join(facts.actor_names[key] for key in keys)
    about = f" ({subject})" if subject else ""
    return f"{names}: {kind}{about}"
