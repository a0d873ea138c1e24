"""A made-up landscape of any size, the same for the same seed: for measuring, never for facts."""

import random
from collections.abc import Iterator

from rdflib import RDF

from ontology.namespaces import concept, thing
from ontology.terms import term

Statement = tuple[str, str, str]
"""Subject, predicate and object as N-Triples terms."""

ACTORS = ("School", "Foundation", "CommunityFoundation", "Library", "AdultEducationCentre",
          "DaycareCentre", "Association", "University", "EmploymentAgency", "Company")  # fmt: skip
TIES = (
    ("CoreSponsorship", "core-sponsor", "sponsored"),
    ("ThematicSponsorship", "thematic-sponsor", "sponsored"),
    ("TransferAgreement", "agency", "municipality"),
    ("JointProject", "partner", "partner"),
)
STATES = 16


def synthetic_landscape(districts: int, seed: int = 3) -> list[Statement]:
    """Return some 100 statements for each district, in the shape of the real landscape.

    Args:
        districts: how many; at least one.
        seed: of the chance.
    """
    chance = random.Random(seed)
    found = [(_id("state", number), _A, _class("State")) for number in range(STATES)]
    for number in range(districts):
        found += _territory(number, districts, chance)
        found += _actors(number, chance)
        found += _ties(number, chance)
        found += _programmes(number, chance)
    return found


_A = RDF.type.n3()


def _id(kind: str, *numbers: int) -> str:
    return f"<{thing(kind, 'synthetic-' + '-'.join(map(str, numbers)))}>"


def _class(name: str) -> str:
    return f"<{term(name)}>"


_property = _class


def _territory(number: int, districts: int, chance: random.Random) -> Iterator[Statement]:
    district, town_hall = _id("district", number), _id("actor", number, 0)
    yield district, _A, _class(chance.choice(("RuralDistrict", "UrbanDistrict")))
    yield district, _property("partOf"), _id("state", number % STATES)
    yield district, _property("borders"), _id("district", (number + 1) % districts)
    yield district, _property("borders"), _id("district", chance.randrange(districts))
    yield town_hall, _A, _class("Municipality")
    yield town_hall, _property("governs"), district
    for town in range(6):
        yield _id("town", number, town), _A, _class("Town")
        yield _id("town", number, town), _property("partOf"), district


def _actors(number: int, chance: random.Random) -> Iterator[Statement]:
    for actor in range(1, 11):
        key = _id("actor", number, actor)
        yield key, _A, _class(ACTORS[actor - 1])
        yield key, _property("seat"), _id("town", number, chance.randrange(6))
    older, newer = _id("actor", number, 20), _id("actor", number, 21)
    yield older, _A, _class("TransferAgency")
    yield newer, _A, _class("RegionalDevelopmentAgency")
    yield older, _property("servesState"), _id("state", number % STATES)
    yield newer, _property("continuesServiceOf"), older
    change = _id("change", number)
    yield change, "<http://www.w3.org/ns/org#originalOrganization>", older
    yield change, "<http://www.w3.org/ns/org#resultingOrganization>", newer


def _ties(number: int, chance: random.Random) -> Iterator[Statement]:
    for tie in range(6):
        kind, first, second = chance.choice(TIES)
        cooperation = _id("cooperation", number, tie)
        yield cooperation, _A, _class(kind)
        theme = concept("theme", f"synthetic-{chance.randrange(20)}")
        yield cooperation, _property("theme"), f"<{theme}>"
        for side, role in enumerate((first, second)):
            part = _id("participation", number, tie, side)
            partner = chance.randrange(1, 11) if side == 0 else 0
            yield cooperation, _property("participation"), part
            yield part, _A, _class("Participation")
            yield part, _property("actor"), _id("actor", number, partner)
            yield part, _property("role"), f"<{concept('role', role)}>"


def _programmes(number: int, chance: random.Random) -> Iterator[Statement]:
    if chance.random() < 0.3:
        part = _id("programme-participation", number)
        yield part, _A, _class("ProgrammeParticipation")
        yield part, _property("actor"), _id("actor", number, 0)
        yield part, _property("programme"), f"<{thing('programme', 'lernen-vor-ort')}>"
    model, transfer = _id("model", number), _id("transfer", number)
    yield model, _A, _class("EducationModel")
    yield transfer, _A, _class("ModelTransfer")
    yield transfer, _property("transferredModel"), model
    yield transfer, _property("transferredTo"), _id("actor", max(0, number - 1), 0)
