"""The public door of meaning: terms, modules, shapes, reasoning, checks, errors and texts."""

from ontology.entailment import Inconsistency, RuleSet, compile_rules
from ontology.loading import (
    derivations,
    load_alignments,
    load_ontology,
    load_shapes,
    load_vocabularies,
    ontology_version,
)
from ontology.terms import term

__all__ = [
    "Inconsistency",
    "RuleSet",
    "compile_rules",
    "derivations",
    "load_alignments",
    "load_ontology",
    "load_shapes",
    "load_vocabularies",
    "ontology_version",
    "term",
]
