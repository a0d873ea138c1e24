"""An answer in XML can be parsed and says what the data say, or it is none."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.settings import Settings
from service.sparql.answers import HELD_BYTES
from service.sparql.xml_text import XmlText, written
from tests.sparql_support import build, districts, served

TEXTS = st.lists(st.text("ab<&]\t\n\r\x01\x1f\x7f\x85\u2028ï\ufeff\ufffd\ufffe\uffff\U0001fffe"))
LITERAL = "{http://www.w3.org/2005/sparql-results#}literal"
PREDICATE = ox.NamedNode("http://x/says")


def values(xml, tag=LITERAL):
    elements = ET.fromstring(xml).iter(tag)  # noqa: S314 - our own
    return [element.text or "" for element in elements]


@given(texts=TEXTS, cuts=st.lists(st.integers(0, 1000), max_size=40))
def test_what_fits_is_what_a_parser_gives_back(texts, cuts):
    store = ox.Store()
    store.extend(
        ox.Quad(ox.NamedNode(f"http://x/{number:03}"), PREDICATE, ox.Literal(text))
        for number, text in enumerate(texts)
    )
    rows = store.query("SELECT ?text { ?s <http://x/says> ?text } ORDER BY ?s")
    answer = rows.serialize(format=ox.QueryResultsFormat.XML)
    marks = [0, *sorted(cut for cut in cuts if cut < len(answer)), len(answer)]
    looking = XmlText("xml")
    looks = [looking.fits(answer[begin:end]) for begin, end in pairwise(marks)]
    try:
        found = values(written(answer))
    except ET.ParseError:
        assert not all(looks)
    else:
        # the parser here takes the two noncharacters, which the standard does not
        assert all(looks) != any(one in "".join(texts) for one in "\ufffe\uffff")
        assert found == texts


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    root = tmp_path_factory.mktemp("landscape")
    build(root, {"one": districts(200)})
    with served(Settings(store=str(root), query_workers_fast=1)) as running:
        yield running


def asked(client, query, name):
    return client.get("/sparql", params={"query": query, "format": name, "lang": "en"})


@pytest.mark.parametrize(
    ("query", "name", "remedy"),
    [
        (r'SELECT ("\u0001" AS ?x) {}', "xml", "format=json"),
        (r'SELECT ("\uFFFE" AS ?x) {}', "xml", "format=json"),
        (r'CONSTRUCT { <x:a> <x:b> "\u000B" } {}', "rdf", "format=ttl"),
        # a property that has no name in XML
        ("CONSTRUCT { <x:a> <http://x/1> 1 } {}", "rdf", "format=ttl"),
    ],
)
def test_what_xml_cannot_hold_is_refused_with_a_remedy(client, query, name, remedy):
    refused = asked(client, query, name)
    assert (refused.status_code, refused.headers["content-type"]) == (
        400,
        "application/problem+json",
    )
    assert remedy in refused.json()["detail"]
    assert asked(client, query, remedy.removeprefix("format=")).status_code == 200


def test_a_carriage_return_arrives_as_one(client):
    table = asked(client, r'SELECT ("a\r\nb\u0085" AS ?x) {}', "xml")
    assert values(table.content) == ["a\r\nb\x85"]
    graph = asked(client, r'CONSTRUCT { <x:a> <http://x/b> "a\rb" } {}', "rdf")
    assert values(graph.content, "{http://x/}b") == ["a\rb"]


def test_found_late_it_breaks_the_answer_off(client):
    query = r"""SELECT ?a ?c (IF(?a = ?last && ?b = ?last, "\u0001", "") AS ?x) {
        ?a rdfs:label ?c . ?b a bl:District BIND (id:district\/00199 AS ?last) }"""
    whole = asked(client, query, "csv")
    assert whole.text.count("\x01") == 1
    assert len(whole.content) > 2 * HELD_BYTES
    with pytest.raises(httpx.RemoteProtocolError):
        asked(client, query, "xml")
