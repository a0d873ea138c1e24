"""The ontology opens without loss in rdflib and owlready2, from every file that we offer."""

import io

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, Node, URIRef
from rdflib.compare import isomorphic

from ontology import load_ontology, load_vocabularies
from ontology.loading import ONTOLOGY_IRI
from ontology.serialisation import MEDIA_TYPES, merged_ontology, ontology_document
from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES

AXIOMS = (
    RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.equivalentClass,
    OWL.disjointWith, OWL.inverseOf, OWL.propertyChainAxiom, OWL.members, OWL.onProperty,
)  # fmt: skip


@pytest.fixture(scope="module", params=["nt", "xml"])
def opened(request):
    """Return the ontology as owlready2 has read it from a file, without the web."""
    world = owlready2.World()
    content = merged_ontology().serialize(format=request.param, encoding="utf-8")
    yield world.get_ontology(str(ONTOLOGY_IRI)).load(fileobj=io.BytesIO(content), only_local=True)
    world.close()


@pytest.fixture(scope="module")
def back(opened) -> Graph:
    buffer = io.BytesIO()
    opened.save(buffer, format="ntriples")
    return Graph().parse(data=buffer.getvalue(), format="nt")


def plain(graph: Graph, *, slash: bool) -> Graph:
    """Write xsd:string as a plain literal, the same in RDF 1.1, and cut final slashes if wished.

    owlready2's reader of RDF/XML does not keep the slash that ends an address.
    """

    def kept(node: Node) -> Node:
        if isinstance(node, Literal) and node.datatype == XSD.string:
            return Literal(str(node))
        if isinstance(node, URIRef) and not slash:
            return URIRef(node.removesuffix("/"))
        return node

    found = Graph()
    for subject, predicate, object_ in graph:
        found.add((kept(subject), predicate, kept(object_)))
    return found


def test_a_file_is_one_ontology_that_needs_no_other() -> None:
    merged = merged_ontology()
    assert set(merged.subjects(RDF.type, OWL.Ontology)) == {ONTOLOGY_IRI}
    assert (None, OWL.imports, None) not in merged
    lost = (load_ontology() + load_vocabularies()) - merged
    assert {triple[1:] for triple in lost} == {(RDF.type, OWL.Ontology)}


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_rdflib_reads_back_what_it_wrote(format_) -> None:
    again = Graph().parse(data=ontology_document(format_), format=format_)
    assert isomorphic(again, merged_ontology())


def test_owlready2_knows_every_class_and_property(opened) -> None:
    base = f"{ONTOLOGY_IRI}#"

    def ours(found) -> set[str]:
        return {one.iri.removeprefix(base) for one in found if one.iri.startswith(base)}

    world = opened.world
    assert ours(world.classes()) == CLASSES
    assert ours(world.object_properties()) == OBJECT_PROPERTIES
    assert ours(world.data_properties()) == DATA_PROPERTIES


@pytest.mark.parametrize("predicate", AXIOMS, ids=lambda iri: iri.rpartition("#")[2])
def test_owlready2_loses_no_axiom(back, predicate) -> None:
    merged = merged_ontology()
    assert len(list(back.triples((None, predicate, None)))) == len(
        list(merged.triples((None, predicate, None)))
    )


def test_owlready2_gives_back_every_triple(back, request) -> None:
    merged = merged_ontology()
    slash = request.node.callspec.params["opened"] == "nt"
    assert len(back) == len(merged)
    assert isomorphic(plain(back, slash=slash), plain(merged, slash=slash))


def test_owlready2_shows_labels_and_definitions_of_both_languages(opened) -> None:
    district = opened.world[f"{ONTOLOGY_IRI}#District"]
    assert {text.lang for text in district.label} == {"de", "en"}
    assert opened.world[f"{ONTOLOGY_IRI}#Territory"] in district.is_a
