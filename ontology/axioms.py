"""Which triples together say one axiom, which names it depends on, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, BNode, Graph, Node, URIRef
from rdflib.collection import Collection

from ontology.namespaces import short

Triple = tuple[Node, Node, Node]

_DECLARED: Final = frozenset(
    {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDFS.Datatype}
)
_BETWEEN: Final = frozenset(
    {
        RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.members, RDFS.subPropertyOf,
        OWL.equivalentProperty, OWL.propertyDisjointWith, OWL.inverseOf, OWL.propertyChainAxiom,
    }
)  # fmt: skip
"""What says something about an expression rather than being a part of it."""
_BOTH_WAYS: Final = frozenset({OWL.equivalentClass, OWL.equivalentProperty, OWL.inverseOf})
_CLASHES: Final = frozenset({OWL.disjointWith, OWL.propertyDisjointWith, OWL.complementOf})
_VOCABULARY: Final = (str(OWL), str(RDF), str(RDFS))


@dataclass(frozen=True, slots=True)
class Axiom:
    """One statement with the expressions that hang on it.

    Attributes:
        top: the triple that makes the statement.
        triples: all of its triples, `top` among them.
    """

    top: Triple
    triples: frozenset[Triple]

    @property
    def names(self) -> set[Node]:
        """Return the classes, properties and things that it speaks of."""
        return _named(node for triple in self.triples for node in triple)

    @property
    def is_fact(self) -> bool:
        """Whether it speaks about a thing and not about the schema."""
        subject, predicate, kind = self.top
        if predicate == RDF.type:
            return isinstance(subject, URIRef) and not str(kind).startswith(_VOCABULARY)
        return not str(predicate).startswith(_VOCABULARY)

    def follows_from(self, known: set[Node]) -> bool:
        """Return whether something can be concluded with it once these names are in play."""
        subject, predicate, object_ = self.top
        if predicate == OWL.members:
            return len(self.names & known) > 1
        if predicate in _CLASHES:
            return self.names <= known
        if predicate in _BOTH_WAYS or self.is_fact:
            return bool({subject, object_} & known or self._inside(object_) & known)
        return subject in known or bool(self._inside(subject) & known)

    def _inside(self, node: Node) -> set[Node]:
        """Return the names within an expression; none for a name."""
        found: set[Node] = set()
        pending = [node] if isinstance(node, BNode) else []
        while pending:
            part = pending.pop()
            parts = [o for s, p, o in self.triples if s == part and p not in _BETWEEN]
            found |= _named(parts)
            pending += [o for o in parts if isinstance(o, BNode)]
        return found


def declarations_of(graph: Graph) -> set[Triple]:
    """Return what only says that a name is a class or property; it cannot be wrong by itself."""
    return {triple for triple in graph if triple[2] in _DECLARED}


def axioms_of(graph: Graph) -> list[Axiom]:
    """Return the axioms of a graph in a fixed order; none for an empty one."""
    found: dict[frozenset[Triple], Axiom] = {}
    for triple in sorted(graph, key=_rank):
        if triple[2] not in _DECLARED and not _is_part(graph, triple[0]):
            closure = _closure(graph, triple)
            found.setdefault(closure, Axiom(triple, closure))
    return list(found.values())


def shown(axiom: Axiom, graph: Graph) -> str:
    """Return an axiom in short form, for instance `bl:A rdfs:subClassOf bl:B`.

    Args:
        axiom: the axiom.
        graph: where it stands, to read lists.
    """
    if axiom.top[1] == OWL.members:
        members = Collection(graph, axiom.top[2])
        return f"AllDisjoint({', '.join(_name(member, graph) for member in members)})"
    return " ".join(_name(node, graph) for node in axiom.top)


def _rank(triple: Triple) -> tuple[bool, str]:
    # of the triples of one expression, the one that leads out of it makes the statement
    return triple[1] not in _BETWEEN, str(triple)


def _closure(graph: Graph, triple: Triple) -> frozenset[Triple]:
    found = {triple}
    pending = [node for node in (triple[0], triple[2]) if isinstance(node, BNode)]
    while pending:
        for inner in graph.triples((pending.pop(), None, None)):
            if inner not in found:
                found.add(inner)
                pending += [inner[2]] if isinstance(inner[2], BNode) else []
    return frozenset(found)


def _is_part(graph: Graph, node: Node) -> bool:
    if not isinstance(node, BNode):
        return False
    own_axiom = {OWL.AllDisjointClasses, OWL.AllDisjointProperties}
    is_axiom = own_axiom & set(graph.objects(node, RDF.type))
    return not is_axiom and (None, None, node) in graph


def _named(nodes: Iterable[Node]) -> set[Node]:
    return {
        node for node in nodes if isinstance(node, URIRef) and not str(node).startswith(_VOCABULARY)
    }


def _name(node: Node, graph: Graph) -> str:
    if not isinstance(node, BNode):
        return short(str(node))
    if (node, RDF.first, None) in graph:
        return f"({' '.join(_name(member, graph) for member in Collection(graph, node))})"
    parts = sorted(
        f"{short(str(key))} {_name(value, graph)}"
        for key, value in graph.predicate_objects(node)
        if key != RDF.type and key not in _BETWEEN - {OWL.inverseOf}
    )
    return f"[{' ; '.join(parts)}]"
