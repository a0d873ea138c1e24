"""Answers on agencies and agreements, checked against the tables."""

from collections import Counter
from datetime import date

import pytest

from graph.dates import parse_day
from graph.store import Store
from tests.library_support import (
    agency_bounds,
    agreements,
    ask,
    column,
    districts,
    interval,
    many,
    names,
    on,
    rows,
    status,
)

DAYS = ("2012-06-30", "2016-12-31", "2020-06-30", "2024-01-31", "2024-02-01")


def _serving(ags: str, day: str) -> set[tuple[str, str]]:
    district = names("territory/districts", "ags")[ags]
    bounds = agency_bounds()
    found = set()
    for row in rows("agencies/service_areas"):
        least = int(row["minimum_population"] or 0)
        if row["state"] != district["state"] or int(district["population_2023"]) < least:
            continue
        if row["extent"] == "large-cities" and "tadt" not in district["type"]:
            continue
        if status(row, bounds[row["agency"]], day) in {"current", "undated"}:
            found.add((row["agency"], row["extent"]))
    return found | {
        (agency, "agreement")
        for actor, agency, days in agreements()
        if actor == f"kommune-{ags}" and on(day, days) in {"current", "undated"}
    }


def test_an_agency_for_large_cities_serves_no_rural_district(store: Store):
    served = store.records(
        "SELECT DISTINCT ?ags { ?area bl:agency ?agency ; bl:minimumPopulation ?least ."
        " ?agency bl:key 'ta-grossstaedte' ; bl:servesDistrict ?d . ?d bl:ags ?ags }"
    )
    districts = names("territory/districts", "ags")
    agreed = {actor for actor, agency, _ in agreements() if agency == "ta-grossstaedte"}
    kinds = {
        districts[row["ags"]]["type"] for row in served if f"kommune-{row['ags']}" not in agreed
    }
    assert kinds == {"Kreisfreie Stadt", "Stadtkreis"}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("ags", ["05334", "12060", "03241", "08111", "14626", "01003"])
def test_agency_of_a_district_on_a_day(store: Store, ags: str, day: str):
    found = ask(store, "agency-of-district", district=ags, as_of=day)
    assert {(row["agency"].rsplit("/", 1)[1], row["basis"]) for row in found} == _serving(ags, day)
    for row in found:
        assert (row["certainty"] == "possible") == (row["basis"] in {"part", "members"})


def test_transfer_agencies_gave_way_to_development_agencies(store: Store):
    before = ask(store, "agency-of-district", district="05334", as_of="2024-01-31")
    after = ask(store, "agency-of-district", district="05334", as_of="2024-02-01")
    assert "actor/ta-nrw" in column(before, "agency")
    assert "actor/reab-nrw" in column(after, "agency")
    assert "actor/ta-nrw" not in column(after, "agency")


def test_succession_is_that_of_the_agency_table(store: Store):
    expected = {
        (earlier, row["id"])
        for row in rows("agencies/agencies")
        for earlier in many(row["successor_of"])
    }
    found = ask(store, "agency-succession")
    assert {
        (row["earlier"].rsplit("/", 1)[1], row["later"].rsplit("/", 1)[1]) for row in found
    } == expected


@pytest.mark.parametrize("day", DAYS)
def test_districts_without_an_agreement_on_a_day(store: Store, day: str):
    having = {actor for actor, _, days in agreements() if on(day, days) == "current"}
    for state in ("08", "03", "16"):
        expected = {
            ags for ags in districts() if ags[:2] == state and f"kommune-{ags}" not in having
        }
        found = ask(store, "districts-without-agreement", state=state, as_of=day)
        assert {row["ags"] for row in found} == expected
    everywhere = ask(store, "districts-without-agreement", as_of=day)
    assert len(everywhere) == sum(f"kommune-{ags}" not in having for ags in districts())


def test_agreements_of_an_agency(store: Store):
    expected = sorted(actor for actor, agency, _ in agreements() if agency == "ta-niedersachsen")
    found = ask(store, "agreements-of-agency", agency="ta-niedersachsen")
    assert sorted(key.removeprefix("actor/") for key in column(found, "municipality")) == expected


def test_agreements_by_agency_sum_up(store: Store):
    expected = Counter(agency for _, agency, _ in agreements())
    found: Counter[str] = Counter()
    for row in ask(store, "agreements-by-kind"):
        found[row["agency"].rsplit("/", 1)[1]] += int(row["agreements"])
    assert found == expected


def test_agreements_over_time(store: Store):
    for row in ask(store, "agreements-over-time"):
        last = f"{row['year']}-12-31"
        running = [days for _, _, days in agreements() if on(last, days) == "current"]
        assert int(row["current"]) == len(running)
        assert int(row["open_ended"]) == sum(days[1] is None for days in running)


def test_renewed_agreements(store: Store):
    expected = {(row["id"], row["renews"]) for row in rows("agencies/agreements") if row["renews"]}
    found = ask(store, "renewed-agreements")
    assert {
        (row["agreement"].rsplit("/", 1)[1], row["renews"].rsplit("/", 1)[1]) for row in found
    } == expected


@pytest.mark.parametrize("day", DAYS)
def test_states_without_an_agency_for_all(store: Store, day: str):
    bounds = agency_bounds()
    served = {
        row["state"]
        for row in rows("agencies/service_areas")
        if row["extent"] == "all" and status(row, bounds[row["agency"]], day) == "current"
    }
    found = ask(store, "states-without-agency", as_of=day)
    assert {row["state"].rsplit("/", 1)[1] for row in found} == {
        row["ags"] for row in rows("territory/states")
    } - served


def test_agencies_on_a_day_have_the_status_of_the_table(store: Store):
    for row in ask(store, "agencies", as_of="2024-02-01"):
        written = names("agencies/agencies")[row["key"]]
        assert row["status"] == status(written, agency_bounds()[row["key"]], "2024-02-01")


def test_carriers_of_agencies(store: Store):
    agencies = names("agencies/agencies")
    expected = {
        (carrier, key) for key, row in agencies.items() for carrier in many(row["carriers"])
    }
    found = ask(store, "carriers-of-agencies")
    assert {
        (row["carrier"].rsplit("/", 1)[1], row["agency"].rsplit("/", 1)[1]) for row in found
    } == expected


def test_offers_on_a_theme(store: Store):
    expected = {row["id"] for row in rows("agencies/offers") if "bne" in many(row["themes"])}
    found = ask(store, "offers", theme="bne")
    assert {key.removeprefix("offer/") for key in column(found, "offer")} == expected


def test_offers_for_a_district_come_from_agencies_that_serve_it(store: Store):
    serving = {
        agency
        for agency, basis in _serving("03241", "2020-06-30")
        if basis not in {"part", "members"}
    }
    expected = {row["id"] for row in rows("agencies/offers") if row["agency"] in serving}
    found = ask(store, "offers-for-district", district="03241", as_of="2020-06-30")
    assert {key.removeprefix("offer/") for key in column(found, "offer")} == expected


def test_the_tables_say_when_an_agency_worked():
    # the one rule for years, months and days that all answers above rest on
    row = {"start": "2014", "end": "2024-01"}
    assert interval(row, ("", "")) == (date(2014, 1, 1), parse_day("2024-01"))
