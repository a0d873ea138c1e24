"""The SPARQL editor: its files, what it completes, and answers as table, network and map."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from tests.browsing import MARKS, chromium, violations

HTML = {"accept": "text/html"}
PREFIX = "PREFIX bl: <https://w3id.org/bildungslandschaft/ontology#>\n"
SPONSORS = PREFIX + "SELECT ?foundation ?place WHERE { ?foundation bl:sponsors ?place }"


def shown(client: TestClient, query: str, view: str = "", **more: str | list[str]) -> str:
    answer = client.get("/sparql", params={"query": query, "view": view, **more}, headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_every_file_of_the_editor_comes_from_our_host_and_is_kept(client: TestClient) -> None:
    page = client.get("/sparql", headers=HTML).text
    addresses = re.findall(r'(?:href|src)="(/static/ace/[^"]+)"', page)
    assert len(addresses) == 8
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    styles = next(one for one in addresses if one.endswith("css/ace.css"))
    for picture in re.findall(r'url\("\./([^"]+)"\)', client.get(styles).text):
        found = client.get(styles.replace("ace.css", picture))
        assert found.status_code == 200
        assert found.headers["content-type"].startswith("image/")


@pytest.mark.parametrize(
    "path", ["mode-java.js", "..%2F..%2F__init__.py", "css/..%2Face.js", "css/none.png", "css"]
)
def test_no_other_file_of_the_package_is_given_away(client: TestClient, path: str) -> None:
    assert client.get(f"/static/ace/1/{path}").status_code == 404


def test_terms_have_labels_in_both_languages(client: TestClient) -> None:
    german = client.get("/sparql/terms").json()
    english = client.get("/sparql/terms?lang=en").json()
    assert german["prefixes"]["bl"] == "https://w3id.org/bildungslandschaft/ontology#"
    labels = {term["name"]: term["label"] for term in german["terms"]}
    assert labels["bl:Foundation"] == "Stiftung"
    assert {t["name"]: t["label"] for t in english["terms"]}["bl:Foundation"] == "foundation"
    assert all(term["label"] for term in german["terms"])
    tag = client.get("/sparql/terms").headers["etag"]
    assert client.get("/sparql/terms", headers={"if-none-match": tag}).status_code == 304


def test_an_answer_with_two_things_in_a_row_can_be_seen_as_a_network(client: TestClient) -> None:
    page = shown(client, SPONSORS + " LIMIT 30", "network")
    assert 'class="picture network' in page
    assert re.search(r"\d+ Dinge, \d+ Paare", page)
    assert re.search(r'href="/akteure/[^"]+"', page)
    refused = shown(client, SPONSORS.replace("bl:sponsors", "bl:cooperatesWith"), "network")
    assert "lesbar sind höchstens 150" in refused
    assert 'class="picture network' not in refused


def test_a_graph_can_be_seen_as_a_network_with_the_labels_it_brings(client: TestClient) -> None:
    query = (
        PREFIX.replace("bl:", "x:")
        + "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        + 'CONSTRUCT { <urn:a> <urn:p> <urn:b> . <urn:b> rdfs:label "Das Ziel"@de } WHERE {}'
    )
    page = shown(client, query, "network")
    assert "2 Dinge, 1 Paare" in page
    assert "Das Ziel: 1 Verbindungen" in page
    assert "@prefix" in shown(client, query) or "urn:a" in shown(client, query, "text")


def test_an_answer_about_districts_can_be_seen_on_the_map(client: TestClient) -> None:
    query = PREFIX + (
        "SELECT ?district ?n WHERE { VALUES (?district ?n) {"
        " (<https://w3id.org/bildungslandschaft/id/district/14626> 3)"
        " (<https://w3id.org/bildungslandschaft/id/district/05334> 7.5) } }"
    )
    page = shown(client, query, "map")
    assert "2 von 400 Kreisen stehen in der Antwort; gezeigt ist: n." in page
    assert "Görlitz: 3" in page
    assert "Städteregion Aachen: 7,50" in page
    assert "not in the answer" in shown(client, query, "map", lang="en")


def test_rows_are_counted_where_a_district_has_several(client: TestClient) -> None:
    page = shown(
        client, 'SELECT ?ags ?x WHERE { VALUES (?ags ?x) { ("14626" 1) ("14626" 2) } }', "map"
    )
    assert "1 von 400 Kreisen stehen in der Antwort; gezeigt ist: Zeilen." in page
    assert "Görlitz: 2" in page


def test_views_that_an_answer_does_not_have_are_not_offered(client: TestClient) -> None:
    page = shown(client, "SELECT (1 AS ?one) {}", "map")
    assert 'class="picture map"' not in page
    assert "Ansicht der Antwort" not in page
    assert "1 Zeile" in page


# of classes of ours: Virtuoso has statements of its own
TIES = PREFIX + "SELECT (COUNT(*) AS ?n) WHERE { ?a a ?b FILTER(STRSTARTS(STR(?b), STR(bl:))) }"
GRAPH = "https://w3id.org/bildungslandschaft/graph/"


def counted(page: str) -> int:
    return int(re.search(r'<td data-value="(\d+)">', page)[1])


def test_the_page_asks_the_graphs_and_inferences_that_the_address_names(client: TestClient) -> None:
    derived = {"default-graph-uri": GRAPH + "derived"}
    every = counted(shown(client, TIES))
    stated, inferred = shown(client, TIES, inference="off"), shown(client, TIES, **derived)
    assert counted(stated) + counted(inferred) == every
    assert counted(shown(client, TIES.replace("WHERE", f"FROM <{GRAPH}derived> WHERE"))) == counted(
        inferred
    )
    assert "in diesen Graphen" in inferred
    assert "in diesen Graphen" not in stated
    unknown = client.get(
        "/sparql", params={"query": TIES, "default-graph-uri": "urn:x"}, headers=HTML
    )
    assert unknown.status_code == 400
    assert "Den Graphen" in unknown.text


def test_the_box_for_inferences_is_sent_and_kept_without_a_script(client: TestClient) -> None:
    ticked = 'name="inference" value="on" checked'
    form = client.get("/sparql", headers=HTML).text
    assert ticked in form
    assert 'type="hidden" name="inference" value="off"' in form
    assert ticked in shown(client, TIES, inference=["off", "on"])
    one = "SELECT ?district { VALUES ?district {"
    one += " <https://w3id.org/bildungslandschaft/id/district/14626> } }"
    page, plain = shown(client, one, inference="off"), shown(client, one)
    assert ticked not in page
    for text, count in (page, 2), (plain, 0):
        views = re.findall(r'href="[^"]+#antwort"', text)
        assert len(views) == 2
        assert sum("inference=off" in address for address in views) == count


@pytest.fixture(scope="module")
def page(server: str) -> Iterator[Page]:
    with chromium() as browser:
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(f"{server}/sparql")
        opened.wait_for_selector(".editor .ace_content")
        yield opened


@pytest.mark.browser
@pytest.mark.skipif(MARKS[1].args[0], reason=str(MARKS[1].kwargs["reason"]))
def test_the_editor_completes_declares_prefixes_and_runs(page: Page, server: str) -> None:
    outside = []
    page.on("request", lambda one: outside.append(one.url))
    page.locator(".editor .ace_content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?f WHERE { ?f a Bürgerstift")
    page.keyboard.press("Control+Space")
    suggestion = page.locator(".ace_autocomplete .ace_line", has_text="bl:CommunityFoundation")
    suggestion.wait_for()
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    written = page.locator("textarea#query").input_value()
    assert written.startswith("PREFIX bl: <https://w3id.org/bildungslandschaft/ontology#>\n")
    assert "?f a bl:CommunityFoundation" in written
    page.keyboard.press("Control+Enter")
    page.locator("#antwort").wait_for()
    assert page.locator("tbody tr").count() > 3
    assert all(url.startswith(server) for url in outside)
    assert "inference" not in page.url
    page.get_by_label("mit Schlussfolgerungen").uncheck()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy-link]").click()
    page.locator("[data-copy-status]", has_text="kopiert").wait_for()
    assert "inference=off" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Ausführen").click()
    page.wait_for_url("**inference=off**")
    assert page.get_by_label("mit Schlussfolgerungen").is_checked() is False


@pytest.mark.browser
@pytest.mark.skipif(MARKS[1].args[0], reason=str(MARKS[1].kwargs["reason"]))
def test_the_keyboard_gets_into_the_editor_and_out_again(page: Page) -> None:
    page.locator("label[for=query]").click()
    page.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.className || ''"))
    assert any("ace" in name for name in reached)
    assert page.evaluate("document.activeElement.closest('.editor') === null")
