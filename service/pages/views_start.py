"""What the start page shows: the landscape in figures, and what began or ended lately."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.things import Interval, ProgrammeTie, Tie
from ontology.texts import Text
from service.pages.labels import class_label
from service.pages.views_statements import Proof, Reference, proofs, reference, tie_kind

_SHOWN: Final = 6
_BODIES: Final = frozenset(
    {"EducationOffice", "SteeringGroup", "EducationConference", "EducationAdvisoryBoard"}
)


_COUNTED: Final = {
    "districts": (
        Text("Kreise und kreisfreie Städte", "districts and independent cities"),
        ("destatis-gv",),
    ),
    "ties": (
        Text("belegte Zusammenarbeiten", "documented cooperations"),
        ("kooperationen", "transferinitiative", "lernen-vor-ort"),
    ),
    "participations": (
        Text("Teilnahmen an Programmen", "participations in programmes"),
        ("programme", "lernen-vor-ort"),
    ),
    "models": (
        Text("übertragbare Bildungsmodelle", "transferable education models"),
        ("lernen-vor-ort",),
    ),
    "offers": (Text("Angebote", "offers"), ("transferinitiative", "leipzig-data")),
    "needs": (
        Text("genannte Bedarfe und Schwerpunkte", "stated needs and priorities"),
        ("kommunale-strukturen",),
    ),
    "bodies": (
        Text("Bildungsbüros und Gremien", "education offices and bodies"),
        ("kommunale-strukturen",),
    ),
    "curated": (
        Text("Akteure der Bildungslandschaften", "actors of the education landscapes"),
        ("akteure", "destatis-gv", "kommunale-strukturen"),
    ),
    "registered": (
        Text("Schulen, Museen, Hochschulen und mehr", "schools, museums, universities and more"),
        ("jedeschule", "wikidata-gedaechtnis", "ror", "leipzig-data"),
    ),
}
"""What is counted, and the sources that it comes from."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.

    Attributes:
        sources: ids of the sources that were counted.
        path: the page that shows more.
    """

    count: int
    label: Text
    sources: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that began or ended on a known date.

    Attributes:
        date: as the source states it.
    """

    date: str
    what: Text
    actors: tuple[Reference, ...]
    proofs: tuple[Proof, ...]


@once_per_landscape
def figures(landscape: Landscape) -> tuple[Figure, ...]:
    """Return how much the landscape holds, counted in the landscape itself."""
    items = Counter(item.class_ for item in landscape.items.values())
    bodies = sum(items[name] for name in _BODIES)
    curated = sum(1 for actor in landscape.actors.values() if not actor.register)
    registered = len(landscape.actors) - curated
    rows = (
        (len(landscape.districts), "districts", "/kreise"),
        (len(landscape.ties), "ties", "/netzwerk"),
        (len(landscape.participations), "participations", "/netzwerk"),
        (items["EducationModel"], "models", "/themen"),
        (items["Offer"], "offers", "/themen"),
        (items["Need"], "needs", "/themen"),
        (bodies, "bodies", "/akteure?type=EducationOffice"),
        (curated, "curated", "/akteure?register=none"),
        (registered, "registered", "/akteure"),
    )
    return tuple(Figure(count, *_COUNTED[name], path) for count, name, path in rows)


def began(landscape: Landscape, day: date) -> list[Change]:
    """Return what began last before a day, newest first; only what a source dates itself."""
    return _latest(landscape, day, start=True)


def ended(landscape: Landscape, day: date) -> list[Change]:
    """Return what ended last before a day, newest first; only what a source dates itself."""
    return _latest(landscape, day, start=False)


def _latest(landscape: Landscape, day: date, *, start: bool) -> list[Change]:
    found = []
    ties: list[Tie | ProgrammeTie] = [*landscape.ties.values(), *landscape.participations.values()]
    for tie in ties:
        stated, bound = _bound(tie.interval, start=start)
        if stated and bound is not None and bound <= day:
            found.append((bound, stated, tie))
    found.sort(key=lambda entry: (entry[0], entry[1], entry[2].key), reverse=True)
    return [_change(landscape, stated, tie) for _, stated, tie in found[:_SHOWN]]


def _bound(interval: Interval, *, start: bool) -> tuple[str, date | None]:
    if start:
        return interval.start, interval.valid_from
    return interval.end, interval.valid_through


def _change(landscape: Landscape, stated: str, tie: Tie | ProgrammeTie) -> Change:
    if isinstance(tie, Tie):
        what = tie_kind(landscape, tie)
    else:
        name = landscape.programmes[tie.programme].name
        label = class_label("ProgrammeParticipation")
        what = Text(f"{label.de}: {name}", f"{label.en}: {name}")
    actors = tuple(reference(landscape, key) for key in tie.actors)
    return Change(stated, what, actors, proofs(tie.evidence))
