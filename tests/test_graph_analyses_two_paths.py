"""Two paths, one answer: what a stored query finds, the analysis finds, on several days."""

from datetime import date

import pytest

from graph.analyses.context import GapContext
from graph.analyses.gaps import GAP_KINDS, GapAnalysis
from graph.landscape import Landscape
from graph.store import Store
from queries.catalogue import load_catalogue
from queries.run import bound_table_query

DAYS = [date(2016, 6, 30), date(2021, 6, 30), date(2026, 11, 23)]


@pytest.fixture(params=DAYS, ids=str)
def day(request) -> date:
    return request.param


def asked(store: Store, name: str, day: date) -> list[dict[str, str]]:
    query = load_catalogue().get(name)
    values = {} if name == "districts-without-any-statement" else {"as_of": day.isoformat()}
    columns = [column.name for column in query.header.columns]
    answer = store.select(bound_table_query(query, values))
    return [dict(zip(columns, (cell or "" for cell in row), strict=True)) for row in answer]


def test_every_query_that_a_kind_names_is_in_the_library_and_compared_here():
    named = {kind.query for kind in GAP_KINDS.values() if kind.query}
    assert named == {
        "districts-without-agreement",
        "districts-without-any-statement",
        "lernen-vor-ort-and-nothing-since",
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
    heard = {ags for _, ags in context.table.mentions}
    analysed = {
        gap.district
        for gap in GapAnalysis(landscape, DAYS[-1]).gaps(kind="unknown")
        if gap.theme == ""
    }
    assert analysed == queried - heard
    assert analysed <= queried
