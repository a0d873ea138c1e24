"""Every table becomes RDF here, one subject per file."""

from collections.abc import Callable
from typing import Final

from graph.facts import Facts, Progress
from graph.mapping.actors import (
    map_actors,
    map_foundations,
    map_municipalities,
    map_state_governments,
)
from graph.mapping.agencies import map_agencies, map_agreements, map_offers
from graph.mapping.catalogue import map_catalogue
from graph.mapping.cooperation import map_absences, map_cooperations, map_sponsorships
from graph.mapping.coverage import map_coverage
from graph.mapping.emitter import Emitter
from graph.mapping.indicators import map_indicators, map_observations
from graph.mapping.knowledge import map_models, map_needs, map_structures
from graph.mapping.programmes import map_lernen_vor_ort, map_participations, map_programmes
from graph.mapping.registers import (
    map_leipzig,
    map_memory_institutions,
    map_research_organisations,
    map_schools,
)
from graph.mapping.territory import (
    map_districts,
    map_former_districts,
    map_neighbours,
    map_reforms,
    map_states,
    map_towns,
)
from graph.mapping.vocabularies import (
    map_action_fields,
    map_actor_types,
    map_cooperation_kinds,
    map_education_stages,
    map_themes,
)
from graph.terms import TripleTable

__all__ = ["MAPPINGS", "map_catalogue", "map_facts"]

Mapping = Callable[[Facts, Emitter], None]

MAPPINGS: Final[tuple[tuple[str, Mapping], ...]] = (
    ("territory/states.csv", map_states),
    ("territory/states.csv", map_state_governments),
    ("territory/districts.csv", map_districts),
    ("territory/districts.csv", map_municipalities),
    ("territory/former_districts.csv", map_former_districts),
    ("territory/reforms.csv", map_reforms),
    ("territory/neighbours.csv", map_neighbours),
    ("territory/towns.csv", map_towns),
    ("indicators/indicators.csv", map_indicators),
    ("indicators/observations.csv", map_observations),
    ("themes/themes.csv", map_themes),
    ("themes/action_fields.csv", map_action_fields),
    ("themes/education_stages.csv", map_education_stages),
    ("themes/actor_types.csv", map_actor_types),
    ("cooperations/kinds.csv", map_cooperation_kinds),
    ("actors/actors.csv", map_actors),
    ("foundations/foundations.csv", map_foundations),
    ("foundations/sponsorships.csv", map_sponsorships),
    ("cooperations/cooperations.csv", map_cooperations),
    ("cooperations/absences.csv", map_absences),
    ("programmes/programmes.csv", map_programmes),
    ("programmes/participations.csv", map_participations),
    ("programmes/lernen_vor_ort.csv", map_lernen_vor_ort),
    ("agencies/agencies.csv", map_agencies),
    ("agencies/service_areas.csv", map_coverage),
    ("agencies/agreements.csv", map_agreements),
    ("agencies/offers.csv", map_offers),
    ("models/models.csv", map_models),
    ("structures/structures.csv", map_structures),
    ("structures/needs.csv", map_needs),
    ("registers/schools.csv", map_schools),
    ("registers/research_organisations.csv", map_research_organisations),
    ("registers/memory_institutions.csv", map_memory_institutions),
    ("registers/leipzig_actors.csv", map_leipzig),
)
"""The table whose source a mapping writes to, and the mapping."""


def map_facts(facts: Facts, triples: TripleTable, progress: Progress) -> None:
    """Write every table into the graph of its source."""
    emitters: dict[str, Emitter] = {}
    for path, mapping in MAPPINGS:
        progress(path)
        source = facts.source_of(path)
        emitter = emitters.setdefault(source.id, Emitter(triples, source))
        mapping(facts, emitter)
