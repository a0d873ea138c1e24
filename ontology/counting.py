"""Rules that compare or count things by their names, which OWL cannot: it lets two names mean one.

Each rule says the same as the query of its name under `derivations`; a test compares the two.
"""

from typing import Final

from rdflib import OWL, RDF, Graph, URIRef

from ontology.rules import Atom, Rule
from ontology.terms import term

_SUPRA_REGIONAL: Final = URIRef(term("SupraRegionalFoundation"))


def counting_rules(ontology: Graph) -> list[Rule]:
    """Return the counting rules for classes that an ontology declares; none for an empty graph."""
    if (_SUPRA_REGIONAL, RDF.type, OWL.Class) not in ontology:
        return []
    return _supra_regional()


def _supra_regional() -> list[Rule]:
    """A foundation that sponsors the municipalities of two districts is supra-regional.

    Two former districts do not count: both may have become one.
    """
    source = "SupraRegionalFoundation: two or more districts"
    area, in_district, in_two = "_sponsored_area", "_sponsored_district", "_in_two_districts"
    return [
        Rule(
            (_link("sponsors", "x", "y"), _link("governs", "y", "z")),
            Atom(area, ("x", "z")),
            source,
        ),
        Rule(
            (Atom(area, ("x", "y")), Atom(_name("District"), ("y",))),
            Atom(in_district, ("x", "y")),
            source,
        ),
        Rule(
            (Atom(in_district, ("x", "y")), Atom(in_district, ("x", "z"))),
            Atom(in_two, ("x",)),
            source,
            distinct=("y", "z"),
        ),
        Rule(
            (Atom(in_two, ("x",)), Atom(_name("Foundation"), ("x",))),
            Atom(_SUPRA_REGIONAL.n3(), ("x",)),
            source,
        ),
    ]


def _link(name: str, subject: str, object_: str) -> Atom:
    return Atom(_name(name), (subject, object_))


def _name(name: str) -> str:
    return URIRef(term(name)).n3()
