"""The validation report and the examples of the ontology are pages made from the real landscape."""

import re

import pytest
from rdflib import RDF, Graph
from rdflib.namespace import SH

from ontology.terms import CLASSES


@pytest.mark.usefixtures("store_folder")
@pytest.mark.parametrize(("language", "word"), [("de", "Schwere"), ("en", "severity")])
def test_the_report_is_a_page_with_the_things_that_were_checked(client, language, word) -> None:
    answer = client.get(f"/daten/pruefbericht?lang={language}")
    assert answer.status_code == 200
    assert word in answer.text
    label = {"de": "Kreis", "en": "district"}[language]
    assert f'<th scope="row">{label}</th><td class="number">400</td>' in answer.text


@pytest.mark.usefixtures("store_folder")
def test_the_report_is_there_as_csv_and_rdf(client) -> None:
    table = client.get("/daten/pruefbericht.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert "Kreis,400,,0" in table.text
    document = client.get("/daten/pruefbericht.ttl")
    assert document.headers["content-type"].startswith("text/turtle")
    graph = Graph().parse(data=document.text, format="turtle")
    assert (None, RDF.type, SH.ValidationReport) in graph


def test_the_page_about_the_data_leads_to_the_report(client) -> None:
    assert 'href="/daten/pruefbericht"' in client.get("/daten").text
    assert 'href="/daten/pruefbericht"' in client.get("/ontologie").text


def test_every_class_with_things_has_an_example_that_can_be_visited(client, store) -> None:
    page = client.get("/ontologie").text
    rows = store.select(
        "SELECT DISTINCT ?class WHERE { ?thing a ?class"
        ' FILTER(STRSTARTS(STR(?thing), "https://w3id.org/bildungslandschaft/")) }'
    )
    filled = {row[0].rpartition("#")[2] for row in rows} & CLASSES
    found = {}
    for name, body in re.findall(r'<article id="(\w+)">(.*?)</article>', page):
        example = re.search(r'Beispiel</th><td><a href="([^"]+)">([^<]+)</a>', body)
        if example:
            found[name] = example.groups()
    assert found.keys() == filled
    assert len(filled) > 100
    for address, _ in found.values():
        assert client.get(address).status_code in {200, 303}
    assert found["District"] == ("/id/district/01001", "Flensburg, Stadt")


@pytest.mark.parametrize(
    ("suffix", "format_"), [("ttl", "turtle"), ("rdf", "xml"), ("jsonld", "json-ld")]
)
def test_the_ontology_page_offers_the_files_and_they_are_whole(client, suffix, format_) -> None:
    assert f'href="/ontology.{suffix}"' in client.get("/ontologie").text
    document = client.get(f"/ontology.{suffix}")
    assert document.status_code == 200
    assert len(Graph().parse(data=document.text, format=format_)) > 3000


def test_the_page_tells_version_changes_and_context(client) -> None:
    page = client.get("/ontologie").text
    assert "https://w3id.org/bildungslandschaft/ontology/1.0.0" in page
    assert "Änderungen seit der letzten Version" in page
    context = re.search(r'href="([^"]*context\.jsonld)"', page)
    assert context is not None
    assert client.get(context.group(1)).status_code == 200
