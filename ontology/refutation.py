"""Whether compiled rules alone show that a class is empty or that facts contradict each other.

HermiT answers the same question for every ontology, but starts a machine each time. The rules take
milliseconds; what they refute is refuted, what they do not refute may still be.
"""

from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Final

import numpy as np
from rdflib import OWL, RDF, Graph, Literal, Node, URIRef
from rdflib.collection import Collection

from ontology.entailment import RuleSet
from ontology.rules import Atom, Compiler, class_atom

_PROBE: Final = URIRef("https://w3id.org/bildungslandschaft/id/reasoning/probe")
_AT_LEAST: Final = (
    OWL.minCardinality, OWL.cardinality, OWL.minQualifiedCardinality, OWL.qualifiedCardinality,
)  # fmt: skip
_MOST_CASES: Final = 32
"""More combinations of alternatives take longer than asking HermiT."""

Cases = Mapping[Node, Node]
"""Union → the member that is tried."""


def refutes(graph: Graph, broken: URIRef | None, *, boldly: bool) -> bool:
    """Return whether rules prove that a class has no member, or that the facts contradict.

    Args:
        graph: axioms and facts; an empty one refutes nothing.
        broken: the class; None asks about the facts.
        boldly: let one invented thing stand for all values that a restriction demands, and decide
            each union for all things at once. This sees more, but may go wrong where two things
            differ, so that a reasoner has to confirm. Source of the first: Baader, Brandt and Lutz
            2005, "Pushing the EL envelope".
    """
    if not boldly:
        return _contradicts(Compiler(graph), broken)
    lists = dict(graph.subject_objects(OWL.unionOf))
    unions = sorted(lists, key=str)
    members = [list(Collection(graph, lists[union])) for union in unions]
    if prod(len(alternatives) for alternatives in members) > _MOST_CASES:
        return False
    return all(
        _contradicts(_BoldCompiler(graph, dict(zip(unions, chosen, strict=True))), broken)
        for chosen in product(*members)
    )


def _contradicts(compiler: Compiler, broken: URIRef | None) -> bool:
    rules = RuleSet(compiler.compile())
    facts: list[tuple[Node, Node, Node]] = list(compiler.ontology)
    facts += [(_PROBE, RDF.type, broken)] if broken is not None else []
    names = {node.n3() for fact in facts for node in fact} | set(rules.terms())
    ids = {name: number for number, name in enumerate(sorted(names))}
    rows = [[ids[node.n3()] for node in fact] for fact in facts]
    return bool(rules.inconsistencies(np.array(rows, dtype=np.int64).reshape(-1, 3), ids))


class _BoldCompiler(Compiler):
    """Also concludes that a demanded value is an invented thing, and which case of a union holds.

    Args:
        ontology: axioms and facts.
        cases: the member to try of each union.
    """

    def __init__(self, ontology: Graph, cases: Cases) -> None:
        super().__init__(ontology)
        self._cases = cases

    def _write_lists(self, node: Node, name: str) -> None:
        super()._write_lists(node, name)
        if node in self._cases:
            case = class_atom(self._class(self._cases[node]))
            self._say(case, class_atom(name), source=name)

    def _write_restriction(self, node: Node, name: str) -> None:
        super()._write_restriction(node, name)
        on_property = self.ontology.value(node, OWL.onProperty)
        if on_property is None or not self._demands_a_value(node):
            return
        witness = f"_witness_of{name}"
        self._say(self._property(on_property)("x", witness), class_atom(name), source=name)
        for predicate in (OWL.someValuesFrom, OWL.onClass):
            for filler in self.ontology.objects(node, predicate):
                kind = Atom(self._class(filler), (witness,))
                self._say(kind, class_atom(name), source=name)

    def _demands_a_value(self, node: Node) -> bool:
        counts = [n for kind in _AT_LEAST for n in self.ontology.objects(node, kind)]
        positive = any(isinstance(n, Literal) and str(n) != "0" for n in counts)
        return positive or (node, OWL.someValuesFrom, None) in self.ontology
