"""Which axioms together make a class empty or the whole ontology contradictory."""

from collections.abc import Callable, Sequence
from itertools import product

from rdflib import SKOS, Graph, Node, URIRef

from ontology.axioms import Axiom, axioms_of, declarations_of
from ontology.reasoning import check_consistency, logical_part
from ontology.refutation import refutes

Test = Callable[[Sequence[Axiom]], bool]
"""Whether some axioms, with all declarations, break what is asked about."""


def axioms_behind(graph: Graph, broken: URIRef | None) -> list[Axiom]:
    """Return a set of axioms that breaks a class or everything, and of which none can be spared.

    The compiled rules search first, since they answer in milliseconds; HermiT confirms what they
    cannot know for sure, and searches itself where they see nothing.

    Args:
        graph: ontology and modules.
        broken: a class that can have no member; None if the whole contradicts itself.

    Returns:
        the axioms; none if nothing is broken. Source of the search: QuickXplain (Junker 2004).
    """
    logical = logical_part(graph)
    axioms, declarations = axioms_of(logical), declarations_of(logical)

    def together(chosen: Sequence[Axiom]) -> Graph:
        candidate = Graph()
        for triple in declarations.union(*(axiom.triples for axiom in chosen)):
            candidate.add(triple)
        return candidate

    def rules(chosen: Sequence[Axiom]) -> bool:
        return refutes(together(chosen), broken, boldly=False)

    def bold_rules(chosen: Sequence[Axiom]) -> bool:
        return refutes(together(chosen), broken, boldly=True)

    def hermit(chosen: Sequence[Axiom]) -> bool:
        verdict = check_consistency(together(chosen))
        return not verdict.consistent or broken in verdict.unsatisfiable

    for fails, near in product((rules, bold_rules, hermit), (_follows, _touches)):
        relevant = _growing(axioms, broken, fails, near)
        if relevant is not None:
            found = _smallest([], [], relevant, fails)
            if fails is not bold_rules or hermit(found):
                return found
    return []


def _follows(axiom: Axiom, names: set[Node]) -> bool:
    return axiom.follows_from(names)


def _touches(axiom: Axiom, names: set[Node]) -> bool:
    return bool(axiom.names & names)


def _growing(
    axioms: Sequence[Axiom],
    broken: URIRef | None,
    fails: Test,
    near: Callable[[Axiom, set[Node]], bool],
) -> list[Axiom] | None:
    """Return axioms near the class, or near the facts, that already break it; None if none do."""
    names: set[Node] = {broken} if broken is not None else _things(axioms)
    chosen: list[Axiom] = []
    while True:
        more = [axiom for axiom in axioms if axiom not in chosen and near(axiom, names)]
        if not more:
            return None
        chosen += more
        if fails(chosen):
            return chosen
        names = names.union(*(axiom.names for axiom in more))


def _things(axioms: Sequence[Axiom]) -> set[Node]:
    facts = [axiom for axiom in axioms if axiom.is_fact]
    # concepts of the vocabularies are things too, and hardly ever the ones that contradict
    concepts = {axiom.top[0] for axiom in facts if str(axiom.top[2]).startswith(str(SKOS))}
    return {axiom.top[0] for axiom in facts} - concepts


def _smallest(
    kept: list[Axiom], added: list[Axiom], candidates: list[Axiom], fails: Test
) -> list[Axiom]:
    if added and fails(kept):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    right = _smallest(kept + first, first, second, fails)
    left = _smallest(kept + right, right, first, fails)
    return left + right
