"""Bodies that nothing could read are refused; for the rest of a request nobody waits for ever."""

import contextlib
import gzip
import json
import select
import socket
import time
from urllib.parse import urlsplit

import pytest

from service import bodies
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


HEAD = b"POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/%s\r\nContent-Length: %d\r\n\r\n"
SHORT = HEAD % (b"/sparql", b"sparql-query", len(QUERY))
LARGE = HEAD % (b"/sparql", b"sparql-query", 100_000)
FORM = HEAD % (b"/reconcile", b"x-www-form-urlencoded", 90)
JSON = HEAD % (b"/api/v1/feedback", b"json", 90)
CHUNKED = SHORT.replace(b"Content-Length: %d" % len(QUERY), b"Transfer-Encoding: chunked")
NOWHERE = HEAD % (b"/nowhere", b"json", 90)


HALVES = [
    (b"GET /sp", b""),
    (b"GET /sparql HTTP/1.1\r\nHost: x\r\nAccept: te", b""),
    (SHORT, QUERY[:9]),
    (LARGE, QUERY),
    (FORM, b"queries="),
    (JSON, b"{"),
    (CHUNKED, b"5\r\nASK {\r\n"),
]


@pytest.fixture
def impatient(client, monkeypatch):
    """Return what opens a connection to a server that waits for a request for 0.4 seconds."""
    monkeypatch.setattr(bodies, "PATIENCE", 0.4)
    address = urlsplit(str(client.base_url))
    with contextlib.ExitStack() as open_ones:

        def connected():
            connection = socket.create_connection((address.hostname, address.port), timeout=20)
            return open_ones.enter_context(connection)

        yield connected


def rest(connection):
    """Return all that comes until the server ends a connection."""
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


def is_late(answer):
    head, _, body = answer.partition(b"\r\n\r\n")
    named = b"connection: close" in head.lower() and b"application/problem+json" in head
    return head.startswith(b"HTTP/1.1 408 ") and named and json.loads(body)["status"] == 408


def test_half_a_request_is_ended_with_408(impatient):
    connections = [impatient() for _ in HALVES]
    for connection, sent in zip(connections, HALVES, strict=True):
        connection.sendall(b"".join(sent))
    assert [is_late(rest(connection)) for connection in connections] == [True] * len(HALVES)


def test_headers_that_drip_are_ended_too(impatient):
    connection = impatient()
    connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: x\r\n")
    deadline = time.monotonic() + 20
    while not select.select([connection], [], [], 0.1)[0]:
        assert time.monotonic() < deadline
        connection.sendall(b"X: y\r\n")
    assert is_late(rest(connection))


def test_a_silent_connection_and_the_rest_of_a_refused_body_are_ended_without_a_word(impatient):
    silent, refused = impatient(), impatient()
    refused.sendall(NOWHERE + b"{")
    assert refused.recv(65536).startswith(b"HTTP/1.1 404 ")
    refused.sendall(b'"')
    assert b"HTTP/1.1 " not in rest(refused)
    assert rest(silent) == b""


def test_who_sends_slowly_but_steadily_is_answered(impatient, monkeypatch):
    monkeypatch.setattr(bodies, "PATIENCE", 1.0)
    connection = impatient()
    connection.sendall(SHORT.replace(b"Host: x", b"Host: x\r\nConnection: close"))
    for start in range(0, len(QUERY), 8):
        connection.sendall(QUERY[start : start + 8])
        time.sleep(0.25)
    assert b'"value":"3"' in rest(connection)


def test_a_kept_connection_goes_on_after_a_rest(impatient):
    connection, answers = impatient(), b""
    for last in (b"", b"", b"Connection: close\r\n"):
        connection.sendall(b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\n" + last + b"\r\n")
        time.sleep(0.6)
        answers += connection.recv(65536)
    assert answers.count(b"HTTP/1.1 200 ") == 3


def test_what_is_no_request_gets_a_problem_document(impatient):
    connection = impatient()
    connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
    head, _, body = rest(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["status"] == 400


@pytest.mark.parametrize("told", [True, False], ids=["length told", "in chunks"])
def test_a_body_without_end_is_not_read_to_its_end(client, told):
    taken = 0

    def pieces():
        nonlocal taken
        for _ in range(200):
            taken += 100_000
            yield b"a" * 100_000

    headers = {"Content-Type": "application/json"} | (
        {"Content-Length": "20000000"} if told else {}
    )
    answer = client.post("/api/v1/feedback", content=pieces(), headers=headers)
    assert answer.status_code == 413
    assert "1048576 Bytes" in answer.json()["detail"]
