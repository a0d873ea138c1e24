"""Answers on actors, territory and indicators, checked against the tables."""

from collections import Counter
from decimal import Decimal

from graph.store import Store
from tests.library_support import ask, column, many, names, rows


def test_districts_are_those_of_the_table(store: Store):
    found = ask(store, "districts")
    assert [(row["ags"], row["population"]) for row in found] == [
        (row["ags"], row["population_2023"])
        for row in sorted(rows("territory/districts"), key=lambda row: row["ags"])
    ]
    of_saarland = ask(store, "districts", state="10")
    assert {row["ags"] for row in of_saarland} == {
        row["ags"] for row in rows("territory/districts") if row["state"] == "10"
    }


def test_states_sum_up_their_districts(store: Store):
    population: Counter[str] = Counter()
    for row in rows("territory/districts"):
        population[row["state"]] += int(row["population_2023"])
    found = ask(store, "states")
    assert {row["ags"]: int(row["population"]) for row in found} == population


def test_neighbours_are_those_of_the_border_table(store: Store):
    expected = {}
    for row in rows("territory/neighbours"):
        pair = (row["ags_a"], row["ags_b"])
        if "05334" in pair:
            expected[pair[pair[0] == "05334"]] = Decimal(row["border_km"])
    found = ask(store, "neighbours-of-district", district="05334")
    assert {row["ags"]: Decimal(row["border"]) for row in found} == expected
    # Bottrop borders Kreis Recklinghausen, a model municipality, and Oberhausen, which was none
    around_bottrop = ask(store, "neighbours-of-district", district="05512")
    flags = {row["ags"]: row["lernen_vor_ort"] for row in around_bottrop}
    assert (flags["05562"], flags["05119"]) == ("true", "false")


def test_towns_of_a_district(store: Store):
    expected = {row["ags"] for row in rows("territory/towns") if row["district"] == "05334"}
    assert set(column(ask(store, "towns-of-district", district="05334"), "ags")) == expected


def test_reforms_are_those_of_the_table(store: Store):
    found = ask(store, "territorial-reforms")
    expected = {row["id"]: row for row in rows("territory/reforms")}
    assert set(column(found, "reform")) == {f"change/{key}" for key in expected}
    for row in found:
        written = expected[row["reform"].rsplit("/", 1)[1]]
        assert row["effective_on"] == written["effective_on"]
        if written["population_share"]:
            assert Decimal(row["population_share"]) == Decimal(written["population_share"])


def test_former_districts_lead_to_present_ones(store: Store):
    # Anhalt-Zerbst (15151) was divided in 2007 among Dessau-Roßlau, Anhalt-Bitterfeld,
    # Jerichower Land and Wittenberg: rows 15151-* of reforms.csv
    expected = {row["ags_new"] for row in rows("territory/reforms") if row["ags_old"] == "15151"}
    found = ask(store, "successors-of-former-district", former="15151")
    assert set(column(found, "ags")) == expected
    assert len(expected) == 4


def test_actors_of_a_type_count_as_in_the_tables(store: Store):
    counted = {row["key"]: int(row["actors"]) for row in ask(store, "actor-types")}
    libraries = [
        row for row in rows("registers/memory_institutions") if row["kind"] == "Bibliothek"
    ]
    curated = [row for row in rows("actors/actors") if row["type"] == "bibliothek"]
    assert counted["bibliothek"] <= len(libraries) + len(curated)
    assert counted["kommune-kreisebene"] == len(rows("territory/districts")) + len(
        rows("territory/former_districts")
    )
    assert counted.keys() == names("themes/actor_types").keys()


def test_inferred_seats_are_never_confirmed_ones(store: Store):
    found = ask(store, "actors-in-district", district="05334", limit="10000")
    inferred = {row["actor"] for row in found if row["assignment"] == "inferred"}
    confirmed = {row["actor"] for row in found if row["assignment"] == "confirmed"}
    assert inferred
    assert not inferred & confirmed
    written = {
        row["isil"]
        for row in rows("registers/memory_institutions")
        if row["district"] == "05334" and row["isil"]
    }
    keys = {iri.rsplit("isil-", 1)[1] for iri in inferred if "isil-" in iri}
    assert keys <= written


def test_observations_are_those_of_the_table(store: Store):
    expected = {
        row["ags"]: Decimal(row["value"])
        for row in rows("indicators/observations")
        if row["indicator"] == "arbeitslosenquote" and row["year"] == "2021"
    }
    found = ask(store, "indicator-of-districts", indicator="arbeitslosenquote", year="2021")
    assert {row["ags"]: Decimal(row["value"]) for row in found} == expected
    values = [Decimal(row["value"]) for row in found]
    assert values == sorted(values, reverse=True)


def test_history_of_an_indicator(store: Store):
    expected = [
        (row["year"], Decimal(row["value"]))
        for row in rows("indicators/observations")
        if row["indicator"] == "schulabgang-abitur" and row["ags"] == "09471"
    ]
    found = ask(store, "indicator-history", indicator="schulabgang-abitur", district="09471")
    assert [(row["year"], Decimal(row["value"])) for row in found] == sorted(expected)


def test_means_of_states_count_every_district_once(store: Store):
    values = [
        Decimal(row["value"])
        for row in rows("indicators/observations")
        if row["indicator"] == "arbeitslosenquote"
        and row["year"] == "2021"
        and row["ags"].startswith("03")
    ]
    found = ask(store, "indicator-by-state", indicator="arbeitslosenquote", year="2021")
    row = next(row for row in found if row["state"].endswith("/03"))
    assert int(row["districts"]) == len(values)
    assert abs(Decimal(row["mean"]) - sum(values) / len(values)) <= Decimal("0.005")
    assert (Decimal(row["lowest"]), Decimal(row["highest"])) == (min(values), max(values))


def test_missing_values_are_those_that_the_table_lacks(store: Store):
    written = {
        (row["indicator"], row["year"], row["ags"]) for row in rows("indicators/observations")
    }
    series = {(indicator, year) for indicator, year, _ in written}
    everywhere = {row["ags"] for row in rows("territory/districts")}
    expected = {
        (indicator, year, ags)
        for indicator, year in series
        for ags in everywhere
        if (indicator, year, ags) not in written
    }
    found = ask(store, "missing-observations")
    assert {
        (row["indicator"].rsplit("/", 1)[1], row["year"], row["ags"]) for row in found
    } == expected
    assert len(expected) == 4


def test_shared_partners_work_with_both(store: Store):
    partners: dict[str, set[str]] = {}
    for row in rows("cooperations/cooperations"):
        if row["class"] != "LegalSuccession":
            partners.setdefault(row["actor_a"], set()).add(row["actor_b"])
            partners.setdefault(row["actor_b"], set()).add(row["actor_a"])
    for row in rows("foundations/sponsorships"):
        partners.setdefault(row["municipality"], set()).add(row["foundation"])
    for row in rows("agencies/agreements"):
        for actor in many(row["actors"]):
            partners.setdefault(actor, set()).add(row["agency"])
    expected = (partners["kommune-14713"] & partners["kommune-14612"]) - {
        "kommune-14713",
        "kommune-14612",
    }
    found = ask(store, "shared-partners", actor="14713", other="14612")
    assert {key.removeprefix("actor/") for key in column(found, "partner")} == expected
