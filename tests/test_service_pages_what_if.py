"""The page of "what if": before and after as table and sentence, without any script."""

import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from graph.analyses.what_if import Planned, what_if
from graph.landscape import Landscape
from service.pages.views_what_if import changes, told

HTML = {"accept": "text/html"}
DAY = date(2026, 11, 23)
PLAN = "one=05111&other=reab-nrw&kind=TransferAgreement&as_of=2026-11-23"


def get(client: TestClient, query: str) -> str:
    response = client.get(f"/waswaere?{query}", headers=HTML)
    assert response.status_code == 200, response.text[:300]
    return response.text


def test_an_agreement_shows_what_it_closes(client: TestClient, landscape: Landscape) -> None:
    plan = Planned(("05111", "reab-nrw"), class_="TransferAgreement")
    answer = what_if(landscape, DAY, add=[plan])
    page = get(client, PLAN)
    assert told(landscape, answer).de in page
    for gap in answer.closed[:12]:
        assert gap.text.de[:60] in page
    after = answer.after.reach["kommune-05111"]
    assert re.search(rf'Reichweite: Düsseldorf.*?<td class="number">{after}</td>', page, re.DOTALL)


def test_sentence_and_table_say_the_same(landscape: Landscape) -> None:
    foundation = "stiftung-polytechnische-gesellschaft-frankfurt-am-main"
    name = landscape.actors[foundation].name
    answer = what_if(landscape, DAY, remove=[foundation])
    rows = changes(landscape, answer)
    assert rows[0].after.de == "0"
    assert f"{name} erreicht niemanden" in told(landscape, answer).de
    assert f"{name} reaches nobody" in told(landscape, answer).en
    for row in rows:
        grows = float(row.after.en.rstrip(" %").replace(",", "")) - float(
            row.before.en.rstrip(" %").replace(",", "")
        )
        assert row.difference.en.startswith("+" if grows > 0 else "−" if grows < 0 else "0")
    shown = next(row for row in rows if row.label.de == "Teile ohne Verbindung untereinander")
    assert f"{shown.after.de} getrennte Teile statt {shown.before.de}" in told(landscape, answer).de


def test_an_unclear_name_is_asked_back_and_keeps_the_rest(client: TestClient) -> None:
    page = get(client, "one=stadt&other=possehl-stiftung&lang=en")
    assert "whom do you mean by" in page
    assert "other=possehl-stiftung" in page
    assert "finden wir keinen Akteur" in get(client, "without=xyzxyz")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("one=05111", "zwei verschiedene Akteure"),
        ("one=05111&other=05111", "zwei verschiedene Akteure"),
        ("one=05111&other=05315&without=05111", "Zugleich geplant und entfernt"),
        ("one=05111&other=05315&theme=quatsch", "kein Thema „quatsch“"),
    ],
)
def test_an_impossible_plan_is_explained_on_the_page(
    client: TestClient, query: str, expected: str
) -> None:
    page = get(client, query)
    assert expected in page
    assert 'role="alert"' in page


def test_hostile_text_is_escaped(client: TestClient) -> None:
    assert "<script>alert" not in get(client, 'one="><script>alert(1)</script>')


def test_a_suggestion_leads_to_its_effect(client: TestClient) -> None:
    page = client.get("/vorschlaege?actor=14626&limit=5", headers=HTML).text
    address = re.findall(r'href="(/waswaere\?one=kommune-14626[^"]+)"', page)[0]
    assert "Landkreis Görlitz mit " in get(client, address.replace("&amp;", "&").split("?")[1])
