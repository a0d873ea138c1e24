"""What a query may take, and that it cannot take more: real workers over a real store."""

import asyncio
import contextlib
import http.server
import json
import threading
import time
from dataclasses import replace

import psutil
import pytest

from ontology.errors import (
    BusyError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
)
from queries.guard import check
from service.negotiation import TABLE_FORMATS
from service.sparql.answers import Job, Limits
from service.sparql.pool import Pool
from service.sparql.process import LONG, RUNAWAY, Worker
from tests.sparql_support import build, districts

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED_PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
REGEX_BOMB = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    ' FILTER REGEX(CONCAT(STR(?c), STR(?f), STR(?i)), "^(([a-z])+.)+[A-Z]([a-z])+$") }'
)
ANY_STEPS = "(!<http://x/>|^!<http://x/>)*"
PATHS = f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY_STEPS} ?b . ?b {ANY_STEPS} ?c }}"
SHORT = "SELECT ?l { id:district\\/00001 rdfs:label ?l }"
JSON = TABLE_FORMATS[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("landscape"), {"one": districts(3000)})


def job(text, format_=JSON, **options):
    return Job(check(text), format_, **options)


def in_pool(folder, limits, work):
    async def run():
        pool = Pool(folder, limits)
        await pool.start()
        try:
            return await work(pool)
        finally:
            await pool.stop()
            assert pool.workers == ()

    return asyncio.run(run())


@pytest.mark.parametrize("text", [PRODUCT, REGEX_BOMB, PATHS])
def test_the_time_limit_really_ends_the_work(folder, text):
    async def work(pool):
        before = set(pool.workers)
        began = time.monotonic()
        with pytest.raises(QueryTimeoutError):
            await pool.execute(job(text))
        assert 0.9 < time.monotonic() - began < 3
        (killed,) = before - set(pool.workers)
        await asyncio.sleep(0.3)
        assert not psutil.pid_exists(killed)

    in_pool(folder, Limits(seconds=1, memory_mb=2000, fast=1), work)


def test_what_sends_rows_keeps_more_of_the_processor_than_what_only_computes(folder):
    async def work(pool):
        rows = await pool.execute(job("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
        silent = asyncio.ensure_future(pool.execute(job(PRODUCT)))
        began = time.monotonic()
        while time.monotonic() - began < 2:
            await anext(rows.parts)
        found = sorted(psutil.Process(pid).nice() for pid in pool.workers)
        await rows.parts.aclose()
        silent.cancel()
        return found

    niceness = in_pool(folder, Limits(seconds=9, fast_seconds=0.1, fast=1, rows=10**9), work)
    assert niceness[-2:] == [LONG, RUNAWAY]


def test_the_memory_limit_ends_a_sort_of_a_product(folder):
    async def work(pool):
        with pytest.raises(QueryTooLargeError, match="100 MiB"):
            await pool.execute(job(SORTED_PRODUCT))
        assert await pool.execute(job(SHORT))

    in_pool(folder, Limits(seconds=30, memory_mb=100, fast=1), work)


@pytest.mark.parametrize(
    ("limits", "word"), [(Limits(rows=5999), "5999"), (Limits(bytes=2000), "2000")]
)
@pytest.mark.parametrize("format_", TABLE_FORMATS, ids=lambda offer: offer.name)
def test_row_and_byte_caps(folder, limits, word, format_):
    async def work(pool):
        with pytest.raises(QueryTooLargeError, match=word):
            await (await pool.execute(job("SELECT * { ?s ?p ?o }", format_))).whole()

    in_pool(folder, limits, work)


def test_exactly_as_many_rows_as_allowed_pass(folder):
    async def work(pool):
        for format_ in TABLE_FORMATS:
            assert await (await pool.execute(job("SELECT * { ?s ?p ?o }", format_))).whole()

    in_pool(folder, Limits(rows=6000), work)


def test_short_queries_stay_short_while_the_slow_lane_is_full(folder):
    async def work(pool):
        runaways = [asyncio.ensure_future(pool.execute(job(PRODUCT))) for _ in range(4)]
        await asyncio.sleep(1.5)
        times = []
        for _ in range(20):
            began = time.monotonic()
            await pool.execute(job(SHORT))
            times.append(time.monotonic() - began)
        assert not all(runaway.done() for runaway in runaways)
        for runaway in runaways:
            with pytest.raises(QueryTimeoutError):
                await runaway
        return sorted(times)[10]

    median = in_pool(folder, Limits(seconds=3, fast_seconds=0.1, fast=2, slow=2), work)
    assert median < 0.1


def test_who_does_not_read_holds_nobody_up_and_loses_nothing(folder):
    rows = "SELECT * { ?a a bl:District . ?b a bl:District } LIMIT 60000"
    long = "SELECT (COUNT(*) AS ?n) { ?a a bl:District . ?b a bl:District }"

    async def work(pool):
        held = [await pool.execute(job(rows)) for _ in range(3)]
        parts = [[await anext(answer.parts)] for answer in held]
        await asyncio.sleep(1)
        assert b'"9000000"' in (await pool.execute(job(long))).content
        for answer, begun in zip(held[1:], parts[1:], strict=True):
            begun += [part async for part in answer.parts]
            assert len(json.loads(b"".join(begun))["results"]["bindings"]) == 60000
        # three stood still and two may: the first was ended, and does not look complete
        with pytest.raises(QueryTimeoutError):
            await anext(held[0].parts)
        assert pool.parked == []
        return await pool.execute(job(SHORT))

    limits = Limits(seconds=30, fast_seconds=0.2, fast=1, slow=1)
    assert in_pool(folder, limits, work).content


def test_a_stopped_query_goes_on_and_answers(folder):
    """Two long but finite queries share one slow place: both end, nobody starts again."""
    finite = "SELECT (COUNT(*) AS ?n) { ?a a bl:District . ?b a bl:District }"

    async def work(pool):
        answers = await asyncio.gather(*(pool.execute(job(finite)) for _ in range(2)))
        return [answer.content for answer in answers]

    first, second = in_pool(folder, Limits(seconds=60, fast_seconds=0.05, fast=2, slow=1), work)
    assert first == second
    assert b'"9000000"' in first


def test_a_full_queue_says_when_to_come_back(folder):
    async def work(pool):
        runaways = [asyncio.ensure_future(pool.execute(job(PRODUCT))) for _ in range(6)]
        done, _ = await asyncio.wait(runaways, timeout=1.5)
        refused = [run.exception() for run in done]
        assert refused
        assert all(isinstance(error, BusyError) and error.retry_after >= 1 for error in refused)
        for run in runaways:
            run.cancel()
        await asyncio.gather(*runaways, return_exceptions=True)
        assert (await pool.execute(job(SHORT))).content

    in_pool(folder, Limits(seconds=8, fast_seconds=0.1, fast=1, slow=1, queue=2), work)


def test_a_cancelled_query_leaves_no_work_behind(folder):
    async def work(pool):
        run = asyncio.ensure_future(pool.execute(job(PRODUCT)))
        await asyncio.sleep(0.5)
        before = pool.workers
        run.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await run
        await asyncio.sleep(0.5)
        assert set(pool.workers) != set(before)
        busy = [psutil.Process(pid).cpu_percent(0.2) for pid in pool.workers]
        assert max(busy) < 50

    in_pool(folder, Limits(seconds=30, fast=1), work)


def test_the_engine_explains_syntax_errors_and_the_worker_lives_on(folder):
    async def work(pool):
        before = pool.workers
        with pytest.raises(QuerySyntaxError) as caught:
            await pool.execute(job("SELECT * {\n ?s ?p }"))
        assert caught.value.line
        assert pool.workers == before

    in_pool(folder, Limits(fast=1), work)


@pytest.mark.parametrize("text", ["ASK { FILTER NOT EXISTS }", "ASK { FILTER EXISTS ?x {} }"])
def test_what_cannot_be_read_costs_no_place(folder, text):
    async def work(pool):
        for _ in range(pool.limits.fast + 1):
            found = pool.ask(job(text))
            with pytest.raises(QuerySyntaxError, match="EXISTS"):
                await found
        return await pool.execute(job(SHORT))

    assert b"Kreis" in in_pool(folder, Limits(), work).content


def test_a_deep_query_costs_a_worker_and_nothing_else(folder):
    deep = replace(check("ASK {}"), text="ASK " + "{" * 20_000 + "}" * 20_000)

    async def work(pool):
        with pytest.raises(QueryTooLargeError):
            await pool.execute(Job(deep, JSON))
        assert (await pool.execute(job(SHORT))).content

    in_pool(folder, Limits(fast=1), work)


def test_large_answers_come_in_parts_and_are_whole(folder):
    async def work(pool):
        query = "SELECT * { ?a a bl:District . ?b a bl:District } LIMIT 60000"
        answer = await pool.execute(job(query, TABLE_FORMATS[2]))
        assert answer.parts is not None
        whole = await answer.whole()
        assert whole.count(b"\r\n") == 60_001
        answer = await pool.execute(job(query))
        await anext(answer.parts)
        await answer.parts.aclose()
        assert (await pool.execute(job(SHORT))).content

    in_pool(folder, Limits(fast=1), work)


def test_negations_are_answered_in_the_quick_form_and_errors_keep_their_place(folder):
    gap = """SELECT ?a { ?a a bl:District FILTER NOT EXISTS { ?b a bl:District .
        ?b rdfs:label ?l . ?a rdfs:label ?l . ?b rdfs:label ?m FILTER(?l != ?m) } }"""

    async def work(pool):
        answer = await pool.execute(job(gap))
        assert answer.content.count(b"district/") == 3000
        with pytest.raises(QuerySyntaxError) as caught:
            await pool.execute(job(gap + "\nGROUP BY ?b"))
        assert caught.value.line == 3

    in_pool(folder, Limits(seconds=5, fast=1), work)


def test_no_store_no_start(tmp_path):
    with pytest.raises(StoreError):
        in_pool(str(tmp_path / "nothing"), Limits(), None)


def test_the_kernel_refuses_connections_of_a_worker(folder):
    """The second lock: a SERVICE that slips through the guard reaches nobody."""
    reached = []

    class Target(http.server.BaseHTTPRequestHandler):
        def handle(self):
            reached.append(self.client_address)

    with http.server.HTTPServer(("127.0.0.1", 0), Target) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        text = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}"
        slipped = replace(check("SELECT * {}"), text=text)

        async def work(pool):
            with pytest.raises(StoreError, match=r"(?i)permission denied|os error 13"):
                await pool.execute(Job(slipped, JSON))

        in_pool(folder, Limits(fast=1), work)
        server.shutdown()
    assert reached == []


def test_a_new_generation_is_served_without_a_break(tmp_path):
    root = tmp_path / "landscape"
    first = build(root, {"one": districts(2)}, "first")
    second = build(root, {"one": districts(5)}, "second")
    count = "SELECT (COUNT(*) AS ?n) { ?s a bl:District }"

    async def work(pool):
        assert b'"2"' in (await pool.execute(job(count))).content
        await pool.switch(second)
        assert b'"5"' in (await pool.execute(job(count))).content
        with pytest.raises(StoreError):
            await pool.switch(str(tmp_path / "nothing"))
        assert b'"5"' in (await pool.execute(job(count))).content

    in_pool(first, Limits(fast=2), work)


def test_many_at_once_all_get_their_own_answer(folder):
    async def work(pool):
        texts = [f"SELECT ?l {{ id:district\\/{n:05} rdfs:label ?l }}" for n in range(200)]
        answers = await asyncio.gather(*(pool.execute(job(text)) for text in texts))
        for number, answer in enumerate(answers):
            assert f"Kreis {number},".encode() in answer.content

    in_pool(folder, Limits(fast=3, queue=200), work)


def test_worker_descriptors_do_not_leak(folder):
    async def work(pool):
        descriptors = psutil.Process().num_fds()
        for _ in range(5):
            with pytest.raises(QueryTimeoutError):
                await pool.execute(job(PRODUCT))
        await asyncio.sleep(0.5)
        assert psutil.Process().num_fds() <= descriptors + 2

    in_pool(folder, Limits(seconds=0.2, fast_seconds=0.1, fast=1), work)


def test_a_worker_says_why_it_cannot_open_a_store(tmp_path):
    async def run():
        with pytest.raises(StoreError, match=r"nothing"):
            await Worker(str(tmp_path / "nothing"), Limits()).ready()

    asyncio.run(run())
