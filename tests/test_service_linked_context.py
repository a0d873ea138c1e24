"""Our JSON answers, read as JSON-LD, say what the landscape says."""

import json

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import PROV

from ontology.namespaces import BASE, BL, ID, concept, graph_iri, thing
from service.linked.context import HYDRA

ANSWERS = [
    "/api/v1/actors/possehl-stiftung",
    "/api/v1/actors/ta-nrw",
    "/api/v1/actors/05334",
    "/api/v1/districts/05334",
    "/api/v1/cooperations?limit=200",
    "/api/v1/programmes",
    "/api/v1/themes",
    "/api/v1/models?limit=200",
]


def read(client, path) -> Graph:
    answer = client.get(path)
    assert answer.status_code == 200
    content = answer.json()
    assert content["@context"] == "/api/v1/context.jsonld"
    content["@context"] = client.get(content["@context"]).json()["@context"]
    return Graph().parse(data=json.dumps(content), format="json-ld", base="https://example.org/")


@pytest.mark.parametrize("path", ANSWERS)
def test_what_an_answer_says_stands_in_the_landscape(client, store, path):
    graph = read(client, path)
    links = [
        (s, p, o)
        for s, p, o in graph
        if str(s).startswith(BASE) and isinstance(o, URIRef) and str(p) != HYDRA + "member"
    ]
    assert len(links) > 10
    pattern = " ".join(f"(<{s}> <{p}> <{o}>)" for s, p, o in links)
    known = set(
        store.select(
            f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES (?s ?p ?o) {{ {pattern} }} ?s ?p ?o }}"
        )
    )
    assert {tuple(map(str, link)) for link in links} - known == set()


def test_a_tie_expands_to_participations_with_roles_and_evidence(client):
    graph = read(client, "/api/v1/actors/possehl-stiftung")
    actor = URIRef(thing("actor", "possehl-stiftung"))
    tie = URIRef(thing("cooperation", "possehl-stiftung-luebeck-core"))
    assert (actor, URIRef(BL + "participatesIn"), tie) in graph
    assert (actor, RDFS.label, Literal("Possehl-Stiftung")) in graph
    assert (tie, RDF.type, URIRef(BL + "CoreSponsorship")) in graph
    roles = {
        (graph.value(member, URIRef(BL + "actor")), graph.value(member, URIRef(BL + "role")))
        for member in graph.objects(tie, URIRef(BL + "participation"))
    }
    assert (actor, URIRef(concept("role", "core-sponsor"))) in roles
    assert len(roles) == 2
    (evidence,) = graph.objects(tie, URIRef(BL + "evidence"))
    assert graph.value(evidence, PROV.hadPrimarySource)
    assert (
        evidence,
        URIRef(BL + "sourceDataset"),
        URIRef(graph_iri("lernen-vor-ort")),
    ) in graph
    assert graph.value(tie, URIRef(BL + "validFrom")).datatype.endswith("#date")


def test_a_role_that_is_also_a_term_stays_a_role(client):
    graph = read(client, "/api/v1/cooperations?type=TransferAgreement&limit=200")
    roles = {str(role) for role in graph.objects(None, URIRef(BL + "role"))}
    assert roles == {concept("role", "agency"), concept("role", "municipality")}


def test_nothing_of_an_answer_is_taken_for_an_address_of_the_client(client):
    for path in ANSWERS:
        for triple in read(client, path):
            assert not any(str(term).startswith("https://example.org/") for term in triple)


def test_district_and_computed_values(client):
    graph = read(client, "/api/v1/districts/05334")
    district = URIRef(thing("district", "05334"))
    assert (district, URIRef(BL + "partOf"), URIRef(thing("state", "05"))) in graph
    assert (district, URIRef(BL + "governedBy"), URIRef(ID + "actor/kommune-05334")) in graph
    assert int(graph.value(district, URIRef(BL + "population"))) > 500_000
    assert (None, URIRef(BL + "status"), None) not in graph


def test_the_context_is_cached(client):
    first = client.get("/api/v1/context.jsonld")
    assert first.headers["content-type"] == "application/ld+json"
    again = client.get("/api/v1/context.jsonld", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_suggestions_of_a_list_say_what_a_single_one_says(client):
    address = "/api/v1/suggestions?actor=05334&limit=5"
    graph = read(client, address)
    for one in client.get(address).json()["member"]:
        node = URIRef(one["id"])
        answer = client.get(f"/api/v1/suggestions/{one['key']}.ttl")
        single = Graph().parse(data=answer.text, format="turtle")
        for property_ in (
            URIRef(BL + "restsOn"),
            URIRef(BL + "suggestionKind"),
            URIRef(BL + "suggestedPartner"),
            URIRef(BL + "theme"),
            PROV.hadPrimarySource,
        ):
            told = set(single.objects(None, property_))
            assert set(graph.objects(node, property_)) == told, (one["key"], property_)
        assert len(set(graph.objects(node, RDFS.comment))) == len(one["reasons"])
