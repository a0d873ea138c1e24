"""The public door of meaning: terms, modules, shapes, rules and files.

What needs a reasoner or SPARQL is imported where it is used, because it starts slowly:
`ontology.checks`, `ontology.competency`, `ontology.documentation`, `ontology.reasoning`.
"""

from ontology.entailment import Inconsistency, RuleSet, compile_rules
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
    "Inconsistency",
    "RuleSet",
    "compile_rules",
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
