"""The description of the interface says what every operation takes and what it can answer."""

import re

import pytest

from ontology.namespaces import graph_iri
from service.app import create_app
from service.settings import Settings

PROBLEM = "application/problem+json"


@pytest.fixture(scope="module")
def description():
    return create_app(Settings()).openapi()


@pytest.fixture(scope="module")
def operations(description):
    paths = description["paths"].items()
    return {(method, path): one for path, every in paths for method, one in every.items()}


def test_every_problem_has_the_shape_of_a_problem(description, operations):
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for place, operation in operations.items():
        for status, response in operation["responses"].items():
            if status >= "400":
                assert response["content"][PROBLEM] == problem, place
                assert "application/json" not in response["content"], place
    schemas = description["components"]["schemas"]
    assert schemas["Problem"]["required"] == ["type", "title", "status", "detail"]
    assert "HTTPValidationError" not in schemas


@pytest.mark.parametrize(
    ("method", "path", "asked"),
    [
        ("get", "/sparql", {"params": {"query": "SELEC"}}),
        ("get", "/sparql", {"params": {"update": "CLEAR ALL"}}),
        ("get", "/sparql", {"headers": {"Accept": "image/png"}}),
        ("get", "/sparql", {"headers": {"Accept": "text/html"}}),
        ("get", "/sparql", {"params": {"query": "ASK {}"}, "headers": {"Accept": "text/csv"}}),
        ("post", "/sparql", {"content": b"<a/>", "headers": {"Content-Type": "text/xml"}}),
        ("get", "/sparql/graph", {"params": {"graph": "https://example.org/"}}),
        ("get", "/api/v1/actors/{reference}", {"path": "/api/v1/actors/nobody-at-all"}),
        ("get", "/api/v1/gaps", {"params": {"district": "99999"}}),
        ("get", "/api/v1/what-if", {}),
        ("get", "/api/v1/portfolios", {"params": {"state": "14", "format": "csv"}}),
        ("get", "/api/v1/queries/states", {"params": {"format": "xml"}}),
        ("get", "/api/v1/queries/states", {"params": {"format": "png"}}),
        ("get", "/api/v1/queries/states", {"params": {"lang": "fr"}}),
        ("get", "/api/v1/queries/ties-of-actor", {"params": {"actor": "nobody-at-all"}}),
        ("post", "/api/v1/feedback", {"json": {}}),
        ("post", "/api/v1/feedback", {"content": b"", "headers": {"Content-Encoding": "gzip"}}),
        ("get", "/.well-known/void", {"headers": {"Accept": "application/ld+json"}}),
        ("get", "/data/catalog", {"headers": {"Accept": "image/png"}}),
        ("get", "/id/{kind}/{key}", {"path": "/id/district/05334"}),
        ("get", "/id/{kind}/{key}", {"path": "/id/district/05334.ttl"}),
        ("get", "/vocab/{name}", {"path": "/vocab/nothing"}),
        ("get", "/ontology", {"headers": {"Accept": "image/png"}}),
        ("get", "/data/tables/{path}", {"path": "/data/tables/themes/themes.csv"}),
        ("get", "/reconcile/preview", {}),
        ("get", "/metrics", {}),
    ],
)
def test_what_is_answered_stands_in_the_description(client, operations, method, path, asked):
    address = asked.pop("path", path)
    answer = client.request(method, address, follow_redirects=False, **asked)
    responses = operations[method, path]["responses"]
    assert str(answer.status_code) in responses
    content = responses[str(answer.status_code)].get("content")
    if content:
        assert answer.headers["content-type"].partition(";")[0] in content


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/sparql", "/sparql?query=ASK%7B%7D"),
        ("/sparql/graph", f"/sparql/graph?graph={graph_iri('ontology')}"),
        ("/api/v1/actors", "/api/v1/actors"),
        ("/api/v1/districts/{ags}", "/api/v1/districts/05334"),
        ("/api/v1/changes", "/api/v1/changes?from=2024-01-01"),
        ("/api/v1/network", "/api/v1/network"),
        ("/api/v1/queries/states", "/api/v1/queries/states?format=csv"),
        ("/api/v1/context.jsonld", "/api/v1/context.jsonld"),
        ("/id/{kind}/{key}", "/id/district/05334.ttl"),
        ("/vocab/{name}", "/vocab/theme.ttl"),
        ("/ontology", "/ontology.ttl"),
        ("/.well-known/void", "/.well-known/void"),
        ("/data/catalog", "/data/catalog"),
        ("/data/index.json", "/data/index.json"),
        ("/data/tables/{path}", "/data/tables/themes/themes.csv"),
        ("/data/{name}.gz", "/data/ontology.ttl.gz"),
        ("/health", "/health"),
        ("/metrics", "/metrics"),
        ("/reconcile", "/reconcile"),
        ("/reconcile/suggest/type", "/reconcile/suggest/type?prefix=S"),
    ],
)
def test_304_is_described_where_nothing_is_sent_again(client, operations, path, address):
    first = client.get(address)
    assert first.status_code == 200
    has_tag = "etag" in first.headers
    # any version, as files that are made meanwhile change lists of them
    again = client.get(address, headers={"If-None-Match": "*"})
    assert again.status_code == (304 if has_tag else 200)
    assert ("etag" in again.headers) == has_tag
    described = operations["get", path]["responses"].get("304", {})
    assert described.get("headers", {}).keys() == ({"ETag"} if has_tag else set())


def test_numbers_of_questions_are_numbers_with_bounds(operations):
    found = [
        parameter
        for (_, path), operation in operations.items()
        if path.startswith("/api/v1/queries/")
        for parameter in operation["parameters"]
        if parameter["name"] == "limit"
    ]
    assert len(found) > 5
    for parameter in found:
        schema = parameter["schema"]
        assert (schema["minimum"], schema["maximum"]) == (1, 10_000)
        assert type(schema["default"]) is int
        assert type(parameter.get("example", 1)) is int


@pytest.mark.parametrize(
    ("path", "name", "taken", "refused"),
    [
        ("queries/ties-ending-soon", "until", ["", "2014", "2014-06", "today+1y"], ["14", "now"]),
        ("queries/actors-by-name", "text", ["Stiftung", "Ä b"], ["", " "]),
        ("queries/ties-of-actor", "actor", ["05334", "possehl-stiftung"], ["", "a b"]),
        ("queries/districts", "state", ["", "05"], ["5", "17"]),
        ("changes", "from", ["2014", "2014-06-30"], ["", "2014-13", "today"]),
        ("actors", "cursor", ["", "o50"], ["50", "x"]),
        ("gaps", "as_of", ["", "2014-06"], ["0000", "2014-6"]),
    ],
)
def test_patterns_take_what_is_taken(client, operations, path, name, taken, refused):
    parameters = operations["get", f"/api/v1/{path}"]["parameters"]
    pattern = next(one["schema"]["pattern"] for one in parameters if one["name"] == name)
    for value in (*taken, *refused):
        is_taken = bool(re.search(pattern, value))
        assert is_taken == (value in taken)
        status = client.get(f"/api/v1/{path}", params={name: value}).status_code
        assert (status < 400) == is_taken, value


def test_steps_inside_are_no_parameters(client, operations):
    for path in ("/ontology", "/.well-known/void", "/.well-known/sparql-examples", "/data/catalog"):
        assert not operations["get", path].get("parameters")
        plain = client.get(path, follow_redirects=False)
        asked = client.get(f"{path}?suffix=x&version=1", follow_redirects=False)
        assert asked.status_code == plain.status_code < 400
        assert client.get(f"{path}.nothing").status_code in {404, 406}


def test_the_examples_of_the_description_are_accepted(client, operations):
    parameters = operations["get", "/reconcile"]["parameters"]
    assert len(parameters) == 3
    for parameter in parameters:
        asked = {parameter["name"]: parameter["schema"]["examples"][0]}
        assert (
            client.get("/reconcile", params=asked).json().keys().isdisjoint({"versions", "errors"})
        )
        empty = client.get("/reconcile", params={parameter["name"]: ""})
        assert "versions" in empty.json()
