"""`what-if` and `changes` over API, command line and page: same answers, defined refusals."""

import json

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from service.cli import create_cli

PLAN = ["what-if", "--add", "05111,reab-nrw,bildungsmonitoring", "--as-of", "2026-11-23"]


def cli(store_location, monkeypatch, *arguments: str) -> str:
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", store_location)
    answer = CliRunner().invoke(create_cli("de"), list(arguments), catch_exceptions=False)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_plan_closes_its_gap_over_api_and_command_line(client, store_location, monkeypatch):
    answer = client.get(
        "/api/v1/what-if",
        params={"add": "05111,reab-nrw,bildungsmonitoring", "as_of": "2026-11-23"},
    ).json()
    assert "coverage-05111-vereinbarung" in {gap["key"] for gap in answer["closed"]}
    assert answer["after"]["ties"] == answer["before"]["ties"] + 1
    assert answer["after"]["reach"]["kommune-05111"] > answer["before"]["reach"]["kommune-05111"]
    spoken = json.loads(cli(store_location, monkeypatch, *PLAN, "--format", "json"))
    assert spoken["before"] == answer["before"]
    assert {gap["key"] for gap in spoken["closed"]} == {gap["key"] for gap in answer["closed"]}
    assert "Würde sich schließen: " in cli(store_location, monkeypatch, *PLAN)


def test_who_leaves_takes_the_reach_along(client: TestClient):
    foundation = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"
    answer = client.get(f"/api/v1/what-if?remove={foundation}&as_of=2026-11-23&lang=en").json()
    assert answer["after"]["reach"][foundation] == 0 < answer["before"]["reach"][foundation]
    assert "reaches nobody" in answer["text"]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 422, "nichts zu ändern"),
        ("add=05111", 422, "zwei verschiedene"),
        ("add=05111,05111", 422, "zwei verschiedene"),
        ("add=05111,reab-nrw&remove=kommune-05111", 422, "Zugleich"),
        ("remove=gibt-es-nicht", 404, "keinen Akteur"),
        ("add=05111,gibt-es-nicht", 404, "keinen Akteur"),
        ("remove=05111&as_of=gestern", 422, "kein Datum"),
    ],
)
def test_bad_plans_get_a_reason(client: TestClient, query: str, status: int, said: str):
    answer = client.get(f"/api/v1/what-if?{query}")
    assert answer.status_code == status
    assert said in answer.text


def test_changes_are_the_same_over_api_and_command_line(client, store_location, monkeypatch):
    answer = client.get("/api/v1/changes?from=2013-06&to=2016-06&district=02000").json()
    assert (answer["from"], answer["to"]) == ("2013-06-30", "2016-06-30")
    opened = {gap["key"] for gap in answer["gapsOpened"]["member"]}
    assert "decay-02000-lernen-vor-ort" in opened
    assert answer["ended"]["totalItems"] == len(answer["ended"]["member"]) > 0
    assert all(tie["status"] == "ended" for tie in answer["ended"]["member"])
    arguments = ["changes", "--from", "2013-06", "--to", "2016-06", "--district", "02000"]
    spoken = json.loads(cli(store_location, monkeypatch, *arguments, "--format", "json"))
    assert {gap["key"] for gap in spoken["gapsOpened"]["member"]} == opened
    told = cli(store_location, monkeypatch, *arguments)
    assert f"Beendet: {answer['ended']['totalItems']}" in told
    limited = client.get("/api/v1/changes?from=2013&to=2016&limit=2").json()
    assert len(limited["begun"]["member"]) == 2 < limited["begun"]["totalItems"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("from=2020&to=2014", 422),
        ("from=gestern", 422),
        ("from=2020&state=99", 404),
        ("from=2020&district=99999", 404),
        ("from=2020&district=01001&state=05", 422),
    ],
)
def test_bad_days_and_places_get_a_reason(client: TestClient, query: str, status: int):
    answer = client.get(f"/api/v1/changes?{query}")
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    page = client.get(f"/aenderungen?{query}", headers={"accept": "text/html"})
    assert (page.status_code, 'role="alert"' in page.text) == (200, True)


def test_the_page_says_what_changed_and_what_nobody_knows(client: TestClient):
    page = client.get("/aenderungen?from=2013-06-30&to=2016-06-30&district=02000").text
    assert "Körber-Stiftung" in page
    assert "ohne Datum weiß niemand" in page
    assert "What changed" in client.get("/aenderungen?lang=en").text


def test_an_empty_answer_explains_itself_everywhere(client, store_location, monkeypatch):
    """Verden: no table lets anything be expected there that is not on record."""
    where = "district=03361&as_of=2026-11-23"
    answer = client.get(f"/api/v1/gaps?{where}").json()
    assert answer["totalItems"] == 0
    assert "unbekannt, nicht abwesend" in answer["explanation"]
    assert answer["explanation"] in client.get(f"/luecken?{where}").text
    arguments = ["gaps", "--district", "03361", "--as-of", "2026-11-23"]
    told = cli(store_location, monkeypatch, *arguments)
    assert "unbekannt, nicht" in told
    filtered = client.get("/api/v1/gaps?district=05111&kind=surprising&as_of=2026-11-23").json()
    assert "explanation" not in filtered


def test_every_kind_shows_its_settings_with_their_reasons(client: TestClient):
    page = client.get("/luecken").text
    for kind in client.get("/api/v1/gaps/kinds").json()["member"]:
        assert kind["queries"][-1] == "/api/v1/queries/computed-gaps"
        for setting in kind["parameters"]:
            assert f"{setting['name']} = {setting['default']:g}" in page
            assert setting["reason"][:40] in page
