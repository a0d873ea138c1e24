"""The links to other ontologies keep everything consistent and stay apart."""

from rdflib import RDFS, Graph, URIRef

from ontology import load_alignments, load_ontology, load_vocabularies, term
from ontology.namespaces import BL, PREFIXES
from ontology.reasoning import check_consistency

# what the aligned ontologies say about the classes that we link to
NEIGHBOURS = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
org:Organization owl:disjointWith org:Role , org:ChangeEvent .
org:FormalOrganization a owl:Class ; rdfs:subClassOf org:Organization ;
    owl:disjointWith org:OrganizationalCollaboration .
org:linkedTo rdfs:domain org:Organization ; rdfs:range org:Organization .
org:subOrganizationOf rdfs:domain org:Organization ; rdfs:range org:Organization .
org:originalOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
org:resultingOrganization rdfs:domain org:ChangeEvent ; rdfs:range org:Organization .
prov:wasDerivedFrom rdfs:domain prov:Entity ; rdfs:range prov:Entity .
"""


def everything() -> Graph:
    neighbours = Graph().parse(data=NEIGHBOURS, format="turtle")
    return load_ontology() + load_vocabularies() + load_alignments() + neighbours


def test_importing_the_alignments_keeps_everything_consistent() -> None:
    verdict = check_consistency(everything())
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


def test_the_ontology_does_not_need_the_alignments() -> None:
    schema = PREFIXES["schema"]
    parents = {str(parent) for parent in load_ontology().objects(None, RDFS.subClassOf)}
    assert not any(parent.startswith(schema) for parent in parents)
    assert any(str(parent).startswith(schema) for parent in load_alignments().objects())


def test_alignments_link_only_terms_that_exist() -> None:
    declared = set(load_ontology().subjects(RDFS.isDefinedBy, None))
    used = {node for triple in load_alignments() for node in triple if str(node).startswith(BL)}
    assert used <= declared
    assert URIRef(term("Territory")) in used


def test_every_neighbour_of_the_agreement_is_linked() -> None:
    text = {str(node) for triple in load_alignments() for node in triple}
    for namespace in (
        PREFIXES["org"],
        PREFIXES["prov"],
        PREFIXES["schema"],
        "http://data.europa.eu/m8g/",
        "http://data.europa.eu/s66#",
        "https://w3id.org/semanticarts/ns/ontology/gist/",
        "http://dcat-ap.de/def/",
    ):
        assert any(node.startswith(namespace) for node in text), namespace
