"""What the pages say: both languages, real content, hostile input, caching; no script needed."""

import json
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from graph.analyses.silence import why_nothing
from graph.landscape import Landscape
from service.app import create_app
from service.pages.formats import number, partial_date, span
from service.pages.rendering import environment, link
from service.pages.views_district import district_view, network_text
from service.pages.views_start import figures
from service.settings import Settings

HTML = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "accept-language": "de"}
PAGES = (
    "/",
    "/kreise",
    "/kreise/05334",
    "/kreise/14626",
    "/kreise/03452",
    "/kreise/05334/korrektur",
    "/akteure",
    "/akteure?q=stiftung&state=05",
    "/akteure/possehl-stiftung",
    "/akteure/reab-nrw",
    "/themen",
    "/themen/bildungsberatung",
    "/luecken",
    "/luecken?district=14626",
    "/vorschlaege",
    "/vorschlaege?actor=05334",
    "/waswaere",
    "/waswaere?one=05334&other=possehl-stiftung",
    "/abfragen",
    "/suche?q=stadt",
    "/daten",
    "/kreise/14284",
    "/merkliste",
    "/netzwerk?state=14&colour=community",
    "/hilfe",
    "/leichte-sprache",
    "/barrierefreiheit",
    "/sparql",
)
HOSTILE = '"><script>alert(1)</script>'


class Outline(HTMLParser):
    """What matters of a page: language, ids, headings, scripts and inline styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language = ""
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.language = found.get("lang") or self.language if tag == "html" else self.language
        self.ids += [found["id"] or ""] if "id" in found else []
        self.headings += [tag] if re.fullmatch("h[1-6]", tag) else []
        data = found.get("type") == "application/ld+json"
        if (tag == "script" and "src" not in found and not data) or tag == "style":
            self.inline.append(tag)
        self.inline += [name for name in found if name == "style" or name.startswith("on")]


def get(client: TestClient, path: str, **headers: str) -> str:
    response = client.get(path, headers={**HTML, **headers})
    assert response.status_code == 200, (path, response.status_code, response.text[:300])
    return response.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_stands_in_both_languages(client: TestClient, path: str, language: str) -> None:
    address = path if language == "de" else path + ("&" if "?" in path else "?") + "lang=en"
    page = get(client, address)
    outline = Outline(page)
    assert outline.language == language
    assert outline.headings.count("h1") == 1
    assert outline.headings[0] == "h1"
    assert not outline.inline, "the Content-Security-Policy would refuse it"
    twice = {one for one in outline.ids if outline.ids.count(one) > 1}
    assert not twice
    assert 'hreflang="de"' in page
    assert 'hreflang="en"' in page
    assert re.search(r'<meta name="description" content="[^"]{20,}', page)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_an_english_page_stays_english(client: TestClient, path: str) -> None:
    page = get(client, path + ("&" if "?" in path else "?") + "lang=en")
    links = re.findall(r'<a [^>]*href="(/(?:kreise|akteure|themen|luecken|hilfe)[^"]*)"', page)
    lost = {one for one in links if "lang=en" not in one and ".csv" not in one}
    switch = {one for one in lost if f'href="{one}" lang="de"' in page}
    assert lost == switch


def test_no_page_names_a_foreign_address_that_a_browser_would_load(client: TestClient) -> None:
    for path in PAGES:
        page = get(client, path)
        loaded = re.findall(r'<(?:script|img|iframe|source)[^>]*\bsrc="([^"]*)"', page)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]*)"', page)
        assert loaded, path
        assert [one for one in loaded if not one.startswith("/static/")] == []


def test_no_page_sets_a_cookie(client: TestClient) -> None:
    for path in PAGES:
        assert "set-cookie" not in client.get(path, headers=HTML).headers


def test_the_start_page_counts_the_landscape(client: TestClient, landscape: Landscape) -> None:
    page = get(client, "/")
    assert figures(landscape)[0].count == len(landscape.districts) == 400
    assert f">{number(len(landscape.ties), 'de')}</dd>" in page
    assert page.count('href="/kreise/') >= len(landscape.districts)


def test_the_district_page_shows_ties_with_source_confidence_and_age(client: TestClient) -> None:
    page = get(client, "/kreise/05334")
    for expected in (
        "Bertelsmann Stiftung",
        "Grundpatenschaft",
        "2009 bis 2014",
        "beendet",
        "bestätigt",
        "abgerufen November 2026",
        "Lernen vor Ort",
        "Regionale Entwicklungsagentur für kommunales Bildungsmanagement NRW",
        "564.444 Einwohner",
    ):
        assert expected in page, expected


def test_as_of_decides_what_is_current_and_who_is_responsible(
    client: TestClient, landscape: Landscape
) -> None:
    view = district_view(landscape, "05334", date(2012, 6, 1))
    current = {partner.name for tie in view.current_ties for partner in tie.partners}
    assert current == {"Aachener Stiftung Kathy Beys", "Bertelsmann Stiftung"}
    assert not any(row.certain for row in view.agencies)
    then = get(client, "/kreise/05334?as_of=2020-01-01")
    assert "Transferagentur" in then.split('id="vereinbarungen"')[1].split('id="programme"')[0]
    today = district_view(landscape, "05334", date(2026, 11, 23))
    assert [row.agency.key for row in today.agencies if row.certain] == ["reab-nrw"]


def test_the_sentence_says_what_the_table_says(landscape: Landscape) -> None:
    for ags in sorted(landscape.districts)[::7]:
        view = district_view(landscape, ags, date(2026, 11, 23))
        text = network_text(view).de
        if not view.ties:
            assert "heißt nicht" in text
        if len(view.current_ties) > 1:
            assert f"{len(view.current_ties)} Zusammenarbeiten laufen" in text


def test_an_inferred_seat_is_not_shown_as_a_fact(client: TestClient, landscape: Landscape) -> None:
    inferred = next(
        actor
        for actor in landscape.actors.values()
        if actor.inferred_district and not actor.district
    )
    page = get(client, f"/akteure/{inferred.key}")
    assert "Sitz vermutet" in page
    assert "kein Beleg" in page
    assert "<dt>Sitz</dt>" not in page


def test_actors_are_paged_and_an_impossible_filter_is_explained(client: TestClient) -> None:
    first, second = get(client, "/akteure?type=schule"), get(client, "/akteure?type=schule&page=2")
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    empty = get(client, "/akteure?type=schule&q=zzzz")
    assert "Kein Akteur passt" in empty


def test_search_opens_the_one_district_that_is_meant(client: TestClient) -> None:
    for typed in ("Görlitz", "goerlitz", "14626"):
        response = client.get("/suche", params={"q": typed}, headers=HTML)
        assert (response.status_code, response.headers["location"]) == (303, "/kreise/14626")
    assert "Nichts gefunden" in get(client, "/suche?q=xyzxyz")


def test_what_a_suggestion_rests_on_is_named_in_words(client: TestClient) -> None:
    german = get(client, "/vorschlaege?actor=01002&kind=peer-district&limit=1")
    english = get(client, "/vorschlaege?actor=01002&kind=peer-district&limit=1&lang=en")
    assert re.search(r">Arbeitslosenquote, Kiel, Landeshauptstadt 20\d\d<", german)
    assert re.search(r">Unemployment rate, Kiel, Landeshauptstadt 20\d\d<", english)


def test_who_has_ended_cannot_be_chosen_for_a_portfolio(client: TestClient) -> None:
    page = get(client, "/portfolio?as_of=2026-11-23")
    assert '<option value="reab-nrw">' in page
    assert 'value="ta-nrw"' not in page
    assert '<option value="ta-nrw">' in get(client, "/portfolio?as_of=2020-06-30")


def test_suggestions_ask_back_when_the_actor_is_not_clear(client: TestClient) -> None:
    assert "Wen meinen Sie?" in get(client, "/vorschlaege?actor=stadt")
    assert "finden wir keinen Akteur" in get(client, "/vorschlaege?actor=xyzxyz")
    page = get(client, "/vorschlaege?actor=görlitz")
    assert "Was dagegen spricht" in page
    assert "Worauf das beruht" in page
    assert "alle Arten und Themen" in get(client, "/vorschlaege?actor=05334&kind=quatsch")


def test_gaps_filter_and_download(client: TestClient) -> None:
    page = get(client, "/luecken?district=14626&status=gap")
    assert "Landkreis Görlitz" in page
    assert 'class="tag tag-unknown"' not in page
    table = client.get("/luecken.csv?district=14626").content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("id;kind;status")
    assert all(";14626;" in line for line in table[1:])
    assert len(table) > 2


def test_a_district_without_gaps_says_what_is_known_instead(
    client: TestClient, landscape: Landscape
) -> None:
    page = get(client, "/kreise/05366?as_of=2026-11-23")
    told = why_nothing(landscape, date(2026, 11, 23), "05366")
    assert told is not None
    assert f"Keine Lücke gefunden. {told.de}" in unescape(page)
    early = get(client, "/kreise/05334?as_of=1990-01-01&lang=en")
    assert "1990-01-01 is before our first dated entry" in early
    assert "Keine Lücke gefunden" not in get(client, "/kreise/14626")


def test_unknown_things_give_a_page_with_near_matches(client: TestClient) -> None:
    response = client.get("/akteure/possehl", headers=HTML)
    assert response.status_code == 404
    assert 'href="/akteure/possehl-stiftung"' in response.text
    assert client.get("/kreise/99999", headers=HTML).status_code == 404
    assert client.get("/gibt-es-nicht", headers=HTML).status_code == 404
    wrong = client.get("/kreise/05334?as_of=gestern", headers=HTML)
    assert wrong.status_code == 422
    assert "JJJJ-MM-TT" in wrong.text


def test_a_problem_page_speaks_the_language_of_the_pages(client: TestClient) -> None:
    english = {"accept": HTML["accept"], "accept-language": "en"}
    page = client.get("/kreise/99999", headers=english)
    assert Outline(page.text).language == "de"
    assert "Es gibt keinen Kreis" in page.text
    asked = client.get("/kreise/99999?lang=en", headers=english)
    assert Outline(asked.text).language == asked.headers["content-language"] == "en"
    program = client.get("/api/v1/districts/99999", headers={"accept-language": "en"})
    assert program.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("https://example.org/kontakt", '<a href="https://example.org/kontakt">'),
        ("bildung@example.org", '<a href="mailto:bildung@example.org">'),
        ('"><script>alert(1)</script>', "&lt;script&gt;"),
    ],
)
def test_the_operator_says_where_to_write(store_location: str, contact: str, shown: str) -> None:
    app = create_app(Settings(store=store_location, contact=contact))
    with TestClient(app) as operated:
        for path in ("/barrierefreiheit", "/kreise/05334/korrektur?lang=en"):
            assert shown in get(operated, path)
            assert "<script>alert" not in get(operated, path)


@pytest.mark.parametrize(
    "path",
    ["/suche?q=", "/akteure?q=", "/akteure/", "/kreise/", "/themen/", "/vorschlaege?actor=",
     "/luecken?district=", "/luecken?kind=", "/kreise/05334?as_of=", "/abfragen/",
     "/sparql?query="],
)  # fmt: skip
def test_hostile_text_is_escaped(client: TestClient, path: str) -> None:
    page = client.get(path + HOSTILE, headers=HTML)
    assert page.status_code < 500
    assert "<script>alert" not in page.text


def test_a_former_district_leads_to_what_it_became(client: TestClient) -> None:
    page = get(client, "/kreise/14284")
    assert "gab es bis 31. Juli 2008" in page
    assert '<a href="/kreise/14626">Landkreis Görlitz</a>' in page
    assert 'href="/kreise/14626/mappe.pdf"' in page
    pack = client.get("/kreise/14284/mappe.pdf", headers=HTML)
    assert pack.status_code == 303
    assert pack.headers["location"] == "/kreise/14284"


def test_templates_escape_names() -> None:
    found = environment().from_string("{{ name }}").render(name=HOSTILE)
    assert found == "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_correction_starts_from_rows_that_import_reads_back(client: TestClient) -> None:
    from graph.reading import parse_table
    from graph.schemas import SCHEMAS

    content = client.get("/kreise/05334/tabellen/agreements.csv").content
    table = parse_table(content, "agreements.csv", SCHEMAS["agencies/agreements.csv"])
    assert [row["ags"] for row in table.rows] == ["05334"]
    assert client.get("/kreise/05334/tabellen/schools.csv").status_code == 404


def test_the_data_page_describes_the_data_set(client: TestClient) -> None:
    page = get(client, "/daten")
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    described = json.loads(block[1])
    assert described["@type"] == "Dataset"
    assert len(described["isBasedOn"]) == len(described["distribution"]) > 10


def test_every_subject_of_the_library_has_a_heading() -> None:
    from queries.catalogue import load_catalogue
    from service.pages.queries import SUBJECTS

    assert set(load_catalogue().subjects) <= set(SUBJECTS)


def test_questions_answer_on_their_page(client: TestClient) -> None:
    page = get(client, "/abfragen/partners-of-actor?actor=05334")
    assert "Bertelsmann Stiftung" in page
    assert "/api/v1/queries/partners-of-actor" in page
    assert client.get("/abfragen/gibt-es-nicht", headers=HTML).status_code == 404


def test_sparql_answers_on_its_page(client: TestClient) -> None:
    asked = {"query": "SELECT (COUNT(?d) AS ?n) { ?d a bl:District }".replace(
        "bl:District", "<https://w3id.org/bildungslandschaft/ontology#District>")}  # fmt: skip
    page = client.get("/sparql", params=asked, headers=HTML)
    assert page.status_code == 200
    assert ">400</td>" in page.text
    broken = client.get("/sparql", params={"query": "SELEKT"}, headers=HTML)
    assert broken.status_code == 400
    assert 'role="alert"' in broken.text
    numbers = " ".join(map(str, range(4000)))
    large = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {numbers} }}\n?d a bl:District }}"
    page = client.get("/sparql", params={"query": large}, headers=HTML)
    assert ">1600000</td>" in page.text
    slip = large.replace("?d a bl:District", "?d\n a . ?t a bl:District")
    broken = client.get("/sparql", params={"query": slip}, headers=HTML)
    assert broken.status_code == 400
    assert "Zeile 3" in broken.text


def test_a_page_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/kreise/05334", headers=HTML)
    again = client.get("/kreise/05334", headers={**HTML, "if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content
    english = client.get("/kreise/05334?lang=en", headers=HTML)
    assert english.headers["etag"] != first.headers["etag"]
    assert client.head("/kreise/05334").status_code == 200


def test_files_are_kept_for_ever_under_the_address_of_their_edition(client: TestClient) -> None:
    address = re.findall(r'href="(/static/[^"]+app\.css)"', get(client, "/"))[0]
    fresh = client.get(address)
    assert "immutable" in fresh.headers["cache-control"]
    assert client.get("/static/old/app.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/old/..%2Fapp.py").status_code == 404


def test_numbers_and_dates_read_in_the_language_of_the_page() -> None:
    from graph.things import Interval

    assert number(2111.5, "de", 1) == "2.111,5"
    assert partial_date("2024-02", "en") == "February 2024"
    assert span(Interval(start="2011", basis=("stated",)), "de") == "seit 2011"
    borrowed = Interval(
        valid_from=date(2009, 1, 1), valid_through=date(2014, 12, 31), basis=("programme",)
    )
    assert span(borrowed, "de") == "2009 bis 2014 (Laufzeit des Programms)"
    assert link("/akteure", "en", q="a&b", type="") == "/akteure?q=a%26b&lang=en"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gorlitz", "/kreise/14626"),
        ("Ostnabrück", "/kreise/03459"),
        ("Bildungsberatng", "/themen/bildungsberatung"),
    ],
)
def test_a_mistyped_name_is_answered_with_who_may_be_meant(client, typed, meant):
    page = get(client, f"/suche?q={typed}")
    assert f'href="{meant}"' in page.partition("Meinten Sie?")[2]


def test_filters_that_cannot_be_lead_back_to_the_page_without_them(client):
    page = client.get("/netzwerk?state=77&theme=bne", headers=HTML)
    assert page.status_code == 404
    assert 'href="/netzwerk"' in page.text.partition("So geht es weiter")[2]


def test_a_search_for_nonsense_says_so(client):
    assert "Nichts gefunden" in get(client, "/suche?q=xqzyv")


def test_actors_begin_with_those_of_whom_most_is_known(client):
    page = get(client, "/akteure").partition("<tbody>")[2].partition("</tbody>")[0]
    counts = [int(one) for one in re.findall(r'<td class="number">(\d+)</td>', page)]
    assert len(counts) == 50
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] > 5
