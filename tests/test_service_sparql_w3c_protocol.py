"""The W3C's tests of the SPARQL 1.1 Protocol, by their names, as requests to the service."""

import httpx
import pytest

from ontology.namespaces import GRAPH
from service.settings import Settings
from tests.sparql_support import DERIVED, build, districts, rows, served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
JSON = {"Accept": "application/sparql-results+json"}
ONE, DERIVED_GRAPH = GRAPH + "one", GRAPH + "derived"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("protocol")
    build(root, {"one": districts(3), "derived": DERIVED})
    with served(Settings(store=str(root))) as running:
        yield running


def count(response: httpx.Response) -> int:
    return int(rows(response)[0]["n"])


def test_query_get(client):
    assert count(client.get("/sparql", params={"query": COUNT}, headers=JSON)) == 7


def test_query_post_form(client):
    assert count(client.post("/sparql", data={"query": COUNT}, headers=JSON)) == 7


def test_query_post_direct(client):
    assert count(client.post("/sparql", content=COUNT, headers=DIRECT | JSON)) == 7


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_default_graphs(client, method):
    for graphs, expected in ([ONE], 6), ([DERIVED_GRAPH], 1), ([ONE, DERIVED_GRAPH], 7):
        fields = {"query": COUNT, "default-graph-uri": graphs}
        sent = {"params": fields} if method == "GET" else {"data": fields}
        assert count(client.request(method, "/sparql", headers=JSON, **sent)) == expected


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_query_dataset_named_graphs(client, method):
    fields = {"query": NAMED, "named-graph-uri": [DERIVED_GRAPH]}
    sent = {"params": fields} if method == "GET" else {"data": fields}
    found = rows(client.request(method, "/sparql", headers=JSON, **sent))
    assert found == [{"g": DERIVED_GRAPH}]
    fields["query"] = COUNT
    assert count(client.request(method, "/sparql", headers=JSON, **sent)) == 0


def test_query_dataset_full(client):
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . GRAPH ?g { ?x ?q ?y } }"
    fields = {"query": query, "default-graph-uri": ONE, "named-graph-uri": DERIVED_GRAPH}
    assert count(client.get("/sparql", params=fields, headers=JSON)) == 6
    assert count(client.post("/sparql", data=fields, headers=JSON)) == 6
    address = f"/sparql?default-graph-uri={ONE}&named-graph-uri={DERIVED_GRAPH}"
    assert count(client.post(address, content=query, headers=DIRECT | JSON)) == 6


def test_query_multiple_dataset(client):
    """The dataset of the request stands above FROM in the query."""
    fields = {"query": f"SELECT (COUNT(*) AS ?n) FROM <{DERIVED_GRAPH}> {{ ?s ?p ?o }}"}
    assert count(client.get("/sparql", params=fields, headers=JSON)) == 1
    fields["default-graph-uri"] = ONE
    assert count(client.get("/sparql", params=fields, headers=JSON)) == 6


@pytest.mark.parametrize(
    ("query", "types"),
    [
        ("SELECT * { ?s ?p ?o }", ("application/sparql-results+json",
         "application/sparql-results+xml", "text/csv", "text/tab-separated-values")),
        ("ASK { ?s ?p ?o }", ("application/sparql-results+json", "application/sparql-results+xml")),
        ("DESCRIBE ?s { ?s a bl:District }", ("text/turtle", "application/rdf+xml",
         "application/n-triples", "application/ld+json")),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ("text/turtle", "application/rdf+xml",
         "application/n-triples", "application/ld+json")),
    ],
)  # fmt: skip
def test_query_content_type(client, query, types):
    for type_ in types:
        for sent in ({"params": {"query": query}}, {"data": {"query": query}}):
            method = "GET" if "params" in sent else "POST"
            response = client.request(method, "/sparql", headers={"Accept": type_}, **sent)
            assert response.status_code == 200, response.text
            assert response.headers["Content-Type"].split(";")[0] == type_


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_bad_query_method(client, method):
    response = client.request(method, "/sparql", params={"query": COUNT})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def refused(response: httpx.Response, status: int) -> None:
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"].startswith("application/problem+json")


def test_bad_multiple_queries(client):
    refused(client.get("/sparql", params={"query": ["ASK {}", "SELECT * {}"]}), 400)
    refused(client.post("/sparql", data={"query": ["ASK {}", "SELECT * {}"]}), 400)


def test_bad_query_wrong_media_type(client):
    headers = {"Content-Type": "text/plain"}
    refused(client.post("/sparql", content=COUNT, headers=headers), 415)


def test_bad_query_missing_form_type(client):
    refused(client.post("/sparql", content=b"query=ASK%20%7B%7D"), 415)


def test_bad_query_missing_direct_type(client):
    refused(client.post("/sparql", content=b"ASK {}"), 415)


def test_bad_query_non_utf8(client):
    headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    refused(client.post("/sparql", content=COUNT.encode("utf-16"), headers=headers), 415)
    broken = b'ASK { ?s ?p "\xff" }'
    refused(client.post("/sparql", content=broken, headers=DIRECT), 400)
    refused(client.post("/sparql", content=b"query=%FF", headers=FORM), 400)


def test_bad_query_syntax(client):
    for query in ("ASK", "SELECT", "ASK {", "SELECT * { ?s ?p }"):
        refused(client.get("/sparql", params={"query": query}), 400)


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"update": "CLEAR ALL"}},
        {"data": {"update": ["CLEAR ALL", "DROP ALL"]}},
        {"data": {"update": "CLEAR ALL", "using-graph-uri": ONE}},
        {"params": {"update": "CLEAR ALL"}, "data": {}},
        {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
        {"content": "CLEAR ALL", "headers": {"Content-Type": "text/plain"}},
    ],
)
def test_updates_are_not_offered_in_any_form(client, sent):
    """Tests named update_… and bad_update_…: the specification leaves updates to a service."""
    response = client.post("/sparql", **sent)
    assert response.status_code in {400, 403, 415}, response.text
    assert count(client.get("/sparql", params={"query": COUNT}, headers=JSON)) == 7
