"""Portfolios over every door: what was declined is given to nobody again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from service.app import create_app
from service.cli import create_cli
from service.settings import Settings

TOKEN = {"Authorization": "Bearer secret"}


@pytest.fixture
def writer(store_location: str, tmp_path: Path) -> Iterator[TestClient]:
    file = str(tmp_path / "feedback.jsonl")
    settings = Settings(store=store_location, write_token="secret", feedback_file=file)
    with TestClient(create_app(settings)) as running:
        yield running


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("kind=foundations&state=06&capacity=50", "foundation"),
        ("kind=agencies&state=05&capacity=50", "agency"),
        ("kind=exchange&state=10&capacity=3", "peer-district"),
    ],
)
def test_a_portfolio_never_gives_a_pair_that_declined(
    writer: TestClient, monkeypatch: pytest.MonkeyPatch, query: str, kind: str
) -> None:
    address = f"/api/v1/portfolios?{query}"
    before = writer.get(address)
    pair = next(
        one for one in before.json()["member"] if one["district"]["key"] != one["partner"]["key"]
    )
    partner = pair["partner"]["key"]
    other = f"kommune-{partner}" if kind == "peer-district" else partner
    name = f"kommune-{pair['district']['key']}~{kind}~{other}"
    entry = {"suggestion": name, "state": "declined", "expires": "2028-01-01"}
    assert writer.post("/api/v1/feedback", json=entry, headers=TOKEN).status_code == 201
    after = writer.get(address, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    taken = [(one["district"]["key"], one["partner"]["key"]) for one in after.json()["member"]]
    assert (pair["district"]["key"], partner) not in taken
    page = writer.get(f"/portfolio?{query}").text
    assert after.json()["text"] in page
    settings = writer.app.state.settings  # type: ignore[attr-defined]  # Starlette's app is untyped
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_STORE", settings.store)
    monkeypatch.setenv("BILDUNGSLANDSCHAFT_FEEDBACK_FILE", settings.feedback_file)
    options = [f"--{one}" for one in query.split("&")]
    told = CliRunner().invoke(create_cli("de"), ["portfolio", *options, "--format", "json"])
    assert json.loads(told.stdout)["member"] == after.json()["member"]
