"""The JSON interface on the real landscape: contract, true content, clear problems."""

import pytest

from graph.facts import data_folder, read_facts
from ontology.namespaces import ID


def get(client, path: str, **parameters: str) -> dict:
    answer = client.get(f"/api/v1/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_health_names_the_landscape(client, store):
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert health["version"] == store.version


def test_a_district_has_the_keys_of_the_contract(client):
    found = get(client, "districts/05334")
    assert found["ags"] == "05334"
    assert found["id"] == f"{ID}district/05334"
    assert found["name"] == "Städteregion Aachen"
    assert found["municipality"]["id"] == f"{ID}actor/kommune-05334"
    assert len(found["indicator"]) == 11


COLLECTIONS = ("districts", "actors", "cooperations", "programmes", "themes", "models",
               "indicators", "gaps", "gaps/kinds", "queries")  # fmt: skip


@pytest.mark.parametrize("path", COLLECTIONS)
def test_every_collection_counts_and_lists(client, path):
    found = get(client, path)
    assert found["totalItems"] >= len(found["member"]) > 0


def test_counts_are_those_of_the_tables(client):
    facts = read_facts(data_folder())
    assert get(client, "districts")["totalItems"] == 400
    for path, table in (("programmes", "programmes"), ("models", "models"), ("themes", "themes")):
        assert get(client, path)["totalItems"] == len(facts.rows(f"{path}/{table}.csv"))


def test_pages_follow_each_other_without_loss(client):
    seen, address = [], "/api/v1/districts?state=05&limit=20"
    while address:
        answer = client.get(address)
        seen += [member["ags"] for member in answer.json()["member"]]
        links = [part for part in answer.headers["link"].split(", ") if 'rel="next"' in part]
        address = links[0][1 : links[0].index(">")] if links else ""
    assert seen == sorted(set(seen))
    assert len(seen) == get(client, "districts", state="05")["totalItems"] == 53


@pytest.mark.parametrize(
    "reference", ["possehl-stiftung", f"{ID}actor/possehl-stiftung", "05334", "14626"]
)
def test_an_actor_is_found_by_key_iri_and_ags(client, reference):
    found = get(client, f"actors/{reference}")
    assert found["id"].startswith(f"{ID}actor/")
    assert found["cooperation"]


def test_the_day_decides_what_is_current(client):
    then = get(client, "cooperations", actor="01003", status="current", as_of="2012")
    now = get(client, "cooperations", actor="01003", status="current", as_of="2026-11-23")
    assert any(tie["type"] == "CoreSponsorship" for tie in then["member"])
    assert not any(tie["type"] == "CoreSponsorship" for tie in now["member"])


def test_filters_narrow_together(client):
    foundations = get(client, "actors", type="CommunityFoundation", limit="1000")
    assert all(actor["type"] == "CommunityFoundation" for actor in foundations["member"])
    in_state = get(client, "actors", type="CommunityFoundation", state="03", limit="1000")
    assert 0 < in_state["totalItems"] < foundations["totalItems"]
    taking = get(client, "actors", programme="lernen-vor-ort", limit="1000")
    assert {"kommune-01003", "kommune-14626"} <= {actor["key"] for actor in taking["member"]}


def test_names_are_completed_with_districts_first(client):
    found = get(client, "suggest", q="görl")
    assert found["member"][0]["ags"] == "14626"
    assert get(client, "suggest", q="053", kind="district")["member"]
    assert get(client, "suggest", q="!!")["totalItems"] == 0


def test_a_suggestion_has_the_keys_of_the_contract_and_an_address_of_its_own(client):
    found = get(client, "suggestions", actor="05334", limit="5")
    kinds = {member["kind"] for member in found["member"]}
    assert {"peer-district", "foundation", "agency-offer"} <= kinds
    first = found["member"][0]
    for key in ("id", "kind", "partner", "theme", "level", "reasons", "counterArgument",
                "counterfactual", "unknown"):  # fmt: skip
        assert key in first
    assert all(reason["statements"] and reason["sources"] for reason in first["reasons"])
    again = get(client, f"suggestions/{first['key']}")
    assert again["id"] == first["id"]
    assert again["reasons"] == first["reasons"]


def test_what_is_not_suggested_has_a_reason(client):
    found = get(client, "suggestions/why-not", actor="05334", other="reab-nrw")
    assert found["condition"]
    assert found["text"]


def test_a_gap_has_the_keys_of_the_contract_and_rests_on_statements(client, store):
    found = get(client, "gaps", district="14626")
    assert found["totalItems"] > 0
    for gap in found["member"]:
        assert gap["district"] == "14626"
        assert gap["status"] in {"gap", "unknown"}
        assert {"id", "kind", "theme", "text", "surprise", "evidence", "statements"} <= gap.keys()
        assert all(store.ask(f"ASK {{ <{iri}> ?p ?o }}") for iri in gap["statements"])
    one = found["member"][0]
    assert get(client, f"gaps/{one['key']}")["text"] == one["text"]


def test_texts_come_in_the_language_asked_for(client):
    german = get(client, "gaps/kinds")["member"][0]
    english = get(client, "gaps/kinds", lang="en")["member"][0]
    assert german["key"] == english["key"]
    assert german["explanation"] != english["explanation"]


@pytest.mark.parametrize("form", ["json", "gexf", "graphml", "csv", "html"])
def test_the_network_leaves_in_every_format(client, form):
    answer = client.get("/api/v1/network", params={"center": "05334", "format": form})
    assert answer.status_code == 200
    assert "Aachen" in answer.text


def test_a_question_of_the_library_answers_with_labelled_columns_or_as_file(client):
    found = get(client, "queries/core-sponsors")
    assert found["totalItems"] == len(found["member"]) > 0
    assert all(column["meaning"] for column in found["columns"])
    csv = client.get("/api/v1/queries/core-sponsors", params={"format": "csv"})
    assert csv.headers["content-type"].startswith("text/csv")
    assert len(csv.text.splitlines()) == found["totalItems"] + 1


def test_every_question_stands_in_the_description(client):
    paths = client.get("/openapi.json").json()["paths"]
    for member in get(client, "queries")["member"]:
        assert member["id"] in paths


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("/api/v1/districts/99999", 404, "Kreis"),
        ("/api/v1/actors/posehl-stiftung", 404, "possehl-stiftung"),
        ("/api/v1/suggestions?actor=nobody-at-all", 404, "Akteur"),
        ("/api/v1/suggestions?actor=05334&kind=nonsense", 404, "nonsense"),
        ("/api/v1/suggestions", 422, "actor"),
        ("/api/v1/gaps?district=99999", 404, "Kreis"),
        ("/api/v1/gaps?kind=nonsense", 404, "Lückenart"),
        ("/api/v1/gaps?as_of=2014-13", 422, "JJJJ-MM-TT"),
        ("/api/v1/actors?limit=0", 422, "limit"),
        ("/api/v1/actors?cursor=%00", 422, "cursor"),
        ("/api/v1/network?format=pdf", 422, "pdf"),
        ("/api/v1/queries/nothing", 404, "nothing"),
        ("/api/v1/nothing", 404, ""),
    ],
)
def test_bad_input_is_a_problem_document_and_never_a_trace(client, address, status, word):
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert word in str(problem)
    assert "Traceback" not in answer.text


def test_an_answer_is_not_sent_twice(client):
    first = client.get("/api/v1/districts/05334")
    again = client.get("/api/v1/districts/05334", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_any_site_may_read_and_none_with_credentials(client):
    answer = client.get("/api/v1/themes", headers={"Origin": "https://example.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize("asked", [{}, {"query": "ASK {}"}])
def test_the_editor_says_that_its_address_has_other_answers(client, asked):
    page = client.get("/sparql", params=asked, headers=BROWSER)
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["vary"].startswith("Accept")
    assert page.headers["cache-control"] == "no-cache"
    head = client.head("/sparql", params=asked, headers=BROWSER)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == page.headers["content-type"]
    described = client.head("/sparql")
    assert described.headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize("accept", ["application/json", "text/csv", "text/tab-separated-values"])
def test_every_form_of_a_question_can_be_kept_and_asked_for_again(client, accept):
    address = "/api/v1/queries/core-sponsors"
    found = client.get(address, headers={"Accept": accept})
    assert found.headers["content-type"].startswith(accept)
    assert found.headers["vary"].startswith("Accept,")
    assert found.headers["cache-control"] == "no-cache"
    known = {"Accept": accept, "If-None-Match": found.headers["etag"]}
    assert client.get(address, headers=known).status_code == 304
    other = client.get(address, params={"format": "xml"}, headers=known)
    assert other.status_code == 200
    assert other.headers["etag"] != found.headers["etag"]


def test_a_theme_may_be_named_by_its_iri(client):
    iri = "https://w3id.org/bildungslandschaft/vocab/theme/bildungsmonitoring"
    for address in (
        "/api/v1/suggestions?actor=05334&limit=3",
        "/api/v1/consortia?actor=05334&actor=reab-nrw",
        "/api/v1/actors?limit=3",
        "/api/v1/cooperations?limit=3",
        "/api/v1/gaps?limit=3",
        "/api/v1/network?state=05",
    ):
        by_key = client.get(f"{address}&theme=bildungsmonitoring").json()
        by_iri = client.get(f"{address}&theme={iri}")
        assert by_iri.status_code == 200, by_iri.text
        assert by_iri.json().get("member") == by_key.get("member")
        missing = client.get(f"{address}&theme={iri}-gibt-es-nicht")
        assert missing.status_code == 404
