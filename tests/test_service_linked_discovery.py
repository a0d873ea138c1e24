"""The addresses at which machines find out what is here."""

from urllib.parse import urlsplit

import pytest
from rdflib import DCAT, RDF, VOID, Graph, URIRef

from graph.catalogue_record import SPDX
from graph.discovery import DATASET, SH
from ontology.namespaces import graph_iri
from queries.guard import check

PARSERS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
}


def graph_at(client, path, accept="text/turtle") -> Graph:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(accept)
    return Graph().parse(data=answer.content, format=PARSERS[accept])


@pytest.mark.parametrize(
    "path", ["/.well-known/void", "/.well-known/sparql-examples", "/data/catalog"]
)
def test_every_description_comes_in_every_format(client, path):
    sizes = {len(graph_at(client, path, accept)) for accept in PARSERS}
    assert len(sizes) == 1
    by_suffix = client.get(path + ".jsonld")
    assert by_suffix.headers["content-type"] == "application/ld+json"
    again = client.get(path + ".jsonld", headers={"If-None-Match": by_suffix.headers["etag"]})
    assert again.status_code == 304
    assert client.head(path).status_code == 200
    assert client.get(path, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.usefixtures("store_folder")
def test_void_counts_what_is_there(client, store):
    graph = graph_at(client, "/.well-known/void")
    for source, triples in store.generation.manifest().graphs.items():
        assert int(graph.value(URIRef(graph_iri(source)), VOID.triples)) == triples
    quads, parts = client.get("/health").json()["triples"], store.generation.manifest().graphs
    assert int(graph.value(DATASET, VOID.triples)) == quads == sum(parts.values())


def test_a_dump_named_in_void_can_be_loaded(client):
    graph = graph_at(client, "/.well-known/void")
    (dump,) = [
        str(url)
        for url in graph.objects(URIRef(graph_iri("themen")), VOID.dataDump)
        if str(url).endswith(".nt.gz")
    ]
    assert client.get(dump).status_code == 200


def test_every_question_of_the_library_is_an_example_that_runs(client):
    graph = graph_at(client, "/.well-known/sparql-examples")
    nodes = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert len(nodes) == len(client.app.state.catalogue)
    texts = [
        str(text)
        for form in (SH.select, SH.ask, SH.construct)
        for text in graph.objects(None, form)
    ]
    assert len(texts) == len(nodes)
    for text in texts:
        check(text)
    (neighbours,) = [
        str(graph.value(node, SH.select)) for node in nodes if "neighbours-of-district" in node
    ]
    answer = client.get("/sparql", params={"query": neighbours, "format": "csv"})
    assert answer.status_code == 200
    assert answer.text.count("\n") > 1


def test_the_catalogue_and_schema_org_name_real_files(client):
    graph = graph_at(client, "/data/catalog")
    urls = {str(url) for url in graph.objects(None, DCAT.downloadURL)}
    described = client.get("/data/dataset.jsonld").json()["distribution"]
    files = {file["contentUrl"] for file in described}
    assert urls < files
    of_no_source = ("ontology", "vocabularies", "derived", "gaps", "void")
    assert all(url.rsplit("/", 1)[-1].split(".")[0] in of_no_source for url in files - urls)
    for url in sorted(urls):
        if "/tables/" in url:
            assert client.head(url).status_code == 200


def test_the_catalogue_tells_size_and_checksum_of_the_dumps(client):
    sums = dict(line.split("  ")[::-1] for line in client.get("/data/SHA256SUMS").text.splitlines())
    graph = graph_at(client, "/data/catalog")
    dumps = [url for url in graph.objects(None, DCAT.downloadURL) if url.endswith(".gz")]
    assert len(dumps) > 20
    for url in dumps:
        node = graph.value(predicate=DCAT.downloadURL, object=url)
        assert int(graph.value(node, DCAT.byteSize)) > 0
        checksum = graph.value(graph.value(node, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == sums[url.rpartition("/")[2]]
    whole = client.get("/data/bildungslandschaft.nq.gz", headers={"Accept-Encoding": "identity"})
    assert int(graph.value(URIRef(f"{whole.url}#distribution"), DCAT.byteSize)) == len(
        whole.content
    )


def test_the_data_set_itself_has_an_address(client):
    browser = client.get("/dataset", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/daten")
    assert client.get("/dataset").headers["location"] == "/.well-known/void"


def test_every_address_that_descriptions_name_is_there(client):
    void = graph_at(client, "/.well-known/void")
    graphs = {str(one) for one in void.subjects() if str(one).startswith(graph_iri(""))}
    record = graph_at(client, "/data/catalog")
    doors = {urlsplit(str(one)).path for one in record.objects(None, DCAT.endpointURL)}
    assert {"derived", "gaps", "vocabularies"} <= {one.rpartition("/")[2] for one in graphs}
    assert "/api/v1" in doors
    for path in [*doors, *(f"/graph/{one.rpartition('/')[2]}" for one in graphs)]:
        for accept in ("text/html", "text/turtle"):
            answer = client.get(path, headers={"Accept": accept}, follow_redirects=True)
            assert answer.is_success or path == "/sparql", path


@pytest.mark.parametrize(
    "path",
    ["/api/v1/actors?limit=2", "/api/v1/queries/states", "/health", "/docs", "/openapi.json"],
)
def test_head_is_answered_where_get_is(client, path):
    head, whole = client.head(path), client.get(path)
    assert head.status_code == whole.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == whole.headers["content-type"]
