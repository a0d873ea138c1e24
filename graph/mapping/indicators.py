"""Indicators of districts as RDF Data Cube observations."""

from graph.facts import Facts
from graph.mapping.emitter import LABEL, TYPE, Emitter, bl, prefixed
from graph.mapping.territory import district_term
from graph.terms import iri
from ontology.namespaces import graph_iri, thing


def map_indicators(facts: Facts, emit: Emitter) -> None:
    """Write what each indicator measures and in which themes it shows a need."""
    for row in facts.rows("indicators/indicators.csv"):
        indicator = emit.thing("indicator", row["id"], "Indicator", row["label_de"])
        emit.say(indicator, LABEL, row["label_en"], "en")
        emit.say(indicator, bl("unit"), row["unit"])
        emit.say(indicator, bl("inkarCode"), row["inkar_code"])
        emit.say(indicator, bl("note"), row["note_de"], "de")
        emit.say(indicator, bl("note"), row["note_en"], "en")
        for side, column in (("high", "need_if_high"), ("low", "need_if_low")):
            for theme in row.many(column):
                emit.concept(indicator, bl(f"{side}ShowsNeedIn"), "theme", theme)
        emit.evidence(indicator, row)


def map_observations(facts: Facts, emit: Emitter) -> None:
    """Write one observation for every district, indicator and year."""
    dataset = iri(graph_iri(facts.source_of("indicators/observations.csv").id))
    for row in facts.rows("indicators/observations.csv"):
        key = f"{row['indicator']}-{row['ags']}-{row['year']}"
        observation = iri(thing("observation", key))
        emit.link(observation, TYPE, bl("Observation"))
        emit.link(observation, prefixed("qb:dataSet"), dataset)
        emit.link(observation, bl("district"), district_term(row["ags"]))
        emit.link(observation, bl("indicator"), iri(thing("indicator", row["indicator"])))
        emit.value(observation, bl("year"), row["year"], "gYear")
        emit.value(observation, bl("value"), row["value"], "decimal")
        emit.evidence(observation, row)
