"""The shortest way of a query: plain requests are answered where uvicorn has read them."""

import contextlib
import json
import logging
import socket
import time
from urllib.parse import quote, urlsplit

import pytest

from service.settings import Settings
from tests.sparql_support import build, districts, rows, served

LABEL = "SELECT ?l { id:district\\/00001 rdfs:label ?l }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c != ?f) }"
FRESH = {"Cache-Control": "no-cache"}
CHANGING = {"date", "x-request-id", "age", "cache-status"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, {"one": districts(200)})
    return Settings(store=str(root), query_workers_fast=1)


@pytest.fixture(scope="module")
def client(settings):
    with served(settings) as running:
        yield running


def asked(query, headers=""):
    return f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n{headers}\r\n".encode()


def posted(query):
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(query)}\r\n"
    return f"{head}Content-Type: application/sparql-query\r\n\r\n".encode(), query.encode()


def exchange(client, *segments, answers=1):
    """Send segments one by one over a new connection; return that many answers as text."""
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        for segment in segments:
            connection.sendall(segment)
            time.sleep(0.02)
        received = b""
        while received.count(b"HTTP/1.1 ") < answers or not received.endswith(b"}"):
            piece = connection.recv(65536)
            assert piece, received
            received += piece
    return received.decode().split("HTTP/1.1 ")[1:]


def test_the_short_way_and_the_ordinary_one_answer_alike(client):
    client.get("/sparql", params={"query": LABEL})
    short = client.get("/sparql", params={"query": LABEL})
    # conditions go the ordinary way
    condition = {"If-None-Match": '"another"'}
    ordinary = client.get("/sparql", params={"query": LABEL}, headers=condition)
    assert short.content == ordinary.content
    assert set(short.headers) == set(ordinary.headers)
    for name in set(short.headers) - CHANGING:
        assert short.headers[name] == ordinary.headers[name], name
    abroad = client.get(
        "/sparql", params={"query": LABEL}, headers={"Origin": "https://example.org"}
    )
    assert abroad.headers["access-control-allow-origin"] == "*"


def test_requests_in_one_segment_and_in_many(client):
    texts = [f"SELECT ?l {{ id:district\\/{n:05} rdfs:label ?l }}" for n in range(5)]
    together = exchange(client, b"".join(asked(text) for text in texts), answers=5)
    for number, answer in enumerate(together):
        assert f"Kreis {number}," in answer
    whole = asked(LABEL)
    parts = [whole[start : start + 40] for start in range(0, len(whole), 40)]
    assert "Kreis 1," in exchange(client, *parts)[0]
    head, body = posted(LABEL)
    for segments in ((head, body), (head + body,), (head, body[:9], body[9:])):
        assert "Kreis 1," in exchange(client, *segments)[0]


def test_a_long_query_between_short_ones_keeps_its_turn(client):
    answers = exchange(client, asked(LABEL) + asked(PRODUCT) + asked(LABEL), answers=3)
    assert ["Kreis 1," in answer for answer in answers] == [True, False, True]
    assert '"value":"119800"' in answers[1]
    assert client.app.state.pool.running == 0


def test_a_connection_with_a_request_on_its_way_is_not_idle(settings):
    with served(settings, keep_alive=0) as impatient:
        answers = exchange(impatient, asked(LABEL) + asked(PRODUCT), answers=2)
    assert '"value":"119800"' in answers[1]


def test_what_is_not_plain_goes_the_ordinary_way(client):
    tag = client.get("/sparql", params={"query": LABEL}).headers["etag"]
    assert (
        client.get("/sparql", params={"query": LABEL}, headers={"If-None-Match": tag}).status_code
        == 304
    )
    assert client.get("/sparql", params={"query": "SELEKT"}).status_code == 400
    assert client.get("/sparql", params={"query": "SELECT * { ?s ?p }"}).json()["line"] == 1
    assert client.head("/sparql", params={"query": LABEL}).content == b""
    assert (
        "<html"
        in client.get("/sparql", params={"query": LABEL}, headers={"Accept": "text/html"}).text
    )
    assert (
        client.post("/sparql", content=LABEL, headers={"Content-Type": "text/plain"}).status_code
        == 415
    )
    late = exchange(client, asked(LABEL, "Connection: close\r\n"))
    assert "connection: close" in late[0].lower()
    assert rows(client.get("/sparql", params={"query": LABEL, "format": "json"}))


@pytest.mark.parametrize("hosts", ["", "Host: a\r\nHost: b\r\n"])
@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D", "/health"])
def test_who_asks_no_host_or_two_is_told(client, hosts, path):
    answer = "".join(exchange(client, f"GET {path} HTTP/1.1\r\n{hosts}\r\n".encode()))
    assert answer.startswith("400 ")
    assert "genau einmal den „Host“" in answer
    assert "connection: close" in answer.lower()


def test_who_speaks_the_older_version_needs_no_host(client):
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\n\r\n")
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    assert b" 200 OK" in received.splitlines()[0]
    assert b'"boolean":true' in received


def test_short_answers_are_counted_and_logged(client, caplog):
    with caplog.at_level(logging.INFO, "service.access"):
        number = client.get("/sparql", params={"query": LABEL}).headers["x-request-id"]
        assert 'method="GET",route="/sparql",status="200"' in client.get("/metrics").text
        deadline = time.monotonic() + 5
        while number not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    (line,) = [line for line in caplog.messages if number in line]
    assert "GET /sparql?query=SELECT" in line
    assert " 200 " in line


@pytest.mark.parametrize(
    ("head", "piece", "status"),
    [
        ("GET /sparql?query=", "a" * 60_000, 414),
        ("GET /sparql HTTP/1.1\r\nHost: x\r\nX: ", "a" * 60_000, 431),
        ("GET /sparql HTTP/1.1\r\nHost: x\r\n", "X: a\r\n" * 50, 431),
    ],
)
def test_a_head_without_end_is_not_read_to_its_end(client, head, piece, status):
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(head.encode())
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 5_000_000:
                connection.sendall(piece.encode())
                sent += len(piece)
                time.sleep(0.005)
                connection.settimeout(0)
                with contextlib.suppress(BlockingIOError):
                    if connection.recv(1, socket.MSG_PEEK):
                        break
                connection.settimeout(20)
        connection.settimeout(20)
        answer = connection.recv(65_536).decode()
    assert answer.startswith(f"HTTP/1.1 {status} ")
    assert sent < 2_000_000
    assert client.get("/sparql", params={"query": LABEL}).status_code == 200


def test_a_client_of_http_1_0_gets_large_answers_without_chunks(client):
    query = quote("SELECT ?s ?p ?o { ?s ?p ?o . ?x ?y ?z } LIMIT 60000")
    address = urlsplit(str(client.base_url))
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(f"GET /sparql?query={query} HTTP/1.0\r\n\r\n".encode())
        received = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    assert b"transfer-encoding" not in head.lower()
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert len(json.loads(body)["results"]["bindings"]) == 60_000


def test_an_answer_that_is_known_names_what_it_depends_on(client):
    whole = client.get("/sparql", params={"query": LABEL})
    known = {"If-None-Match": whole.headers["etag"]}
    short = client.get("/sparql", params={"query": LABEL}, headers=known)
    assert short.status_code == 304
    assert "Accept" in short.headers["vary"].split(", ")
