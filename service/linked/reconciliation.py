"""Which things names can be matched with, by type and property, and what is known about them."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from rdflib import RDFS, URIRef
from starlette.requests import Request

from graph.landscape import Landscape
from graph.name_match import Found, NameIndex, is_certain, parse_name
from graph.store import Store
from ontology import load_ontology
from ontology.namespaces import BASE, BL, ID
from ontology.texts import Language, Text
from service.linked.documents import store_of
from service.memory import landscape_of
from service.pages.labels import class_label

_LOCK: Final = threading.Lock()

DEFAULT_TYPE: Final = "Actor"
"""What is meant if nobody says: not the district beside its administration of the same name."""

LIMIT: Final = 5
"""Candidates for a name if nobody asks for more or fewer."""

TYPES: Final = (
    "Actor", "Municipality", "Foundation", "SupportAgency", "School", "University", "Library",
    "Museum", "Association", "Company", "District", "State", "Programme", "Theme",
)  # fmt: skip
"""Offered first; every class of the ontology may be asked for."""

PROPERTIES: Final[Mapping[str, Text]] = {
    "type": Text("Typ", "type"),
    "district": Text("Kreis", "district"),
    "state": Text("Land", "state"),
    "website": Text("Website", "website"),
    "wikidata": Text("Wikidata", "Wikidata"),
    "ror": Text("ROR", "ROR"),
    "alternateName": Text("andere Schreibweise", "other spelling"),
    "key": Text("Schlüssel", "key"),
}
"""Properties that columns may be extended by; the first three also narrow a search."""

_OUTWARD: Final = {"wikidata": "http://www.wikidata.org/entity/", "ror": "https://ror.org/"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a name may mean.

    Attributes:
        id: its IRI without the address of the landscape.
        class_: local name.
        district: AGS; empty if not known.
        state: two-digit key; empty if not known.
    """

    id: str
    key: str
    name: str
    class_: str
    district: str = ""
    state: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a name shall be matched with.

    Attributes:
        name: the name.
        types: local names of classes; empty for DEFAULT_TYPE.
        districts: AGS or names.
        states: keys or names.
        limit: how many at most.
    """

    name: str
    types: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    limit: int = LIMIT


class Reconciler:
    """Matches names with the things of one landscape.

    Args:
        landscape: the things.
        spellings: IRI and other names of things.
    """

    def __init__(self, landscape: Landscape, spellings: Sequence[tuple[str, str]]) -> None:
        self._landscape = landscape
        self.entities = {entity.id: entity for entity in _entities(landscape)}
        names = [(entity.id, entity.name) for entity in self.entities.values()]
        others = [(iri.removeprefix(BASE), name) for iri, name in spellings]
        self.other_names: dict[str, list[str]] = {}
        for identifier, name in others:
            if identifier in self.entities:
                self.other_names.setdefault(identifier, []).append(name)
                names.append((identifier, name))
        self._index = NameIndex(names)

    def match(self, wish: Wish) -> list[tuple[Entity, Found, bool]]:
        """Return what a name may mean, best first, and whether the first is certain."""
        classes = frozenset().union(*map(subclasses, wish.types or (DEFAULT_TYPE,)))
        districts = {self._district(one) for one in wish.districts}
        states = {self._state(one) for one in wish.states}

        def accepts(identifier: str) -> bool:
            entity = self.entities[identifier]
            return (
                entity.class_ in classes
                and (not districts or not entity.district or entity.district in districts)
                and (not states or not entity.state or entity.state in states)
            )

        # two more than asked for, so that a rival just below the limit is still seen
        found = self._index.find(wish.name, max(wish.limit, 2), accepts)
        certain = is_certain(found)
        return [
            (self.entities[one.key], one, certain and place == 0)
            for place, one in enumerate(found[: wish.limit])
        ]

    def complete(self, prefix: str, limit: int) -> list[Entity]:
        """Return things whose name is like what was typed."""
        types = ("Actor", "District", "State", "Programme", "Theme")
        return [entity for entity, _, _ in self.match(Wish(prefix, types, limit=limit))]

    def describe(self, entity: Entity, language: Language) -> str:
        """Return one line that tells a thing from others of the same name."""
        district = self._landscape.districts.get(entity.district)
        parts = [class_label(entity.class_).in_language(language)]
        if district is not None and entity.class_ != "District":
            parts.append(district.name)
        elif entity.state:
            parts.append(self._landscape.states[entity.state].in_language(language))
        return ", ".join(parts)

    def values(
        self, store: Store, identifiers: Sequence[str], properties: Sequence[str]
    ) -> dict[str, dict[str, list[dict[str, str]]]]:
        """Return property values of things: id → property → cells; unknown ids have none.

        Args:
            store: where to ask for links to other registers.
            identifiers: ids.
            properties: keys of PROPERTIES.
        """
        known = [one for one in identifiers if one in self.entities]
        links = _links(store, known) if _OUTWARD.keys() & set(properties) else {}
        return {
            identifier: {
                name: self._cells(identifier, name, links.get(identifier, ()))
                for name in properties
            }
            for identifier in identifiers
        }

    def _cells(self, identifier: str, name: str, links: Sequence[str]) -> list[dict[str, str]]:
        entity = self.entities.get(identifier)
        if entity is None:
            return []
        if name in _OUTWARD:
            return [{"str": one} for one in links if one.startswith(_OUTWARD[name])]
        texts = {
            "website": [entity.website] if entity.website else [],
            "key": [entity.key],
            "alternateName": self.other_names.get(identifier, []),
        }
        if name in texts:
            return [{"str": text} for text in texts[name]]
        return [{"id": one, "name": label} for one, label in self._things(entity, name)]

    def _things(self, entity: Entity, name: str) -> list[tuple[str, str]]:
        """Return id and name of the things to which a property leads."""
        district = self._landscape.districts.get(entity.district)
        if name == "district":
            return [(district.iri.removeprefix(BASE), district.name)] if district else []
        if name == "state":
            found = self._landscape.states.get(entity.state)
            return [(f"id/state/{entity.state}", found.de)] if found else []
        return [(entity.class_, class_label(entity.class_).de)]

    def _district(self, value: str) -> str:
        """Return the AGS that a cell means; the cell itself if it means none."""
        value = value.removeprefix(BASE).removeprefix("id/district/").strip()
        if value in self._landscape.districts:
            return value
        certain = [
            entity.key
            for entity, _, sure in self.match(Wish(value, ("District",), limit=1))
            if sure
        ]
        return certain[0] if certain else value

    def _state(self, value: str) -> str:
        value = value.removeprefix(BASE).removeprefix("id/state/").strip()
        wanted = parse_name(value).letters
        for key, name in self._landscape.states.items():
            if value == key or wanted in {parse_name(name.de).letters, parse_name(name.en).letters}:
                return key
        return value


def reconciler_of(request: Request) -> Reconciler:
    """Return the reconciler of the version that is served; made when first asked for."""
    state = request.app.state
    held: tuple[str, Reconciler] | None = getattr(state, "reconciler", None)
    if held is None or held[0] != state.version:
        with _LOCK:
            held = getattr(state, "reconciler", None)
            if held is None or held[0] != state.version:
                made = Reconciler(landscape_of(request), _spellings(store_of(request)))
                held = state.reconciler = (state.version, made)
    return held[1]


@cache
def subclasses(class_: str) -> frozenset[str]:
    """Return a class and everything below it by local name; the name alone if it is unknown."""
    found = load_ontology().transitive_subjects(RDFS.subClassOf, URIRef(BL + class_))
    return frozenset({class_, *(str(iri).removeprefix(BL) for iri in found)})


def _entities(landscape: Landscape) -> Iterator[Entity]:
    for actor in landscape.actors.values():
        iri = actor.iri.removeprefix(BASE)
        yield Entity(
            iri, actor.key, actor.name, actor.class_, actor.district, actor.state, actor.website
        )
    for district in landscape.districts.values():
        iri = district.iri.removeprefix(BASE)
        yield Entity(iri, district.ags, district.name, "District", district.ags, district.state)
    for key, name in landscape.states.items():
        yield Entity(f"id/state/{key}", key, name.de, "State", state=key)
    for programme in landscape.programmes.values():
        yield Entity(programme.iri.removeprefix(BASE), programme.key, programme.name, "Programme")
    for theme in landscape.themes.values():
        yield Entity(theme.iri.removeprefix(BASE), theme.key, theme.german, "Theme")


def _spellings(store: Store) -> list[tuple[str, str]]:
    rows = store.select(
        "SELECT DISTINCT ?thing ?name WHERE { { ?thing skos:altLabel ?name } UNION"
        ' { ?thing rdfs:label ?name FILTER(LANG(?name) = "en")'
        f' FILTER(STRSTARTS(STR(?thing), "{ID}")) }} }} ORDER BY ?thing ?name'
    )
    return [(thing, name) for thing, name in rows if thing and name]


def _links(store: Store, identifiers: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    # these ids are those of things that exist, never what a client wrote
    values = " ".join(f"<{BASE}{identifier}>" for identifier in identifiers)
    for row in store.select(
        f"SELECT DISTINCT ?s ?o WHERE {{ VALUES ?s {{ {values} }} ?s skos:exactMatch ?o }}"
    ):
        if row[0] and row[1]:
            found.setdefault(row[0].removeprefix(BASE), []).append(row[1])
    return found


def result(
    reconciler: Reconciler, entity: Entity, found: Found, language: Language, *, certain: bool
) -> dict[str, Any]:
    """Return a candidate as the protocol wants it."""
    label = class_label(entity.class_).in_language(language)
    return {
        "id": entity.id,
        "name": entity.name,
        "description": reconciler.describe(entity, language),
        "type": [{"id": entity.class_, "name": label}],
        "score": found.score,
        "match": certain,
        "features": [{"id": "name", "value": found.score}],
    }
