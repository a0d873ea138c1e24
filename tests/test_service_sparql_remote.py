"""The same door over another engine: a real Oxigraph server as the remote store."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from ontology.errors import StoreError
from ontology.namespaces import BASE, GRAPH, PREFIXES
from queries.catalogue import read_query
from queries.run import run_named
from service import landscape
from service.settings import Settings
from tests.conftest import free_port
from tests.sparql_support import DERIVED, build, districts, rows, served

VOID = (
    f"<{BASE}> <{PREFIXES['rdf']}type> <{PREFIXES['void']}Dataset> .\n"
    f'<{BASE}> <{PREFIXES["owl"]}versionInfo> "one" .\n'
)
SOURCES = {"one": districts(3000), "derived": DERIVED, "void": VOID}
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@contextlib.contextmanager
def oxigraph(folder):
    port = free_port()
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve-read-only"]
    options = ["--location", folder, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    child = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/query"
    try:
        for _ in range(200):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(address)
                break
            time.sleep(0.05)
        yield address
    finally:
        child.kill()
        child.wait()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, SOURCES)
    return root


@pytest.fixture(scope="module", params=["embedded", "remote"])
def client(request, folder):
    generation = next((folder / "generations").iterdir()) / "store"
    with contextlib.ExitStack() as stack:
        store = str(folder)
        if request.param == "remote":
            store = stack.enter_context(oxigraph(str(generation)))
        settings = Settings(store=store, query_timeout_seconds=2, query_rows=50_000)
        yield stack.enter_context(served(settings))


def test_health_knows_version_and_size(client):
    health = client.get("/health").json()
    assert (health["version"], health["triples"]) == ("one", 6003)


def test_tables_and_graphs(client):
    query = 'SELECT ?l { ?s rdfs:label ?l FILTER(STRSTARTS(?l, "Kreis 1,")) }'
    assert rows(client.get("/sparql", params={"query": query})) == [{"l": 'Kreis 1, "Süd"'}]
    construct = {"query": "CONSTRUCT WHERE { ?s bl:borders ?o }", "format": "nt"}
    assert client.get("/sparql", params=construct).text == DERIVED


def test_graphs_are_known_and_chosen(client):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for params, expected in (
        ({}, "6003"),
        ({"default-graph-uri": GRAPH + "derived"}, "1"),
        ({"inference": "off"}, "6002"),
    ):
        assert rows(client.get("/sparql", params={"query": count, **params}))[0]["n"] == expected
    unknown = {"query": count, "default-graph-uri": "http://x/"}
    assert client.get("/sparql", params=unknown).status_code == 400
    dump = client.get("/sparql/graph", params={"graph": GRAPH + "derived", "format": "nt"})
    assert dump.text == DERIVED


def test_the_guard_stands_in_front(client):
    for query in ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "DROP ALL"):
        response = client.get("/sparql", params={"query": query})
        assert response.json()["type"].endswith("/query-refused")


def test_syntax_errors_have_line_and_column(client):
    problem = client.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o } GROUP BY ?p"}).json()
    assert problem["type"].endswith("/query-syntax")
    assert problem["line"] == 1


def test_time_and_rows_are_limited(client):
    response = client.get("/sparql", params={"query": PRODUCT})
    assert response.json()["type"].endswith("/query-timeout")
    many = {"query": "SELECT ?a ?d { ?a a ?b . ?d a ?e }"}
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params=many)
    everything = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert len(rows(everything)) == 6003


def test_questions_of_the_library_run_from_other_threads(client, tmp_path):
    file = tmp_path / "label.rq"
    file.write_text(
        "#+ title_de: Name\n#+ title_en: name\n#+ description_de: Name\n#+ description_en: name\n"
        "#+ keywords: Kreis\n#+ cost: fast\n"
        "#+ parameter: name | type=text | example=x | de=Name | en=name\n"
        "#+ column: s | de=Kreis | en=district\n"
        "SELECT ?s { ?s rdfs:label ?l FILTER(STR(?l) = $name) }",
        "utf-8",
    )
    query = read_query(file)
    found = run_named(query, {"name": 'Kreis 7, "Süd"'}, client.app.state.execute)
    assert [row["s"] for row in found.records()] == [f"{BASE}id/district/00007"]
    attack = '" || true || ?l = "'
    assert run_named(query, {"name": attack}, client.app.state.execute).rows == ()


def test_an_endpoint_that_does_not_answer_is_named():
    with pytest.raises(StoreError, match="antwortet nicht"):
        landscape.current(f"http://127.0.0.1:{free_port()}/query")


def run_command(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "service", "query", *arguments],
        env={"BILDUNGSLANDSCHAFT_STORE": str(folder), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_line_asks_files(folder, tmp_path):
    file = tmp_path / "count.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) { ?s a bl:District }", "utf-8")
    table = run_command(folder, str(file))
    assert table.returncode == 0, table.stderr
    assert "3000" in table.stdout
    assert run_command(folder, str(file), "--format", "csv").stdout.split() == ["n", "3000"]
    refused = run_command(folder, str(file), "-p", "ags=05334")
    assert refused.returncode == 1
    assert "Parameter" in refused.stderr
    unknown = run_command(folder, "no-such-question")
    assert unknown.returncode == 1
    assert "no-such-question" in unknown.stderr
