"""The short way of a query: answers are kept, kept ones are named, and the worker stays light."""

import subprocess
import sys

import pytest

from service.settings import Settings
from service.sparql.kept import KeptAnswers
from tests.sparql_support import build, districts, rows, served

LABEL = "SELECT ?l { id:district\\/00001 rdfs:label ?l }"
FRESH = {"Cache-Control": "no-cache"}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("landscape")
    build(folder, {"one": districts(3)}, "first")
    return folder


@pytest.fixture(scope="module")
def client(root):
    with served(Settings(store=str(root), query_workers_fast=1)) as running:
        yield running


def test_a_kept_answer_says_so(client):
    first = client.get("/sparql", params={"query": LABEL}, headers=FRESH)
    again = client.get("/sparql", params={"query": LABEL})
    posted = client.post("/sparql", data={"query": LABEL})
    fresh = client.get("/sparql", params={"query": LABEL}, headers=FRESH)
    assert "cache-status" not in first.headers
    assert "cache-status" not in fresh.headers
    for kept in (again, posted):
        assert kept.headers["cache-status"] == "bildungslandschaft; hit"
        assert int(kept.headers["age"]) >= 0
        assert kept.content == first.content
    assert again.headers["etag"] == fresh.headers["etag"]


def test_formats_graphs_and_inference_have_answers_of_their_own(client):
    seen = set()
    for further in ({}, {"format": "csv"}, {"inference": "off"}, {"format": "xml"}):
        answer = client.get("/sparql", params={"query": LABEL + " # own", **further})
        assert "cache-status" not in answer.headers
        seen.add((answer.headers["content-type"], answer.content, *further))
    assert len(seen) == 4


def test_what_differs_from_run_to_run_is_not_kept(client):
    for _ in range(2):
        answer = client.get("/sparql", params={"query": "SELECT (RAND() AS ?r) {}"})
        assert "cache-status" not in answer.headers


def test_a_new_generation_answers_anew(tmp_path):
    build(tmp_path, {"one": districts(2)}, "first")
    count = {"query": "SELECT (COUNT(*) AS ?n) { ?s a bl:District }"}
    with served(Settings(store=str(tmp_path), query_workers_fast=1)) as client:
        assert rows(client.get("/sparql", params=count)) == [{"n": "2"}]
        build(tmp_path, {"one": districts(4)}, "second")
        for _ in range(100):
            answer = client.get("/sparql", params=count)
            if rows(answer) == [{"n": "4"}]:
                return
            client.get("/health")
            subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail("the new generation is not served")


def test_the_last_asked_stay_within_the_room():
    kept = KeptAnswers(10)
    kept.keep("large", b"xxx")
    assert kept.find("large") is None
    for key in "abcde":
        kept.keep(key, b"xx")
    assert kept.find("a").content == b"xx"
    kept.keep("f", b"xx")
    assert kept.find("a")
    assert kept.find("b") is None
    kept.keep("a", b"y")
    assert kept.find("a").content == b"y"
    assert KeptAnswers(0).find("a") is None


def test_a_worker_loads_the_engine_and_little_else():
    """A long query costs the start of another worker: it must be up before anybody waits."""
    code = "import sys, service.sparql.worker; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(shown.stdout.split())
    assert "pyoxigraph" in loaded
    assert loaded.isdisjoint({"rdflib", "fastapi", "asyncio", "numpy", "queries", "ontology"})
