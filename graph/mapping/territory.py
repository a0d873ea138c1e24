"""Districts, states, towns, their borders and their reforms as RDF."""

from typing import Final

from graph.facts import Facts
from graph.mapping.emitter import ALT_LABEL, LABEL, TYPE, Emitter, bl
from graph.tables import Row
from graph.terms import iri
from ontology.namespaces import slug, thing

_URBAN: Final = ("Kreisfreie Stadt", "Stadtkreis")

STATUSES: Final = {
    "Gemeindefreies Gebiet, bewohnt": "gemeindefrei-bewohnt",
    "Gemeindefreies Gebiet, unbewohnt": "gemeindefrei-unbewohnt",
}
"""Status as the table names it → key, where the key is not the slug of the name."""


def district_term(ags: str) -> str:
    """Return the term of a district, current or former."""
    return iri(thing("district", ags))


def state_term(ags: str) -> str:
    """Return the term of a state."""
    return iri(thing("state", ags))


def place_term(place: str) -> str:
    """Return the term of a place that a table names by a state, district or town key."""
    kinds = {2: "state", 5: "district", 8: "town"}
    return iri(thing(kinds[len(place)], place))


def map_states(facts: Facts, emit: Emitter) -> None:
    """Write the sixteen states."""
    for row in facts.rows("territory/states.csv"):
        state = emit.thing("state", row["ags"], "State", row["name"])
        emit.say(state, LABEL, row["name_en"], "en")
        emit.say(state, bl("ags"), row["ags"])
        emit.evidence(state, row)


def map_districts(facts: Facts, emit: Emitter) -> None:
    """Write the 400 districts of the current territorial status."""
    for row in facts.rows("territory/districts.csv"):
        class_ = "UrbanDistrict" if row["type"] in _URBAN else "RuralDistrict"
        district = emit.thing("district", row["ags"], class_, row["name_long"])
        emit.link(district, TYPE, bl("District"))
        emit.say(district, bl("ags"), row["ags"])
        emit.say(district, bl("nuts3"), row["nuts3"])
        if row["name"] != row["name_long"]:
            emit.say(district, ALT_LABEL, row["name"], "de")
        emit.link(district, bl("partOf"), state_term(row["state"]))
        emit.concept(district, bl("territoryType"), "territory-type", slug(row["type"]))
        emit.concept(district, bl("settlementType"), "settlement-type", row["settlement_type"])
        emit.say(district, bl("metropolitanRegion"), row["metropolitan_region"])
        _write_figures(emit, district, row)
        emit.coordinates(district, row)
        emit.wikidata(district, row["wikidata"])
        emit.evidence(district, row)


def map_former_districts(facts: Facts, emit: Emitter) -> None:
    """Write the districts that reforms dissolved."""
    for row in facts.rows("territory/former_districts.csv"):
        district = emit.thing("district", row["ags"], "FormerDistrict", row["name"])
        emit.say(district, bl("ags"), row["ags"])
        emit.link(district, bl("partOf"), state_term(row["state"]))
        emit.interval(district, "", row["valid_through"])
        emit.evidence(district, row)


def map_towns(facts: Facts, emit: Emitter) -> None:
    """Write every Gemeinde and unincorporated area."""
    for row in facts.rows("territory/towns.csv"):
        town = emit.thing("town", row["ags"], "Town", row["name"])
        emit.say(town, bl("ags"), row["ags"])
        emit.link(town, bl("partOf"), district_term(row["district"]))
        emit.say(town, bl("postalCode"), row["postal_code"])
        emit.value(town, bl("population"), row["population"], "integer")
        emit.value(town, bl("areaKm2"), row["area_km2"], "decimal")
        emit.concept(
            town,
            bl("municipalStatus"),
            "municipal-status",
            STATUSES.get(row["status"], slug(row["status"])),
        )
        emit.concept(town, bl("urbanisation"), "urbanisation", slug(row["urbanisation"]))
        emit.coordinates(town, row)
        emit.evidence(town, row)


def map_neighbours(facts: Facts, emit: Emitter) -> None:
    """Write each shared border once, as an object with its length."""
    for row in facts.rows("territory/neighbours.csv"):
        border = iri(thing("border", f"{row['ags_a']}-{row['ags_b']}"))
        emit.link(border, TYPE, bl("Border"))
        for column in ("ags_a", "ags_b"):
            emit.link(border, bl("borderOf"), district_term(row[column]))
        emit.value(border, bl("lengthKm"), row["border_km"], "decimal")
        emit.evidence(border, row)


def map_reforms(facts: Facts, emit: Emitter) -> None:
    """Write what became of which district, with the shares of population and area."""
    for row in facts.rows("territory/reforms.csv"):
        label = f"{row['name_old']} → {row['name_new']} ({row['effective_on']})"
        change = emit.thing("change", row["id"], "TerritorialReform", label)
        emit.link(change, bl("originalTerritory"), district_term(row["ags_old"]))
        emit.link(change, bl("resultingTerritory"), district_term(row["ags_new"]))
        emit.when(change, bl("effectiveOn"), row["effective_on"])
        emit.concept(change, bl("reformKind"), "reform-kind", slug(row["kind"]))
        emit.say(change, bl("note"), row["detail"], "de")
        emit.value(change, bl("populationShare"), row["population_share"], "decimal")
        emit.value(change, bl("areaShare"), row["area_share"], "decimal")
        emit.when(change, bl("weightsAsOf"), row["weights_as_of"])
        emit.value(change, bl("populationMoved"), row["population_moved"], "integer")
        emit.evidence(change, row)


def _write_figures(emit: Emitter, district: str, row: Row) -> None:
    emit.value(district, bl("population"), row["population_2023"], "integer")
    emit.value(district, bl("populationCensus2022"), row["population_census_2022"], "integer")
    emit.value(district, bl("areaKm2"), row["area_km2"], "decimal")
    emit.value(district, bl("townCount"), row["town_count"], "integer")
    emit.say(district, bl("seatName"), row["seat"], "de")
    emit.say(district, bl("seatSource"), row["seat_source"])
