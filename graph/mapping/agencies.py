"""Support agencies as RDF: whom they serve, who carries them, what they agreed, what they offer."""

from datetime import timedelta
from typing import Final

from graph.dates import first_day
from graph.facts import Facts
from graph.mapping.actors import actor_term
from graph.mapping.cooperation import Member, write_cooperation
from graph.mapping.emitter import Bounds, Emitter, bl, prefixed
from graph.mapping.territory import state_term
from graph.mapping.vocabularies import kind_concepts
from graph.tables import Row
from graph.terms import iri
from ontology.namespaces import slug, thing

CLASSES: Final = {
    "Transferagentur": "TransferAgency",
    "REAB": "RegionalDevelopmentAgency",
    "Fachstelle": "SpecialistCentre",
    "Koordinierungsstelle": "CoordinationOffice",
}
"""Kind as the table names it → class."""

SUCCESSOR_STRUCTURE: Final = "fachnetzwerk-kbm"
"""The programme whose eight agencies took the place of the transfer agencies."""

_UNKNOWN: Final = Bounds("", "", "none")
_TYPES: Final = {"Fachstelle": "fachstelle"}
_OTHER_TYPE: Final = "transferagentur"


def agency_bounds(facts: Facts) -> dict[str, Bounds]:
    """Return when each agency worked, for what belongs to it."""
    structure = structure_bounds(facts)
    return {
        row["id"]: Bounds(
            row["start"], row["end"] or structure.get(row["id"], _UNKNOWN).end, "agency"
        )
        for row in facts.rows("agencies/agencies.csv")
    }


def structure_bounds(facts: Facts) -> dict[str, Bounds]:
    """Return the end of the support structure for the transfer agencies that belonged to it.

    The programme that follows the Transferinitiative replaced its agencies by others, so an agency
    whose own end no source states ended with the structure at the latest. An agency that only
    serves its members is not part of it.
    """
    successor = next(
        row for row in facts.rows("programmes/programmes.csv") if row["id"] == SUCCESSOR_STRUCTURE
    )
    end = (first_day(successor["start"]) - timedelta(days=1)).isoformat()
    of_members = {
        row["agency"]
        for row in facts.rows("agencies/service_areas.csv")
        if row["extent"] == "members"
    }
    return {
        row["id"]: Bounds("", end, "programme")
        for row in facts.rows("agencies/agencies.csv")
        if CLASSES[row["kind"]] == "TransferAgency" and row["id"] not in of_members
    }


def map_agencies(facts: Facts, emit: Emitter) -> None:
    """Write the agencies, their carriers and what they follow."""
    structure, bounds = structure_bounds(facts), agency_bounds(facts)
    for row in facts.rows("agencies/agencies.csv"):
        agency = emit.thing("actor", row["id"], CLASSES[row["kind"]], row["name"])
        type_ = _TYPES.get(row["kind"], _OTHER_TYPE)
        emit.concept(agency, bl("actorType"), "actor-type", type_)
        for state in row.many("states"):
            emit.link(agency, bl("servesState"), state_term(state))
        for seat in row.many("seats"):
            emit.say(agency, bl("place"), seat, "de")
        emit.say(agency, bl("targetGroup"), row["target"], "de")
        emit.themes(agency, row, "theme")
        emit.website(agency, row["website"])
        emit.interval(agency, row["start"], row["end"], structure.get(row["id"]))
        emit.evidence(agency, row)
        _write_carriers(facts, emit, row, bounds[row["id"]])
        _write_successions(facts, emit, row)


def map_agreements(facts: Facts, emit: Emitter) -> None:
    """Write the agreements between agencies and municipalities; each episode is one node."""
    bounds = agency_bounds(facts)
    kinds = kind_concepts(facts.rows("agencies/agreement_kinds.csv"))
    for row in facts.rows("agencies/agreements.csv"):
        members = [Member(key, "municipality") for key in row.many("actors")]
        members.append(Member(row["agency"], "agency"))
        label = f"{row['name']} – {facts.actor_names[row['agency']]}: {row['kind']}"
        tie = write_cooperation(emit, row["id"], "TransferAgreement", label, members)
        emit.concept(tie, bl("agreementKind"), "agreement-kind", kinds[row["kind"]])
        emit.say(tie, bl("kindAsWritten"), row["kind"], "de")
        if row["renews"]:
            emit.link(tie, bl("renews"), iri(thing("cooperation", row["renews"])))
        emit.interval(tie, row["start"], row["end"], bounds[row["agency"]])
        emit.evidence(tie, row)


def map_offers(facts: Facts, emit: Emitter) -> None:
    """Write what the agencies offer."""
    for row in facts.rows("agencies/offers.csv"):
        offer = emit.thing("offer", row["id"], "Offer", row["name"])
        emit.link(offer, bl("offeredBy"), actor_term(row["agency"]))
        emit.concept(offer, bl("offerKind"), "offer-kind", slug(row["kind"]))
        emit.themes(offer, row)
        emit.say(offer, bl("audience"), row["audience"], "de")
        emit.value(offer, bl("year"), row["year"], "gYear")
        emit.evidence(offer, row)


def _write_carriers(facts: Facts, emit: Emitter, row: Row, bounds: Bounds) -> None:
    for carrier in row.many("carriers"):
        members = (Member(carrier, "carrier"), Member(row["id"], "carried"))
        label = f"{facts.actor_names[carrier]} – {row['name']}: Trägerschaft"
        tie = write_cooperation(
            emit, f"traegerschaft-{row['id']}-{carrier}", "Carriership", label, members
        )
        emit.interval(tie, "", "", bounds)
        emit.evidence(tie, row)


def _write_successions(facts: Facts, emit: Emitter, row: Row) -> None:
    for earlier in row.many("successor_of"):
        label = f"{facts.actor_names[earlier]} → {row['name']}"
        change = emit.thing("change", f"{earlier}-{row['id']}", "Succession", label)
        emit.link(change, prefixed("org:originalOrganization"), actor_term(earlier))
        emit.link(change, prefixed("org:resultingOrganization"), actor_term(row["id"]))
        emit.when(change, bl("effectiveOn"), row["start"])
        emit.evidence(change, row)
