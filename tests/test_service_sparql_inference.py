"""Every SPARQL answer over the real landscape is to be had with and without inference."""

import pytest

PREFIX = "PREFIX bl: <https://w3id.org/bildungslandschaft/ontology#>\n"


def rows(client, query: str, **parameters: str) -> set[tuple[str, ...]]:
    answer = client.get(
        "/sparql",
        params={"query": PREFIX + query, **parameters},
        headers={"Accept": "application/sparql-results+json"},
    )
    assert answer.status_code == 200
    content = answer.json()
    names = content["head"]["vars"]
    return {tuple(row[name]["value"] for name in names) for row in content["results"]["bindings"]}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?key WHERE { ?m a bl:ModelMunicipality ; bl:key ?key }",
        "SELECT ?key WHERE { ?f a bl:SupraRegionalFoundation ; bl:key ?key }",
        "SELECT ?a ?b WHERE { ?x bl:succeededBy ?y . ?x bl:key ?a . ?y bl:key ?b }",
        "SELECT ?b WHERE { ?x bl:cooperatesWith ?y ; bl:key 'kommune-01003' . ?y bl:key ?b }",
        "SELECT ?ags WHERE { ?d bl:borders ?o ; bl:ags '05334' . ?o bl:ags ?ags }",
    ],
    ids=["defined class", "counting rule", "inverse", "flat edge", "symmetric edge"],
)
def test_what_nobody_entered_is_only_there_with_inference(client, query) -> None:
    assert rows(client, query)
    assert rows(client, query) == rows(client, query, inference="on")
    assert rows(client, query, inference="off") == set()


def test_what_was_entered_is_there_in_both_ways(client) -> None:
    query = "SELECT ?key WHERE { ?tie a bl:CoreSponsorship ; bl:key ?key }"
    assert len(rows(client, query)) == 43
    assert rows(client, query) == rows(client, query, inference="off")


def test_inference_adds_to_an_answer_and_takes_nothing_away(client) -> None:
    query = "SELECT ?key WHERE { ?a a bl:PublicBody ; bl:key ?key }"
    entered, all_of_them = rows(client, query, inference="off"), rows(client, query)
    assert entered < all_of_them
    assert ("kommune-05334",) in all_of_them - entered
