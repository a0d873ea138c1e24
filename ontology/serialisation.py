"""The ontology as files: Turtle, RDF/XML, JSON-LD, and the JSON-LD context made from the terms."""

from typing import Final, Literal

from rdflib import OWL, RDF, RDFS, XSD, Graph, URIRef

from ontology.loading import ONTOLOGY_IRI, load_ontology, load_vocabularies
from ontology.namespaces import BL, ID, PREFIXES

Format = Literal["turtle", "xml", "json-ld"]

MEDIA_TYPES: Final[dict[Format, str]] = {
    "turtle": "text/turtle",
    "xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
}
"""Format → media type."""

_TYPED: Final = (XSD.integer, XSD.decimal, XSD.boolean)


def merged_ontology() -> Graph:
    """Return modules and hand-written vocabularies as one ontology, alignments left out.

    A file holds one ontology (OWL 2 Structural Specification, section 3.5): what the header
    imports is in it, and the modules are described without being ontologies of their own.
    """
    graph = load_ontology() + load_vocabularies()
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    for module in set(graph.subjects(RDF.type, OWL.Ontology)) - {ONTOLOGY_IRI}:
        graph.remove((module, RDF.type, OWL.Ontology))
    return graph


def ontology_document(format_: Format) -> str:
    """Return the merged ontology as a file.

    Args:
        format_: `turtle`, `xml` (RDF/XML) or `json-ld`.
    """
    return merged_ontology().serialize(format=format_)


def jsonld_context() -> dict[str, object]:
    """Return the JSON-LD context of our terms, ready to be put under `@context`.

    Properties that link things expect IRIs, numbers and truth values have their datatypes, and
    labels are grouped by language.

    Example:
        >>> jsonld_context()["seat"]
        {'@id': 'bl:seat', '@type': '@id'}
    """
    ontology = load_ontology()
    # `id` names a thing in our answers, so that prefix gives way to a base for short addresses
    context: dict[str, object] = {"@version": 1.1, "@base": ID, **PREFIXES}
    context |= {"id": "@id", "type": "@type"}
    context["label"] = {"@id": "rdfs:label", "@container": "@language"}
    context["prefLabel"] = {"@id": "skos:prefLabel", "@container": "@language"}
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for iri in sorted(ontology.subjects(RDF.type, kind), key=str):
            if isinstance(iri, URIRef) and iri.startswith(BL):
                name = iri.removeprefix(BL)
                context[name] = _definition(ontology, iri, f"bl:{name}")
    return context


def _definition(ontology: Graph, iri: URIRef, compact: str) -> object:
    if (iri, RDF.type, OWL.ObjectProperty) in ontology:
        return {"@id": compact, "@type": "@id"}
    range_ = ontology.value(iri, RDFS.range)
    if range_ in _TYPED:
        return {"@id": compact, "@type": f"xsd:{str(range_).removeprefix(str(XSD))}"}
    return compact
