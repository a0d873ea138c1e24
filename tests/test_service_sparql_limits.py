"""Limits as a client sees them: over HTTP, with a server that may be killed."""

import contextlib
import os

import httpx
import psutil
import pytest

from ontology.namespaces import GRAPH
from service.settings import Settings
from tests.conftest import free_port, wait_until_up
from tests.sparql_support import build, districts, process, rows, served

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def test_workers_die_with_a_killed_server(tmp_path):
    root = tmp_path / "landscape"
    build(root, {"one": districts(3000)})
    port = free_port()
    with process(root, port) as child:
        wait_until_up(f"http://127.0.0.1:{port}/health", child)
        for _ in range(3):
            with contextlib.suppress(httpx.TimeoutException):
                httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": PRODUCT}, timeout=0.5)
        workers = psutil.Process(child.pid).children(recursive=True)
        assert workers
        os.kill(child.pid, 9)
        _, alive = psutil.wait_procs(workers, timeout=5)
        assert alive == []


def test_over_http_limits_are_503_and_a_torn_answer_is_never_complete(tmp_path):
    root = tmp_path / "landscape"
    build(root, {"one": districts(3000)})
    settings = Settings(
        store=str(root), query_timeout_seconds=1, query_rows=50_000, query_workers_fast=2
    )
    with served(settings) as client:
        problem = client.get("/sparql", params={"query": PRODUCT})
        assert problem.status_code == 503
        assert problem.json()["type"].endswith("/query-timeout")
        small = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
        assert len(rows(small)) == 6000
        # the first rows are out before the cap is reached: the connection breaks off
        torn = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"}
        for name in ("json", "csv", "tsv", "xml"):
            with pytest.raises(httpx.RemoteProtocolError):
                client.get("/sparql", params={**torn, "format": name})
        graph = {"graph": GRAPH + "one", "format": "nt"}
        assert client.get("/sparql/graph", params=graph).text.count("\n") == 6000
        large = "CONSTRUCT { ?a ?b ?f } { ?a a bl:District ; ?b ?c . ?d rdfs:label ?f }"
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/sparql", params={"query": large, "format": "ttl"})


def test_memory_of_the_server_stays_flat_while_a_large_answer_passes(tmp_path):
    root = tmp_path / "landscape"
    build(root, {"one": districts(600)})
    with served(Settings(store=str(root), query_workers_fast=1)) as client:
        before = psutil.Process().memory_info().rss
        query = "SELECT * { ?a rdfs:label ?c . ?d rdfs:label ?f }"
        highest, size = 0, 0
        with client.stream("GET", "/sparql", params={"query": query}) as response:
            for piece in response.iter_bytes():
                size += len(piece)
                highest = max(highest, psutil.Process().memory_info().rss)
        assert size > 80_000_000
        assert highest - before < 40_000_000
