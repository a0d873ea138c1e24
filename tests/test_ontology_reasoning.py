"""HermiT finds the ontology consistent, classifies it and finds planted contradictions."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from ontology import load_ontology, load_vocabularies, term
from ontology.errors import OntologyError
from ontology.reasoning import check_consistency

PREFIXES = """
@prefix bl: <https://w3id.org/bildungslandschaft/ontology#> .
@prefix ex: <http://example.org/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EX = "http://example.org/"


def with_ontology(turtle: str) -> Graph:
    return load_ontology().parse(data=PREFIXES + turtle, format="turtle")


def test_ontology_and_vocabularies_are_consistent_and_every_class_can_have_members(
    record_property,
) -> None:
    verdict = check_consistency(load_ontology() + load_vocabularies())
    record_property("measured", f"schema, {verdict.effort}")
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


def test_facts_that_nobody_entered_follow() -> None:
    graph = with_ontology("""
        ex:m a bl:Municipality ; bl:governs ex:d ; bl:seat ex:d .
        ex:d a bl:RuralDistrict ; bl:partOf ex:s ; bl:validFrom "2001-01-01"^^xsd:date .
        ex:s a bl:State .
        ex:change org:originalOrganization ex:a ; org:resultingOrganization ex:b .
        ex:a a bl:TransferAgency ; bl:servesState ex:s .
        ex:b a bl:SupportAgency .
    """)
    inferred = check_consistency(graph, property_values=True).inferred
    ex = {name: URIRef(EX + name) for name in "mdsab"}
    assert (ex["m"], RDF.type, URIRef(term("DistrictAdministration"))) in inferred
    assert (ex["m"], URIRef(term("locatedIn")), ex["s"]) in inferred
    assert (ex["a"], RDF.type, URIRef(term("SucceededAgency"))) in inferred
    assert (ex["b"], URIRef(term("servesState")), ex["s"]) not in inferred


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:x a bl:District , bl:FormerDistrict .",
        "ex:x a bl:Foundation , bl:Municipality .",
        "ex:x a bl:Actor . ex:y bl:partOf ex:x .",
        "ex:x a bl:CoreSponsorship , bl:ThematicSponsorship .",
        "ex:p bl:inCooperation ex:p .",
    ],
)
def test_contradictions_are_found(turtle) -> None:
    assert not check_consistency(with_ontology(turtle)).consistent


def test_a_class_that_cannot_have_members_is_named() -> None:
    graph = with_ontology("ex:Both a owl:Class ; rdfs:subClassOf bl:Actor , bl:Territory .")
    assert check_consistency(graph).unsatisfiable == (URIRef(EX + "Both"),)


def test_what_is_not_owl_2_dl_is_refused_with_the_reason() -> None:
    graph = with_ontology("""
        bl:partOf a owl:AsymmetricProperty .
        ex:a bl:partOf ex:b .
    """)
    with pytest.raises(OntologyError, match="HermiT"):
        check_consistency(graph)


def test_an_empty_graph_is_consistent() -> None:
    verdict = check_consistency(Graph())
    assert verdict.consistent
    assert (None, RDFS.subClassOf, OWL.Nothing) not in verdict.inferred
