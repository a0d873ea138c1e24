"""Which agencies address a district on a day, and which agreements it has with them."""

from dataclasses import dataclass
from datetime import date

from graph.analyses.wording import in_state
from graph.landscape import Landscape
from graph.things import District, ServiceArea
from ontology.texts import Text
from service.pages.views_statements import Proof, Reference, proofs, reference


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency that addresses a district.

    Attributes:
        how: whom it addresses in the state, in words.
        certain: False if only a part of the districts is meant and the source does not say which.
        successors: agencies that continued its work.
    """

    agency: Reference
    how: Text
    certain: bool
    area: ServiceArea
    successors: tuple[Reference, ...]
    proofs: tuple[Proof, ...]


def agencies(landscape: Landscape, district: District, day: date) -> list[AgencyRow]:
    """Return the agencies that address a district on a day, certain ones first; maybe none."""
    rows = [
        _row(landscape, area)
        for area in landscape.service_areas
        if area.addresses(district) and area.interval.status_on(day) == "current"
    ]
    return sorted(rows, key=lambda row: (not row.certain, row.agency.name))


def _row(landscape: Landscape, area: ServiceArea) -> AgencyRow:
    state = landscape.states[area.state]
    where = in_state(state.de)
    part = Text(f"einen Teil der Kommunen {where}", f"some municipalities in {state.en}")
    whom = {
        "all": Text(f"alle Kommunen {where}", f"all municipalities in {state.en}"),
        "large-cities": Text(f"Großstädte {where}", f"large cities in {state.en}"),
        "members": Text(f"ihre Mitglieder {where}", f"its members in {state.en}"),
    }
    successors = landscape.successions.get(area.agency, ())
    return AgencyRow(
        agency=reference(landscape, area.agency),
        how=whom.get(area.extent, part),
        certain=area.extent in {"all", "large-cities"},
        area=area,
        successors=tuple(reference(landscape, key) for key in successors),
        proofs=proofs(area.evidence),
    )
