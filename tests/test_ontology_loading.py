"""Modules come through one door, and a defective one is named with its line."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, SKOS

from ontology import load_ontology, load_vocabularies, ontology_version
from ontology.errors import OntologyError
from ontology.loading import ONTOLOGY_IRI, module_sources, parse_turtle, read_source


def test_the_version_iri_ends_with_the_version() -> None:
    version_iri = load_ontology().value(ONTOLOGY_IRI, OWL.versionIRI)
    assert str(version_iri) == f"{ONTOLOGY_IRI}/{ontology_version()}"


def test_the_header_imports_every_module_and_nothing_else() -> None:
    names = {Path(source.name).stem for source in module_sources()}
    header = next(source for source in module_sources() if source.name == "landscape.ttl")
    imports = parse_turtle(read_source(header), "landscape.ttl").objects(ONTOLOGY_IRI, OWL.imports)
    expected = names - {"landscape", "alignments"}
    assert {str(iri).removeprefix(f"{ONTOLOGY_IRI}/") for iri in imports} == expected


def test_the_loaded_graph_is_a_copy() -> None:
    first = load_ontology()
    size = len(first)
    first.remove((None, None, None))
    assert len(load_ontology()) == size > 2000


def test_every_handwritten_concept_stands_in_a_declared_scheme() -> None:
    vocabularies = load_vocabularies()
    schemes = set(vocabularies.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(vocabularies.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 60
    assert {vocabularies.value(concept, SKOS.inScheme) for concept in concepts} <= schemes


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('@prefix a: <http://x/> .\n\na:b a:c "x ;\n a:d a:e .\n', 3),
        ("@prefix a: <http://x/> .\n a:b a:c d:e .\n", 2),
        ("@prefix a: <http://x/> .\n a:b a:c a:d ,, .\n", 2),
        ("\n\n<http://x/a> <http://x/b>", 3),
    ],
    ids=["open string", "unknown prefix", "two commas", "stops within a statement"],
)
def test_a_syntax_error_names_file_and_line(text, line) -> None:
    with pytest.raises(OntologyError) as error:
        parse_turtle(text, "neu.ttl")
    assert f"neu.ttl, Zeile {line}:" in str(error.value)
    assert f"neu.ttl, line {line}:" in error.value.text.en


def test_a_file_that_is_not_text_is_refused(tmp_path) -> None:
    file = tmp_path / "kaputt.ttl"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OntologyError, match="kaputt"):
        read_source(file)
