"""Two paths, one answer: what a stored query finds, the analysis finds, on several days."""

from datetime import date, timedelta
from math import log2

import pytest

from graph.analyses.activity import EXPIRED_BELOW
from graph.analyses.context import GapContext
from graph.analyses.gap_kinds.chain import PHASES, transitions
from graph.analyses.gap_kinds.decay import WARNING_DAYS
from graph.analyses.gap_kinds.supply_need import strangers
from graph.analyses.gaps import GAP_KINDS, GapAnalysis
from graph.analyses.partners import REACH_NATIONWIDE
from graph.landscape import Landscape
from graph.links import DAYS_PER_YEAR
from graph.projection import HALF_LIFE_YEARS
from graph.store import Store
from queries.catalogue import load_catalogue
from queries.run import bound_table_query

DAYS = [date(2016, 6, 30), date(2021, 6, 30), date(2026, 11, 23)]


EXPIRED_DAYS = int(-log2(EXPIRED_BELOW) * HALF_LIFE_YEARS * DAYS_PER_YEAR)


@pytest.fixture(params=DAYS, ids=str)
def day(request) -> date:
    return request.param


def asked(store: Store, name: str, day: date, **values: str) -> list[dict[str, str]]:
    query = load_catalogue().get(name)
    if name != "districts-without-any-statement":
        values["as_of"] = day.isoformat()
    columns = [column.name for column in query.header.columns]
    answer = store.select(bound_table_query(query, values))
    return [dict(zip(columns, (cell or "" for cell in row), strict=True)) for row in answer]


def test_every_query_that_a_kind_names_is_in_the_library_and_compared_here():
    named = {name for kind in GAP_KINDS.values() for name in kind.queries}
    assert named == {
        "agreements-with-two-agencies",
        "districts-without-agreement",
        "districts-without-any-statement",
        "ends-without-follow-up",
        "foundations-for-needs",
        "lernen-vor-ort-and-nothing-since",
        "life-phase-transitions",
    }
    assert all(load_catalogue().get(name) for name in named)


def test_districts_without_agreement(landscape: Landscape, store: Store, day: date):
    """The query lists every district without a current agreement; the analysis only those that an
    agency addresses on the day, because nobody else can be blamed for it."""
    partners = GapContext(landscape, day).partners
    queried = {
        row["ags"]
        for row in asked(store, "districts-without-agreement", day)
        if row["status"] == "gap" and partners.agencies(row["ags"])
    }
    analysed = {
        gap.district
        for gap in GapAnalysis(landscape, day).gaps(kind="coverage")
        if gap.id.endswith("-vereinbarung")
    }
    assert analysed == queried
    assert analysed


def test_in_lernen_vor_ort_and_in_no_programme_since(landscape: Landscape, store: Store, day: date):
    """A district of which nothing at all is known since is the stronger finding and named once."""
    queried = {
        (row["ags"], row["status"]) for row in asked(store, "lernen-vor-ort-and-nothing-since", day)
    }
    found = GapAnalysis(landscape, day).gaps(kind="decay")
    silent = {gap.district for gap in found if gap.id.endswith("-seither")}
    analysed = {
        (gap.district, gap.status) for gap in found if gap.id.endswith("-ohne-folgeprogramm")
    }
    assert analysed == {pair for pair in queried if pair[0] not in silent}
    assert analysed


def test_districts_without_any_statement(landscape: Landscape, store: Store):
    """The analysis hears of a district also by its towns and by places named in ties; whatever it
    calls silent, the query calls silent."""
    queried = {row["ags"] for row in asked(store, "districts-without-any-statement", DAYS[-1])}
    context = GapContext(landscape, DAYS[-1])
    analysed = {
        gap.district
        for gap in GapAnalysis(landscape, DAYS[-1]).gaps(kind="unknown")
        if gap.theme == ""
    }
    assert analysed == queried - context.heard
    assert analysed <= queried


@pytest.mark.parametrize(
    "ending", [date(2014, 6, 30), date(2021, 6, 30), date(2023, 8, 1)], ids=str
)
def test_what_ends_soon_without_a_follow_up(landscape: Landscape, store: Store, ending: date):
    until = (ending + timedelta(days=WARNING_DAYS)).isoformat()
    rows = asked(store, "ends-without-follow-up", ending, until=until)
    queried = {(row["ags"], row["tie"]) for row in rows}
    analysed = {
        (gap.district, gap.statements[0])
        for gap in GapAnalysis(landscape, ending).gaps(kind="decay")
        if gap.id.endswith("-endet")
    }
    assert analysed == queried
    assert len(analysed) > 50


@pytest.mark.parametrize("doubled", [*DAYS, date(2024, 1, 15)], ids=str)
def test_agreements_with_two_agencies(landscape: Landscape, store: Store, doubled: date):
    queried = {row["ags"] for row in asked(store, "agreements-with-two-agencies", doubled)}
    found = GapAnalysis(landscape, doubled).gaps(kind="redundancy")
    assert {gap.district for gap in found if gap.id.endswith("-vereinbarungen")} == queried


def test_transitions_of_the_education_chain(landscape: Landscape, store: Store, day: date):
    """Both list also the transitions that are joined; those that are not are the gaps."""
    since = (day - timedelta(days=EXPIRED_DAYS)).isoformat()
    queried = {
        (row["ags"], row["earlier"]): int(row["joining"])
        for row in asked(store, "life-phase-transitions", day, since=since)
    }
    analysed = {
        (one.district, PHASES[one.step][0]): len(one.joining)
        for one in transitions(GapContext(landscape, day))
    }
    assert analysed == queried
    assert queried["09183", "hochschulbildung"] > 0
    gaps = GapAnalysis(landscape, day).gaps(kind="life-phase-chain")
    assert len(gaps) == sum(joining == 0 for joining in queried.values())


def test_foundations_for_needs(landscape: Landscape, store: Store, day: date):
    since = (day - timedelta(days=EXPIRED_DAYS)).isoformat()
    rows = asked(store, "foundations-for-needs", day, since=since)
    queried = {
        (row["ags"], *(row[name].rpartition("/")[2] for name in ("theme", "foundation")))
        for row in rows
    }
    context = GapContext(landscape, day)
    found = GapAnalysis(landscape, day).gaps(kind="supply-need")
    analysed = {
        (gap.district, gap.theme, key)
        for gap in found
        for key, _ in strangers(context, gap.district, gap.theme)
    }
    assert analysed == queried
    assert len(analysed) > 40
    reach = {
        (ags, key): {1.0: "state", REACH_NATIONWIDE: "nationwide"}[
            context.partners.reach(key, ags[:2])
        ]
        for ags, _, key in analysed
    }
    assert all(
        row["reach"] == reach[row["ags"], row["foundation"].rpartition("/")[2]] for row in rows
    )
