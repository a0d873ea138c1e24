"""Which axioms together make a class empty or the whole ontology contradictory."""

from collections.abc import Callable, Sequence
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Node, URIRef
from rdflib.collection import Collection

from ontology.reasoning import check_consistency, logical_part
from ontology.verify import short

Triple = tuple[Node, Node, Node]
Test = Callable[[Graph], bool]

_DECLARED: Final = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
)


def axioms_behind(graph: Graph, broken: URIRef | None) -> list[str]:
    """Return a smallest set of axioms that breaks a class or everything.

    Args:
        graph: ontology and modules.
        broken: a class that can have no member; None if the whole contradicts itself.

    Returns:
        the axioms in short form, sorted; none if nothing is broken. Source of the search:
        QuickXplain (Junker 2004).
    """
    logical = logical_part(graph)
    declarations = {triple for triple in logical if triple[2] in _DECLARED}
    axioms = _axioms(logical, declarations)

    def fails(chosen: Sequence[frozenset[Triple]]) -> bool:
        candidate = Graph()
        for triple in declarations.union(*chosen):
            candidate.add(triple)
        verdict = check_consistency(candidate)
        return not verdict.consistent or broken in verdict.unsatisfiable

    relevant = _growing(axioms, broken, fails)
    if relevant is None:
        return []
    return sorted(_shown(axiom, logical) for axiom in _smallest([], [], relevant, fails))


def _axioms(graph: Graph, declarations: set[Triple]) -> list[frozenset[Triple]]:
    """Group triples with the expressions that hang on them."""
    found = []
    for triple in sorted(graph, key=str):
        subject, _, object_ = triple
        if triple in declarations or _is_part(graph, subject):
            continue
        closure = {triple}
        pending = [node for node in (subject, object_) if isinstance(node, BNode)]
        while pending:
            for inner in graph.triples((pending.pop(), None, None)):
                if inner not in closure:
                    closure.add(inner)
                    pending += [inner[2]] if isinstance(inner[2], BNode) else []
        found.append(frozenset(closure))
    return list(dict.fromkeys(found))


def _is_part(graph: Graph, node: Node) -> bool:
    if not isinstance(node, BNode):
        return False
    own_axiom = {OWL.AllDisjointClasses, OWL.AllDisjointProperties}
    is_axiom = own_axiom & set(graph.objects(node, RDF.type))
    return not is_axiom and (None, None, node) in graph


def _growing(
    axioms: list[frozenset[Triple]],
    broken: URIRef | None,
    fails: Callable[[Sequence[frozenset[Triple]]], bool],
) -> list[frozenset[Triple]] | None:
    """Return axioms near the class, or near the facts, that already break it."""
    names: set[Node] = {broken} if broken is not None else _individuals(axioms)
    chosen: list[frozenset[Triple]] = []
    while True:
        near = [axiom for axiom in axioms if axiom not in chosen and names & _names(axiom)]
        if not near:
            return None
        chosen += near
        if fails(chosen):
            return chosen
        names |= set().union(*(_names(axiom) for axiom in near))


def _individuals(axioms: list[frozenset[Triple]]) -> set[Node]:
    facts = {t for axiom in axioms if len(axiom) == 1 for t in axiom if t[1] == RDF.type}
    # concepts of the vocabularies are individuals too, and never the ones that contradict
    return {s for s, _, kind in facts if not str(kind).startswith((str(OWL), str(SKOS)))}


def _names(axiom: frozenset[Triple]) -> set[Node]:
    vocabulary = (str(OWL), str(RDF), str(RDFS))
    return {
        node
        for triple in axiom
        for node in triple
        if isinstance(node, URIRef) and not str(node).startswith(vocabulary)
    }


def _smallest(
    kept: list[frozenset[Triple]],
    added: list[frozenset[Triple]],
    candidates: list[frozenset[Triple]],
    fails: Callable[[Sequence[frozenset[Triple]]], bool],
) -> list[frozenset[Triple]]:
    if added and fails(kept):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    right = _smallest(kept + first, first, second, fails)
    left = _smallest(kept + right, right, first, fails)
    return left + right


def _shown(axiom: frozenset[Triple], graph: Graph) -> str:
    inner = {triple[2] for triple in axiom}
    top = min((t for t in axiom if t[0] not in inner), key=lambda t: (t[1] == RDF.type, str(t)))
    if top[1] == OWL.members:
        members = Collection(graph, top[2])
        return f"AllDisjoint({', '.join(_name(member, graph) for member in members)})"
    return " ".join(_name(node, graph) for node in top)


def _name(node: Node, graph: Graph) -> str:
    if not isinstance(node, BNode):
        return short(str(node))
    if (node, RDF.first, None) in graph:
        return f"({' '.join(_name(member, graph) for member in Collection(graph, node))})"
    parts = sorted(
        f"{short(str(key))} {_name(value, graph)}"
        for key, value in graph.predicate_objects(node)
        if key != RDF.type
    )
    return f"[{' ; '.join(parts)}]"
