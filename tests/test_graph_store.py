"""The built landscape against its tables: what was entered is there, and it can be asked."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from graph.facts import data_folder, read_facts
from graph.generations import StoreFolder
from graph.store import open_store
from ontology.errors import StoreError
from ontology.namespaces import graph_iri


@pytest.fixture(scope="module")
def facts():
    return read_facts(data_folder())


def count(store, pattern: str) -> int:
    return int(store.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {pattern} }}")[0][0])


TABLES = {
    "territory/states.csv": "?s a bl:State",
    "territory/districts.csv": "?s a bl:District",
    "territory/former_districts.csv": "?s a bl:FormerDistrict",
    "territory/towns.csv": "?s a bl:Town",
    "territory/reforms.csv": "?s a bl:TerritorialReform",
    "territory/neighbours.csv": "?s a bl:Border",
    "indicators/indicators.csv": "?s a bl:Indicator",
    "indicators/observations.csv": "?s a bl:Observation",
    "themes/themes.csv": "?s a bl:Theme",
    "themes/action_fields.csv": "?s a bl:ActionField",
    "themes/actor_types.csv": "?s a bl:ActorType",
    "themes/education_stages.csv": "?s a bl:EducationStage",
    "programmes/programmes.csv": "?s a bl:Programme",
    "agencies/agencies.csv": "?s a bl:SupportAgency",
    "agencies/service_areas.csv": "?s a bl:ServiceArea",
    "models/models.csv": "?s a bl:EducationModel",
    "structures/needs.csv": "?s a bl:Need",
}


@pytest.mark.parametrize(("path", "pattern"), TABLES.items())
def test_the_store_holds_as_many_things_as_the_table_has_rows(store, facts, path, pattern):
    assert count(store, pattern) == len(facts.rows(path))


def test_ties_of_several_tables_are_all_there(store, facts):
    kinds = [row["kind"] for row in facts.rows("foundations/sponsorships.csv")]
    assert count(store, "?s a bl:CoreSponsorship") == kinds.count("core")
    assert count(store, "?s a bl:ThematicSponsorship") == kinds.count("thematic")
    graph = graph_iri(facts.source_of("agencies/agreements.csv").id)
    agreements = len(facts.rows("agencies/agreements.csv"))
    assert count(store, f"GRAPH <{graph}> {{ ?s a bl:TransferAgreement }}") == agreements
    participations = len(facts.rows("programmes/participations.csv"))
    phases = len(facts.rows("programmes/lernen_vor_ort.csv"))
    assert count(store, "?s a bl:ProgrammeParticipation") == participations + phases
    offers = facts.rows("agencies/offers.csv"), facts.rows("registers/leipzig_offers.csv")
    assert count(store, "?s a bl:Offer") == sum(map(len, offers))


def test_every_tie_has_evidence_and_two_members(store):
    assert not store.ask(
        "ASK { ?tie bl:participation ?p OPTIONAL { ?tie bl:evidence ?e } FILTER(!BOUND(?e)) }"
    )
    lonely = store.select(
        "SELECT ?tie (COUNT(?p) AS ?n) WHERE { ?p bl:inCooperation ?tie } GROUP BY ?tie"
        " HAVING (COUNT(?p) < 2)"
    )
    assert lonely == []


def test_a_district_that_was_only_inferred_is_never_a_seat(store):
    assert count(store, "?s bl:inferredSeat ?d") > 4000
    assert not store.ask(
        "ASK { ?s bl:assignmentMethod ?m ; bl:seat ?d FILTER(CONTAINS(STR(?m), 'name-')) }"
    )


def test_the_two_population_bases_are_two_properties(store):
    rows = store.select(
        'SELECT ?p ?c WHERE { ?d a bl:District ; bl:ags "11000" ; bl:population ?p ;'
        " bl:populationCensus2022 ?c }"
    )
    assert rows == [("3782202", "3596999")]


def test_flat_edges_are_derived_and_only_derived(store):
    derived = graph_iri("derived")
    for edge in ("cooperatesWith", "sponsors", "servesDistrict", "succeeds", "borders"):
        graphs = store.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s bl:{edge} ?o }} }}")
        assert graphs == [(derived,)], edge
    assert not store.ask("ASK { ?s bl:cooperatesWith ?s }")


def test_lookups_by_records_and_by_rows_agree(store):
    query = "SELECT ?s ?none WHERE { ?s a bl:State OPTIONAL { ?s bl:nothing ?none } } ORDER BY ?s"
    assert [row[0] for row in store.select(query)] == [one["s"] for one in store.records(query)]


def test_the_dump_is_the_store(store_folder):
    generation = StoreFolder(store_folder).require_current()
    with gzip.open(generation.dump, "rt", encoding="utf-8") as lines:
        assert sum(1 for _ in lines) == generation.manifest().triples


def test_no_landscape_says_how_to_get_one(tmp_path):
    with pytest.raises(StoreError, match="bildungslandschaft build"):
        open_store(str(tmp_path))


def test_memory_and_store_tell_the_same(landscape, store):
    assert landscape.version == store.version
    assert len(landscape.districts) == count(store, "?s a bl:District")
    assert len(landscape.ties) == count(store, "?s bl:participation ?p")
    assert len(landscape.participations) == count(store, "?s a bl:ProgrammeParticipation")
    tie = landscape.ties_of(["possehl-stiftung"])[0]
    assert store.ask(f"ASK {{ ?p bl:inCooperation <{tie.iri}> ; bl:actor ?a }}")


def test_a_sponsorship_without_dates_ends_with_its_programme(landscape):
    ties = landscape.ties_of(landscape.actors_of_district("01003"))
    core = [tie for tie in ties if tie.class_ == "CoreSponsorship"]
    assert [tie.interval.status_on(date(2012, 1, 1)) for tie in core] == ["current"]
    assert [tie.interval.status_on(date(2026, 1, 1)) for tie in core] == ["ended"]
    assert core[0].interval.basis == ("programme",)


def test_no_statement_stands_in_two_graphs(store_folder: Path):
    # over all graphs it would be found, and counted, twice
    with gzip.open(
        StoreFolder(store_folder).require_current().dump, "rt", encoding="utf-8"
    ) as dump:
        seen, twice = set[int](), list[str]()
        for line in dump:
            statement = line.rpartition(" <")[0]
            if hash(statement) in seen:
                twice.append(statement)
            seen.add(hash(statement))
    assert len(seen) > 1_000_000
    assert twice == []
