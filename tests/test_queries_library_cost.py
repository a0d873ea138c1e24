"""What a question costs is what its header says, measured in units of another question."""

import time

import pytest

from graph.generations import StoreFolder
from graph.store import EmbeddedStore
from queries.catalogue import CatalogueQuery
from tests.bench.budgets import BUDGETS, REFERENCE
from tests.library_support import catalogue, on_the_day

QUESTIONS = list(catalogue())
TRIES = 4
"""Other work on the machine can only lengthen a run, so the best of some tries counts."""

MARGIN = 2
"""A slow formulation is off by ten or a thousand times; twice the budget is the machine's noise."""


@pytest.fixture(scope="module")
def embedded(store_folder) -> EmbeddedStore:
    return EmbeddedStore(StoreFolder(store_folder).require_current())


def seconds(store: EmbeddedStore, query: CatalogueQuery) -> float:
    started = time.perf_counter()
    store.select(query.bound(on_the_day(query, query.examples())))
    return time.perf_counter() - started


@pytest.mark.parametrize("query", QUESTIONS, ids=[query.name for query in QUESTIONS])
def test_a_question_stays_within_the_budget_of_its_cost_class(embedded, query):
    budget = BUDGETS[query.header.cost]
    best = float("inf")
    for _ in range(TRIES):
        best = min(best, seconds(embedded, query) / seconds(embedded, catalogue().get(REFERENCE)))
        if best <= MARGIN * budget:
            return
    pytest.fail(f"{best:.1f} times {REFERENCE}, its class allows {budget:.0f}")
