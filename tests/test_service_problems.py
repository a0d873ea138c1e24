"""Which status and document every error becomes."""

import json
import logging
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from ontology import errors
from ontology.errors import (
    BusyError,
    CellError,
    LandscapeError,
    ParameterError,
    QuerySyntaxError,
    TableError,
    UnknownThingError,
)
from ontology.texts import Text
from service import problems
from service.logs import OneLineFormatter, one_line
from service.metrics import Metrics
from service.middleware import RequestFrame

TEXT = Text("Öl", "oil")


def app_raising(error: Exception) -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.add_middleware(RequestFrame, metrics=Metrics())

    @app.get("/")
    def raising(number: int = 0) -> None:
        assert isinstance(number, int)
        raise error

    return TestClient(app)


def all_errors() -> list[type[LandscapeError]]:
    found, open_ones = [], [LandscapeError]
    while open_ones:
        kind = open_ones.pop()
        found.append(kind)
        open_ones += kind.__subclasses__()
    return [kind for kind in found if kind.__module__ == errors.__name__]


def test_every_class_of_the_tree_has_its_own_line():
    assert set(all_errors()) == set(problems._TABLE)
    slugs = [entry.slug for entry in problems._TABLE.values()]
    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize(
    ("error", "status", "extra"),
    [
        (UnknownThingError(TEXT, ["a", "b"]), 404, {"near": ["a", "b"]}),
        (ParameterError("ags", TEXT), 422, {"parameter": "ags"}),
        (QuerySyntaxError(TEXT, 2, 7), 400, {"line": 2, "column": 7}),
        (errors.QueryRefusedError(TEXT), 400, {}),
        (errors.QueryTimeoutError(TEXT), 503, {}),
        (errors.QueryTooLargeError(TEXT), 503, {}),
        (BusyError(TEXT, 7), 503, {"retryAfter": 7}),
        (errors.StoreError(TEXT), 503, {}),
        (errors.StoreLockedError(TEXT), 503, {}),
        (errors.OntologyError(TEXT), 500, {}),
        (
            TableError([CellError("a.csv", 3, "ags", "x", TEXT, TEXT)]),
            422,
            {"errors": ["a.csv, row 3, column \"ags\": oil (value: 'x') → oil"]},
        ),
    ],
)
def test_document(error, status, extra):
    response = app_raising(error).get("/", headers={"Accept-Language": "en"})
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == "en"
    assert problem["type"].startswith("https://w3id.org/bildungslandschaft/problem/")
    assert problem["instance"] == f"urn:uuid:{response.headers['x-request-id']}"
    assert "oil" in problem["detail"]
    assert {key: problem[key] for key in extra} == extra


def test_busy_says_when_to_come_back_and_a_timeout_does_not():
    assert app_raising(BusyError(TEXT, 7)).get("/").headers["retry-after"] == "7"
    assert "retry-after" not in app_raising(errors.QueryTimeoutError(TEXT)).get("/").headers


def test_language_parameter_beats_the_header():
    client = app_raising(errors.StoreError(TEXT))
    assert client.get("/?lang=de", headers={"Accept-Language": "en"}).json()["detail"] == "Öl"


def test_unexpected_exception_shows_an_id_and_no_trace(caplog):
    with caplog.at_level(logging.ERROR):
        response = app_raising(ZeroDivisionError("secret\nforged line")).get("/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["x-request-id"] in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/nothing", 404, "not-found"),
        ("POST", "/", 405, "method-not-allowed"),
        ("GET", "/?number=x", 422, "unprocessable-entity"),
    ],
)
def test_http_errors_are_problems_too(method, path, status, slug):
    response = app_raising(ValueError()).request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"].endswith(slug)


def test_a_refused_method_is_answered_with_all_that_the_path_has(client):
    for path, methods in {
        "/": "GET HEAD",
        "/sparql": "GET HEAD OPTIONS POST",
        "/sparql/graph": "GET HEAD OPTIONS",
        "/id/district/14626": "GET HEAD OPTIONS",
        "/api/v1/queries": "GET HEAD",
        "/.well-known/void": "GET HEAD OPTIONS",
    }.items():
        response = client.request("PATCH", path)
        assert response.status_code == 405
        assert sorted(response.headers["allow"].split(", ")) == methods.split()


def test_validation_names_the_parameter():
    problem = app_raising(ValueError()).get("/?number=x").json()
    assert [entry["parameter"] for entry in problem["errors"]] == ["number"]
    assert "number" in problem["detail"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/v1/actors?lang=fr", "„lang“ muss eines davon sein: '', 'de' oder 'en'."),
        ("/api/v1/gaps?status=open", "„status“ muss eines davon sein: '', 'gap' oder 'unknown'."),
        ("/api/v1/actors?limit=zehn", "„limit“ muss eine ganze Zahl sein."),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_german(client, path, words):
    response = client.get(path)
    assert response.status_code == 422
    assert response.json()["detail"] == words


def test_browser_gets_the_page_if_there_is_one():
    client = app_raising(errors.StoreError(TEXT))

    def page(_request: object, problem: dict) -> object:
        return problems.Response(f"<h1>{problem['title']}</h1>", problem["status"])

    client.app.state.problem_page = page
    response = client.get("/", headers={"Accept": "text/html"})
    assert response.status_code == 503
    assert response.text.startswith("<h1>")
    assert json.loads(client.get("/").content)["status"] == 503


@pytest.mark.parametrize("sign", ["\n", "\r", "\x00", "\x1b", "\x85", "\u2028"])
def test_a_log_line_cannot_be_forged(sign):
    record = logging.LogRecord("x", logging.INFO, "", 0, "asked %s", (f"a{sign}ERROR b",), None)
    line = OneLineFormatter().format(record)
    assert sign not in line
    assert len(line.splitlines()) == 1
    assert one_line("Süd") == "Süd"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/suggestions?actor=05334&limit=3&limit=5", "limit"),
        ("/api/v1/network?state=14&state=15", "state"),
        ("/api/v1/queries/districts?state=14&state=15", "state"),
        ("/vorschlaege?actor=05334&actor=14626", "actor"),
        ("/netzwerk?theme=mint&theme=bne", "theme"),
        ("/portfolio?state=14&state=15", "state"),
    ],
)
def test_a_parameter_of_one_value_given_twice_is_refused(
    client: TestClient, address: str, name: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["parameter"]) == (422, name)
    assert f"„{name}“ ist 2-mal angegeben" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "name", "near"),
    [
        ("/api/v1/suggestions?actr=05334", "actr", "actor"),
        ("/api/v1/suggestions?actor=05334&limt=5", "limt", "limit"),
        ("/api/v1/suggestions?actor=05334&themes=mint", "themes", "theme"),
        ("/api/v1/network?sate=14", "sate", "state"),
        ("/api/v1/gaps?Kind=decay", "Kind", "kind"),
        ("/api/v1/queries/districts?stat=14", "stat", "state"),
        ("/api/v1/queries/states?wort=1", "wort", None),
        ("/api/v1/themes?wort=1", "wort", None),
    ],
)
def test_a_mistyped_parameter_is_refused_with_the_nearest(
    client: TestClient, address: str, name: str, near: str | None
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.json()["parameter"]) == (422, name)
    detail = answer.json()["detail"]
    assert f"Den Parameter „{name}“ gibt es hier nicht." in detail
    assert (f"Gemeint ist vielleicht „{near}“." in detail) is (near is not None)


def test_what_clients_add_to_pass_caches_is_no_slip(client: TestClient) -> None:
    for address in ("/api/v1/themes", "/api/v1/queries/states", "/api/v1/gaps?limit=1"):
        sign = "&" if "?" in address else "?"
        assert client.get(f"{address}{sign}_=1732406400").status_code == 200


def test_a_list_may_have_many_values(client: TestClient) -> None:
    found = client.get("/api/v1/consortia?actor=05334&actor=14626&limit=1").json()
    assert [one["key"] for one in found["given"]] == ["kommune-05334", "kommune-14626"]
    page = client.get("/portfolio?actor=05334&actor=14626")
    assert page.status_code == 200
    assert found["member"][0]["partner"]["name"] in unescape(page.text)
