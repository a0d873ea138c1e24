"""Large queries are read beside the server: the same answers and errors, and never for long."""

import asyncio
import time

from ontology.errors import QueryRefusedError, QuerySyntaxError, QueryTooLargeError
from queries.guard import check
from queries.rewrite import rewrite
from service.settings import Settings
from service.sparql.answers import READ_AT_ONCE, Limits
from service.sparql.reading import Reader
from tests.sparql_support import build, districts, rows, served

NUMBERS = " ".join(str(number) for number in range(4000))
LARGE = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {NUMBERS} }} ?s a bl:District }}"
RISING = "".join(f"BASE <x{number}/> " for number in range(12_000)) + "ASK {}"
GAP = (
    "SELECT ?a { ?a a bl:District FILTER NOT EXISTS { ?b rdfs:label ?l . ?a rdfs:label ?l ."
    " ?b rdfs:label ?m FILTER(?l != ?m) } } #"
)


def read(*texts, seconds=20.0):
    async def run():
        reader = Reader(seconds)
        try:
            return [await one(reader, text) for text in texts]
        finally:
            await reader.stop()

    async def one(reader, text):
        try:
            return await reader.check(text, Limits())
        except Exception as error:  # noqa: BLE001 - compared by the tests
            return error

    return asyncio.run(run())


def test_a_query_is_read_as_it_would_be_here():
    found, gap, refused, malformed = read(
        LARGE, GAP, "ASK { SERVICE <http://x/> {} }", f"ASK {{\n VALUES ?a {{ {NUMBERS} }}"
    )
    assert found == (check(LARGE), LARGE)
    assert gap == (check(GAP), rewrite(GAP))
    assert gap.quick != GAP
    assert isinstance(refused, QueryRefusedError)
    assert "SERVICE" in refused.text.en
    assert isinstance(malformed, QuerySyntaxError)
    assert malformed.line == 1
    assert str(malformed) == malformed.text.de


def test_what_takes_too_long_is_ended_and_the_next_one_is_read():
    began = time.monotonic()
    endless, found = read(RISING, LARGE, seconds=3)
    assert time.monotonic() - began < 12
    assert isinstance(endless, QueryTooLargeError)
    assert found.query == check(LARGE)


def test_over_http_large_queries_get_answers_and_places_of_errors(tmp_path):
    build(tmp_path, {"one": districts(3)})
    assert len(LARGE) > READ_AT_ONCE
    with served(Settings(store=str(tmp_path), query_workers_fast=1)) as client:
        assert rows(client.post("/sparql", data={"query": LARGE})) == [{"n": "12000"}]
        direct = {"Content-Type": "application/sparql-query"}
        assert rows(client.post("/sparql", content=LARGE, headers=direct)) == [{"n": "12000"}]
        slip = LARGE + "\nGROUP BY ?s ORDER ?s"
        problem = client.post("/sparql", content=slip, headers=direct)
        assert problem.status_code == 400
        assert problem.json()["line"] == 2
        missing = LARGE.replace("?s a bl:District", "?s\n a . ?t a bl:District")
        problem = client.post("/sparql", content=missing, headers=direct)
        assert problem.status_code == 400
        assert problem.json()["line"] == 2
