"""What the page of an actor shows, put together from the landscape."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.dates import Status
from graph.keys import is_ags
from graph.landscape import Landscape
from graph.things import Actor, ServiceArea
from ontology.texts import Text
from service.pages.labels import actor_label, class_label
from service.pages.rendering import sources
from service.pages.views_statements import (
    ItemRow,
    ProgrammeRow,
    Proof,
    Reference,
    TieRow,
    item_rows,
    programme_rows,
    proofs,
    reference,
    tie_rows,
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an actor sits.

    Attributes:
        is_fact: False if it was only inferred from the name.
    """

    name: str
    path: str
    is_fact: bool


@dataclass(frozen=True, slots=True)
class ActorView:
    """Everything on the page."""

    actor: Actor
    kind: Text
    class_label: Text
    seat: Seat | None
    state: Text | None
    register: Text
    day_status: Status
    ties: list[TieRow]
    programmes: list[ProgrammeRow]
    items: list[tuple[Text, list[ItemRow]]]
    units: tuple[Reference, ...]
    parents: tuple[Reference, ...]
    successors: tuple[Reference, ...]
    predecessors: tuple[Reference, ...]
    areas: tuple[tuple[Text, ServiceArea, Status], ...]
    proofs: tuple[Proof, ...]


def actor_view(landscape: Landscape, actor: Actor, day: date) -> ActorView:
    """Return what is to be shown of an actor on a day."""
    keys = (actor.key,)
    source = sources().get(actor.register)
    areas = [area for area in landscape.service_areas if area.agency == actor.key]
    return ActorView(
        actor=actor,
        kind=actor_label(landscape, actor),
        class_label=class_label(actor.class_),
        seat=_seat(landscape, actor),
        state=landscape.states.get(actor.state),
        register=source.title if source else Text(actor.register, actor.register),
        day_status=actor.interval.status_on(day),
        ties=tie_rows(landscape, keys, day),
        programmes=programme_rows(landscape, keys, day),
        items=_items(landscape, keys, day),
        units=_references(landscape, landscape.units.get(actor.key, ())),
        parents=_pointing_to(landscape, landscape.units, actor.key),
        successors=_references(landscape, landscape.successions.get(actor.key, ())),
        predecessors=_pointing_to(landscape, landscape.successions, actor.key),
        areas=tuple(
            (landscape.states[area.state], area, area.interval.status_on(day))
            for area in sorted(areas, key=lambda area: landscape.states[area.state].de)
        ),
        proofs=proofs(actor.evidence),
    )


def _seat(landscape: Landscape, actor: Actor) -> Seat | None:
    for ags, is_fact in ((actor.district, True), (actor.inferred_district, False)):
        if is_ags(ags) and ags in landscape.districts:
            return Seat(landscape.districts[ags].name, f"/kreise/{ags}", is_fact)
    return None


def _items(
    landscape: Landscape, keys: tuple[str, ...], day: date
) -> list[tuple[Text, list[ItemRow]]]:
    groups: dict[str, list[ItemRow]] = {}
    for row in item_rows(landscape, landscape.items_of(keys), day):
        groups.setdefault(row.class_, []).append(row)
    return [(class_label(name), rows) for name, rows in groups.items()]


def _references(landscape: Landscape, keys: tuple[str, ...]) -> tuple[Reference, ...]:
    return tuple(reference(landscape, key) for key in keys)


def _pointing_to(
    landscape: Landscape, relation: Mapping[str, tuple[str, ...]], key: str
) -> tuple[Reference, ...]:
    return _references(landscape, tuple(one for one, others in relation.items() if key in others))
