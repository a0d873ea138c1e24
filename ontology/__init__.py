"""The public door of meaning: terms, modules, shapes, rules and files.

What needs a reasoner, SPARQL or numpy is imported where it is used, because it starts slowly:
`ontology.checks`, `ontology.competency`, `ontology.documentation`, `ontology.entailment`,
`ontology.reasoning`.
"""

from ontology.loading import (
    derivations,
    load_alignments,
    load_ontology,
    load_shapes,
    load_vocabularies,
    ontology_version,
)
from ontology.serialisation import jsonld_context, ontology_document
from ontology.terms import term

__all__ = [
    "derivations",
    "jsonld_context",
    "load_alignments",
    "load_ontology",
    "load_shapes",
    "load_vocabularies",
    "ontology_document",
    "ontology_version",
    "term",
]
