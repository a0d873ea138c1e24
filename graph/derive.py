"""Which flat edges follow from the n-ary facts. They are never entered, only derived.

Rules (each stands in docs/model.md and as a definition in the ontology):

* two actors of one cooperation, or of one joint application, `cooperatesWith` each other;
* the sponsoring side of a Grund- or Themenpatenschaft `sponsors` the sponsored municipality;
* an agency `servesDistrict` every district of a state it addresses as a whole, every district of
  sufficient population where it addresses large cities, and every district it agreed with;
* the resulting organisation of a succession `succeeds` the original one, and the administration of
  a district `succeeds` that of a former district whose whole population passed to it;
* two districts that share a border `borders` each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import Final

from graph.mapping.emitter import TYPE, bl, prefixed
from graph.terms import TripleTable, iri
from ontology.namespaces import concept

DERIVED: Final = "derived"
"""Source id of the graph of derived statements."""

_SPONSORING: Final = ("core-sponsor", "thematic-sponsor")
Edge = tuple[str, str, str]


class Facts:
    """Decoded look-ups over the triples that the rules read.

    Args:
        triples: the asserted facts.
        predicates: the only predicates that are needed.
    """

    def __init__(self, triples: TripleTable, predicates: Iterable[str]) -> None:
        terms, ids = triples.table.terms, triples.table.ids
        wanted = {ids[term]: term for term in predicates if term in ids}
        self._objects: dict[str, dict[str, list[str]]] = {
            term: defaultdict(list) for term in predicates
        }
        for subject, predicate, object_ in triples.triples().tolist():
            if predicate in wanted:
                self._objects[wanted[predicate]][terms[subject]].append(terms[object_])

    def of(self, predicate: str) -> Mapping[str, Sequence[str]]:
        """Return subject → objects for one predicate."""
        return self._objects[predicate]

    def instances(self, class_: str) -> list[str]:
        """Return the things that are asserted to be of a class."""
        return [thing for thing, classes in self.of(TYPE).items() if class_ in classes]


def derive(triples: TripleTable) -> None:
    """Add the flat edges to the derived graph."""
    facts = Facts(triples, _READ)
    for rule in (_cooperations, _sponsors, _served, _successions, _heirs, _borders):
        for subject, predicate, object_ in rule(facts):
            triples.add(DERIVED, subject, predicate, object_)


def members(facts: Facts) -> dict[str, list[tuple[str, str]]]:
    """Return the actors with their roles for every cooperation; roles may be empty."""
    roles, actors = facts.of(bl("role")), facts.of(bl("actor"))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for participation, cooperations in facts.of(bl("inCooperation")).items():
        for cooperation in cooperations:
            for actor in actors.get(participation, ()):
                role = next(iter(roles.get(participation, ())), "")
                found[cooperation].append((actor, role))
    return found


def _cooperations(facts: Facts) -> Iterable[Edge]:
    groups = [[actor for actor, _ in group] for group in members(facts).values()]
    joint = facts.instances(bl("ProgrammeParticipation"))
    groups += [list(facts.of(bl("actor")).get(participation, ())) for participation in joint]
    for group in groups:
        for one, other in permutations(sorted(set(group)), 2):
            yield one, bl("cooperatesWith"), other


def _sponsors(facts: Facts) -> Iterable[Edge]:
    sponsoring = {iri(concept("role", key)) for key in _SPONSORING}
    sponsored = iri(concept("role", "sponsored"))
    for group in members(facts).values():
        for actor, role in group:
            if role in sponsoring:
                for other, other_role in group:
                    if other_role == sponsored:
                        yield actor, bl("sponsors"), other


def _served(facts: Facts) -> Iterable[Edge]:
    districts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for extent, kind in _ADDRESSED.items():
        for district in facts.instances(bl(kind)):
            for state in facts.of(bl("partOf")).get(district, ()):
                districts[extent, state].append(district)
    for area, states in facts.of(bl("state")).items():
        extent = next(iter(facts.of(bl("extent")).get(area, ())), "")
        least = _number(next(iter(facts.of(bl("minimumPopulation")).get(area, ())), '"0"'))
        for agency in facts.of(bl("agency")).get(area, ()):
            for district in districts[extent, states[0]]:
                if _number(facts.of(bl("population"))[district][0]) >= least:
                    yield agency, bl("servesDistrict"), district
    yield from _served_by_agreement(facts)


def _served_by_agreement(facts: Facts) -> Iterable[Edge]:
    groups = members(facts)
    agency_role, municipality_role = (
        iri(concept("role", key)) for key in ("agency", "municipality")
    )
    current = set(facts.instances(bl("District")))
    for agreement in facts.instances(bl("TransferAgreement")):
        agencies = [actor for actor, role in groups[agreement] if role == agency_role]
        for actor, role in groups[agreement]:
            if role != municipality_role:
                continue
            for district in facts.of(bl("governs")).get(actor, ()):
                if district in current:
                    yield agencies[0], bl("servesDistrict"), district


def _successions(facts: Facts) -> Iterable[Edge]:
    earlier = facts.of(prefixed("org:originalOrganization"))
    for change, later in facts.of(prefixed("org:resultingOrganization")).items():
        yield later[0], bl("succeeds"), earlier[change][0]


def _heirs(facts: Facts) -> Iterable[Edge]:
    governs = facts.of(bl("governs"))
    administrations = {place: actor for actor, places in governs.items() for place in places}
    former, shares = set(facts.instances(bl("FormerDistrict"))), facts.of(bl("populationShare"))
    resulting = facts.of(bl("resultingTerritory"))
    for reform, (district, *_) in facts.of(bl("originalTerritory")).items():
        if district in former and any(_number(share) == 1 for share in shares.get(reform, ())):
            later = administrations.get(resulting[reform][0])
            earlier = administrations.get(district)
            if later and earlier:
                yield later, bl("succeeds"), earlier


def _borders(facts: Facts) -> Iterable[Edge]:
    for districts in facts.of(bl("borderOf")).values():
        for one, other in permutations(districts, 2):
            yield one, bl("borders"), other


def _number(term: str) -> float:
    return float(term.split('"')[1])


_ADDRESSED: Final = {
    iri(concept("extent", "all")): "District",
    iri(concept("extent", "large-cities")): "UrbanDistrict",
}
"""Extent of a service area → the class of districts that it means for certain."""

_READ: Final = (
    TYPE,
    *(
        bl(name)
        for name in (
            "actor", "role", "inCooperation", "partOf", "state", "agency", "extent",
            "minimumPopulation", "population", "governs", "borderOf", "originalTerritory",
            "resultingTerritory", "populationShare",
        )
    ),
    prefixed("org:originalOrganization"),
    prefixed("org:resultingOrganization"),
)  # fmt: skip
