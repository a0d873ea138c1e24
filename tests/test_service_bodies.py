"""Bodies that nothing could read are refused before anything tries."""

import gzip

import pytest

from service.settings import Settings
from tests.sparql_support import build, districts, rows, served

QUERY = b"SELECT (COUNT(*) AS ?n) { ?s a bl:District }"
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, {"one": districts(3)})
    with served(Settings(store=str(root), query_workers_fast=1)) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/sparql", "application/sparql-query"),
        ("/sparql", "application/x-www-form-urlencoded"),
        ("/reconcile", "application/x-www-form-urlencoded"),
        ("/api/v1/feedback", "application/json"),
    ],
)
@pytest.mark.parametrize("coding", ["gzip", "identity, BR"])
def test_a_coded_body_is_refused_by_the_name_of_its_coding(client, path, kind, coding):
    headers = {"Content-Type": kind, "Content-Encoding": coding, "Accept-Language": "en"}
    answer = client.post(path, content=gzip.compress(QUERY), headers=headers)
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    assert answer.headers["content-type"] == "application/problem+json"
    assert coding.rpartition(" ")[2].lower() in answer.json()["detail"]
    assert answer.headers["x-request-id"] in answer.json()["instance"]


def test_a_body_as_it_is_may_say_so(client):
    plain = client.post("/sparql", content=QUERY, headers=DIRECT)
    told = client.post("/sparql", content=QUERY, headers={**DIRECT, "Content-Encoding": "identity"})
    assert rows(told) == rows(plain) == [{"n": "3"}]
