"""Ranks come with intervals over API and command line, in words, for any part of the network."""

import json

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from graph.measures.words import MEASURES
from service.cli import create_cli


def test_every_measure_explains_itself(client: TestClient):
    members = client.get("/api/v1/network/measures?lang=en").json()["member"]
    assert [one["key"] for one in members] == list(MEASURES)
    assert all(one["name"] and one["meaning"] and one["caveat"] for one in members)


def test_a_rank_lies_in_its_interval_and_the_interval_is_not_a_point(client: TestClient):
    answer = client.get("/api/v1/network/measures/degree?state=14&as_of=2026-11-23").json()
    members = answer["member"]
    assert answer["totalItems"] >= len(members) > 3
    assert [one["rank"] for one in members] == sorted(one["rank"] for one in members)
    assert all(one["bestRank"] <= one["rank"] <= one["worstRank"] for one in members[:3])
    assert all(one["low"] <= one["value"] for one in members)
    assert any(one["bestRank"] < one["worstRank"] for one in members)
    assert "ein Fünftel" in answer["method"]
    assert answer["projection"]


def test_the_command_says_the_same(client: TestClient, store_location, monkeypatch):
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", store_location)
    arguments = ["measures", "betweenness", "--state", "14", "--as-of", "2026-11-23"]
    spoken = CliRunner().invoke(create_cli("de"), [*arguments, "--format", "json"])
    asked = "/api/v1/network/measures/betweenness?state=14&as_of=2026-11-23&limit=20"
    assert json.loads(spoken.stdout)["member"] == client.get(asked).json()["member"]
    told = CliRunner().invoke(create_cli("de"), arguments).stdout
    assert "Ziehungen" in told


@pytest.mark.parametrize(
    ("path", "status"),
    [("wichtigkeit", 404), ("degree?state=99", 404), ("degree?as_of=gestern", 422)],
)
def test_bad_questions_get_a_reason(client: TestClient, path: str, status: int):
    assert client.get(f"/api/v1/network/measures/{path}").status_code == status
