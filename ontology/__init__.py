"""The public door of meaning: terms, modules, shapes, reasoning, checks, errors and texts."""

from ontology.loading import (
    load_alignments,
    load_ontology,
    load_shapes,
    load_vocabularies,
    ontology_version,
)
from ontology.terms import term

__all__ = [
    "load_alignments",
    "load_ontology",
    "load_shapes",
    "load_vocabularies",
    "ontology_version",
    "term",
]
