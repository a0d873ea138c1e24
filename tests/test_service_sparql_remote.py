"""The same door over other engines: a real Oxigraph server and Virtuoso as the remote store."""

import contextlib
import subprocess
import sys

import httpx
import pyoxigraph as ox
import pytest

from graph.generations import StoreFolder
from graph.store import RemoteStore
from ontology.errors import StoreError
from ontology.namespaces import BASE, GRAPH, PREFIXES, graph_iri
from queries.catalogue import read_query
from queries.run import run_named
from service import landscape
from service.settings import Settings
from tests.engines import REWRITE, served_by
from tests.serving import free_port
from tests.sparql_support import DERIVED, build, districts, rows, served

VOID = (
    f"<{BASE}> <{PREFIXES['rdf']}type> <{PREFIXES['void']}Dataset> .\n"
    f'<{BASE}> <{PREFIXES["owl"]}versionInfo> "one" .\n'
)
SOURCES = {"one": districts(3000), "derived": DERIVED, "void": VOID}
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, SOURCES)
    with (root / "all.nq").open("w", encoding="utf-8") as out:
        for source, triples in SOURCES.items():
            out.write(triples.replace(" .\n", f" <{graph_iri(source)}> .\n"))
    return root


@pytest.fixture(scope="module", params=["embedded", *REWRITE])
def client(request, folder, tmp_path_factory):
    generation = StoreFolder(folder).require_current()
    place = tmp_path_factory.mktemp("engine")
    with contextlib.ExitStack() as stack:
        store = str(folder)
        if request.param in REWRITE:
            serving = served_by(request.param, generation.store, folder / "all.nq", place, 20_000)
            store = stack.enter_context(serving)
        settings = Settings(
            store=store,
            query_timeout_seconds=2,
            query_rows=20_000,
            query_rewrite=REWRITE.get(request.param, True),
        )
        yield stack.enter_context(served(settings))


def test_health_knows_version_and_size(client):
    health = client.get("/health").json()
    assert (health["version"], health["triples"]) == ("one", 6003)


def triples(answer: httpx.Response | str) -> set[ox.Quad]:
    text = answer if isinstance(answer, str) else answer.text
    return set(ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def test_tables_and_graphs(client):
    query = 'SELECT ?l { ?s rdfs:label ?l FILTER(STRSTARTS(?l, "Kreis 1,")) }'
    assert rows(client.get("/sparql", params={"query": query})) == [{"l": 'Kreis 1, "Süd"'}]
    construct = {"query": "CONSTRUCT WHERE { ?s bl:borders ?o }", "format": "nt"}
    assert triples(client.get("/sparql", params=construct)) == triples(DERIVED)


def test_graphs_are_known_and_chosen(client):
    # Virtuoso has statements of its own
    count = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{BASE}')) }}"
    for params, expected in (
        ({}, "6003"),
        ({"default-graph-uri": GRAPH + "derived"}, "1"),
        ({"inference": "off"}, "6002"),
    ):
        assert rows(client.get("/sparql", params={"query": count, **params}))[0]["n"] == expected
    unknown = {"query": count, "default-graph-uri": "http://x/"}
    assert client.get("/sparql", params=unknown).status_code == 400
    dump = client.get("/sparql/graph", params={"graph": GRAPH + "derived", "format": "nt"})
    assert triples(dump) == triples(DERIVED)


def test_the_guard_stands_in_front(client):
    for query in ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "DROP ALL"):
        response = client.get("/sparql", params={"query": query})
        assert response.json()["type"].endswith("/query-refused")


def test_syntax_errors_have_line_and_column(client):
    problem = client.get("/sparql", params={"query": "SELECT ?s {\n?s ?p ?o } ORDER ?p"}).json()
    assert problem["type"].endswith("/query-syntax")
    assert (problem["line"], problem["column"]) == (2, 18)


def test_time_and_rows_are_limited(client):
    response = client.get("/sparql", params={"query": PRODUCT})
    assert response.json()["type"].endswith("/query-timeout")
    # CSV, because Virtuoso takes seconds to write as many rows as JSON
    many = {"query": "SELECT ?a ?d { ?a a ?b . ?d a ?e } LIMIT 40000", "format": "csv"}
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/sparql", params=many)
    all_labels = client.get("/sparql", params={"query": "SELECT * { ?s rdfs:label ?l }"})
    assert len(rows(all_labels)) == 3000


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


def test_what_an_endpoint_says_about_a_query_is_passed_on(client):
    store = RemoteStore(str(client.base_url.join("/sparql")))
    assert len(store.select("SELECT ?s { ?s a bl:District }")) == 3000
    with pytest.raises(StoreError, match=r"400.*query-refused"):
        store.select("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")


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
