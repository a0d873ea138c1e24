"""Suggestions over HTTP: who is missing, who takes whom, what ends, feedback, citations."""

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import PROV
from starlette.testclient import TestClient

from graph.suggestions.feedback import EXCLUDED_DAYS
from ontology.namespaces import BL
from service.api.collections import day_of
from service.app import create_app
from service.settings import Settings

TOKEN = {"Authorization": "Bearer secret"}
ASKED = "/api/v1/suggestions?actor=05334&kind=foundation&limit=3"


@pytest.fixture(scope="module")
def writer(store_location: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("feedback") / "feedback.jsonl"
    settings = Settings(store=store_location, write_token="secret", feedback_file=str(file))
    with TestClient(create_app(settings), follow_redirects=False) as running:
        yield running


def test_only_the_operator_may_give_feedback(writer: TestClient, client: TestClient) -> None:
    entry = {"suggestion": "kommune-05334~foundation~koerber-stiftung", "state": "saved"}
    missing = writer.post("/api/v1/feedback", json=entry)
    assert missing.status_code == 401
    assert missing.headers["www-authenticate"] == "Bearer"
    wrong = {"Authorization": "Bearer geheim"}
    assert writer.post("/api/v1/feedback", json=entry, headers=wrong).status_code == 403
    assert writer.get("/api/v1/exposure").status_code == 401
    assert client.post("/api/v1/feedback", json=entry).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"comment": "Frau Muster hat keine Zeit"},
        {"state": "loved"},
        {"reason": "no-capacity"},
        {"propensity": 0},
        {"suggestion": "kommune-05334~foundation~Frau Muster, Tel. 0123"},
        {"suggestion": "kommune-05334~horoscope~koerber-stiftung"},
        {"expires": "2027-01-01"},
    ],
)
def test_nothing_but_keys_and_listed_reasons_is_kept(
    writer: TestClient, change: dict[str, object]
) -> None:
    entry = {"suggestion": "kommune-05334~foundation~koerber-stiftung", "state": "saved"}
    answer = writer.post("/api/v1/feedback", json={**entry, **change}, headers=TOKEN)
    assert answer.status_code in (404, 422)
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "german", "english"),
    [
        ({"propensity": 0}, "„propensity“ muss größer als 0 sein", "must be greater than 0"),
        ({"propensity": 2}, "„propensity“ darf höchstens 1 sein", "must be at most 1"),
        ({"rank": 1.5}, "„rank“ muss eine ganze Zahl sein", "must be a whole number"),
        ({"suggestion": 5}, "„suggestion“ muss ein Text sein", "must be a text"),
        ([], "„body“ muss ein JSON-Objekt sein: {…}", "must be a JSON object: {…}"),
    ],
)
def test_unfit_feedback_is_told_in_the_language_of_the_sender(
    writer: TestClient, body: object, german: str, english: str
) -> None:
    entry = {"suggestion": "kommune-05334~foundation~koerber-stiftung", "state": "saved"}
    sent = {**entry, **body} if isinstance(body, dict) else body
    for language, words in (("de", german), ("en", english)):
        headers = {**TOKEN, "Accept-Language": language}
        answer = writer.post("/api/v1/feedback", json=sent, headers=headers)
        assert answer.status_code == 422
        assert words in answer.json()["detail"]


def test_feedback_that_is_not_called_json_is_refused_as_such(writer: TestClient) -> None:
    headers = {**TOKEN, "Content-Type": "text/plain"}
    answer = writer.post("/api/v1/feedback", content=b"{}", headers=headers)
    assert (answer.status_code, answer.headers["accept-post"]) == (415, "application/json")
    assert "„text/plain“" in answer.json()["detail"]


@pytest.mark.parametrize("expires", ["2020-01-01", "2026", "29.02.2027", "20991231", "9999-12-31"])
def test_a_decline_cannot_expire_in_the_past_or_in_a_far_future(
    writer: TestClient, expires: str
) -> None:
    suggestion = "kommune-05334~foundation~koerber-stiftung"
    entry = {"suggestion": suggestion, "state": "declined", "expires": expires}
    for language, words in (("de", "Erwartet wird ein Tag JJJJ-MM-TT von"), ("en", "Expected is")):
        headers = {**TOKEN, "Accept-Language": language}
        answer = writer.post("/api/v1/feedback", json=entry, headers=headers)
        assert (answer.status_code, answer.json()["parameter"]) == (422, "expires")
        assert day_of("").isoformat() in answer.json()["detail"]
        assert words in answer.json()["detail"]


def test_a_declined_pair_is_left_out_on_every_door(writer: TestClient) -> None:
    before = writer.get(ASKED)
    first = before.json()["member"][0]
    assert (first["rank"], first["propensity"]) == (1, 1.0)
    partner, identifier = first["partner"]["key"], first["id"].rpartition("/")[2]
    entry = {"suggestion": identifier, "state": "declined", "reason": "wrong-region", "rank": 1}
    assert writer.post("/api/v1/feedback", json=entry, headers=TOKEN).status_code == 201
    after = writer.get(ASKED, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert partner not in [one["partner"]["key"] for one in after.json()["member"]]
    asked = {"actor": "kommune-05334", "kind": "foundation", "why_not": partner}
    page = writer.get("/vorschlaege", params=asked)
    assert "wurde abgelehnt" in page.text
    assert f'id="{identifier}"' not in page.text
    missing = writer.get(ASKED + f"&why_not={partner}").json()["whyNot"]
    assert missing["condition"] == "declined"
    until = day_of("") + timedelta(days=EXCLUDED_DAYS)
    assert f"bis zum {until:%d.%m.%Y} nicht wiederholt" in missing["text"]
    back = writer.get(f"/api/v1/suggestions?actor={partner}&kind=district&limit=50").json()
    assert "kommune-05334" not in [one["partner"]["key"] for one in back["member"]]
    found = writer.get("/metrics").text
    assert "bildungslandschaft_suggestions_declined 1" in found


@pytest.mark.parametrize(
    ("address", "language", "words"),
    [
        (
            "suggestions?actor=05334&kind=modl",
            "de",
            ("model (Übertragbares Modell)", "Ähnlich: model."),
        ),
        (
            "suggestions?actor=05334&kind=Foundation",
            "en",
            ("foundation (Foundation)", "Similar: foundation."),
        ),
        (
            "portfolios?state=14&kind=foundation",
            "de",
            ("Es gibt: foundations (", "Ähnlich: foundations"),
        ),
    ],
)
def test_a_kind_that_is_none_names_those_there_are(
    client: TestClient, address: str, language: str, words: tuple[str, ...]
) -> None:
    answer = client.get(f"/api/v1/{address}", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert all(one in answer.json()["detail"] for one in words)
    assert len(answer.json()["near"]) == 1


def test_two_districts_are_named_as_a_pair(client: TestClient) -> None:
    address = "actor=reab-brandenburg&kind=districts-to-bring-together"
    found = client.get(f"/api/v1/suggestions?{address}&limit=1").json()["member"][0]
    heading = f"{found['partner']['name']}</a> und {found['subject']['name']}</h"
    assert heading in client.get(f"/vorschlaege?{address}").text
    assert heading.replace(" und ", " and ") in client.get(f"/vorschlaege?{address}&lang=en").text


def test_who_is_missing_is_told_with_its_reason(client: TestClient) -> None:
    found = client.get("/api/v1/suggestions?actor=05334&limit=1&why_not=kommune-05334").json()
    assert found["whyNot"]["condition"] == "self"
    assert len(found["member"]) == 1
    assert client.get("/api/v1/suggestions?actor=05334&why_not=nobody").status_code == 404


@pytest.mark.parametrize("kind", ["foundations", "agencies", "exchange"])
def test_a_portfolio_keeps_its_capacity(client: TestClient, kind: str) -> None:
    address = f"/api/v1/portfolios?kind={kind}&state=14&capacity=3"
    found = client.get(address).json()
    partners = [one["partner"]["key"] for one in found["member"]]
    districts = [one["district"]["key"] for one in found["member"]]
    assert max(map(partners.count, partners), default=0) <= 3
    assert len(districts) + len(found["without"]) == len(set(districts)) + len(found["without"])
    assert len(districts) + len(found["without"]) == 13
    assert found["total"] >= found["greedyTotal"] or len(found["without"]) < found["greedyWithout"]
    table = client.get(address + "&format=csv")
    rows = list(csv.reader(table.text.splitlines()))
    assert [row[0] for row in rows[1 : len(districts) + 1]] == districts
    page = client.get(f"/portfolio?kind={kind}&state=14&capacity=3")
    assert found["text"] in page.text


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("portfolios", 422, "ein Land nennen, etwa 14"),
        ("portfolios?kind=horoscope&state=14", 404, "horoscope"),
        ("portfolios?state=99", 404, "99"),
        ("portfolios?agency=possehl-stiftung", 422, "keine Agentur"),
        ("portfolios?kind=exchange&state=14&capacity=1", 422, "mindestens 2"),
        ("portfolios?agency=ta-nrw", 422, "Nachfolge: Regionale Entwicklungsagentur"),
        ("portfolios?state=14&capacity=0", 422, "„capacity“ muss mindestens 1 sein"),
        ("portfolios?state=14&format=xml", 422, "eines davon sein: 'json' oder 'csv'"),
        ("consortia", 422, "„actor“ fehlt"),
        ("consortia?actor=05334&actor=kommune-05334", 422, "verschiedene"),
        ("consortia?actor=05334&theme=horoscope", 404, "horoscope"),
        ("warnings?state=14&district=05334", 422, "nicht beides"),
        ("warnings?state=99", 404, "99"),
        ("suggestions?actor=nobody", 404, "nobody"),
        ("suggestions?actor=05334&limit=1000000", 422, "„limit“ darf höchstens 100 sein"),
        ("suggestions?actor=05334&limit=viele", 422, "„limit“ muss eine ganze Zahl sein"),
        ("suggestions?actor=05334&as_of=gestern", 422, "JJJJ-MM-TT"),
        ("suggestions?actor=05334&kind=district-to-approach", 404, "district-to-approach"),
        ("suggestions?actor=05334&theme=horoscope", 404, "horoscope"),
    ],
)
def test_bad_questions_are_answered_in_words(
    client: TestClient, query: str, status: int, words: str
) -> None:
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == status
    assert words in answer.json()["detail"]
    english = client.get(f"/api/v1/{query}{'&' if '?' in query else '?'}lang=en")
    assert english.json()["detail"] != answer.json()["detail"]


def test_a_group_is_completed_and_endings_are_told(client: TestClient) -> None:
    group = client.get("/api/v1/consortia?actor=05334&actor=reab-nrw&theme=bildungsmonitoring")
    assert group.json()["member"]
    members = group.json()["member"]
    assert "reab-nrw" not in [one["partner"]["key"] for one in members]
    for one in members:
        parts = {"kind", "level", "levelNote", "counterfactual", "unknown", "contact"}
        assert parts <= one.keys()
        again = client.get(f"/api/v1/suggestions/{one['key']}").json()
        assert again["reasons"] == one["reasons"]
        assert one["key"] in again["cite"]
    first = members[0]
    page = client.get("/portfolio?actor=05334&actor=reab-nrw&theme=bildungsmonitoring").text
    assert first["counterfactual"]["text"] in unescape(page)
    assert f"/vorschlaege/{first['key']}" in page
    alone = client.get(f"/vorschlaege/{first['key']}")
    assert alone.status_code == 200
    assert first["partner"]["name"] in alone.text
    turtle = Graph().parse(data=client.get(f"/api/v1/suggestions/{first['key']}.ttl").text)
    assert len(list(turtle.objects(None, Namespace(BL).suggestedTo))) == 2
    ends = client.get("/api/v1/warnings?state=09&months=24&as_of=2023-01-01").json()["member"]
    assert [one["endsOn"] for one in ends] == sorted(one["endsOn"] for one in ends)
    assert any("reab-bayern" in [ref["key"] for ref in one["successors"]] for one in ends)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("suggestions?actor=16056", "Nachfolge: Wartburgkreis"),
        ("suggestions?actor=09564&kind=agency", "besteht schon eine Vereinbarung"),
        ("suggestions?actor=02000", "keine zuständige Agentur verzeichnet"),
        ("warnings?district=16056", "Nachfolge: Wartburgkreis"),
        ("warnings?district=05334&as_of=9999-12-31", "endet nichts, dessen Ende verzeichnet ist"),
        ("warnings?district=05334&as_of=0001-01-01", "endet nichts, dessen Ende verzeichnet ist"),
        ("consortia?actor=16056", "Nachfolge: Wartburgkreis"),
        ("suggestions?actor=15151", "/kreise/15151"),
        ("consortia?actor=ta-nrw", "Nachfolge: Regionale Entwicklungsagentur"),
    ],
)
def test_an_answer_with_a_gap_says_why(client: TestClient, query: str, words: str) -> None:
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 200
    assert words in answer.json()["note"]
    english = client.get(f"/api/v1/{query}&lang=en").json()["note"]
    assert english != answer.json()["note"]


def test_a_citation_says_whether_it_still_holds(client: TestClient) -> None:
    one = client.get("/api/v1/suggestions?actor=05334&kind=model&limit=1").json()["member"][0]
    cite = client.get(f"/api/v1/suggestions/{one['id'].rpartition('/')[2]}").json()["cite"]
    name = cite.rpartition("/")[2]
    again = client.get(f"/api/v1/suggestions/{name}").json()
    assert again["changed"] is False
    assert again["partner"] == one["partner"]
    other = client.get(f"/api/v1/suggestions/{name[:-8]}00000000").json()
    assert other["changed"] is True
    assert "geändert" in other["note"]
    assert "passt nicht" in other["note"]
    earlier = re.sub(r"@\d{4}", "@2020", name)
    assert earlier != name
    altered = client.get(f"/api/v1/suggestions/{earlier}").json()
    assert altered["changed"] is True
    assert "passt nicht" in altered["note"]
    gone = client.get("/api/v1/suggestions/kommune-05334~model~nobody@2026-11-23_ab_00000000")
    assert gone.status_code == 404
    assert "zitiert" in gone.json()["detail"]
    page = client.get(f"/vorschlaege/{name}")
    assert cite in page.text


def test_a_citation_is_rdf_with_its_provenance(client: TestClient) -> None:
    one = client.get("/api/v1/suggestions?actor=05334&kind=foundation&limit=1").json()["member"][0]
    name = one["id"].rpartition("/")[2]
    bl = Namespace(BL)
    for suffix, syntax in (("ttl", "turtle"), ("jsonld", "json-ld")):
        answer = client.get(f"/api/v1/suggestions/{name}.{suffix}")
        graph = Graph().parse(data=answer.text, format=syntax)
        node = next(graph.subjects(RDF.type, bl.Suggestion))
        run = graph.value(node, PROV.wasGeneratedBy)
        told = {str(value) for value in graph.objects(run, bl.parameter)}
        assert {"actor=kommune-05334", "kind=foundation"} <= told
        assert any(value.startswith("landscape=") for value in told)
        assert (node, bl.suggestedPartner, URIRef(one["partner"]["id"])) in graph
        statements = {iri for reason in one["reasons"] for iri in reason["statements"]}
        assert {str(iri) for iri in graph.objects(node, bl.restsOn)} == statements
