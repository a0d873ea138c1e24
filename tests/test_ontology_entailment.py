"""The compiled rules conclude what owlrl and HermiT conclude, and find contradictions."""

import random

import numpy as np
import owlrl
import pytest
from rdflib import OWL, RDF, Graph, URIRef

from ontology import load_ontology
from ontology.entailment import compile_rules
from ontology.namespaces import BL, PREFIXES
from ontology.reasoning import check_consistency

EX = "http://example.org/"
HEADER = "\n".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
LANDSCAPE = """
@prefix ex: <http://example.org/> .
ex:m a bl:Municipality ; bl:governs ex:d ; bl:seat ex:d .
ex:t a bl:Town ; bl:partOf ex:d . ex:d a bl:UrbanDistrict , bl:District ; bl:partOf ex:s .
ex:s a bl:State .
ex:part a bl:ProgrammeParticipation ; bl:actor ex:m ;
    bl:programme <https://w3id.org/bildungslandschaft/id/programme/lernen-vor-ort> .
ex:c a bl:CoreSponsorship ; bl:participation ex:c1 , ex:c2 ; bl:theme ex:theme .
ex:c1 bl:actor ex:f ; bl:role <https://w3id.org/bildungslandschaft/vocab/role/core-sponsor> .
ex:c2 bl:actor ex:m ; bl:role <https://w3id.org/bildungslandschaft/vocab/role/sponsored> .
ex:f a bl:CommunityFoundation ; bl:sponsors ex:m .
ex:change org:originalOrganization ex:old ; org:resultingOrganization ex:new .
ex:old a bl:TransferAgency . ex:new a bl:RegionalDevelopmentAgency .
ex:area bl:agency ex:old ; bl:state ex:s . ex:heir bl:continuesServiceOf ex:old .
ex:office org:unitOf ex:m . ex:school org:subOrganizationOf ex:m .
ex:m org:subOrganizationOf ex:s2 .
ex:transfer bl:transferredModel ex:model ; bl:transferredTo ex:m .
"""


def numbered(graph: Graph, extra: list[str]) -> tuple[np.ndarray, dict[str, int]]:
    terms = sorted({node.n3() for triple in graph for node in triple} | set(extra))
    ids = {term: number for number, term in enumerate(terms)}
    rows = [[ids[node.n3()] for node in triple] for triple in graph]
    return np.array(rows, dtype=np.int64).reshape(-1, 3), ids


def entailed(ontology: Graph, data: Graph) -> set[tuple[str, str, str]]:
    rules = compile_rules(ontology)
    triples, ids = numbered(data, rules.terms())
    names = {number: term for term, number in ids.items()}
    new = rules.materialise(triples, ids)
    return {tuple(names[number] for number in row) for row in new.tolist()}


def contradictions(ontology: Graph, data: Graph) -> list[str]:
    rules = compile_rules(ontology)
    return [found.axiom for found in rules.inconsistencies(*numbered(data, rules.terms()))]


def by_owlrl(ontology: Graph, data: Graph) -> set[tuple[str, str, str]]:
    """Return what owlrl adds about the things of the data, without statements about the schema."""
    closed = ontology + data
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    schema = set(ontology.subjects())
    things = {node for triple in data for node in triple} - schema
    found = set()
    for subject, predicate, object_ in closed - data:
        if subject not in things or object_ == OWL.Thing:
            continue
        if predicate == OWL.sameAs and subject == object_:
            continue
        if predicate == OWL.differentFrom or not isinstance(object_, URIRef):
            continue
        found.add((subject.n3(), predicate.n3(), object_.n3()))
    return found


def turtle(text: str) -> Graph:
    return Graph().parse(data=f"{HEADER}\n@prefix ex: <{EX}> .\n{text}", format="turtle")


def test_the_landscape_follows_as_with_owlrl() -> None:
    ontology, data = load_ontology(), turtle(LANDSCAPE)
    ours = {row for row in entailed(ontology, data) if not row[2].startswith("_")}
    assert ours == by_owlrl(ontology, data)
    assert len(ours) > 60


def test_the_landscape_follows_as_with_hermit() -> None:
    ontology, data = load_ontology(), turtle(LANDSCAPE)
    inferred = check_consistency(ontology + data, property_values=True).inferred
    things = {node for triple in data for node in triple if str(node).startswith(EX)}
    proven = {
        tuple(node.n3() for node in triple)
        for triple in inferred
        if triple[0] in things and triple[2] != OWL.Thing
    }
    assert len(proven) > 15
    assert proven <= entailed(ontology, data) | {
        tuple(node.n3() for node in triple) for triple in data
    }
    wrong = turtle("ex:new bl:servesState ex:s .")
    assert not {tuple(node.n3() for node in triple) for triple in wrong} & entailed(ontology, data)


AXIOMS = """
ex:A rdfs:subClassOf ex:B . ex:B owl:equivalentClass ex:C .
ex:p rdfs:domain ex:A ; rdfs:range ex:D ; rdfs:subPropertyOf ex:q ; owl:inverseOf ex:r .
ex:q a owl:TransitiveProperty . ex:s a owl:SymmetricProperty ; owl:equivalentProperty ex:s2 .
ex:t owl:propertyChainAxiom ( ex:p [ owl:inverseOf ex:s ] ex:q ) .
ex:H owl:equivalentClass [ a owl:Restriction ; owl:onProperty ex:s ; owl:hasValue ex:i1 ] .
[ a owl:Restriction ; owl:onProperty ex:q ; owl:someValuesFrom ex:D ] rdfs:subClassOf ex:S .
[ a owl:Restriction ; owl:onProperty ex:t ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf ex:T .
ex:S rdfs:subClassOf [ a owl:Restriction ; owl:onProperty ex:p ; owl:allValuesFrom ex:E ] .
ex:I owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( ex:A ex:D ex:S ) ] .
[ a owl:Class ; owl:unionOf ( ex:H ex:T ) ] rdfs:subClassOf ex:U .
ex:O owl:oneOf ( ex:i1 ex:i2 ) .
ex:f a owl:FunctionalProperty , owl:ObjectProperty . ex:g a owl:InverseFunctionalProperty .
"""


@pytest.mark.parametrize("seed", range(6))
def test_random_graphs_follow_as_with_owlrl(seed) -> None:
    chance = random.Random(seed)
    things = [f"ex:i{number}" for number in range(9)]
    lines = [
        f"{chance.choice(things)} ex:{chance.choice('pqrst')} {chance.choice(things)} ."
        for _ in range(9)
    ]
    lines += [f"{chance.choice(things)} a ex:{chance.choice('ABDHI')} ." for _ in range(4)]
    lines += [f"{things[0]} ex:f {things[1]} , {things[2]} ."] if seed % 3 == 0 else []
    lines += [f"{things[3]} ex:g {things[5]} . {things[4]} ex:g {things[5]} ."]
    axioms, data = turtle(AXIOMS), turtle("\n".join(lines))
    named = {node.n3() for triple in data for node in triple}
    same = OWL.sameAs.n3()
    ours = {row for row in entailed(axioms, data) if row[1] != same or row[0] != row[2]}
    theirs = {row for row in by_owlrl(axioms, data) if not row[2].startswith("_")}
    assert {row for row in ours if row[0] in named} == {row for row in theirs if row[0] in named}


@pytest.mark.parametrize(
    ("axioms", "broken", "kept"),
    [
        ("ex:A owl:disjointWith ex:B .", "ex:i a ex:A , ex:B .", "ex:i a ex:A . ex:j a ex:B ."),
        (
            "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) .",
            "ex:i a ex:C , ex:A .",
            "ex:i a ex:C . ex:j a ex:A .",
        ),
        (
            "ex:p a owl:AsymmetricProperty .",
            "ex:i ex:p ex:j . ex:j ex:p ex:i .",
            "ex:i ex:p ex:j . ex:j ex:p ex:k .",
        ),
        ("ex:p a owl:IrreflexiveProperty .", "ex:i ex:p ex:i .", "ex:i ex:p ex:j ."),
        (
            "ex:p owl:propertyDisjointWith ex:q .",
            "ex:i ex:p ex:j ; ex:q ex:j .",
            "ex:i ex:p ex:j ; ex:q ex:k .",
        ),
        (
            "ex:A rdfs:subClassOf [ owl:complementOf ex:B ] .",
            "ex:i a ex:A , ex:B .",
            "ex:i a ex:A . ex:j a ex:B .",
        ),
        ("ex:A rdfs:subClassOf owl:Nothing .", "ex:i a ex:A .", "ex:i a ex:B ."),
        (
            "ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:maxCardinality 0 ] .",
            "ex:i a ex:A ; ex:p ex:j .",
            "ex:i a ex:A . ex:j ex:p ex:i .",
        ),
    ],
)
def test_a_contradiction_is_reported_and_its_twin_is_not(axioms, broken, kept) -> None:
    assert len(contradictions(turtle(axioms), turtle(broken))) == 1
    assert contradictions(turtle(axioms), turtle(kept)) == []


def test_at_most_one_makes_two_names_one_thing() -> None:
    axioms = turtle("ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:maxCardinality 1 ] .")
    data = turtle("ex:i a ex:A ; ex:p ex:j , ex:k . ex:j a ex:B .")
    ex = {name: URIRef(EX + name).n3() for name in "ijkB"}
    assert (ex["k"], RDF.type.n3(), ex["B"]) in entailed(axioms, data)


def test_terms_hold_every_name_of_a_conclusion() -> None:
    terms = set(compile_rules(load_ontology()).terms())
    predicates = {row[1] for row in entailed(load_ontology(), turtle(LANDSCAPE))}
    assert URIRef(BL + "ModelMunicipality").n3() in terms
    assert predicates <= terms


def test_nothing_follows_from_nothing() -> None:
    rules = compile_rules(load_ontology())
    nothing = np.empty((0, 3), dtype=np.int64)
    assert rules.materialise(nothing, {}).shape == (0, 3)
    assert compile_rules(Graph()).terms() == []
