"""Which worker keeps its fast place, and when it gives it away: real workers over a real store."""

import asyncio
import contextlib
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from queries.guard import check
from service.negotiation import TABLE_FORMATS
from service.sparql.answers import Job, Limits
from service.sparql.pool import Pool
from service.sparql.process import LONG
from tests.sparql_support import build, districts

LONG_QUERY = "SELECT (COUNT(*) AS ?n) { ?a a bl:District . ?b a bl:District }"
MEDIUM_QUERY = (
    "SELECT (COUNT(*) AS ?n) { { SELECT ?a { ?a a bl:District } LIMIT 500 } ?b a bl:District }"
)
"""Longer than `fast_seconds`, and on a busy machine too far shorter than what is granted."""
SHORT_QUERY = "SELECT ?l { id:district\\/00001 rdfs:label ?l }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return build(tmp_path_factory.mktemp("landscape"), {"one": districts(3000)})


def job(text):
    return Job(check(text), TABLE_FORMATS[0])


def in_pool(folder, work, **limits):
    async def run():
        pool = Pool(folder, Limits(seconds=30, fast_seconds=0.01, **limits))
        await pool.start()
        try:
            return await work(pool)
        finally:
            await pool.stop()

    return asyncio.run(run())


def test_a_long_query_that_is_alone_keeps_its_worker_and_what_it_has_read(folder):
    async def work(pool):
        before = set(pool.workers)
        for _ in range(3):
            assert b'"1500000"' in (await pool.execute(job(MEDIUM_QUERY))).content
        return before, set(pool.workers)

    before, after = in_pool(folder, work, fast=2)
    assert before == after


def test_a_long_query_gives_its_place_away_once_the_others_are_taken(folder):
    async def work(pool):
        before = set(pool.workers)
        long = asyncio.ensure_future(pool.execute(job(LONG_QUERY)))
        await asyncio.sleep(0.2)
        assert set(pool.workers) == before
        assert b"Kreis 1" in (await pool.execute(job(SHORT_QUERY))).content
        lowered = [pid for pid in before if psutil.Process(pid).nice() == LONG]
        await long
        return before, set(pool.workers), lowered

    before, after, lowered = in_pool(folder, work, fast=2)
    assert len(lowered) == 1
    assert len(after) == 2
    assert len(before & after) == 1
    assert not set(lowered) & after


def test_the_only_place_is_given_away_at_once(folder):
    async def work(pool):
        before = set(pool.workers)
        await pool.execute(job(LONG_QUERY))
        await pool.execute(job(SHORT_QUERY))
        return before & set(pool.workers)

    assert in_pool(folder, work, fast=1) == set()


def test_a_query_that_goes_on_gives_its_place_away_in_the_end(folder):
    async def work(pool):
        endless = asyncio.ensure_future(
            pool.execute(job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        )
        await asyncio.sleep(0.5)
        early = len(pool.workers)
        await asyncio.sleep(3)
        late = len(pool.workers)
        endless.cancel()
        await asyncio.gather(endless, return_exceptions=True)
        return early, late

    assert in_pool(folder, work, fast=2) == (2, 3)


def test_a_worker_that_was_killed_while_it_was_idle_costs_nobody_a_query(folder):
    async def work(pool):
        for pid in pool.workers:
            os.kill(pid, signal.SIGKILL)
            psutil.wait_procs([psutil.Process(pid)], timeout=5)
        for _ in range(3):
            assert b"Kreis 1" in (await pool.execute(job(SHORT_QUERY))).content
        return pool.workers

    assert len(in_pool(folder, work, fast=2)) == 2


def _highest_descriptor():
    return max(int(one.name) for one in Path("/proc/self/fd").iterdir())


def starve(folder):
    """Ask for something while no descriptor is free; run in a process that holds nobody else."""

    async def work(pool):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        highest = _highest_descriptor()
        held = []
        resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 20, hard))
        try:
            with contextlib.suppress(OSError):
                while True:
                    held.append(os.dup(0))
            assert b'"9000000"' in (await pool.execute(job(LONG_QUERY))).content
            assert pool.workers == ()
        finally:
            for descriptor in held:
                os.close(descriptor)
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return (await pool.execute(job(SHORT_QUERY))).content

    assert b"Kreis 1" in in_pool(folder, work, fast=1)


def test_a_place_comes_back_after_a_shortage_of_descriptors(folder):
    code = f"from tests.test_service_sparql_places import starve; starve({folder!r})"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
