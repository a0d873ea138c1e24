"""Which OWL RL rules an ontology states, as Horn rules over classes and properties.

A class is a predicate with one argument, a property one with two. A class expression gets an
invented class: what makes a thing belong to the expression concludes it, and what follows from
belonging is concluded from it. Bodies have one or two atoms, so that a rule is one join. Source:
OWL 2 Profiles, section 4.3; existential and disjunctive conclusions are outside the profile.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Node, URIRef
from rdflib.collection import Collection

VARIABLES: Final = ("x", "y", "z")
SAME: Final = OWL.sameAs.n3()
FALSE: Final = "⊥"
"""The head of a rule that must never fire."""

_NOT_A_CLASS: Final = (str(XSD), str(RDFS.Literal), str(RDF.langString))


@dataclass(frozen=True, slots=True)
class Atom:
    """A class or property with its arguments.

    Attributes:
        name: N-Triples term, or a name starting with `_` for an invented one.
        arguments: a variable out of x, y, z, or the N-Triples term of a constant.
    """

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """If the body holds, the head holds.

    Attributes:
        body: no atom for a fact, otherwise one or two.
        head: what follows; its name is `FALSE` if the body is a contradiction.
        distinct: two variables that must differ, or nothing.
        source: the axiom, as a reader of a report wants to see it.
    """

    body: tuple[Atom, ...]
    head: Atom
    source: str
    distinct: tuple[str, ...] = ()


def class_atom(name: str, argument: str = "x") -> Atom:
    """Return the atom that something belongs to a class."""
    return Atom(name, (argument,))


@dataclass
class Compiler:
    """Reads axioms and writes rules.

    Attributes:
        ontology: the axioms.
        rules: what was written so far.
    """

    ontology: Graph
    rules: list[Rule] = field(default_factory=list)
    _invented: dict[Node, str] = field(default_factory=dict)

    def compile(self) -> list[Rule]:
        """Return the rules of all axioms; none for an empty graph."""
        for child, parent in self._pairs(RDFS.subClassOf):
            self._implies(child, parent)
        for one, other in self._pairs(OWL.equivalentClass):
            self._implies(one, other)
            self._implies(other, one)
        self._write_definitions()
        self._write_disjoint_classes()
        self._write_property_axioms()
        return self.rules

    def _write_definitions(self) -> None:
        """Let named classes with an expression of their own be equivalent to it."""
        for predicate in (OWL.intersectionOf, OWL.unionOf, OWL.oneOf):
            for subject in set(self.ontology.subjects(predicate, None)):
                if isinstance(subject, URIRef):
                    self._write_lists(subject, subject.n3())

    def _pairs(self, predicate: URIRef) -> list[tuple[Node, Node]]:
        return sorted(self.ontology.subject_objects(predicate), key=str)

    def _say(self, head: Atom, *body: Atom, source: str, distinct: tuple[str, ...] = ()) -> None:
        self.rules.append(Rule(body, head, source, distinct))

    def _implies(self, child: Node, parent: Node) -> None:
        if parent == OWL.Thing or child == OWL.Nothing:
            return
        source = f"{self._shown(child)} ⊑ {self._shown(parent)}"
        if parent == OWL.Nothing:
            self._say(class_atom(FALSE), class_atom(self._class(child)), source=source)
        else:
            lower, upper = self._class(child), self._class(parent)
            self._say(class_atom(upper), class_atom(lower), source=source)

    def _class(self, node: Node) -> str:
        if isinstance(node, URIRef):
            return node.n3()
        if node not in self._invented:
            self._invented[node] = f"_class{len(self._invented)}"
            self._write_expression(node, self._invented[node])
        return self._invented[node]

    def _shown(self, node: Node) -> str:
        if isinstance(node, URIRef):
            return node.rsplit("#")[-1].rsplit("/")[-1]
        parts = [
            str(value) if not isinstance(value, URIRef) else self._shown(value)
            for key, value in sorted(self.ontology.predicate_objects(node), key=str)
            if key != RDF.type and not isinstance(value, BNode)
        ]
        return f"[{' '.join(parts)}]" if parts else "[…]"

    def _write_expression(self, node: Node, name: str) -> None:
        self._write_lists(node, name)
        self._write_restriction(node, name)
        for other in self.ontology.objects(node, OWL.complementOf):
            body = (class_atom(name), class_atom(self._class(other)))
            self._say(class_atom(FALSE), *body, source=f"¬ {self._shown(other)}")

    def _write_lists(self, node: Node, name: str) -> None:
        source = self._shown(node)
        for members in self._lists(node, OWL.intersectionOf):
            self._write_conjunction(name, [self._class(member) for member in members], source)
        for members in self._lists(node, OWL.unionOf):
            for member in members:
                self._say(class_atom(name), class_atom(self._class(member)), source=source)
        for members in self._lists(node, OWL.oneOf):
            for member in members:
                self._say(class_atom(name, member.n3()), source=source)

    def _write_conjunction(self, name: str, members: list[str], source: str) -> None:
        for member in members:
            self._say(class_atom(member), class_atom(name), source=source)
        so_far = members[0]
        for number, member in enumerate(members[1:], start=2):
            both = name if number == len(members) else f"{name}_{number}"
            body = (class_atom(so_far), class_atom(member))
            self._say(class_atom(both), *body, source=source)
            so_far = both

    def _write_restriction(self, node: Node, name: str) -> None:
        on_property = self.ontology.value(node, OWL.onProperty)
        if on_property is None:
            return
        link, source, me = self._property(on_property), self._shown(node), class_atom(name)
        for value in self.ontology.objects(node, OWL.hasValue):
            self._say(me, link("x", value.n3()), source=source)
            self._say(link("x", value.n3()), me, source=source)
        for filler in self.ontology.objects(node, OWL.someValuesFrom):
            if filler == OWL.Thing:
                self._say(me, link("x", "y"), source=source)
            elif _is_class(filler):
                body = (link("x", "y"), class_atom(self._class(filler), "y"))
                self._say(me, *body, source=source)
        for filler in self.ontology.objects(node, OWL.allValuesFrom):
            if _is_class(filler):
                head = class_atom(self._class(filler), "y")
                self._say(head, me, link("x", "y"), source=source)
        self._write_cardinality(node, name, link)

    def _write_cardinality(self, node: Node, name: str, link: Callable[[str, str], Atom]) -> None:
        me, source = class_atom(name), self._shown(node)
        for value in self.ontology.objects(node, OWL.maxCardinality):
            if int(str(value)) == 0:
                self._say(class_atom(FALSE), me, link("x", "y"), source=source)
            if int(str(value)) == 1:
                mine = Atom(f"{name}_values", ("x", "y"))
                self._say(mine, me, link("x", "y"), source=source)
                self._say_same(_named(mine.name), source)

    def _write_disjoint_classes(self) -> None:
        pairs = self._pairs(OWL.disjointWith)
        for axiom in self.ontology.subjects(RDF.type, OWL.AllDisjointClasses):
            for members in self._lists(axiom, OWL.members):
                pairs += combinations(members, 2)
        for one, other in pairs:
            body = (class_atom(self._class(one)), class_atom(self._class(other)))
            source = f"{self._shown(one)} ⊓ {self._shown(other)} ⊑ ⊥"
            self._say(class_atom(FALSE), *body, source=source)

    def _write_property_axioms(self) -> None:
        for child, parent in self._pairs(RDFS.subPropertyOf):
            self._includes(child, parent)
        for one, other in self._pairs(OWL.equivalentProperty):
            self._includes(one, other)
            self._includes(other, one)
        for one, other in self._pairs(OWL.inverseOf):
            if isinstance(one, URIRef):
                source = f"{self._shown(one)} ≡ {self._shown(other)}⁻"
                forward, backward = self._property(one), self._property(other)
                self._say(forward("x", "y"), backward("y", "x"), source=source)
                self._say(backward("x", "y"), forward("y", "x"), source=source)
        self._write_ends()
        self._write_chains()
        self._write_characteristics()
        self._write_disjoint_properties()

    def _includes(self, child: Node, parent: Node) -> None:
        head, body = self._property(parent)("x", "y"), self._property(child)("x", "y")
        self._say(head, body, source=f"{self._shown(child)} ⊑ {self._shown(parent)}")

    def _write_ends(self) -> None:
        for predicate, end in ((RDFS.domain, "x"), (RDFS.range, "y")):
            for subject, class_ in self._pairs(predicate):
                if _is_class(class_) and class_ != OWL.Thing:
                    word = "domain" if end == "x" else "range"
                    source = f"{word}({self._shown(subject)}) = {self._shown(class_)}"
                    head = class_atom(self._class(class_), end)
                    self._say(head, self._property(subject)("x", "y"), source=source)

    def _write_chains(self) -> None:
        for subject, chain in self._pairs(OWL.propertyChainAxiom):
            steps = [self._property(step) for step in Collection(self.ontology, chain)]
            source = f"chain → {self._shown(subject)}"
            so_far = steps[0]
            for number, step in enumerate(steps[1:], start=2):
                last = number == len(steps)
                name = f"_chain{len(self.rules)}"
                head = self._property(subject) if last else _named(name)
                self._say(head("x", "z"), so_far("x", "y"), step("y", "z"), source=source)
                so_far = head

    def _write_characteristics(self) -> None:
        for subject in sorted(set(self.ontology.subjects(RDF.type, None)), key=str):
            if not isinstance(subject, URIRef):
                continue
            kinds, link = set(self.ontology.objects(subject, RDF.type)), self._property(subject)
            source = self._shown(subject)
            if OWL.SymmetricProperty in kinds:
                self._say(link("y", "x"), link("x", "y"), source=f"{source} symmetric")
            if OWL.TransitiveProperty in kinds:
                body = (link("x", "y"), link("y", "z"))
                self._say(link("x", "z"), *body, source=f"{source} transitive")
            if OWL.FunctionalProperty in kinds:
                self._say_same(link, f"{source} functional")
            if OWL.InverseFunctionalProperty in kinds:
                self._say_same(_swapped(link), f"{source} inverse functional")
            if OWL.AsymmetricProperty in kinds:
                body = (link("x", "y"), link("y", "x"))
                self._say(class_atom(FALSE), *body, source=f"{source} asymmetric")
            if OWL.IrreflexiveProperty in kinds:
                self._say(class_atom(FALSE), link("x", "x"), source=f"{source} irreflexive")

    def _say_same(self, link: Callable[[str, str], Atom], source: str) -> None:
        head = Atom(SAME, ("y", "z"))
        self._say(head, link("x", "y"), link("x", "z"), source=source, distinct=("y", "z"))

    def _write_disjoint_properties(self) -> None:
        pairs = self._pairs(OWL.propertyDisjointWith)
        for axiom in self.ontology.subjects(RDF.type, OWL.AllDisjointProperties):
            for members in self._lists(axiom, OWL.members):
                pairs += combinations(members, 2)
        for one, other in pairs:
            body = (self._property(one)("x", "y"), self._property(other)("x", "y"))
            source = f"{self._shown(one)} ⊓ {self._shown(other)} ⊑ ⊥"
            self._say(class_atom(FALSE), *body, source=source)

    def _property(self, node: Node) -> Callable[[str, str], Atom]:
        inverse = self.ontology.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
        return _named(node.n3()) if inverse is None else _swapped(_named(inverse.n3()))

    def _lists(self, node: Node, predicate: URIRef) -> Iterator[list[Node]]:
        for head in self.ontology.objects(node, predicate):
            yield list(Collection(self.ontology, head))


def _named(name: str) -> Callable[[str, str], Atom]:
    return lambda subject, object_: Atom(name, (subject, object_))


def _swapped(link: Callable[[str, str], Atom]) -> Callable[[str, str], Atom]:
    return lambda subject, object_: link(object_, subject)


def _is_class(node: Node) -> bool:
    return not str(node).startswith(_NOT_A_CLASS)
