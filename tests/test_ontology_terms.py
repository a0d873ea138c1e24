"""The Python names of terms and the Turtle modules say the same."""

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from ontology import load_ontology, term
from ontology.errors import OntologyError
from ontology.namespaces import BL
from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return load_ontology()


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (CLASSES, OWL.Class),
        (OBJECT_PROPERTIES, OWL.ObjectProperty),
        (DATA_PROPERTIES, OWL.DatatypeProperty),
    ],
    ids=["classes", "object properties", "data properties"],
)
def test_constants_equal_the_modules(ontology, names, kind) -> None:
    declared = {str(iri) for iri in ontology.subjects(RDF.type, kind)}
    assert {BL + name for name in names} == {iri for iri in declared if iri.startswith(BL)}


def test_every_term_that_the_modules_use_is_declared(ontology) -> None:
    nodes = {node for triple in ontology for node in triple if isinstance(node, URIRef)}
    used = {str(node) for node in nodes if node.startswith(BL)}
    declared = {BL + name for name in CLASSES | OBJECT_PROPERTIES | DATA_PROPERTIES}
    assert used - declared == set()


def test_a_name_that_does_not_exist_is_refused() -> None:
    with pytest.raises(OntologyError, match="Distrikt"):
        term("Distrikt")
