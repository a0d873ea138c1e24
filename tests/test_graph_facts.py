"""What the project's own tables hold; numbers that a person checked against the sources."""

import re
from collections import Counter

import pytest

from graph.facts import data_folder, read_facts
from graph.sources import read_sources


@pytest.fixture(scope="module")
def facts():
    return read_facts(data_folder())


ROWS = {
    "territory/states.csv": 16,
    "territory/districts.csv": 400,
    "territory/towns.csv": 10979,
    "territory/reforms.csv": 89,
    "territory/neighbours.csv": 1040,
    "indicators/indicators.csv": 11,
    "indicators/observations.csv": 56796,
    "programmes/programmes.csv": 26,
    "programmes/participations.csv": 408,
    "programmes/lernen_vor_ort.csv": 42,
    "agencies/agencies.csv": 33,
    "agencies/agreements.csv": 220,
    "agencies/offers.csv": 101,
    "structures/structures.csv": 247,
    "structures/needs.csv": 180,
    "foundations/foundations.csv": 116,
    "foundations/sponsorships.csv": 124,
    "models/models.csv": 165,
    "cooperations/cooperations.csv": 455,
    "themes/themes.csv": 42,
    "themes/action_fields.csv": 9,
    "themes/actor_types.csv": 47,
    "registers/schools.csv": 17245,
    "registers/research_organisations.csv": 1914,
    "registers/research_relations.csv": 755,
    "registers/memory_institutions.csv": 10847,
    "registers/leipzig_actors.csv": 1037,
    "registers/leipzig_offers.csv": 211,
}


@pytest.mark.parametrize(("path", "count"), ROWS.items())
def test_every_fact_that_was_compiled_is_here(facts, path, count):
    assert len(facts.rows(path)) == count


def test_population_bases_stand_apart_and_sum_up(facts):
    rows = facts.rows("territory/districts.csv")
    assert sum(int(row["population_2023"]) for row in rows) == 84_669_326
    assert sum(int(row["population_census_2022"]) for row in rows) == 82_711_282


def test_lernen_vor_ort_had_forty_model_municipalities_in_its_first_phase(facts):
    phases = Counter(row["phase_1"] for row in facts.rows("programmes/lernen_vor_ort.csv"))
    assert phases == {"yes": 40, "no": 2}


def test_a_city_and_the_rural_district_of_the_same_name_are_two_actors(facts):
    actors = {row["id"]: row["actor"] for row in facts.rows("programmes/lernen_vor_ort.csv")}
    assert {"kommune-03404", "kommune-03459"} <= set(actors.values())


def test_one_organisation_in_two_spellings_is_one_actor(facts):
    aliases = {row["name"]: row["actor"] for row in facts.rows("actors/aliases.csv")}
    names = {row["key"]: row["name"] for row in facts.rows("actors/actors.csv")}
    assert all(key not in names or names[key] != name for name, key in aliases.items())
    cities = {key for name, key in aliases.items() if name in {"Stadt Köln", "Hansestadt Lübeck"}}
    assert cities == {"kommune-05315", "kommune-01003"}


def test_every_table_has_a_source_with_licence_and_attribution(facts):
    for source in read_sources(data_folder()).values():
        assert source.licence
        assert source.attribution
        assert source.retrieved
    assert {facts.source_of(path).id for path in facts.tables} == set(facts.sources)


def test_nothing_personal_slipped_in():
    mail = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
    phone = re.compile(r"\b(?:Tel\.|Telefon|Fax)\s*:?\s+\d")
    for path in data_folder().rglob("*.csv"):
        content = re.sub(r"https?://\S+", "", path.read_text("utf-8"))
        assert not mail.search(content), path.name
        assert not phone.search(content), path.name
