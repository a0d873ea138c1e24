"""Answers on programmes and patronage, checked against the tables."""

from collections import Counter, defaultdict

import pytest

from graph.store import Store
from tests.library_support import (
    LERNEN_VOR_ORT,
    ask,
    column,
    districts,
    many,
    model_municipalities,
    names,
    programme_bounds,
    rows,
    status,
)

KINDS = {"core-sponsors": "core", "thematic-sponsors": "thematic"}


@pytest.mark.parametrize("question", KINDS)
@pytest.mark.parametrize("day", ["2008-12-31", "2012-06-30", "2015-01-01"])
def test_who_was_sponsor_where(store: Store, question: str, day: str):
    expected = {
        (row["foundation"], row["municipality"], status(row, programme_bounds(LERNEN_VOR_ORT), day))
        for row in rows("foundations/sponsorships")
        if row["kind"] == KINDS[question]
    }
    found = ask(store, question, as_of=day)
    assert {
        (
            row["foundation"].rsplit("/", 1)[1],
            row["municipality"].rsplit("/", 1)[1],
            row["status"],
        )
        for row in found
    } == expected
    assert all(row["source"].startswith("http") for row in found)


def test_core_sponsor_of_one_municipality(store: Store):
    # sponsorships.csv: the Bertelsmann Stiftung (ror-01wj9hk44) was Grundpatin of StädteRegion
    # Aachen; no other row of that kind names 05334
    assert column(ask(store, "core-sponsors", municipality="05334"), "foundation") == [
        "actor/ror-01wj9hk44"
    ]


def test_members_of_alliances(store: Store):
    expected = {row["id"] for row in rows("foundations/sponsorships") if row["kind"] == "alliance"}
    found = ask(store, "alliance-members")
    assert {key.removeprefix("cooperation/") for key in column(found, "tie")} == expected


def test_model_municipalities_without_core_sponsor(store: Store):
    sponsored = {
        row["municipality"] for row in rows("foundations/sponsorships") if row["kind"] == "core"
    }
    found = ask(store, "model-municipalities-without-core-sponsor")
    keys = {key.removeprefix("actor/") for key in column(found, "municipality")}
    assert keys == {key for key in model_municipalities() if "kommune" in key} - sponsored


def test_reach_of_foundations(store: Store):
    reach: dict[str, set[str]] = defaultdict(set)
    for row in rows("foundations/sponsorships"):
        reach[row["foundation"]].add(row["municipality"])
    found = ask(store, "foundations-by-reach")
    assert {row["foundation"].rsplit("/", 1)[1]: int(row["municipalities"]) for row in found} == {
        key: len(places) for key, places in reach.items()
    }


def test_foundations_known_only_later(store: Store):
    expected = {
        row["actor"]
        for row in rows("foundations/foundations")
        if row["after_lernen_vor_ort"] == "true"
    }
    earlier = {
        row["actor"]
        for row in rows("foundations/foundations")
        if row["after_lernen_vor_ort"] == "false"
    }
    found = ask(store, "foundations-known-only-later")
    assert {key.removeprefix("actor/") for key in column(found, "foundation")} == (
        expected - earlier
    )


def test_programmes_count_their_documented_participations(store: Store):
    expected = Counter(row["programme"] for row in rows("programmes/participations"))
    expected[LERNEN_VOR_ORT] += len(rows("programmes/lernen_vor_ort"))
    found = ask(store, "programmes")
    assert {row["key"]: int(row["participations"]) for row in found} == {
        key: expected[key] for key in names("programmes/programmes")
    }


@pytest.mark.parametrize("day", ["2010-01-01", "2017-06-30", "2023-01-01"])
def test_participants_of_a_programme_on_a_day(store: Store, day: str):
    expected = sorted(
        (actor, status(row, programme_bounds("bildung-integriert"), day))
        for row in rows("programmes/participations")
        for actor in many(row["actors"])
        if row["programme"] == "bildung-integriert"
    )
    found = ask(store, "participants-of-programme", programme="bildung-integriert", as_of=day)
    assert (
        sorted((row["municipality"].rsplit("/", 1)[1], row["status"]) for row in found) == expected
    )


def test_phases_of_lernen_vor_ort(store: Store):
    expected = {
        row["actor"]: (row["phase_1"], row["phase_2"]) for row in rows("programmes/lernen_vor_ort")
    }
    found = ask(store, "lernen-vor-ort-municipalities")
    assert {
        row["municipality"].rsplit("/", 1)[1]: (row["phase_1"], row["phase_2"]) for row in found
    } == expected
    unknown = ask(store, "unknown-phases")
    assert {key.removeprefix("actor/") for key in column(unknown, "municipality")} == {
        key for key, phases in expected.items() if "unknown" in phases
    }


def test_predecessors_of_programmes(store: Store):
    expected = {
        (earlier, row["id"])
        for row in rows("programmes/programmes")
        for earlier in many(row["predecessors"])
    }
    found = ask(store, "programme-predecessors")
    assert {
        (row["earlier"].rsplit("/", 1)[1], row["later"].rsplit("/", 1)[1]) for row in found
    } == expected


def test_funders_of_programmes(store: Store):
    expected = {
        (actor, row["id"])
        for row in rows("programmes/programmes")
        for actor in many(row["funder_actors"])
    }
    found = ask(store, "programme-funders")
    assert {
        (row["funder"].rsplit("/", 1)[1], row["programme"].rsplit("/", 1)[1]) for row in found
    } == expected


def test_participation_by_state(store: Store):
    expected: dict[str, set[str]] = defaultdict(set)
    for row in rows("programmes/participations"):
        for actor in many(row["actors"]):
            key = actor.removeprefix("kommune-")
            if row["programme"] == "bildung-integriert" and key in districts():
                expected[key[:2]].add(key)
    found = ask(store, "programme-participation-by-state", programme="bildung-integriert")
    assert {row["state"].rsplit("/", 1)[1]: int(row["participating"]) for row in found} == {
        state["ags"]: len(expected[state["ags"]]) for state in rows("territory/states")
    }


def test_two_sources_for_one_participation_stay_two(store: Store):
    listed: Counter[tuple[str, str]] = Counter(
        (actor, row["programme"])
        for row in rows("programmes/participations")
        for actor in many(row["actors"])
    )
    listed.update((row["actor"], LERNEN_VOR_ORT) for row in rows("programmes/lernen_vor_ort"))
    expected = {pair for pair, count in listed.items() if count > 1}
    found = ask(store, "participations-in-two-sources")
    assert {
        (row["municipality"].rsplit("/", 1)[1], row["programme"].rsplit("/", 1)[1]) for row in found
    } == expected
    assert {row["agreement"] for row in found} <= {"confirms", "overlaps", "separate", "undated"}
