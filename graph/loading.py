"""How the landscape in memory is read from a store, embedded or remote, by plain SELECTs."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from graph import selects
from graph.keys import is_ags, key_of
from graph.landscape import Index, Landscape
from graph.row_values import texts
from graph.shared_columns import SharedColumns
from graph.store import Store
from graph.things import (
    Absence,
    Actor,
    Concept,
    District,
    Indicator,
    Item,
    Member,
    Programme,
    ProgrammeTie,
    ServiceArea,
    Tie,
)
from ontology.namespaces import GRAPH, VOCAB
from ontology.texts import Text

REGISTERS: Final = ("jedeschule", "ror", "wikidata-gedaechtnis", "leipzig-data")
"""Sources whose actors are entries of a large register, not curated ones."""

_MAKERS: Final = "bl:developedBy|bl:offeredBy|bl:statedBy|bl:publisher|org:unitOf"


def load_landscape(store: Store) -> Landscape:
    """Read the landscape from a store.

    Args:
        store: any store; its default graph is the union of the named graphs.

    Returns:
        The landscape; empty mappings where the store holds nothing.
    """
    return _Loader(store).landscape()


class _Loader(SharedColumns):
    """One reading."""

    def landscape(self) -> Landscape:
        ties, participations, items = self._ties(), self._participations(), self._items()
        return Landscape(
            version=self._store.version,
            actors=self._actors(),
            ties=ties,
            participations=participations,
            absences=self._absences(),
            items=items,
            districts=self._districts(),
            former_districts=dict(self._pairs(selects.FORMER_DISTRICTS)),
            states={ags: Text(de, en) for ags, de, en in self._rows(selects.STATES)},
            neighbours=self._keys_by_key("SELECT ?s ?o WHERE { ?s bl:borders ?o }"),
            programmes=self._programmes(),
            service_areas=tuple(self._service_areas()),
            successions=self._keys_by_key("SELECT ?o ?s WHERE { ?s bl:succeeds ?o }"),
            units=self._keys_by_key("SELECT ?o ?s WHERE { ?s org:unitOf ?o }"),
            concepts=self._concepts(),
            indicators=self._indicators(),
            observations=self._observations(),
            index=Index(ties, participations, items),
        )

    def _actors(self) -> dict[str, Actor]:
        seats = dict(self._pairs(selects.SEATS))
        inferred = dict(self._pairs("SELECT ?s ?o WHERE { ?s bl:inferredSeat ?o }"))
        types = dict(self._pairs("SELECT ?s ?o WHERE { ?s bl:actorType ?o }"))
        websites = dict(self._pairs("SELECT ?s ?o WHERE { ?s bl:website ?o }"))
        schools = dict(self._pairs("SELECT ?s ?o WHERE { ?s bl:schoolType ?o }"))
        places = self._group("SELECT ?s ?o WHERE { ?s a bl:Town ; bl:partOf ?o }")
        towns = {town: around[0] for town, around in places.items()}
        actors: dict[str, Actor] = {}
        for iri, name, class_, graph in map(texts, self._store.select(selects.ACTORS)):
            seat = key_of(towns.get(seats.get(iri, ""), seats.get(iri, "")))
            register = graph.removeprefix(GRAPH)
            actor = Actor(
                iri=iri,
                key=key_of(iri),
                name=name,
                class_=key_of(class_),
                type=key_of(types.get(iri, "")),
                district=seat if is_ags(seat) else "",
                inferred_district=key_of(inferred.get(iri, "")),
                state=seat[:2],
                interval=self._interval(iri),
                website=websites.get(iri, ""),
                register=register if register in REGISTERS else "",
                themes=self._themes.get(iri, ()),
                evidence=self._sources(iri),
                school_type=schools.get(iri, ""),
            )
            if actor.key not in actors or actors[actor.key].register:
                actors[actor.key] = actor
        return actors

    def _ties(self) -> dict[str, Tie]:
        members: dict[str, list[Member]] = defaultdict(list)
        for _, tie, actor, role in self._rows(selects.MEMBERS):
            members[tie].append(Member(key_of(actor), key_of(role)))
        districts = self._keys(selects.TIE_PLACES)
        ties = {}
        for row in self._rows(selects.TIES):
            iri, name, class_, subject, kind, programme, education, renews = row
            ties[key_of(iri)] = Tie(
                iri=iri,
                key=key_of(iri),
                class_=key_of(class_),
                label=name,
                members=tuple(members[iri]),
                interval=self._interval(iri),
                subject=subject,
                kind=key_of(kind),
                themes=self._themes.get(iri, ()),
                districts=districts.get(iri, ()),
                programme=key_of(programme),
                concerns_education={"true": True, "false": False}.get(education),
                renews=key_of(renews),
                evidence=self._sources(iri),
            )
        return ties

    def _participations(self) -> dict[str, ProgrammeTie]:
        actors = self._keys("SELECT ?s ?o WHERE { ?s bl:programme ?p ; bl:actor ?o }")
        phases = self._keys("SELECT ?s ?o WHERE { ?s bl:phase ?o }")
        unknown = self._keys("SELECT ?s ?o WHERE { ?s bl:phaseUnknown ?o }")
        return {
            key_of(iri): ProgrammeTie(
                iri=iri,
                key=key_of(iri),
                label=name,
                programme=key_of(programme),
                actors=actors[iri],
                interval=self._interval(iri),
                phases=phases.get(iri, ()),
                unknown_phases=unknown.get(iri, ()),
                evidence=self._sources(iri),
            )
            for iri, name, programme in self._rows(selects.PARTICIPATIONS)
        }

    def _absences(self) -> dict[str, Absence]:
        return {
            key_of(iri): Absence(
                iri=iri,
                key=key_of(iri),
                actors=actors,
                themes=self._themes.get(iri, ()),
                interval=self._interval(iri),
                evidence=self._sources(iri),
            )
            for iri, actors in self._keys(selects.ABSENCES).items()
        }

    def _items(self) -> dict[str, Item]:
        makers = self._keys(f"SELECT ?s ?o WHERE {{ ?s {_MAKERS} ?o }}")
        items = {}
        for row in self._rows(selects.ITEMS):
            iri, name, class_, kind, field, description, audience, year = row
            items[key_of(iri)] = Item(
                iri=iri,
                key=key_of(iri),
                class_=key_of(class_),
                name=name,
                actors=makers.get(iri, ()),
                themes=self._themes.get(iri, ()),
                kind=key_of(kind),
                action_field=key_of(field),
                description=description,
                audience=audience,
                year=year,
                interval=self._interval(iri),
                evidence=self._sources(iri),
            )
        return items

    def _districts(self) -> dict[str, District]:
        return {
            ags: District(
                iri=iri,
                ags=ags,
                name=name,
                state=key_of(state),
                type=key_of(type_),
                settlement_type=key_of(settlement),
                population=int(population),
                area_km2=float(area),
                latitude=float(lat),
                longitude=float(lon),
                seat=seat,
                evidence=self._sources(iri),
            )
            for iri, ags, name, state, type_, settlement, population, area, lat, lon, seat in map(
                texts, self._store.select(selects.DISTRICTS)
            )
        }

    def _programmes(self) -> dict[str, Programme]:
        funders = self._group("SELECT ?s ?o WHERE { ?s bl:funderName ?o }")
        predecessors = self._keys("SELECT ?s ?o WHERE { ?s bl:predecessor ?o }")
        return {
            key_of(iri): Programme(
                iri=iri,
                key=key_of(iri),
                name=name,
                kind=key_of(kind),
                interval=self._interval(iri),
                goal=goal,
                funders=tuple(funders.get(iri, ())),
                predecessors=predecessors.get(iri, ()),
                themes=self._themes.get(iri, ()),
                stated_participants=int(stated or 0),
                evidence=self._sources(iri),
            )
            for iri, name, kind, goal, stated in self._rows(selects.PROGRAMMES)
        }

    def _service_areas(self) -> Iterable[ServiceArea]:
        for row in self._rows(selects.SERVICE_AREAS):
            iri, agency, state, extent, least = row
            yield ServiceArea(
                iri=iri,
                agency=key_of(agency),
                state=key_of(state),
                extent=key_of(extent),
                minimum_population=int(least or 0),
                interval=self._interval(iri),
                evidence=self._sources(iri),
            )

    def _concepts(self) -> dict[str, dict[str, Concept]]:
        broader = self._keys("SELECT ?s ?o WHERE { ?s skos:broader ?o }")
        matches = self._keys(selects.MATCHES)
        schemes: dict[str, dict[str, Concept]] = defaultdict(dict)
        for iri, german, english, core in self._rows(selects.CONCEPTS):
            scheme, _, name = iri.removeprefix(VOCAB).partition("/")
            near = matches.get(iri, ())
            schemes[scheme][name] = Concept(
                iri, name, german, english, broader.get(iri, ()), core == "true", near
            )
        return {scheme: dict(sorted(found.items())) for scheme, found in schemes.items()}

    def _indicators(self) -> dict[str, Indicator]:
        high = self._keys("SELECT ?s ?o WHERE { ?s bl:highShowsNeedIn ?o }")
        low = self._keys("SELECT ?s ?o WHERE { ?s bl:lowShowsNeedIn ?o }")
        return {
            key_of(iri): Indicator(
                iri,
                key_of(iri),
                de,
                en,
                need_if_high=high.get(iri, ()),
                need_if_low=low.get(iri, ()),
            )
            for iri, de, en in self._rows(selects.INDICATORS)
        }

    def _observations(self) -> dict[tuple[str, str], tuple[tuple[int, float], ...]]:
        series: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        for indicator, district, year, value in self._rows(selects.OBSERVATIONS):
            series[key_of(indicator), key_of(district)].append((int(year), float(value)))
        return {name: tuple(sorted(values)) for name, values in series.items()}
