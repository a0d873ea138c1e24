"""The documentation, the drawing, the files and the JSON-LD context come from the terms."""

import json
import re
from html.parser import HTMLParser

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.compare import isomorphic

from ontology import load_ontology, term
from ontology.documentation import Example, ontology_html
from ontology.namespaces import BL, ID
from ontology.picture import _ARROWS, core_picture
from ontology.serialisation import (
    MEDIA_TYPES,
    jsonld_context,
    merged_ontology,
    ontology_document,
)
from ontology.terms import CLASSES, DATA_PROPERTIES, OBJECT_PROPERTIES


class Reader(HTMLParser):
    """Collects anchors and targets, and fails on tags that do not close."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_term_has_an_anchor_and_every_link_leads_to_one(language) -> None:
    reader = Reader()
    reader.feed(ontology_html(language))
    assert reader.open == []
    assert set(reader.ids) >= CLASSES | OBJECT_PROPERTIES | DATA_PROPERTIES
    assert len(reader.ids) == len(set(reader.ids))
    assert {link.removeprefix("#") for link in reader.links} <= set(reader.ids)


def test_each_language_shows_its_own_texts() -> None:
    german, english = ontology_html("de"), ontology_html("en")
    assert "Ein Landkreis oder eine kreisfreie Stadt des heutigen Gebietsstands" in german
    assert "Ein Landkreis oder eine kreisfreie Stadt des heutigen" not in english
    assert "A rural district or district-free city of the current" in english
    assert "Erste Fassung" in german


def test_nothing_is_loaded_from_elsewhere_and_no_page_frame_is_written() -> None:
    page = ontology_html("de")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "<html" not in page
    assert "<script" not in page


def test_an_example_is_shown_at_its_class_and_escaped() -> None:
    page = ontology_html("de", {"Foundation": Example("/akteure/x", "Stiftung <b>")})
    assert '<a href="/akteure/x">Stiftung &lt;b&gt;</a>' in page


def test_the_arrows_of_the_drawing_agree_with_domains_and_ranges() -> None:
    ontology = load_ontology()
    for name, start, end in _ARROWS:
        domain = ontology.value(URIRef(term(name)), RDFS.domain)
        range_ = ontology.value(URIRef(term(name)), RDFS.range)
        starts = set(ontology.transitive_objects(URIRef(term(start)), RDFS.subClassOf))
        ends = set(ontology.transitive_objects(range_, RDFS.subClassOf))
        assert domain is None or domain in starts, name
        assert URIRef(term(end)) in ends, name


def test_the_drawing_has_a_title_and_labels() -> None:
    drawing = core_picture(load_ontology(), "en")
    assert drawing.startswith("<svg")
    assert "<title>Core classes</title>" in drawing
    assert ">programme participation<" in drawing


def test_a_drawing_with_links_is_no_image_for_screen_readers() -> None:
    drawing = core_picture(load_ontology(), "de")
    assert "<a href=" in drawing
    assert 'role="img"' not in drawing
    assert 'role="group" aria-label="Kernklassen"' in drawing


@pytest.mark.parametrize("format_", MEDIA_TYPES)
def test_no_triple_is_lost_in_a_file(format_) -> None:
    again = Graph().parse(data=ontology_document(format_), format=format_)
    whole = merged_ontology()
    assert len(again) == len(whole)
    if format_ == "turtle":
        assert isomorphic(again, whole)


def test_the_context_turns_plain_json_into_our_terms() -> None:
    document = {
        "@context": jsonld_context(),
        "id": "actor/possehl-stiftung",
        "type": "Foundation",
        "label": {"de": "Possehl-Stiftung"},
        "seat": "district/01003",
        "onlyAfterLernenVorOrt": False,
    }
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    (subject,) = graph.subjects(RDF.type, URIRef(term("Foundation")))
    assert str(graph.value(subject, URIRef(BL + "seat"))) == f"{ID}district/01003"
    assert graph.value(subject, URIRef(BL + "onlyAfterLernenVorOrt")).toPython() is False
    assert graph.value(subject, RDFS.label).language == "de"
    assert len(graph) == 4
