"""What can be wrong in the names and values of a module before any meaning is looked at."""

import re
from collections.abc import Iterator
from typing import Final

from rdflib import DCTERMS, ORG, OWL, PROV, QB, RDF, RDFS, SH, SKOS, VANN, Graph, Literal, URIRef
from rdflib.namespace import DefinedNamespace

from ontology.namespaces import short
from ontology.texts import Text
from ontology.verify import Finding

_CLOSED: Final[tuple[type[DefinedNamespace], ...]] = (
    RDF, RDFS, OWL, SKOS, DCTERMS, PROV, ORG, QB, SH, VANN,
)  # fmt: skip
"""Vocabularies whose terms rdflib knows, so that a misspelt one is found."""
_WELL_FORMED: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")

_ADDRESS: Final = Text(
    "Das ist keine vollständige Adresse (IRI). Leer- und Sonderzeichen entfernen und mit dem "
    "Namensraum beginnen.",
    "This is no complete address (IRI). Remove blanks and special characters and begin with the "
    "namespace.",
)
_TERM: Final = Text(
    "Diesen Begriff kennt das Vokabular nicht. Die Schreibung berichtigen.",
    "The vocabulary knows no such term. Correct the spelling.",
)
_VALUE: Final = Text(
    "Der Wert passt nicht zu seinem Datentyp. Wert oder Datentyp berichtigen.",
    "The value does not fit its datatype. Correct the value or the datatype.",
)


def misspelt(graph: Graph) -> list[Finding]:
    """Return addresses, terms of well-known vocabularies, and values that cannot be right.

    Args:
        graph: one module; an empty one has none.
    """
    return sorted(set(_wrong(graph)), key=lambda finding: (finding.place, finding.rule))


def well_formed(graph: Graph) -> Graph:
    """Return the triples without a malformed address or value, which no reasoner can read."""
    kept = Graph()
    for triple in graph:
        if all(_is_right(node) for node in triple):
            kept.add(triple)
    return kept


def _wrong(graph: Graph) -> Iterator[Finding]:
    for subject, predicate, object_ in graph:
        for node in (subject, predicate, object_):
            if isinstance(node, URIRef):
                if not _is_right(node):
                    yield Finding("address", str(node), _ADDRESS)
                elif any(_is_unknown(node, vocabulary) for vocabulary in _CLOSED):
                    yield Finding("unknown-term", short(str(node)), _TERM)
        if isinstance(object_, Literal) and not _is_right(object_):
            detail = f"{short(str(predicate))} {object_.n3(graph.namespace_manager)}"
            yield Finding("value", short(str(subject)), _VALUE, (detail,))


def _is_right(node: object) -> bool:
    if isinstance(node, URIRef):
        return bool(_WELL_FORMED.fullmatch(node)) and not node.startswith("file:")
    return not (isinstance(node, Literal) and node.ill_typed)


def _is_unknown(node: URIRef, vocabulary: type[DefinedNamespace]) -> bool:
    namespace = str(vocabulary)
    return node.startswith(namespace) and str(node) != namespace and node not in vocabulary
