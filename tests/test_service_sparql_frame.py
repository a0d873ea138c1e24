"""What stands around every answer: documentation, health, counters, headers, compression."""

import json
from urllib.parse import quote

import pytest

from service.settings import Settings
from tests.sparql_support import DERIVED, build, districts, served

ALL = "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, {"one": districts(3), "derived": DERIVED})
    with served(Settings(store=str(root), query_workers_fast=1)) as client:
        yield client


def test_docs_health_and_metrics_come_from_our_host(client):
    page = client.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    for path in ("/docs/start.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css"):
        assert client.get(path).status_code == 200
    assert client.get("/docs/other.js").status_code == 404
    health = client.get("/health").json()
    assert (health["status"], health["version"], health["triples"]) == ("ok", "one", 7)
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths["/sparql"]) == {"get", "post"}
    text = client.get("/metrics").text
    assert (
        'bildungslandschaft_http_requests_total{method="GET",route="/health",status="200"}' in text
    )
    client.get("/" + quote('x"}\n'))
    assert 'route="other",status="404"' in client.get("/metrics").text


def test_every_answer_carries_security_headers(client):
    for path in ("/health", "/nothing", "/sparql?query=ASK{}", "/docs"):
        headers = client.get(path).headers
        assert "script-src" not in headers["content-security-policy"]
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-request-id"]


def test_large_json_is_compressed_except_for_queries(client):
    assert client.get("/openapi.json").headers["content-encoding"] == "gzip"
    response = client.get("/sparql", params={"query": ALL}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in response.headers
    assert json.loads(response.content)["head"]["vars"] == ["s", "l"]
