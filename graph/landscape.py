"""The landscape in memory: what analyses and pages read, loaded once per version from the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final
from urllib.parse import unquote

from graph.keys import actor_key, is_ags, municipality_key
from graph.near import FIND_ACTORS, FIND_DISTRICTS, FIND_THEMES, near_keys, no_such
from graph.things import (
    Absence,
    Actor,
    Concept,
    District,
    Indicator,
    Item,
    Programme,
    ProgrammeTie,
    ServiceArea,
    Tie,
)
from ontology.namespaces import VOCAB
from ontology.texts import Language, Text

_THEMES: Final = f"{VOCAB}theme/"


@dataclass(frozen=True, slots=True)
class Landscape:
    """Everything that analyses and pages read. All mappings are by key.

    Attributes:
        version: of the store it was loaded from.
        absences: statements that actors were checked and do not cooperate.
        districts: AGS → district.
        former_districts: AGS → name.
        states: two-digit key → name.
        neighbours: AGS → AGS of the districts that share a border.
        successions: key of an actor → keys of those that succeeded it.
        units: key of a municipality → keys of its offices and bodies.
        concepts: scheme → key → concept.
        observations: (indicator, AGS) → (year, value), by year.
        indicators: key → indicator.
    """

    version: str
    actors: Mapping[str, Actor]
    ties: Mapping[str, Tie]
    participations: Mapping[str, ProgrammeTie]
    absences: Mapping[str, Absence]
    items: Mapping[str, Item]
    districts: Mapping[str, District]
    former_districts: Mapping[str, str]
    states: Mapping[str, Text]
    neighbours: Mapping[str, tuple[str, ...]]
    programmes: Mapping[str, Programme]
    service_areas: tuple[ServiceArea, ...]
    successions: Mapping[str, tuple[str, ...]]
    units: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, Mapping[str, Concept]]
    indicators: Mapping[str, Indicator]
    observations: Mapping[tuple[str, str], tuple[tuple[int, float], ...]]
    index: "Index"

    @property
    def themes(self) -> Mapping[str, Concept]:
        """Key → theme."""
        return self.concepts["theme"]

    def state_names(self, language: Language = "de") -> dict[str, str]:
        """Return two-digit key → name of the states, by name."""
        names = {key: name.in_language(language) for key, name in self.states.items()}
        return dict(sorted(names.items(), key=itemgetter(1)))

    def district(self, ags: str) -> District:
        """Return a district.

        Raises:
            UnknownThingError: with near matches by key and name.
        """
        found = self.districts.get(ags)
        if found is None:
            names = {key: district.name for key, district in self.districts.items()}
            raise no_such(
                Text(f"Es gibt keinen Kreis „{ags}“.", f'There is no district "{ags}".'),
                ags,
                names,
                FIND_DISTRICTS,
            )
        return found

    def actor(self, reference: str) -> Actor:
        """Return an actor by key, IRI or AGS (then the administration of the district).

        Raises:
            UnknownThingError: with near matches by key and name.
        """
        found = self.actors.get(actor_key(reference))
        if found is None:
            names = {key: actor.name for key, actor in self.actors.items() if not actor.register}
            raise no_such(
                Text(f"Es gibt keinen Akteur „{reference}“.", f'There is no actor "{reference}".'),
                reference,
                names,
                FIND_ACTORS,
            )
        return found

    def theme(self, reference: str) -> Concept:
        """Return a theme by key or IRI.

        Raises:
            UnknownThingError: with near matches by key and name.
        """
        key = unquote(reference).removeprefix(_THEMES)
        found = self.themes.get(key)
        if found is None:
            names = {theme.key: theme.german for theme in self.themes.values()}
            if not near_keys(key, names):
                names = {theme.key: theme.english for theme in self.themes.values()}
            raise no_such(
                Text(f"Es gibt kein Thema „{key}“.", f'There is no theme "{key}".'),
                key,
                names,
                FIND_THEMES,
            )
        return found

    def municipality(self, ags: str) -> Actor:
        """Return the administration of a district."""
        return self.actors[municipality_key(self.district(ags).ags)]

    def actors_of_district(self, ags: str) -> tuple[str, ...]:
        """Return the keys of the administration of a district and of its offices and bodies."""
        key = municipality_key(ags)
        return (key, *self.units.get(key, ()))

    def district_of(self, key: str) -> str:
        """Return the AGS of the district an actor belongs to; empty if not known."""
        actor = self.actors.get(key)
        return actor.district if actor is not None and is_ags(actor.district) else ""

    def ties_of(self, keys: Iterable[str]) -> list[Tie]:
        """Return the ties of any of these actors, each once, in the order of their keys."""
        found = {tie for key in keys for tie in self.index.ties.get(key, ())}
        return [self.ties[key] for key in sorted(found)]

    def participations_of(self, keys: Iterable[str]) -> list[ProgrammeTie]:
        """Return the programme participations of any of these actors, each once."""
        found = {tie for key in keys for tie in self.index.participations.get(key, ())}
        return [self.participations[key] for key in sorted(found)]

    def themes_of(self, item: Item) -> tuple[str, ...]:
        """Return the themes of an item; a model without any has those of its action field."""
        field = self.concepts.get("action-field", {}).get(item.action_field)
        return item.themes or (field.matches if field is not None else ())

    def items_of(self, keys: Iterable[str], *classes: str) -> list[Item]:
        """Return what any of these actors made or has, of some classes or of all."""
        found = {item for key in keys for item in self.index.items.get(key, ())}
        items = (self.items[key] for key in sorted(found))
        return [item for item in items if not classes or item.class_ in classes]


class Index:
    """Which ties, participations and items each actor has.

    Args:
        ties: all ties.
        participations: all programme participations.
        items: all items.
    """

    def __init__(
        self,
        ties: Mapping[str, Tie],
        participations: Mapping[str, ProgrammeTie],
        items: Mapping[str, Item],
    ) -> None:
        self._sources = ties, participations, items

    @cached_property
    def ties(self) -> dict[str, list[str]]:
        """Actor → keys of ties."""
        return _by_actor((tie.key, tie.actors) for tie in self._sources[0].values())

    @cached_property
    def participations(self) -> dict[str, list[str]]:
        """Actor → keys of programme participations."""
        return _by_actor((tie.key, tie.actors) for tie in self._sources[1].values())

    @cached_property
    def items(self) -> dict[str, list[str]]:
        """Actor → keys of items."""
        return _by_actor((item.key, item.actors) for item in self._sources[2].values())


def _by_actor(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, actors in pairs:
        for actor in actors:
            found.setdefault(actor, []).append(key)
    return found
