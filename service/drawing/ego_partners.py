"""Who stands around the middle of an ego network, grouped where there are too many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from graph.dates import Status
from graph.landscape import Landscape
from graph.status_words import STATUSES
from graph.things import ProgrammeTie, Tie
from ontology.texts import Language
from service.drawing.families import FAMILIES, Family, family_of
from service.drawing.svg import page
from service.drawing.tie_words import Bond, bond, strongest

MOST: Final = 40
"""Nodes around the middle; beyond that the largest families become one node each."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An actor, or a whole family of actors, with what ties it to the middle.

    Attributes:
        name: what the label says.
        family: how it is drawn.
        bonds: ties with the middle, strongest status first.
        members: keys of the actors in the middle that it is tied to.
        address: where its link leads.
        count: 1, or the number of actors in a group.
    """

    name: str
    family: Family
    bonds: tuple[Bond, ...]
    members: tuple[str, ...]
    address: str
    count: int = 1

    @property
    def status(self) -> Status:
        """The status it is drawn in."""
        return strongest(self.bonds)

    def remarks(self, language: Language) -> list[str]:
        """Return what may stand under its name, the fullest first: kind, years, status."""
        status = STATUSES[self.status].in_language(language)
        if len(self.bonds) > 1:
            word = "ties" if language == "en" else "Verbindungen"
            return [f"{len(self.bonds)} {word} · {status}"]
        label, years = (
            part.in_language(language) for part in (self.bonds[0].label, self.bonds[0].years)
        )
        parts = ((label, years, status), (label, status), (years, status))
        return [" · ".join(part for part in chosen if part) for chosen in parts]

    def title(self, language: Language) -> str:
        """Return its accessible name: name, family and every tie."""
        family = self.family.label.in_language(language)
        if self.count > 1:
            return f"{self.name} · {self.remarks(language)[0]}"
        told = "; ".join(dict.fromkeys(one.sentence.in_language(language) for one in self.bonds))
        return f"{self.name} ({family}): {told}"


def partners(
    landscape: Landscape, keys: Sequence[str], day: date, language: Language
) -> list[Partner]:
    """Return the partners of the actors in the middle, by family, then by name.

    Args:
        landscape: where to look.
        keys: actors in the middle; none give [].
        day: decides on the status of ties.
        language: of names and addresses.
    """
    bonds: dict[str, list[Bond]] = defaultdict(list)
    members: dict[str, dict[str, None]] = defaultdict(dict)
    inside = set(keys)
    for tie in _ties(landscape, keys):
        ours = [actor for actor in tie.actors if actor in inside]
        for other in dict.fromkeys(tie.actors):
            if other not in inside and other in landscape.actors:
                bonds[other].append(bond(landscape, tie, day))
                members[other] |= dict.fromkeys(ours)
    order = list(STATUSES)
    found = [
        Partner(
            landscape.actors[key].name,
            family_of(landscape.actors[key]),
            tuple(sorted(bonds[key], key=lambda one: (order.index(one.status), one.label.de))),
            tuple(members[key]),
            page(f"/akteure/{key}", language),
        )
        for key in bonds
    ]
    families = {family.key: place for place, family in enumerate(FAMILIES)}
    found.sort(key=lambda one: (families[one.family.key], one.name))
    return _grouped(found, keys, day, language)


def _ties(landscape: Landscape, keys: Sequence[str]) -> Iterable[Tie | ProgrammeTie]:
    yield from landscape.ties_of(keys)
    for joint in landscape.participations_of(keys):
        if len(joint.actors) > 1:
            yield joint


def _grouped(
    found: list[Partner], keys: Sequence[str], day: date, language: Language
) -> list[Partner]:
    shown: list[Partner] = list(found)
    while len(shown) > MOST:
        sizes: dict[str, int] = defaultdict(int)
        for one in shown:
            if one.count == 1:
                sizes[one.family.key] += 1
        largest = max(sizes, key=lambda key: sizes[key])
        alike = [one for one in shown if one.family.key == largest]
        group = _group(alike, keys, day, language)
        shown = [one for one in shown if one.family.key != largest or one is alike[0]]
        shown[shown.index(alike[0])] = group
    return shown


def _group(alike: list[Partner], keys: Sequence[str], day: date, language: Language) -> Partner:
    family = alike[0].family
    order = list(STATUSES)
    bonds = sorted((b for one in alike for b in one.bonds), key=lambda b: order.index(b.status))
    return Partner(
        f"{len(alike)} {family.label.in_language(language)}",
        family,
        tuple(bonds),
        tuple(dict.fromkeys(key for one in alike for key in one.members)),
        page("/netzwerk", language, center=keys[0], as_of=day.isoformat()) + "#tabelle",
        len(alike),
    )
