"""The axioms behind a contradiction are few, and found also where rules alone cannot see it."""

from rdflib import Graph, URIRef

from ontology.justification import axioms_behind

EX = "http://example.org/"
AXIOMS = f"""
@prefix ex: <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:A a owl:Class . ex:B a owl:Class . ex:C a owl:Class . ex:D a owl:Class . ex:E a owl:Class .
ex:p a owl:ObjectProperty ; rdfs:domain ex:D .
ex:A rdfs:subClassOf ex:B . ex:B owl:disjointWith ex:C . ex:D rdfs:subClassOf ex:E .
"""


def behind(more: str, broken: str | None) -> list[str]:
    graph = Graph().parse(data=AXIOMS + more, format="turtle")
    return axioms_behind(graph, URIRef(EX + broken) if broken else None)


def test_what_rules_refute_needs_only_the_axioms_involved() -> None:
    found = behind("ex:A rdfs:subClassOf ex:C .", "A")
    assert [axiom.replace(EX, "") for axiom in found] == [
        "A rdfs:subClassOf B",
        "A rdfs:subClassOf C",
        "B owl:disjointWith C",
    ]


def test_what_only_hermit_refutes_is_explained_too() -> None:
    # every A leads to something that is B and C; rules conclude nothing about unnamed things
    some = "[ a owl:Class ; owl:intersectionOf ( ex:B ex:C ) ]"
    found = behind(
        "ex:A rdfs:subClassOf"
        f" [ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom {some} ] .",
        "A",
    )
    assert len(found) == 2
    assert f"{EX}B owl:disjointWith {EX}C" in found


def test_facts_that_contradict_each_other_are_named() -> None:
    found = behind("ex:x a ex:B , ex:C .", None)
    assert [axiom.replace(EX, "") for axiom in found] == [
        "B owl:disjointWith C",
        "x rdf:type B",
        "x rdf:type C",
    ]


def test_nothing_stands_behind_what_is_sound() -> None:
    assert behind("", "A") == []
