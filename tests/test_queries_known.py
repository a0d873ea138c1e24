"""An unknown key in a question is told as one, and what the library gives as examples exists."""

import pytest
from starlette.testclient import TestClient

from graph.landscape import Landscape
from ontology.errors import UnknownThingError
from ontology.namespaces import ID, VOCAB
from queries.known import require_known
from tests.library_support import catalogue

QUESTIONS = list(catalogue())


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.name)
def test_every_example_names_what_there_is(landscape: Landscape, query) -> None:
    require_known(landscape, query.header.parameters, query.examples())


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("ties-of-actor", {"actor": "gibtesnicht"}, "Akteure suchen"),
        ("statements-on-theme", {"theme": "NaN"}, "Alle Themen"),
        ("statements-on-theme", {"theme": f"{VOCAB}theme/NaN"}, "Alle Themen"),
        ("participants-of-programme", {"programme": "bildung-integrirt"}, "bildung-integriert"),
        ("district-profile", {"district": "05999"}, "Kreis"),
        ("district-profile", {"district": f"{ID}district/05999"}, "Kreis"),
        ("actors-of-type", {"type": "stiftungen"}, "stiftung"),
        ("offers", {"kind": "qqqqqq"}, "Es gibt: "),
    ],
)
def test_what_there_is_not_is_told(
    landscape: Landscape, name: str, values: dict[str, str], words: str
) -> None:
    query = catalogue().get(name)
    query.bound({**query.examples(), **values})
    with pytest.raises(UnknownThingError, match=words):
        require_known(landscape, query.header.parameters, values)


def test_a_former_district_is_known(landscape: Landscape) -> None:
    query = catalogue().get("successors-of-former-district")
    require_known(landscape, query.header.parameters, {"former": "16056"})


def test_an_unknown_key_is_told_over_the_interface_and_on_the_page(client: TestClient) -> None:
    asked = "statements-on-theme?theme=sprachfoerderungen"
    told = client.get(f"/api/v1/queries/{asked}")
    assert told.status_code == 404
    assert "sprachfoerderung (" in told.json()["near"][0]
    page = client.get(f"/abfragen/{asked}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "Es gibt kein Thema" in page.text
