"""What the lists of districts show: every district of a state with how much is known of it."""

import re
from dataclasses import dataclass
from typing import Final

from graph.landscape import Landscape
from graph.once import once_per_landscape
from graph.things import District
from ontology.texts import Language, Text

_KIND: Final = re.compile(r"^(Landkreis|Kreis|Städteregion|Region|Regionalverband) ")


@dataclass(frozen=True, slots=True)
class Listed:
    """A district in a list.

    Attributes:
        sort_name: without the word for its kind, as people look it up.
        statements: ties, participations, models, bodies, needs and documents known.
    """

    ags: str
    name: str
    sort_name: str
    statements: int


@dataclass(frozen=True, slots=True)
class StateGroup:
    """A state with its districts by name."""

    key: str
    name: Text
    districts: tuple[Listed, ...]


def by_state(landscape: Landscape, language: Language) -> list[StateGroup]:
    """Return the states with their districts, both by name."""
    return sorted(_groups(landscape), key=lambda group: group.name.in_language(language))


@once_per_landscape
def _groups(landscape: Landscape) -> tuple[StateGroup, ...]:
    groups: dict[str, list[Listed]] = {key: [] for key in landscape.states}
    for district in landscape.districts.values():
        groups[district.state].append(_listed(landscape, district))
    return tuple(
        StateGroup(key, landscape.states[key], tuple(sorted(found, key=lambda one: one.sort_name)))
        for key, found in groups.items()
    )


def _listed(landscape: Landscape, district: District) -> Listed:
    keys = landscape.actors_of_district(district.ags)
    statements = (
        len(landscape.ties_of(keys))
        + len(landscape.participations_of(keys))
        + len(landscape.items_of(keys))
    )
    short = _KIND.sub("", district.name).casefold()
    return Listed(district.ags, district.name, short, statements)
