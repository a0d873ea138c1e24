"""Questions that count from today: over the interface, on the page, in the editor, as examples."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from queries.days import FORMS, day_of
from tests.library_support import catalogue

SOON = "/api/v1/queries/ties-ending-soon"
QUIET = {"as_of": "2026-11-23", "until": "2027-11-23"}
"""A year in which nothing ends without follow-up."""


def today(count: str = "") -> str:
    found = day_of(f"today{count}", date.today())  # noqa: DTZ011 - what the service counts from
    assert found is not None
    return found.isoformat()


def shown(client: TestClient, address: str) -> str:
    return unescape(client.get(address, headers={"Accept": "text/html"}).text)


def field(page: str, name: str) -> str:
    (tag,) = re.findall(rf'<input id="p-{name}"[^>]*>', page)
    assert 'type="date"' in tag
    return re.findall(r'value="([^"]*)"', tag)[0]


def test_an_address_takes_what_the_header_takes(client: TestClient):
    day = {"as_of": "2021-06-30", "until": today("+6y")}
    rows = client.get(SOON, params=day).json()["member"]
    assert rows
    assert client.get(SOON, params={**day, "until": "today+6y"}).json()["member"] == rows
    # as people type it: an unescaped plus
    assert client.get(f"{SOON}?as_of=2021-06-30&until=today+6y").json()["member"] == rows
    assert client.get(f"{SOON}?as_of=2021-06-30&until=today-6y").json()["member"] != rows
    explicit = {"as_of": today(), "until": today("+1y")}
    assert client.get(SOON).json()["member"] == client.get(SOON, params=explicit).json()["member"]


@pytest.mark.parametrize("value", ["today+1d", "today+", "today+9999y", "tomorrow", "2014-13"])
def test_what_is_no_day_is_refused_with_what_is_one(client: TestClient, value: str):
    answer = client.get(SOON, params={"until": value})
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "until"
    assert FORMS.de in answer.json()["detail"]
    page = client.get("/abfragen/ties-ending-soon", params={"until": value})
    assert page.status_code == 422
    assert FORMS.de in page.text


def test_the_description_of_the_interface_says_how_days_are_written(client: TestClient):
    asked = client.get("/openapi.json").json()["paths"][SOON]["get"]["parameters"]
    (until,) = (one for one in asked if one["name"] == "until")
    assert until["schema"]["default"] == "today+1y"
    assert until["schema"]["description"] == FORMS.en
    assert day_of(until["example"], date.min) is not None


def test_a_form_shows_the_days_that_its_answer_is_about(client: TestClient):
    page = shown(client, "/abfragen/ties-ending-soon")
    assert (field(page, "as_of"), field(page, "until")) == (today(), today("+1y"))
    page = shown(client, "/abfragen/ties-ending-soon?as_of=2021&until=today-1m")
    assert (field(page, "as_of"), field(page, "until")) == ("2021-12-31", today("-1m"))


def test_the_editor_opens_with_the_query_that_was_answered(client: TestClient):
    page = shown(client, "/abfragen/ties-ending-soon")
    (address,) = re.findall(r'href="(/sparql\?query=[^"]*)"', page)
    (text,) = parse_qs(urlsplit(address).query)["query"]
    assert text == catalogue().get("ties-ending-soon").bound({})
    assert f'"{today("+1y")}"' in text


def test_examples_hold_dates(client: TestClient):
    text = client.get("/.well-known/sparql-examples.nt").text
    assert '\\"today' not in text
    assert f'\\"{today()}\\"' in text


def test_who_finds_nothing_is_told_why_and_led_to_an_example(client: TestClient):
    query = catalogue().get("ends-without-follow-up")
    reason = query.header.empty_is_right
    assert reason is not None
    found = client.get(f"/api/v1/queries/{query.name}", params=QUIET).json()
    assert (found["totalItems"], found["note"]) == (0, reason.de)
    page = shown(client, f"/abfragen/{query.name}?as_of=2026-11-23&until=2027-11-23")
    assert reason.de in page
    (example,) = re.findall(rf'href="(/abfragen/{query.name}\?[^"]*)">Beispiel', page)
    assert reason.de not in shown(client, example)
