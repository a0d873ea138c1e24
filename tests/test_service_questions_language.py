"""In which language the answers of named questions name things: address, header, page, editor."""

import csv
import io
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from tests.library_support import catalogue

STATES = "/api/v1/queries/states"


def names(client: TestClient, address: str, **headers: str) -> set[str]:
    found = client.get(address, headers={"Accept": "*/*", **headers})
    assert found.status_code == 200
    if "csv" in found.headers["content-type"]:
        return {row["name"] for row in csv.DictReader(io.StringIO(found.text))}
    return {row["name"] for row in found.json()["member"]}


@pytest.mark.parametrize("ending", ["", "&format=csv"])
def test_labels_come_in_the_language_of_the_reader(client: TestClient, ending: str):
    german, english = (names(client, f"{STATES}?lang={one}{ending}") for one in ("de", "en"))
    assert {"Bayern", "Sachsen"} <= german
    assert {"Bavaria", "Saxony"} <= english
    assert len(german) == len(english) == 16
    address = f"{STATES}?{ending}"
    assert names(client, address, **{"Accept-Language": "en"}) == english
    assert names(client, address) == german


def test_what_was_kept_in_one_language_is_not_current_in_the_other(client: TestClient):
    first = client.get(f"{STATES}?format=csv&lang=de")
    assert "accept-language" in first.headers["vary"].lower()
    tag = {"If-None-Match": first.headers["etag"]}
    assert client.get(f"{STATES}?format=csv&lang=de", headers=tag).status_code == 304
    assert client.get(f"{STATES}?format=csv&lang=en", headers=tag).status_code == 200


def test_a_page_its_files_and_the_editor_speak_one_language(client: TestClient):
    browser = {"Accept": "text/html", "Accept-Language": "en"}
    for language, own, other in (("de", "Bayern", "Bavaria"), ("en", "Bavaria", "Bayern")):
        page = unescape(client.get(f"/abfragen/states?lang={language}", headers=browser).text)
        assert own in page
        assert other not in page
        links = [part.split('"')[0] for part in page.split('href="')]
        (file,) = (one for one in links if one.startswith(STATES) and "format=csv" in one)
        assert own in names(client, file, **{"Accept-Language": "en"})
        (editor,) = (one for one in links if one.startswith("/sparql?query="))
        (query,) = parse_qs(urlsplit(editor).query)["query"]
        assert query == catalogue().get("states").bound({}, language)
        assert "$lang" not in page
