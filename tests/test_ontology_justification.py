"""The axioms behind a contradiction are few, and found also where rules alone cannot see it."""

from rdflib import Graph, URIRef

from ontology.axioms import shown
from ontology.justification import axioms_behind

EX = "http://example.org/"
AXIOMS = f"""
@prefix ex: <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:A a owl:Class . ex:B a owl:Class . ex:C a owl:Class . ex:D a owl:Class . ex:E a owl:Class .
ex:p a owl:ObjectProperty ; rdfs:domain ex:D .
ex:A rdfs:subClassOf ex:B . ex:B owl:disjointWith ex:C . ex:D rdfs:subClassOf ex:E .
"""


def behind(more: str, broken: str | None) -> list[str]:
    graph = Graph().parse(data=AXIOMS + more, format="turtle")
    found = axioms_behind(graph, URIRef(EX + broken) if broken else None)
    return sorted(shown(axiom, graph) for axiom in found)


def test_what_rules_refute_needs_only_the_axioms_involved() -> None:
    found = behind("ex:A rdfs:subClassOf ex:C .", "A")
    assert [axiom.replace(EX, "") for axiom in found] == [
        "A rdfs:subClassOf B",
        "A rdfs:subClassOf C",
        "B owl:disjointWith C",
    ]


def test_what_bold_rules_refute_and_hermit_confirms_is_explained() -> None:
    # every A leads to something that is B and C; the rules invent it
    some = "[ a owl:Class ; owl:intersectionOf ( ex:B ex:C ) ]"
    found = behind(
        "ex:A rdfs:subClassOf"
        f" [ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom {some} ] .",
        "A",
    )
    assert len(found) == 2
    assert f"{EX}B owl:disjointWith {EX}C" in found


def test_what_only_hermit_refutes_is_explained_too() -> None:
    some = (
        "ex:A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:n ; owl:{}ValuesFrom xsd:{} ]"
    )
    found = behind(
        "ex:n a owl:DatatypeProperty ."
        f"{some.format('some', 'integer')} . {some.format('all', 'boolean')} .",
        "A",
    )
    assert len(found) == 2
    assert all(axiom.startswith(f"{EX}A rdfs:subClassOf [owl:") for axiom in found)


def test_a_union_is_decided_case_by_case() -> None:
    either = "[ a owl:Class ; owl:unionOf ( ex:C ex:F ) ]"
    found = behind(
        f"ex:F a owl:Class ; owl:disjointWith ex:A . ex:A rdfs:subClassOf {either} .", "A"
    )
    assert {axiom.replace(EX, "") for axiom in found} == {
        "A rdfs:subClassOf B",
        "A rdfs:subClassOf [owl:unionOf (C F)]",
        "B owl:disjointWith C",
        "F owl:disjointWith A",
    }


def test_facts_that_contradict_each_other_are_named() -> None:
    found = behind("ex:x a ex:B , ex:C .", None)
    assert [axiom.replace(EX, "") for axiom in found] == [
        "B owl:disjointWith C",
        "x rdf:type B",
        "x rdf:type C",
    ]


def test_nothing_stands_behind_what_is_sound() -> None:
    assert behind("", "A") == []
