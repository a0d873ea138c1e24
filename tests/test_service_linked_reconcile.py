"""The Reconciliation Service API 0.2 as OpenRefine uses it."""

import json

import pytest

from ontology.namespaces import BASE


def ask(client, **queries):
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200
    return {name: entry["result"] for name, entry in answer.json().items()}


def best(client, name, **further):
    return ask(client, q={"query": name, **further})["q"][0]


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/"])
def test_the_manifest_leads_to_everything(client, path):
    answer = client.get(path, headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    found = answer.json()
    assert "0.2" in found["versions"]
    assert found["identifierSpace"] == BASE
    for service in (*found["suggest"].values(), found["extend"]["propose_properties"]):
        reached = client.get(service["service_url"] + service["service_path"])
        assert reached.status_code == 200
    view = found["view"]["url"].replace("{{id}}", "id/actor/possehl-stiftung")
    assert client.get(view).status_code == 303
    preview = found["preview"]["url"].replace("{{id}}", "id/actor/possehl-stiftung")
    assert client.get(preview).status_code == 200


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Possehl Stiftung", "id/actor/possehl-stiftung"),
        ("Bertelsmann-Stiftung", "id/actor/ror-01wj9hk44"),
        ("Stadt Görlitz", "id/actor/kommune-14263"),
        ("Landkreis Görlitz", "id/actor/kommune-14626"),
        ("Uni Bielefeld", "id/actor/ror-02hpadn98"),
    ],
)
def test_names_are_matched(client, name, identifier):
    found = best(client, name)
    assert (found["id"], found["match"]) == (identifier, True)
    assert found["score"] >= 90
    assert found["type"][0]["id"]
    assert found["description"]


def test_ambiguous_names_are_left_to_people(client):
    found = ask(client, a={"query": "München"}, b={"query": "Görlitz", "limit": 1})
    assert not any(one["match"] for entries in found.values() for one in entries)
    assert len(found["b"]) == 1


def test_other_spellings_lead_to_the_thing(client, store):
    rows = store.select(
        "SELECT ?thing ?name WHERE { ?thing a bl:Foundation ; skos:altLabel ?name } ORDER BY ?name"
    )
    assert rows
    thing, name = rows[0]
    ids = [one["id"] for one in ask(client, q={"query": name})["q"]]
    assert thing.removeprefix(BASE) in ids


def test_a_type_narrows(client):
    assert best(client, "Görlitz", type="District")["id"] == "id/district/14626"
    assert best(client, "Ganztag", type="Theme")["id"] == "vocab/theme/ganztag"
    assert best(client, "Lernen vor Ort", type=["Programme"])["id"] == "id/programme/lernen-vor-ort"
    types = {
        one["type"][0]["id"] for one in ask(client, q={"query": "Görlitz", "type": "Library"})["q"]
    }
    assert types == {"Library"}
    assert ask(client, q={"query": "Görlitz", "type": "NoSuchClass"})["q"] == []


@pytest.mark.parametrize("value", ["09184", "Landkreis München", {"id": "id/district/09184"}])
def test_a_district_narrows(client, value):
    found = best(client, "München", properties=[{"pid": "district", "v": value}])
    assert (found["id"], found["match"]) == ("id/actor/kommune-09184", True)


@pytest.mark.parametrize("value", ["14", "Sachsen", ["Sachsen"]])
def test_a_state_narrows(client, value):
    found = ask(
        client,
        q={"query": "Volkshochschule", "properties": [{"pid": "state", "v": value}], "limit": 50},
    )["q"]
    rows = client.app.state.reconciler[1].entities
    assert found
    assert {rows[one["id"]].state for one in found} <= {"14", ""}


def test_get_and_single_queries_work_too(client):
    queries = json.dumps({"q0": {"query": "Possehl Stiftung"}})
    by_get = client.get("/reconcile", params={"queries": queries}).json()
    assert by_get["q0"]["result"][0]["match"] is True
    single = client.get("/reconcile/", params={"query": "Possehl Stiftung"}).json()
    assert single["result"] == by_get["q0"]["result"]
    as_object = client.get("/reconcile", params={"query": '{"query": "Possehl Stiftung"}'}).json()
    assert as_object == single


def test_eleven_hundred_names_in_one_batch(client, landscape):
    names = [actor.name for actor in list(landscape.actors.values())[:1100]]
    found = ask(client, **{f"q{number}": {"query": name} for number, name in enumerate(names)})
    assert len(found) == 1100
    assert sum(entries[0]["score"] == 100 for entries in found.values()) == 1100


def test_columns_are_extended(client):
    asked = {
        "ids": ["id/actor/possehl-stiftung", "id/actor/ror-02hpadn98", "id/actor/no-such"],
        "properties": [
            {"id": name} for name in ("district", "state", "website", "type", "ror", "wikidata")
        ],
    }
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    assert [entry["id"] for entry in answer["meta"]] == [one["id"] for one in asked["properties"]]
    possehl = answer["rows"]["id/actor/possehl-stiftung"]
    assert possehl["district"] == [{"id": "id/district/01003", "name": "Lübeck, Hansestadt"}]
    assert possehl["state"][0]["name"] == "Schleswig-Holstein"
    assert possehl["website"] == [{"str": "http://www.possehl-stiftung.de"}]
    bielefeld = answer["rows"]["id/actor/ror-02hpadn98"]
    assert bielefeld["ror"] == [{"str": "https://ror.org/02hpadn98"}]
    assert bielefeld["wikidata"][0]["str"].startswith("http://www.wikidata.org/entity/Q")
    assert set(map(len, answer["rows"]["id/actor/no-such"].values())) == {0}


def test_typing_is_completed(client):
    entities = client.get("/reconcile/suggest/entity", params={"prefix": "Possehl"}).json()[
        "result"
    ]
    assert entities[0]["id"] == "id/actor/possehl-stiftung"
    types = client.get("/reconcile/suggest/type", params={"prefix": "stift"}).json()["result"]
    assert {"id": "Foundation", "name": "Stiftung"} in types
    english = client.get("/reconcile/suggest/type", params={"prefix": "found", "lang": "en"}).json()
    assert any(one["id"] == "Foundation" for one in english["result"])
    found = client.get("/reconcile/suggest/property", params={"prefix": "kreis"}).json()["result"]
    assert found == [{"id": "district", "name": "Kreis"}]


def test_the_preview_may_be_framed_and_runs_nothing(client):
    answer = client.get("/reconcile/preview", params={"id": "id/actor/possehl-stiftung"})
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Possehl-Stiftung" in answer.text
    unknown = client.get("/reconcile/preview", params={"id": "<script>"})
    assert unknown.status_code == 404
    assert unknown.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "given",
    [
        {"queries": "no json"},
        {"queries": "[]"},
        {"queries": '{"q": 1}'},
        {"queries": '{"q": {"query": 5}}'},
        {"queries": '{"q": {"query": "a", "limit": "many"}}'},
        {"queries": '{"q": {"query": "a", "properties": ["x"]}}'},
        {"queries": "[" * 50_000},
        {"query": "{broken"},
        {"extend": '{"ids": "x", "properties": []}'},
        {"extend": '{"ids": [], "properties": [{"id": "no-such"}]}'},
        {"extend": '{"ids": [], "properties": 5}'},
    ],
)
def test_malformed_requests_are_problems(client, given):
    answer = client.post("/reconcile", data=given)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_too_much_is_refused(client):
    many = json.dumps({str(number): {"query": "a"} for number in range(5001)})
    assert client.post("/reconcile", data={"queries": many}).status_code == 422
    assert client.post("/reconcile", data={"queries": "x" * 5_000_000}).status_code == 413
    wrong = client.post("/reconcile", content=b"{}", headers={"Content-Type": "application/json"})
    assert wrong.status_code == 415


def test_ids_of_others_are_no_sparql(client):
    asked = {"ids": ["x> } ?s ?p ?o { <y"], "properties": [{"id": "wikidata"}]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    assert answer.status_code == 200
    assert answer.json()["rows"]["x> } ?s ?p ?o { <y"] == {"wikidata": []}


def test_numbers_and_empty_values_do_no_harm(client):
    found = best(
        client,
        "Possehl Stiftung",
        type=None,
        properties=[{"pid": "district", "v": ""}, {"pid": "other", "v": 5}, {"v": [None]}],
    )
    assert found["match"] is True
    assert ask(client, q={"query": ""})["q"] == []
    assert ask(client, q={})["q"] == []


def test_the_api_description_says_what_may_be_asked(client) -> None:
    paths = client.get("/openapi.json").json()["paths"]["/reconcile"]
    named = {one["name"]: one for one in paths["get"]["parameters"]}
    assert {"queries", "query", "extend"} <= named.keys()
    assert all(one["description"] and one["in"] == "query" for one in named.values())
    form = paths["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert form["properties"].keys() == {"queries", "query", "extend"}
