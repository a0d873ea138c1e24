"""Addresses of things: negotiation, descriptions, pages, and what happens to the unknown."""

import pytest
from rdflib import RDFS, Graph, URIRef

from ontology.namespaces import BASE, BL

POSSEHL = "/id/actor/possehl-stiftung"
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
}


@pytest.mark.parametrize(
    ("path", "accept", "target"),
    [
        (POSSEHL, "text/html", "/akteure/possehl-stiftung"),
        (POSSEHL, "*/*", "/akteure/possehl-stiftung"),
        (POSSEHL, "text/turtle", POSSEHL + ".ttl"),
        (POSSEHL, "text/turtle;q=0.4, application/ld+json;q=0.9", POSSEHL + ".jsonld"),
        (POSSEHL, "application/rdf+xml", POSSEHL + ".rdf"),
        ("/id/district/05334", "text/html", "/kreise/05334"),
        ("/id/district/03152", "text/html", "/id/district/03152.html"),
        ("/id/body/03102-bildungsbuero", "text/html", "/akteure/03102-bildungsbuero"),
        ("/vocab/theme/ganztag", "text/html", "/themen/ganztag"),
        ("/vocab/role/partner", "text/html", "/vocab/role/partner.html"),
        ("/vocab/theme", "text/turtle", "/vocab/theme.ttl"),
        ("/graph/inkar", "text/turtle", "/graph/inkar.ttl"),
        ("/ontology", "text/html", "/ontologie"),
        ("/ontology", "text/turtle", "/ontology.ttl"),
        ("/ontology/1.0.0", "application/rdf+xml", "/ontology.rdf"),
    ],
)
def test_an_iri_answers_303_by_the_accept_header(client, path, accept, target):
    for method in ("GET", "HEAD"):
        answer = client.request(method, path, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (303, target)
        assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_tells_the_same(client, suffix):
    media_type, parser = FORMATS[suffix]
    by_suffix = client.get(f"{POSSEHL}.{suffix}")
    by_parameter = client.get(POSSEHL, params={"format": suffix})
    for answer in (by_suffix, by_parameter):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
    graph = Graph().parse(data=by_suffix.content, format=parser)
    expected = Graph().parse(data=client.get(f"{POSSEHL}.nt").content, format="nt")
    thing = URIRef(BASE + POSSEHL[1:])
    assert set(graph.triples((thing, None, None))) == set(expected.triples((thing, None, None)))
    assert len(graph) == len(expected)


def test_a_description_is_not_sent_twice(client):
    first = client.get(f"{POSSEHL}.ttl")
    again = client.get(f"{POSSEHL}.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{POSSEHL}.nt", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_page_of_a_former_district_leads_on(client):
    html = client.get("/id/district/03152.html").text
    assert "<h1>Göttingen</h1>" in html
    assert 'href="/id/change/03152-03159-2016-11-01"' in html
    assert "31. Oktober 2016" in html
    english = client.get("/id/district/03152.html?lang=en").text
    assert "What points to it" in english
    assert "31 October 2016" in english


def test_long_lists_end_with_a_query_for_all(client):
    html = client.get("/id/district/05334.html").text
    assert "/sparql?query=SELECT+DISTINCT" in html
    assert 'href="/kreise/05334"' in html


def test_pages_of_concepts_and_sources_name_licence_and_definition(client):
    source = client.get("/graph/inkar.html").text
    assert "https://www.govdata.de/dl-de/by-2-0" in source
    assert client.get("/vocab/role/partner.html").status_code == 200
    assert client.get("/vocab/theme.html").text.count("/vocab/theme/") > 40


def test_the_language_goes_with_the_redirect(client):
    answer = client.get(POSSEHL, params={"lang": "en"}, headers={"Accept": "text/html"})
    assert answer.headers["location"] == "/akteure/possehl-stiftung?lang=en"


def test_unknown_things_are_404_with_near_matches(client):
    answer = client.get("/id/actor/possehl-stiftun", headers={"Accept": "text/turtle"})
    assert answer.status_code == 404
    assert answer.json()["near"][0].startswith("possehl-stiftung ")
    assert client.get("/id/district/99999.ttl").status_code == 404
    assert client.get("/vocab/theme/ganztagg.ttl").json()["near"]
    assert client.get("/graph/no-such-source").status_code == 404
    assert client.get("/ontology/9.9.9").status_code == 404


@pytest.mark.parametrize(
    "key", ["x%3E%20%3Fp%20%3Fo%20%7D%23", "%22%3E%3Cscript%3E", "a%0Ab", "..%2f..%2fetc", "%7B"]
)
def test_hostile_keys_are_only_unknown(client, key):
    for kind in ("actor", "A%3E", "observation"):
        answer = client.get(f"/id/{kind}/{key}", headers={"Accept": "application/json"})
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
    page = client.get(f"/id/actor/{key}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert "<script>" not in page.text


def test_what_is_not_on_offer_is_406(client):
    assert client.get(POSSEHL, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(POSSEHL, params={"format": "docx"}).status_code == 406


def test_the_ontology_comes_whole(client):
    graph = Graph().parse(data=client.get("/ontology.ttl").content, format="turtle")
    assert (URIRef(BL + "Actor"), RDFS.label, None) in graph
    assert len(graph) > 2000


def test_results_are_described_by_the_interface(client):
    # no gap of this day is in the store, which holds those of the last collection
    gap = client.get("/api/v1/gaps?limit=1&as_of=2014-06-30&kind=decay").json()["member"][0]
    answer = client.get("/" + gap["id"].removeprefix(BASE))
    assert answer.status_code == 303
    there = client.get(answer.headers["location"] + "?as_of=2014-06-30")
    assert there.json()["id"] == gap["id"]


def test_every_operation_has_a_name_of_its_own(client):
    paths = client.get("/openapi.json").json()["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert len(names) == len(set(names))
    assert {"thing", "void", "download", "reconcile"} <= set(names)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/id/district/05334", "GET, HEAD, OPTIONS"),
        ("/vocab/theme", "GET, HEAD, OPTIONS"),
        ("/vocab/theme/ganztag", "GET, HEAD, OPTIONS"),
        ("/graph/ror", "GET, HEAD, OPTIONS"),
        ("/ontology", "GET, HEAD, OPTIONS"),
        ("/.well-known/void", "GET, HEAD, OPTIONS"),
        ("/data/catalog", "GET, HEAD, OPTIONS"),
        ("/data/index.json", "GET, HEAD, OPTIONS"),
        ("/data/bildungslandschaft.nq.gz", "GET, HEAD, OPTIONS"),
        ("/dataset", "GET, HEAD, OPTIONS"),
        ("/reconcile", "GET, HEAD, OPTIONS, POST"),
    ],
)
def test_every_address_says_which_methods_it_has(client, path, methods):
    response = client.options(path)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == methods
