"""How the service asks the questions of the library and its own ones: as jobs of the same pool."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from ontology.texts import Language
from queries.catalogue import CatalogueQuery
from queries.guard import check
from queries.run import Executor as BlockingExecutor
from queries.run import Table, bound_table_query, table
from service.negotiation import TABLE_FORMATS
from service.sparql.answers import Executor, Job

_JSON = TABLE_FORMATS[0]


async def run(
    pool: Executor, query: CatalogueQuery, values: Mapping[str, str], language: Language
) -> Table:
    """Ask a question of the library.

    Args:
        pool: who answers.
        query: from the catalogue; one that costs much takes no fast place.
        values: of its parameters, as written by the user.
        language: of labels that there are in both.

    Raises:
        ParameterError, InputError: see `queries.run.run_named`.
        QueryError, StoreError: as the pool says.
    """
    text = bound_table_query(query, values, language)
    return table(await result(pool, text, slow=query.header.cost == "slow"), query)


async def result(pool: Executor, text: str, *, slow: bool = False) -> Mapping[str, Any]:
    """Return the SPARQL 1.1 JSON result of a SELECT or ASK.

    Args:
        pool: who answers.
        text: the query; it passes the guard as any other.
        slow: whether it is known to be long.
    """
    answer = await pool.execute(Job(check(text), _JSON, slow=slow))
    found: Mapping[str, Any] = json.loads(await answer.whole())
    return found


def blocking(pool: Executor, loop: asyncio.AbstractEventLoop) -> BlockingExecutor:
    """Return an executor for code in other threads, for `queries.run.run_named`.

    Args:
        pool: who answers.
        loop: the running loop that the pool belongs to; never call the executor in its thread.
    """

    def execute(text: str) -> Mapping[str, Any]:
        return asyncio.run_coroutine_threadsafe(result(pool, text), loop).result()

    return execute
