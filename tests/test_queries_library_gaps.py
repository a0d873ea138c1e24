"""Answers on gaps, checked against the tables; unknown is kept apart from absent."""

from collections import defaultdict
from datetime import date

import pytest

from graph.analyses.gaps import find_gaps
from graph.dates import last_day
from graph.landscape import Landscape
from graph.store import Store
from tests.library_support import (
    LERNEN_VOR_ORT,
    agreements,
    ask,
    column,
    districts,
    interval,
    many,
    model_municipalities,
    names,
    on,
    participations,
    programme_bounds,
    rows,
)


@pytest.mark.parametrize("day", ["2015-06-30", "2018-12-31", "2026-01-01"])
def test_lernen_vor_ort_and_nothing_since(store: Store, day: str):
    ended = last_day(programme_bounds(LERNEN_VOR_ORT)[1])
    at = date.fromisoformat(day)
    followed, perhaps = set(), set()
    for actor, _, (start, end) in participations():
        if start is None and end is None:
            perhaps.add(actor)
        elif (start is None or start <= at) and (end is None or end > ended):
            followed.add(actor)
    present = {f"kommune-{ags}" for ags in districts()}
    expected = {
        actor.removeprefix("kommune-"): "unknown" if actor in perhaps else "gap"
        for actor in (model_municipalities() & present) - followed
    }
    found = ask(store, "lernen-vor-ort-and-nothing-since", as_of=day)
    assert {row["ags"]: row["status"] for row in found} == expected
    counted = defaultdict(int)
    for actor, _, (start, _) in agreements():
        counted[actor] += start is None or start <= at
    for row in found:
        assert int(row["agreements"]) == counted[f"kommune-{row['ags']}"]


def test_luebeck_took_part_and_no_table_names_anything_since(store: Store):
    # lernen_vor_ort.csv has 01003 in both phases; participations.csv and agreements.csv have no
    # other row of kommune-01003
    found = ask(store, "lernen-vor-ort-and-nothing-since", as_of="2026-01-01")
    assert {row["ags"]: row["agreements"] for row in found}["01003"] == "0"


def _district_of(actor: str) -> str:
    """Return the district of an administration or of a maker with a confirmed seat."""
    key = actor.removeprefix("kommune-")
    if key != actor:
        return names("territory/towns", "ags")[key]["district"] if len(key) == 8 else key
    for table, column_, cut in (
        ("actors/actors", "key", ""),
        ("registers/leipzig_actors", "id", "leipzig-"),
        ("registers/research_organisations", "ror", "ror-"),
    ):
        for row in rows(table):
            if cut + row[column_].replace(":", "-") == actor:
                return row["district"]
    return ""


def _spoken_of() -> set[str]:
    """Return the districts that any table of ties, programmes, structures, models, needs names."""
    actors, places = model_municipalities(), set()
    for table, cells in {
        "cooperations/cooperations": ("actor_a", "actor_b"),
        "foundations/sponsorships": ("municipality",),
        "agencies/agreements": ("actors",),
        "programmes/participations": ("actors",),
    }.items():
        for row in rows(table):
            if row.get("class") != "LegalSuccession":
                actors |= {actor for cell in cells for actor in many(row[cell])}
                places |= set(many(row.get("place", "")))
    actors = {actor for actor in actors if actor.startswith("kommune-")}
    for table, cell in {
        "structures/structures": "municipality",
        "structures/needs": "municipality",
        "models/models": "developed_by",
    }.items():
        actors |= {actor for row in rows(table) for actor in many(row[cell])}
    # all makers of the other offers are in Leipzig
    return places | {_district_of(actor) for actor in actors} | {"14713"}


def test_districts_about_which_all_tables_are_silent(store: Store):
    found = ask(store, "districts-without-any-statement")
    assert {row["ags"] for row in found} == districts() - _spoken_of()
    assert {row["status"] for row in found} == {"unknown"}


@pytest.mark.parametrize("day", ["2015-06-30", "2026-01-01"])
def test_the_analysis_of_gaps_is_silent_about_the_same_districts(
    store: Store, landscape: Landscape, day: str
):
    gaps = find_gaps(landscape, date.fromisoformat(day), kind="unknown")
    silent = {gap.district for gap in gaps if not gap.theme}
    assert silent == set(column(ask(store, "districts-without-any-statement"), "ags"))


@pytest.mark.parametrize("day", ["2020-06-30", "2024-01-31"])
def test_the_analysis_of_gaps_finds_the_same_double_agreements(
    store: Store, landscape: Landscape, day: str
):
    gaps = find_gaps(landscape, date.fromisoformat(day), kind="redundancy")
    double = {gap.district for gap in gaps if gap.id.endswith("-vereinbarungen")}
    found = ask(store, "agreements-with-two-agencies", as_of=day)
    assert double == set(column(found, "ags"))


def _days() -> dict[str, list[tuple[date | None, date | None]]]:
    """Return municipality → interval of each of its ties and participations."""
    found: dict[str, list[tuple[date | None, date | None]]] = defaultdict(list)
    for actor, _, days in [*agreements(), *participations()]:
        found[actor].append(days)
    bounds = programme_bounds(LERNEN_VOR_ORT)
    for row in rows("foundations/sponsorships"):
        found[row["municipality"]].append(interval(row, bounds))
    for row in rows("programmes/lernen_vor_ort"):
        found[row["actor"]].append((date(2009, 1, 1), date(2014, 12, 31)))
    for row in rows("programmes/participations"):
        if row["programme"] == LERNEN_VOR_ORT:
            for actor in many(row["actors"]):
                found[actor].append(interval(row, bounds))
    for row in rows("cooperations/cooperations"):
        if row["class"] not in {"LegalSuccession", "TransferAgreement"}:
            own = programme_bounds(row["programme"]) if row["programme"] else ("", "")
            for actor in {row["actor_a"], row["actor_b"]}:
                found[actor].append(interval(row, own))
    return found


@pytest.mark.parametrize("day", ["2017-06-30", "2026-01-01"])
def test_districts_without_a_current_tie(store: Store, day: str):
    days = _days()
    expected = {}
    for ags in districts():
        stand = [on(day, one) for one in days[f"kommune-{ags}"]]
        if "current" not in stand:
            certain = "ended" in stand and "undated" not in stand
            expected[ags] = "gap" if certain else "unknown"
    found = ask(store, "districts-without-current-tie", as_of=day)
    assert {row["ags"]: row["status"] for row in found} == expected


def test_districts_in_a_programme_but_without_an_agreement(store: Store):
    day = "2021-06-30"
    agreed = {actor for actor, _, days in agreements() if on(day, days) == "current"}
    current = {actor for actor, _, days in participations() if on(day, days) == "current"}
    expected = {ags for ags in districts() if f"kommune-{ags}" in current - agreed}
    found = ask(store, "programme-without-agreement", as_of=day)
    assert {row["ags"] for row in found} == expected


def test_ties_that_ended_with_lernen_vor_ort(store: Store):
    found = ask(store, "ended-with-programme", as_of="2026-01-01")
    ties = {key.removeprefix("cooperation/") for key in column(found, "tie")}
    sponsorships = names("foundations/sponsorships")
    together = defaultdict(set)
    for row in rows("cooperations/cooperations"):
        if row["class"] != "LegalSuccession":
            together[frozenset((row["actor_a"], row["actor_b"]))].add(row["id"])
    for key, row in sponsorships.items():
        together[frozenset((row["foundation"], row["municipality"]))].add(key)
    # a sponsorship whose pair has no other tie at all ended without follow-up
    alone = {
        key
        for key, row in sponsorships.items()
        if together[frozenset((row["foundation"], row["municipality"]))] == {key}
        and row["end"] in {"", "2014"}
    }
    assert alone <= ties
    assert len(alone) > 50


def _above(theme: str) -> set[str]:
    broader = many(names("themes/themes")[theme]["broader"])
    return {theme}.union(*(_above(one) for one in broader))


def test_needs_that_no_agency_offers_anything_on(store: Store):
    offered = {
        above
        for row in rows("agencies/offers")
        for theme in many(row["themes"])
        for above in _above(theme)
    }
    expected = {row["id"] for row in rows("structures/needs") if row["theme"] not in offered}
    found = ask(store, "needs-without-offer")
    assert {key.removeprefix("need/") for key in column(found, "need")} == expected


def test_themes_missing_in_a_district(store: Store):
    covered = set()
    for table, cell in (
        ("structures/structures", "municipality"),
        ("foundations/sponsorships", "municipality"),
        ("cooperations/cooperations", "actor_a"),
        ("cooperations/cooperations", "actor_b"),
    ):
        for row in rows(table):
            if row[cell] == "kommune-03355":
                covered |= {above for theme in many(row["themes"]) for above in _above(theme)}
    assert not any("kommune-03355" in row["developed_by"] for row in rows("models/models"))
    found = ask(store, "themes-missing-in-district", district="03355")
    assert {row["theme"].rsplit("/", 1)[1] for row in found} == (
        names("themes/themes").keys() - covered
    )
    assert {row["status"] for row in found} == {"gap"}
    needed = {row["theme"] for row in rows("structures/needs") if row["ags"] == "03355"}
    for row in found:
        assert (row["needed"] == "true") == (row["theme"].rsplit("/", 1)[1] in needed)


def test_a_district_without_statements_is_unknown_in_every_theme(store: Store):
    found = ask(store, "themes-missing-in-district", district="01055")
    assert len(found) == len(rows("themes/themes"))
    assert {row["status"] for row in found} == {"unknown"}


def test_districts_that_depend_on_one_partner(store: Store):
    day = "2020-06-30"
    expected = set()
    for ags in (ags for ags in districts() if ags[:2] in {"03", "12"}):
        ties = ask(store, "ties-of-actor", actor=ags, as_of=day)
        partners = {row["partner"] for row in ties if row["status"] in {"current", "undated"}}
        expected |= {ags} if len(partners) == 1 else set()
    found = column(ask(store, "districts-with-a-single-partner", as_of=day), "ags")
    assert expected
    assert {ags for ags in found if ags[:2] in {"03", "12"}} == expected


def test_two_themes_worked_on_apart(store: Store):
    # structures and cooperations of Mühldorf (09183) name training and higher education, each in
    # rows of its own; of higher and further education one row names both
    apart = ask(store, "themes-worked-on-apart")
    assert column(apart, "ags") == ["09183"]
    joined = ask(
        store, "themes-worked-on-apart", first="hochschulbildung", second="erwachsenenbildung"
    )
    assert "09183" not in column(joined, "ags")


@pytest.mark.parametrize("day", ["2020-06-30", "2024-01-31"])
def test_agreements_with_two_agencies_at_once(store: Store, day: str):
    kinds = {row["id"]: row["kind"] for row in rows("agencies/agencies")}
    agencies = defaultdict(set)
    for actor, agency, days in agreements():
        if on(day, days) == "current" and kinds[agency] in {"Transferagentur", "REAB"}:
            agencies[actor].add(agency)
    expected = {ags for ags in districts() if len(agencies[f"kommune-{ags}"]) > 1}
    found = ask(store, "agreements-with-two-agencies", as_of=day)
    assert {row["ags"] for row in found} == expected


def test_ties_that_end_soon(store: Store):
    first, last = "2021-06-30", "2022-06-30"
    expected = sorted(
        days[1].isoformat()
        for _, _, days in participations()
        if days[1] and on(first, days) == "current" and days[1] <= date.fromisoformat(last)
    )
    found = ask(store, "ties-ending-soon", as_of=first, until=last)
    parts = [row["valid_through"] for row in found if "programme-participation" in row["tie"]]
    assert expected
    assert sorted(parts) == expected
