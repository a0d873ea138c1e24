"""Which representation and language a client gets."""

import pytest

from service.negotiation import (
    GRAPH_FORMATS,
    TABLE_FORMATS,
    THING_FORMATS,
    choose,
    choose_language,
    prefers_html,
    split_suffix,
)

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "offers", "name"),
    [
        (None, TABLE_FORMATS, "json"),
        ("", TABLE_FORMATS, "json"),
        ("*/*", GRAPH_FORMATS, "ttl"),
        ("text/csv", TABLE_FORMATS, "csv"),
        ("text/csv;q=0.3, text/tab-separated-values;q=0.4", TABLE_FORMATS, "tsv"),
        ("application/sparql-results+xml, */*;q=0.1", TABLE_FORMATS, "xml"),
        ("application/json", TABLE_FORMATS, "json"),
        ("application/json", GRAPH_FORMATS, "jsonld"),
        ("application/*;q=0.5, text/turtle;q=0.4", GRAPH_FORMATS, "nt"),
        ("text/*", TABLE_FORMATS, "csv"),
        ("application/sparql-results+json;q=0, */*", TABLE_FORMATS, "xml"),
        (
            "application/sparql-results+json;q=0, application/json, text/csv;q=0.1",
            TABLE_FORMATS,
            "csv",
        ),
        (
            "application/sparql-results+json;q=0.1, application/json, text/csv;q=0.5",
            TABLE_FORMATS,
            "csv",
        ),
        ("text/turtle;q=0, text/*, application/x-turtle, */*;q=0.1", GRAPH_FORMATS, "nt"),
        ("text/*;q=0, text/csv;q=0.2", TABLE_FORMATS, "csv"),
        ("*/*;q=0, application/json", TABLE_FORMATS, "json"),
        (CHROME, TABLE_FORMATS, "xml"),
        (CHROME, THING_FORMATS, "html"),
        ("text/turtle;q=oops, application/ld+json;q=0.1", GRAPH_FORMATS, "jsonld"),
        ("TEXT/TURTLE", GRAPH_FORMATS, "ttl"),
    ],
)
def test_header_decides(accept, offers, name):
    assert choose(accept, offers).name == name


@pytest.mark.parametrize(
    "accept",
    [
        "image/png",
        "text/turtle;q=0",
        "nonsense/",
        "text/html;q=0.9",
        "application/sparql-results+json;q=0, application/json",
        "*/*;q=0",
    ],
)
def test_nothing_acceptable(accept):
    assert choose(accept, TABLE_FORMATS) is None


@pytest.mark.parametrize(
    ("wanted", "offers", "name"),
    [
        ("csv", TABLE_FORMATS, "csv"),
        ("turtle", GRAPH_FORMATS, "ttl"),
        ("xml", GRAPH_FORMATS, "rdf"),
        ("json", GRAPH_FORMATS, "jsonld"),
        ("application/sparql-results json", TABLE_FORMATS, "json"),
    ],
)
def test_format_parameter_beats_the_header(wanted, offers, name):
    assert choose("image/png", offers, wanted).name == name


def test_unknown_format_is_not_guessed():
    assert choose("*/*", TABLE_FORMATS, "pdf") is None


@pytest.mark.parametrize(
    ("wanted", "header", "language"),
    [
        (None, None, "de"),
        (None, "fr", "de"),
        (None, "en-GB,en;q=0.9,de;q=0.8", "en"),
        (None, "de,en", "de"),
        (None, "en;q=0.2, de-AT;q=0.7", "de"),
        ("en", "de", "en"),
        ("de", "en", "de"),
        ("xx", "en", "en"),
    ],
)
def test_language(wanted, header, language):
    assert choose_language(wanted, header) == language


def test_suffix():
    assert split_suffix("05334.ttl", THING_FORMATS) == ("05334", "ttl")
    assert split_suffix("st.-georg", THING_FORMATS) == ("st.-georg", None)
    assert split_suffix(".ttl", THING_FORMATS) == (".ttl", None)


def test_only_browsers_prefer_pages():
    assert prefers_html({"accept": CHROME})
    assert not prefers_html({"accept": "*/*"})
    assert not prefers_html({"accept": "text/turtle, text/html;q=0.5"})
    assert not prefers_html({})


@pytest.mark.parametrize("accept", ["text/html;q=0", "text/html;q=0, */*;q=0"])
def test_who_excludes_pages_gets_none(accept):
    assert not prefers_html({"accept": accept})
