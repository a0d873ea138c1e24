"""What somebody means who types words: districts, themes, actors, best matches first."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from graph.columns.actors import actors_where
from graph.columns.current import columns_of
from graph.keys import actor_key, is_ags, municipality_key
from graph.landscape import Landscape
from graph.near import near_words
from graph.once import once_per_landscape
from graph.search import actors_matching, matching
from graph.things import Actor
from ontology.errors import ParameterError
from ontology.namespaces import slug
from ontology.texts import Text
from service.pages.labels import class_label, concept_label
from service.pages.views_statements import Reference, reference, theme_reference

PAGE: Final = 50
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Filters:
    """Which actors somebody looks for; empty means any.

    Attributes:
        type: key of an actor type, or a class.
        register: id of a register, or `none` for the curated ones.
    """

    q: str = ""
    type: str = ""
    state: str = ""
    district: str = ""
    register: str = ""

    def __bool__(self) -> bool:
        return any((self.q, self.type, self.state, self.district, self.register))


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a selection list."""

    key: str
    label: Text
    count: int


def districts_found(landscape: Landscape, typed: str) -> list[Reference]:
    """Return the districts whose key or name is meant, best first."""
    if is_ags(typed):
        found = [landscape.municipality(typed)] if typed in landscape.districts else []
    else:
        found = matching((landscape.municipality(ags) for ags in landscape.districts), typed)
    return [reference(landscape, actor.key) for actor in found[:_MOST]]


def near(landscape: Landscape, typed: str) -> list[Reference]:
    """Return the districts and themes that somebody may have mistyped; [] if nothing is near."""
    names = {municipality_key(ags): one.name for ags, one in landscape.districts.items()}
    themes = {key: one.german for key, one in landscape.themes.items()}
    return [
        *(reference(landscape, key) for key in near_words(typed, names)),
        *(theme_reference(landscape, key) for key in near_words(typed, themes)),
    ]


def themes_found(landscape: Landscape, typed: str) -> list[Reference]:
    """Return the themes whose name is meant, best first."""
    names = [theme_reference(landscape, key) for key in landscape.themes]
    return matching(names, typed)[:_MOST]


def actors_found(landscape: Landscape, typed: str) -> list[Reference]:
    """Return the actors whose name is meant, curated ones first."""
    found = actors_matching(landscape, typed)
    found.sort(key=lambda actor: bool(actor.register))
    return [reference(landscape, actor.key) for actor in found[:_MOST]]


def actor_meant(landscape: Landscape, typed: str) -> tuple[str, list[Reference]]:
    """Return the key of the actor that is meant; without a clear one, whom it may mean.

    Args:
        landscape: where to look.
        typed: key, IRI, AGS or words; nothing means nobody.
    """
    if not typed:
        return "", []
    key = actor_key(typed)
    if key in landscape.actors:
        return key, []
    districts, actors = districts_found(landscape, typed), actors_found(landscape, typed)
    if len(districts) == 1:
        return districts[0].key, []
    if not districts and len(actors) == 1:
        return actors[0].key, []
    known = {one.key for one in districts}
    return "", [*districts, *(one for one in actors if one.key not in known)]


def as_typed(landscape: Landscape, key: str) -> str:
    """Return what to write into a field to mean an actor: its name if that is clear, else its key.

    Empty for nobody.
    """
    actor = landscape.actors.get(key)
    if actor is None:
        return ""
    return actor.name if actor_meant(landscape, actor.name)[0] == key else key


def filtered(landscape: Landscape, filters: Filters) -> list[Actor]:
    """Return the actors that pass all filters: by match if words are given, else by known ties.

    Raises:
        UnknownThingError: if there is no such district.
        ParameterError: if there is no such state.
    """
    if filters.district:
        landscape.district(filters.district)
    if filters.state and filters.state not in landscape.states:
        raise ParameterError(
            "state",
            Text(
                f"Es gibt kein Land „{filters.state}“. Erwartet werden zwei Ziffern, etwa 05.",
                f'There is no state "{filters.state}". Expected two digits, for instance 05.',
            ),
        )
    order = best_known(landscape)
    if not filters:
        return sorted(landscape.actors.values(), key=order)
    columns = columns_of(landscape)
    numbers = actors_where(
        columns,
        type_=filters.type,
        state=filters.state,
        district=filters.district,
        register=filters.register,
        words=filters.q,
    )
    found = [landscape.actors[key] for key in columns.actors.take(numbers)]
    return matching(found, filters.q) if filters.q else sorted(found, key=order)


@once_per_landscape
def ties_known(landscape: Landscape) -> Counter[str]:
    """Return how many ties and participations are known of each actor, whenever they were."""
    members = [tie.actors for tie in landscape.ties.values()]
    members += [one.actors for one in landscape.participations.values()]
    return Counter(key for actors in members for key in set(actors))


def best_known(landscape: Landscape) -> Callable[[Actor], tuple[int, str, str]]:
    """Return an order of actors: those with most known ties first, then by letters of the name."""
    ties = ties_known(landscape)
    return lambda actor: (-ties[actor.key], slug(actor.name), actor.key)


@once_per_landscape
def types(landscape: Landscape) -> tuple[Choice, ...]:
    """Return the types that actors have, by name, with how many there are."""
    counts: dict[str, int] = {}
    for actor in landscape.actors.values():
        key = actor.type or actor.class_
        counts[key] = counts.get(key, 0) + 1
    known = landscape.concepts["actor-type"]
    found = [
        Choice(
            key,
            concept_label(landscape, "actor-type", key) if key in known else class_label(key),
            count,
        )
        for key, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda choice: choice.label.de.casefold()))
